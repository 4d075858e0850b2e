"""The files of the page and the settings that it starts with."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import numpy as np

from shape_diff_viewer.collection import Collection
from shape_diff_viewer.colors import CLAY, COLOR_BY, color_scale
from shape_diff_viewer.item import Item
from shape_diff_viewer.keys import keys_as_json
from shape_diff_viewer.state import BACKGROUNDS, LAYERS, STEPS_PER_SECOND, SURFACES, ViewerState

FOLDER = Path(__file__).with_name("page")

SCRIPTS = (
    "vectors.js", "camera.js", "shaders.js", "drawing.js", "unpack.js", "facets.js", "measuring.js", "sample.js",
    "files.js", "source.js", "state.js", "address.js", "controls.js", "gizmo.js", "overlay.js", "panels.js",
    "prompt_box.js", "main.js",
)  # fmt: skip
"""The modules of the page; each imports only from those before it."""

MEDIA_TYPES = {
    "page.html": "text/html; charset=utf-8",
    "viewer.css": "text/css; charset=utf-8",
    **dict.fromkeys(SCRIPTS, "text/javascript; charset=utf-8"),
}
"""All files that are served, and as what."""

PALETTE_SIZE = 256
POINT_SIZE = 8.0
"""Pixels; balls shrink with their distance, so they start larger than the squares of the window."""
IMPORT = re.compile(r"^import (?:(\{[^}]*\})|\* as (\w+)) from \"\./(\w+\.js)\";$", re.MULTILINE)
EXPORT = re.compile(r"^export (?:async )?(?:const|class|function) (\w+)", re.MULTILINE)
EXPORT_WORD, LINE_START = "\nexport ", "\n"


def page_file(name: str) -> str:
    """The text of one of MEDIA_TYPES; raises KeyError for any other name."""
    if name not in MEDIA_TYPES:
        raise KeyError(name)
    return (FOLDER / name).read_text(encoding="utf-8")


def settings(collection: Collection) -> dict[str, Any]:
    """What the page starts with: the same defaults, keys and colours as every front end."""
    start = ViewerState()
    palette = color_scale(np.linspace(0, 1, PALETTE_SIZE))
    return {
        "items": [item_facts(item) for item in collection.items],
        "keys": keys_as_json(),
        "backgrounds": BACKGROUNDS,
        "background": start.background,
        "layers": {layer: start.shown(layer) for layer in LAYERS},
        "pointSize": POINT_SIZE,
        "roundPoints": start.round_points,
        "stepsPerSecond": STEPS_PER_SECOND,
        "colorBy": COLOR_BY,
        "surfaces": SURFACES,
        "palette": palette.round(4).tolist(),
        "clay": CLAY,
        "canGenerate": False,
    }


def item_facts(item: Item) -> dict[str, Any]:
    """What the gallery and the info panel show of an item; files by their name alone."""
    facts = {key: value for key, value in item.info.items() if key != "file"}
    if "file" in item.info:
        facts["file"] = Path(str(item.info["file"])).name
    about = {"name": item.name, "title": item.title, "folder": item.folder, "favourite": item.favourite}
    return about | {
        "modified": item.modified_s,
        "version": version_of(item),
        "saved": item.path is not None,
        "info": facts,
    }


def version_of(item: Item) -> str:
    """Another text when the item's files have changed, so that the page asks for it again."""
    return hashlib.sha256(repr(sorted(item.stamp)).encode()).hexdigest()[:10]


def one_script() -> str:
    """All modules as one: each in a function of its own that returns what the module exports."""
    return "\n".join(_as_function(name) for name in SCRIPTS)


def _as_function(name: str) -> str:
    text = page_file(name)
    body = IMPORT.sub(lambda found: f"const {found[1] or found[2]} = {_variable(found[3])};", text)
    exports = ", ".join(EXPORT.findall(text))
    return (
        f"const {_variable(name)} = (() => {{\n{body.replace(EXPORT_WORD, LINE_START)}\nreturn {{ {exports} }};\n}})();"
    )


def _variable(module: str) -> str:
    return f"module_{module.removesuffix('.js')}"


def script_safe_json(value: Any) -> str:
    """JSON that can stand inside of a script element."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False).replace("<", "\\u003c")
