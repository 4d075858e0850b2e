"""The page with its samples in one file that opens from disk."""

import base64
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from shape_diff.files.atomic import atomic_path
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.item import Item
from shape_diff_viewer.thumbnails import thumbnail
from shape_diff_viewer.web.packing import pack_errors, pack_shape
from shape_diff_viewer.web.page_files import item_facts, one_script, page_file, script_safe_json, settings

THUMBNAIL_SIZE = 192
MANY_SAMPLES = 12
"""With more samples the page holds neither their denoising runs nor the distances between cloud and mesh, which make
most of its bytes and of the time to write it."""
MANY_BYTES = 50_000_000
"""From this size on browsers take seconds to open the page."""
STYLE_LINK = '<link rel="stylesheet" href="viewer.css">'
SCRIPT_LINK = '<script type="module" src="main.js"></script>'
POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'\">"
)
"""Nothing is fetched from anywhere."""


@dataclass(frozen=True)
class WrittenPage:
    """What was written.

    Attributes:
        path: the file.
        samples: samples in it.
        size: bytes.
    """

    path: Path
    samples: int
    size: int

    def summary(self) -> str:
        """One line for people, with advice where the file is large."""
        line = f"{self.path}: {self.samples} sample{'s' * (self.samples != 1)}, {self.size / 1e6:.1f} MB"
        return f"{line}; choose fewer samples if it opens slowly" if self.size > MANY_BYTES else line


def write_html(collection: Collection, path: str | Path) -> WrittenPage:
    """Write a page that shows the collection without any other file, program or network.

    A sample that cannot be read is listed with the reason, unless none can.

    Raises:
        ValueError: the collection is empty, none of its samples can be read, or the suffix is not .html.
        OSError: the file cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() not in (".html", ".htm"):
        raise ValueError(f"the page must be named something.html, got {path.name}")
    if not collection.items:
        raise ValueError("there is nothing to put into the page; name a file or a folder to show")
    facts, payloads, read = _embedded(collection)
    document = _document(settings(collection) | {"items": facts}, payloads)
    with atomic_path(path) as temporary:
        temporary.write_text(document, encoding="utf-8", newline="\n")
    return WrittenPage(path, read, path.stat().st_size)


def _embedded(collection: Collection) -> tuple[list[dict[str, Any]], list[str], int]:
    """What the page knows of each item, the blobs as base64, and how many items could be read."""
    facts: list[dict[str, Any]] = []
    payloads: list[str] = []
    many, read = len(collection) > MANY_SAMPLES, 0
    for item in collection.items:
        fact = item_facts(item) | {"thumbnail": _thumbnail_address(item)}
        try:
            shape = item.load()
            payloads.append(base64.b64encode(pack_shape(shape, steps=not many)).decode("ascii"))
            fact["payload"] = f"payload-{len(payloads) - 1}"
            if not many and shape.shown_cloud is not None and shape.mesh is not None:
                payloads.append(base64.b64encode(pack_errors(shape)).decode("ascii"))
                fact["errors"] = f"payload-{len(payloads) - 1}"
            read += 1
        except ValueError as error:
            fact["problem"] = str(error)
        facts.append(fact)
    if not read:
        raise ValueError(f"none of the {len(facts)} samples can be shown; {facts[0]['problem']}")
    return facts, payloads, read


def _thumbnail_address(item: Item) -> str:
    picture = io.BytesIO()
    image: Image.Image = thumbnail(item, THUMBNAIL_SIZE)
    image.convert("RGB").save(picture, "WEBP", quality=80)
    return f"data:image/webp;base64,{base64.b64encode(picture.getvalue()).decode('ascii')}"


def _document(facts: dict[str, Any], payloads: list[str]) -> str:
    page = page_file("page.html")
    blobs = "\n".join(f'<script type="text/plain" id="payload-{i}">{blob}</script>' for i, blob in enumerate(payloads))
    data = f'<script type="application/json" id="collection">{script_safe_json(facts)}</script>\n{blobs}'
    script = f'{data}\n<script type="module">\n{one_script()}\n</script>'
    page = page.replace("<head>", f"<head>\n{POLICY}", 1)
    page = page.replace(STYLE_LINK, f"<style>\n{page_file('viewer.css')}</style>")
    return page.replace(SCRIPT_LINK, script)
