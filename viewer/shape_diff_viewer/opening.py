"""Files and folders as items of the gallery."""

import json
import os
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from shape_diff.formats.cloud_files import CLOUD_FORMATS, read_points
from shape_diff.formats.mesh_files import MESH_SUFFIXES, read_surface
from shape_diff.formats.ply_elements import MAX_HEADER_BYTES
from shape_diff.formats.trajectory_file import STEPS_SUFFIX, read_trajectory
from shape_diff.geometry import PointCloud
from shape_diff.geometry.file_warning import CloudFileWarning
from shape_diff.geometry.painted_mesh import paint_of_surface
from shape_diff.geometry.placement import Placement
from shape_diff_viewer.item import Item, Stamp, stamp_of
from shape_diff_viewer.shape import Shape, shape_to_show

Content = TypeVar("Content")
MAX_DEPTH = 4
"""Folders below the one that was opened that are searched."""
MAX_ENTRIES = 20_000
"""Files and folders looked at in one search; a home directory that is opened by mistake has more."""
OFTEN_SOMETHING_ELSE = (".txt", ".csv", ".asc", ".npy", ".pts")
"""Clouds with these suffixes must be named; in a folder they are more often notes and tables."""
PLY_FACES = re.compile(rb"element\s+(?:face|tristrips)\s+(\d+)", re.IGNORECASE)
MESH_PREFERENCE = ("glb", "ply", "obj", "stl")
"""Which mesh file of a generated sample is read: the first that is there. A GLB has a texture and is read at once."""
_LISTENING = threading.Lock()


def folder_items(folder: Path) -> list[Item]:
    """Samples of `generate` and other readable files of a folder and its subfolders, sorted by name; [] for none."""
    items: list[Item] = []
    for below, files in _files_below(folder):
        items += _items_among(files, below)
    return items


def folder_stamp(folder: Path) -> Stamp:
    """The state of all files that a search of a folder meets: equal where it would find the same again, and faster."""
    found = [stamp_of(files) for _, files in _files_below(folder)]
    return frozenset().union(*found)


def _files_below(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Subfolders, "" for the folder itself first, with their files; hidden ones and links to folders are left out."""
    waiting, seen = [(folder, 0)], 0
    while waiting and seen < MAX_ENTRIES:
        here, depth = waiting.pop(0)
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError:
            continue
        seen += len(entries)
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        below = here.relative_to(folder).as_posix()
        yield ("" if below == "." else below), [Path(entry.path) for entry in shown if entry.is_file()]
        if depth < MAX_DEPTH:
            waiting += [(Path(entry.path), depth + 1) for entry in shown if entry.is_dir(follow_symlinks=False)]


def _items_among(files: list[Path], below: str) -> list[Item]:
    samples = [item for path in files if path.suffix == ".json" and (item := manifest_item(path, below)) is not None]
    taken = {path.name for item in samples for path in item.files.values()}
    shown = [path for path in files if is_known(path) and path.suffix.lower() not in OFTEN_SOMETHING_ELSE]
    alone = [file_item(path, below) for path in shown if path.name not in taken]
    return sorted([*samples, *alone], key=lambda item: item.name)


def manifest_item(manifest: Path, below: str = "") -> Item | None:
    """The sample that a manifest of `generate` describes, or None for any other JSON file."""
    try:
        info = json.loads(manifest.read_text(encoding="utf-8"))
        listed = {str(role): Path(str(file)).name for role, file in info["files"].items()}
        title = _title(info) or manifest.stem
    except (ValueError, OSError, KeyError, TypeError, AttributeError):
        return None
    # Only names count: a manifest from elsewhere must not reach outside of its folder.
    files = {role: manifest.parent / name for role, name in listed.items() if (manifest.parent / name).is_file()}
    return Item(manifest.stem, title, lambda: _read_sample(files, manifest.name, info), manifest, info, files, below)


def file_item(path: Path, below: str = "") -> Item:
    """The item of a cloud, a mesh or a denoising run."""
    role = "steps" if path.name.endswith(STEPS_SUFFIX) else "file"
    info = {"file": str(path), "bytes": path.stat().st_size}
    name = path.name.removesuffix(STEPS_SUFFIX) if role == "steps" else path.stem
    return Item(name, path.name, lambda: _read_file(path), path, info, {role: path}, below)


def is_known(path: Path) -> bool:
    """Whether the suffix is one of a cloud or a mesh."""
    return path.suffix.lower() in {*CLOUD_FORMATS, *MESH_SUFFIXES}


def known_suffixes() -> str:
    """All suffixes that can be opened, for messages."""
    return " ".join(sorted({*CLOUD_FORMATS, *MESH_SUFFIXES}))


def read_cloud_alone(item: Item) -> Shape | None:
    """The cloud of a generated sample without its mesh, which takes much longer to read; None where there is none.

    Raises:
        ValueError, OSError: it cannot be read.
    """
    if "points" not in item.files:
        return None
    return shape_to_show(_read_points(item.files, item.info), name=item.title)


def mesh_reports(info: dict[str, Any]) -> list[dict[str, Any]]:
    """What a manifest says of the mesh files of a sample, the main one first; older ones say nothing."""
    others = info.get("other_meshes")
    reports = [info.get("mesh"), *(others if isinstance(others, list) else [])]
    return [report for report in reports if isinstance(report, dict)]


def _title(info: dict[str, Any]) -> str:
    names = (str(image["name"]) for image in info.get("images", []))
    return str(info["prompt"]).strip() or " + ".join(dict.fromkeys(names))


def _read_file(path: Path) -> Shape:
    """The shape of one file: a run, a mesh or a cloud, by suffix and, for PLY, by whether there are faces."""
    if path.stat().st_size == 0:
        raise ValueError(f"{path.name} is an empty file")
    if path.name.endswith(STEPS_SUFFIX):
        return shape_to_show(trajectory=read_trajectory(path), name=path.name)
    if _is_mesh(path):
        surface, notes = _heard(read_surface, path)
        mesh, paint = paint_of_surface(surface)
        shape = shape_to_show(mesh=mesh, paint=paint, name=path.name)
        notes = list(dict.fromkeys([*notes, *surface.notes]))
    else:
        cloud, notes = _heard(read_points, path)
        shape = shape_to_show(cloud, name=path.name)
    return replace(shape, notes=(*notes, *shape.notes))


def _heard(read: Callable[[Path], Content], path: Path) -> tuple[Content, list[str]]:
    """The content of a file and what its reader warns of."""
    # Python records warnings for all threads at once, so only one may listen at a time.
    with _LISTENING, warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always", CloudFileWarning)
        content = read(path)
    return content, [str(warning.message) for warning in heard if issubclass(warning.category, CloudFileWarning)]


def _is_mesh(path: Path) -> bool:
    if path.suffix.lower() != ".ply":
        return path.suffix.lower() in MESH_SUFFIXES
    with path.open("rb") as file:
        header = file.read(MAX_HEADER_BYTES).partition(b"\nend_header")[0]
    return any(int(count) > 0 for count in PLY_FACES.findall(header))


def _read_points(files: dict[str, Path], info: dict[str, Any]) -> PointCloud:
    """The cloud of a generated sample in the coordinates of its run."""
    report = info.get("points")
    placement = Placement.from_dict(report.get("placement") if isinstance(report, dict) else None)
    return placement.cloud_undone(_heard(read_points, files["points"])[0])


def _read_sample(files: dict[str, Path], name: str, info: dict[str, Any]) -> Shape:
    """Cloud, mesh and denoising run of a generated sample, all in the coordinates of the run."""
    cloud = _read_points(files, info) if "points" in files else None
    mesh, paint = None, None
    if suffix := next((suffix for suffix in MESH_PREFERENCE if suffix in files), None):
        placed, paint = paint_of_surface(_heard(read_surface, files[suffix])[0])
        report = next((report for report in mesh_reports(info) if report.get("file") == files[suffix].name), {})
        mesh = Placement.from_dict(report.get("placement")).undone(placed)
    run = read_trajectory(files["steps"]) if "steps" in files else None
    if cloud is None and mesh is None and run is None:
        raise ValueError(f"the files that {name} lists are not there")
    return shape_to_show(cloud, mesh, run, name, paint)
