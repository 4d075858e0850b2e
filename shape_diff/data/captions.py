"""What a user brings: a folder of meshes and, if there is one, a captions.jsonl that describes them."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

from shape_diff.formats.mesh_files import MESH_SUFFIXES

_NAMED = 5
"""How many culprits an error message names."""


@dataclass(frozen=True)
class ShapeRow:
    """One mesh with what is said about it.

    Attributes:
        id: unique name.
        mesh: the file.
        captions: at least one.
        category: any word; the sampling is balanced by it.
        split: "train", "val" or another name.
        colored: whether its colours are real; None where the row does not say and the file decides.
        has_front: whether its front faces +z.
        pack: the collection that it was published in; the sampling is balanced by it too.
        author: who made it.
        license: under which it was published.
    """

    id: str
    mesh: Path
    captions: tuple[str, ...]
    category: str = "object"
    split: str = "train"
    colored: bool | None = None
    has_front: bool = True
    pack: str = ""
    author: str = ""
    license: str = ""


@dataclass(frozen=True)
class Credit:
    """Who made a mesh; texts are empty where the captions file does not say."""

    id: str
    author: str
    license: str
    pack: str


def read_rows(mesh_folder: Path, captions: Path | None) -> list[ShapeRow]:
    """The shapes of a folder, in the order of the captions file, or by path where there is none.

    Raises:
        ValueError: as for `read_rows_and_absent`.
    """
    return read_rows_and_absent(mesh_folder, captions)[0]


def read_rows_and_absent(mesh_folder: Path, captions: Path | None) -> tuple[list[ShapeRow], list[str]]:
    """The shapes of a folder, and the ids of those that the captions describe but whose meshes are not there.

    Raises:
        ValueError: the folder is missing or holds no mesh, or the captions file is missing, damaged, says something
            of the wrong type, names a shape twice, or describes no mesh that is there.
    """
    meshes = list_meshes(mesh_folder)
    if captions is None:
        return _rows_by_name(mesh_folder, meshes), []
    return _rows_by_captions(mesh_folder, meshes, Path(captions))


def read_credits(captions: Path) -> list[Credit]:
    """Who made each mesh of a captions file, which need not be there; raises ValueError for a damaged file."""
    return [
        Credit(
            _name_of(fields, where),
            *(_typed(fields, key, str, "", where) for key in ("author", "license", "pack")),
        )
        for where, fields in _json_lines(Path(captions))
    ]


def list_meshes(folder: Path) -> list[Path]:
    """All mesh files under a folder, sorted; raises ValueError where there are none."""
    folder = Path(folder)
    if not folder.is_dir():
        raise ValueError(f"there is no folder {folder}")
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in MESH_SUFFIXES and _is_visible(path))
    if not found:
        raise ValueError(f"{folder} holds no mesh files ({' '.join(MESH_SUFFIXES)})")
    return found


def _is_visible(path: Path) -> bool:
    return not path.name.startswith(".") and path.is_file()


def _rows_by_name(folder: Path, meshes: Sequence[Path]) -> list[ShapeRow]:
    rows, best = [], _one_file_each(meshes)
    stems = Counter(path.stem for path in best)
    for path in best:
        name = path.stem if stems[path.stem] == 1 else path.relative_to(folder).with_suffix("").as_posix()
        rows.append(ShapeRow(id=name, mesh=path, captions=(_words(path.stem),)))
    return rows


def _one_file_each(meshes: Sequence[Path]) -> list[Path]:
    """Of the same object in several formats (chair.glb, chair.obj) only the format that says most."""
    best: dict[Path, Path] = {}
    for path in meshes:
        key = path.with_suffix("")
        if key not in best or _rank(path) < _rank(best[key]):
            best[key] = path
    return sorted(best.values())


def _rank(path: Path) -> int:
    return MESH_SUFFIXES.index(path.suffix.lower())


def _words(stem: str) -> str:
    """A file name as a caption: wooden_Chair-02 -> wooden chair."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)
    words = [word for word in re.split(r"[\W_]+", split) if word and not word.isdigit()]
    return " ".join(words).lower() or stem


def _rows_by_captions(folder: Path, meshes: Sequence[Path], captions: Path) -> tuple[list[ShapeRow], list[str]]:
    by_stem = {path.stem: path for path in reversed(_one_file_each(meshes))}
    rows: dict[str, ShapeRow] = {}
    absent: list[str] = []
    for where, fields in _json_lines(captions):
        name = _name_of(fields, where)
        if name in rows or name in absent:
            raise ValueError(f"{where}: the id {name!r} stands there a second time; every shape needs its own")
        mesh = _mesh_of(fields, name, (captions.parent, folder), by_stem)
        if mesh is None:
            absent.append(name)
        else:
            rows[name] = _parse_row(fields, name, mesh, where)
    if absent and not rows:
        raise ValueError(f"{captions} describes {len(absent)} meshes, none of which is in {folder}: {_some(absent)}")
    if not rows:
        raise ValueError(f"{captions} is empty; each line describes one mesh as a JSON object")
    return list(rows.values()), absent


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


def _json_lines(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Each JSON object of a file with the words that say where it stands."""
    if not path.is_file():
        raise ValueError(f"there is no captions file {path}")
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} cannot be read as UTF-8 text: {error}") from error
    return [
        (f"{path.name}, line {number}", _json_object(line, f"{path.name}, line {number}"))
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def _json_object(line: str, where: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"{where}: not valid JSON: {error}") from error
    if not isinstance(fields, dict):
        raise ValueError(f"{where}: needs a JSON object like {{...}}, got {type(fields).__name__}")
    return fields


def _name_of(fields: dict[str, Any], where: str) -> str:
    for key in ("id", "file"):
        if key in fields and (not isinstance(fields[key], str) or not fields[key].strip()):
            raise ValueError(f"{where}: {key!r} must be a name, got {fields[key]!r}")
    if "id" in fields:
        return fields["id"]
    if "file" in fields:
        return PureWindowsPath(fields["file"]).stem
    raise ValueError(f"{where}: needs an 'id' or a 'file' to say which mesh it describes")


def _mesh_of(fields: dict[str, Any], name: str, folders: tuple[Path, ...], by_stem: dict[str, Path]) -> Path | None:
    if "file" not in fields:
        return by_stem.get(name)
    spellings = (fields["file"], PureWindowsPath(fields["file"]).as_posix())  # sub\red.obj was written on Windows
    places = (folder / spelling for spelling in spellings for folder in folders)
    return next((place for place in places if place.is_file()), None)


def _parse_row(fields: dict[str, Any], name: str, mesh: Path, where: str) -> ShapeRow:
    return ShapeRow(
        id=name,
        mesh=mesh,
        captions=_captions_of(fields, where),
        category=_typed(fields, "category", str, "object", where),
        split=_typed(fields, "split", str, "train", where),
        colored=_typed(fields, "colored", bool, None, where),
        has_front=_typed(fields, "has_front", bool, True, where),
        pack=_typed(fields, "pack", str, "", where),
        author=_typed(fields, "author", str, "", where),
        license=_typed(fields, "license", str, "", where),
    )


def _captions_of(fields: dict[str, Any], where: str) -> tuple[str, ...]:
    captions = fields.get("captions")
    if not isinstance(captions, list) or not all(isinstance(text, str) for text in captions):
        raise ValueError(f"{where}: 'captions' must be a list of texts, got {captions!r}")
    captions = tuple(text.strip() for text in captions if text.strip())
    if not captions:
        raise ValueError(f"{where}: 'captions' holds no text")
    return captions


def _typed(fields: dict[str, Any], key: str, kind: type, default: Any, where: str) -> Any:
    value = fields.get(key)
    if value is None:
        return default
    if not isinstance(value, kind) or value == "":
        words = {str: "a text", bool: "true or false"}[kind]
        raise ValueError(f"{where}: {key!r} must be {words}, got {value!r}")
    return value
