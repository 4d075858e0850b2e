"""Materials of Wavefront OBJ files: the colours and pictures in .mtl files."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shape_diff.formats.picture_reference import decode_picture, find_beside, opaque
from shape_diff.formats.text_decoding import decode_text
from shape_diff.geometry.color import linear_to_srgb, srgb_to_linear
from shape_diff.geometry.surface import CLAMP, REPEAT, Texture

OPTION_WORDS = {
    "-blendu": 1, "-blendv": 1, "-bm": 1, "-boost": 1, "-cc": 1, "-clamp": 1, "-imfchan": 1, "-mm": 2, "-texres": 1,
    "-type": 1,
}  # fmt: skip
VECTOR_OPTIONS = ("-o", "-s", "-t")
"""Options with one to three numbers."""
OLD_ENCODINGS = ("utf-8", "gbk", "shift_jis", "cp1251")
"""What file names were written in where a text was read byte by byte."""


@dataclass(frozen=True)
class ObjMaterial:
    """A material.

    Attributes:
        rgb: (3,) sRGB, or None where the file gives no colour.
        texture: its picture, which takes the colour's place.
        uv_scale, uv_offset: (2,) what texture coordinates are multiplied with, and then moved by.
        notes: what could not be read.
    """

    rgb: np.ndarray | None = None
    texture: Texture | None = None
    uv_scale: tuple[float, float] = (1.0, 1.0)
    uv_offset: tuple[float, float] = (0.0, 0.0)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapLine:
    """What stands behind map_Kd: a file name and the options that matter."""

    name: str
    uv_scale: tuple[float, float]
    uv_offset: tuple[float, float]
    clamp: bool


def read_mtl(path: Path) -> dict[str, ObjMaterial]:
    """The materials of an .mtl file by name, the first of a name; a picture that is missing leaves no colour."""
    statements: dict[str, dict[str, str]] = {}
    current: dict[str, str] = {}
    for line in decode_text(path.read_bytes()).splitlines():
        key, _, rest = line.strip().replace("\t", " ").partition(" ")
        if key.lower() == "newmtl":
            current = {}
            statements.setdefault(rest.strip(), current)
        elif key and not key.startswith("#"):
            current[key.lower()] = rest.strip()
    return {name: _material(entries, path) for name, entries in statements.items()}


def _material(entries: dict[str, str], path: Path) -> ObjMaterial:
    line = entries.get("map_kd") or entries.get("map_ka")
    if not line:
        return ObjMaterial(_color(entries))
    options = parse_map(line)
    found = next((file for name in _spellings(options.name) if (file := find_beside(path, name))), None)
    if found is None:
        return ObjMaterial(notes=(f"the picture {options.name!r} that {path.name} names is not there",))
    try:
        pixels = opaque(decode_picture(found.read_bytes()))
    except ValueError as error:
        return ObjMaterial(notes=(f"{found.name}, named in {path.name}, is {error}",))
    wrap = CLAMP if options.clamp else REPEAT
    return ObjMaterial(None, Texture(pixels, (wrap, wrap)), options.uv_scale, options.uv_offset)


def _color(entries: dict[str, str]) -> np.ndarray | None:
    """Kd and the light of Ke; Ka is how much of a room's light there is and no colour of its own."""
    diffuse, emission = _numbers(entries.get("kd", "")), _numbers(entries.get("ke", ""))
    if diffuse is None and (emission is None or not emission.any()):
        return None
    light = sum(srgb_to_linear(color) for color in (diffuse, emission) if color is not None)
    return linear_to_srgb(np.asarray(light))


def _numbers(text: str) -> np.ndarray | None:
    """Three values in [0, 1], or one for all three; None for what is neither, as a spectral file."""
    try:
        values = np.array(text.split("#")[0].split()[:3], dtype=np.float64)
    except ValueError:
        return None
    if len(values) not in (1, 3):
        return None
    values = values / 255 if values.max() > 2 else values
    return np.broadcast_to(np.clip(values, 0, 1), (3,))


def parse_map(line: str) -> MapLine:
    """The options and the file name, which may hold spaces, of a map statement."""
    words, at = line.split(), 0
    vectors: dict[str, list[float]] = {}
    clamp = False
    while at < len(words) and (words[at] in OPTION_WORDS or words[at] in VECTOR_OPTIONS):
        option = words[at]
        at += 1
        if option in OPTION_WORDS:
            clamp = clamp or (words[at : at + 2][:1] == ["on"] and option == "-clamp")
            at += OPTION_WORDS[option]
            continue
        vectors[option] = []
        while at < len(words) and len(vectors[option]) < 3 and _is_number(words[at]):
            vectors[option].append(float(words[at]))
            at += 1
    name = line.split(None, at)[at] if at < len(words) else ""
    scale, offset = ((*vectors.get(option, ()), *rest)[:2] for option, rest in (("-s", (1.0, 1.0)), ("-o", (0.0, 0.0))))
    return MapLine(name.strip(), (scale[0], scale[1]), (offset[0], offset[1]), clamp)


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _spellings(name: str) -> list[str]:
    """A file name as it stands, without its last comment, and in the encodings it may have been written in."""
    raw = name.encode("latin-1", errors="ignore")
    names = [name, name.split("#")[0].strip(), *(raw.decode(encoding, errors="ignore") for encoding in OLD_ENCODINGS)]
    return [spelling for spelling in dict.fromkeys(names) if spelling]
