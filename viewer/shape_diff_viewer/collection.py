"""The gallery: what was opened, as a list of samples that are read when somebody looks at them."""

import json
import re
import threading
import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from shape_diff.formats.cloud_files import CLOUD_FORMATS, read_points
from shape_diff.formats.mesh_files import MESH_SUFFIXES, read_mesh
from shape_diff.formats.ply_elements import MAX_HEADER_BYTES
from shape_diff.formats.trajectory_file import STEPS_SUFFIX, read_trajectory
from shape_diff.geometry.file_warning import CloudFileWarning
from shape_diff.geometry.placement import Placement
from shape_diff_viewer.shape import Shape, shape_to_show

Content = TypeVar("Content")
MAX_CHECKED = 16
"""Named files up to this number are read at once, so that a broken one is an error; of more only the names are."""
MAX_LOADED = 24
"""Shapes of files kept in memory; others are read again when they are looked at."""
OFTEN_SOMETHING_ELSE = (".txt", ".csv", ".asc", ".npy", ".pts")
"""Clouds with these suffixes must be named; in a folder they are more often notes and tables."""
PLY_FACES = re.compile(rb"element\s+(?:face|tristrips)\s+(\d+)", re.IGNORECASE)
MESH_PREFERENCE = ("ply", "obj", "glb", "stl")
"""Which mesh file of a generated sample is read: the first that is there. A GLB may be simplified for its texture."""


class Item:
    """One entry of the gallery.

    Attributes:
        name: unique in its collection, safe as a file name.
        title: the prompt, or the names of the pictures that were shown, or the file's name.
        path: the file, or the manifest of a generated sample; None where nothing is saved.
        info: the manifest of `generate`, or {"file": ..., "bytes": ...}.
        files: the files it is made of, by role: points, steps, preview and mesh formats.
    """

    def __init__(
        self,
        name: str,
        title: str,
        read: Callable[[], Shape],
        path: Path | None = None,
        info: dict[str, Any] | None = None,
        files: dict[str, Path] | None = None,
    ) -> None:
        """`read` makes the shape and may raise ValueError or OSError with one sentence."""
        self.name, self.title, self.path = name, title, path
        self.info, self.files = info or {}, files or {}
        self._read = read

    def __repr__(self) -> str:
        return f"Item({self.name!r})"

    def load(self) -> Shape:
        """The shape; the last ones that were loaded are kept.

        Raises:
            ValueError: it cannot be read; the sentence says why.
        """
        return _RECENT.get(self, self._read)

    def matches(self, words: str) -> bool:
        """Whether every one of the words is part of the name or title."""
        text = f"{self.title} {self.name}".lower()
        return all(word in text for word in words.lower().split())


class _RecentShapes:
    """Loaded shapes, the least recently used dropped first."""

    def __init__(self, size: int) -> None:
        self._size, self._shapes, self._lock = size, OrderedDict[Item, Shape](), threading.Lock()

    def get(self, item: Item, read: Callable[[], Shape]) -> Shape:
        with self._lock:
            if item in self._shapes:
                self._shapes.move_to_end(item)
                return self._shapes[item]
        try:
            shape = read()
        except OSError as error:
            raise ValueError(f"{error.filename or item.title}: {error.strerror or error}") from error
        with self._lock:
            self._shapes[item] = shape
            while len(self._shapes) > self._size:
                self._shapes.popitem(last=False)
        return shape


_LISTENING = threading.Lock()
_RECENT = _RecentShapes(MAX_LOADED)


class Collection:
    """Items in order; items can be added from any thread."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self.items: list[Item] = []
        self._lock = threading.Lock()
        for item in items:
            self.add(item)

    def __len__(self) -> int:
        return len(self.items)

    def add(self, item: Item) -> None:
        """Append an item; its name is numbered if another has it."""
        with self._lock:
            taken = {other.name for other in self.items}
            base, number = item.name, 1
            while item.name in taken:
                number += 1
                item.name = f"{base}.{number}"
            self.items = [*self.items, item]  # whoever iterates over the old list is not disturbed

    def filtered(self, words: str) -> list[Item]:
        """The items that match every one of the words; all for none."""
        return [item for item in self.items if item.matches(words)]

    def named(self, name: str) -> Item | None:
        """The item of that name."""
        return next((item for item in self.items if item.name == name), None)


def open_paths(paths: Sequence[Path]) -> Collection:
    """What is in files and folders, in the order given; folders are sorted by name and not searched deeper.

    A named file that is missing or broken is an error; in a folder it becomes an item whose `load` says what is wrong.

    Raises:
        FileNotFoundError: there is no such file or folder.
        ValueError: a file is empty, truncated, without faces or of an unknown kind, or a folder holds nothing to show.
    """
    named = [Path(path) for path in paths]
    items: list[Item] = []
    for path in named:
        if path.is_dir():
            found = folder_items(path)
            if not found:
                raise ValueError(f"there is nothing to show in the folder {path}; known are {_known_suffixes()}")
            items += found
        else:
            items.append(_named_item(path, check=len(named) <= MAX_CHECKED))
    return Collection(items)


def folder_items(folder: Path) -> list[Item]:
    """Samples of `generate` and other readable files of a folder, sorted by name; [] if there are none."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith(".")]
    samples = [item for path in files if path.suffix == ".json" and (item := manifest_item(path)) is not None]
    taken = {path.name for item in samples for path in item.files.values()}
    shown = [path for path in files if _is_known(path) and path.suffix.lower() not in OFTEN_SOMETHING_ELSE]
    alone = [_file_item(path) for path in shown if path.name not in taken]
    return sorted([*samples, *alone], key=lambda item: item.name)


def manifest_item(manifest: Path) -> Item | None:
    """The sample that a manifest of `generate` describes, or None for any other JSON file."""
    try:
        info = json.loads(manifest.read_text(encoding="utf-8"))
        listed = {str(role): Path(str(file)).name for role, file in info["files"].items()}
        title = _title(info) or manifest.stem
    except (ValueError, OSError, KeyError, TypeError, AttributeError):
        return None
    # Only names count: a manifest from elsewhere must not reach outside of its folder.
    files = {role: manifest.parent / name for role, name in listed.items() if (manifest.parent / name).is_file()}
    return Item(manifest.stem, title, lambda: _read_sample(files, manifest.name, info), manifest, info, files)


def _title(info: dict[str, Any]) -> str:
    names = (str(image["name"]) for image in info.get("images", []))
    return str(info["prompt"]).strip() or " + ".join(dict.fromkeys(names))


def shape_item(name: str, title: str, shape: Shape, info: dict[str, Any] | None = None) -> Item:
    """An item that is not saved anywhere."""
    return Item(name, title, lambda: shape, None, info)


def _named_item(path: Path, check: bool) -> Item:
    """The item of a path that a user gave."""
    if not path.exists():
        raise FileNotFoundError(f"there is no file or folder {path}")
    item = manifest_item(path) if path.suffix == ".json" else _file_item(path) if _is_known(path) else None
    if item is None:
        kind = "is not a manifest of generate" if path.suffix == ".json" else "is not a cloud or mesh that can be shown"
        raise ValueError(f"{path.name} {kind}; known are {_known_suffixes()}")
    if path.stat().st_size == 0:
        raise ValueError(f"{path.name} is an empty file")
    if check:
        item.load()
    return item


def _is_known(path: Path) -> bool:
    return path.suffix.lower() in {*CLOUD_FORMATS, *MESH_SUFFIXES}


def _known_suffixes() -> str:
    return " ".join(sorted({*CLOUD_FORMATS, *MESH_SUFFIXES}))


def _file_item(path: Path) -> Item:
    role = "steps" if path.name.endswith(STEPS_SUFFIX) else "file"
    info = {"file": str(path), "bytes": path.stat().st_size}
    name = path.name.removesuffix(STEPS_SUFFIX) if role == "steps" else path.stem
    return Item(name, path.name, lambda: _read_file(path), path, info, {role: path})


def _read_file(path: Path) -> Shape:
    """The shape of one file: a run, a mesh or a cloud, by suffix and, for PLY, by whether there are faces."""
    if path.stat().st_size == 0:
        raise ValueError(f"{path.name} is an empty file")
    if path.name.endswith(STEPS_SUFFIX):
        return shape_to_show(trajectory=read_trajectory(path), name=path.name)
    if _is_mesh(path):
        mesh, notes = _heard(read_mesh, path)
        shape = shape_to_show(mesh=mesh, name=path.name)
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


def _placement(report: Any) -> Placement:
    """Where a file of a sample was put; older manifests do not say, and their files were put nowhere."""
    return Placement.from_dict(report.get("placement") if isinstance(report, dict) else None)


def _read_sample(files: dict[str, Path], name: str, info: dict[str, Any]) -> Shape:
    """Cloud, mesh and denoising run of a generated sample, all in the coordinates of the run."""
    cloud = _heard(read_points, files["points"])[0] if "points" in files else None
    suffix = next((suffix for suffix in MESH_PREFERENCE if suffix in files), None)
    mesh = read_mesh(files[suffix]) if suffix else None
    if cloud is not None:
        cloud = _placement(info.get("points")).cloud_undone(cloud)
    if mesh is not None and suffix is not None:
        reports = [info.get("mesh"), *(info.get("other_meshes") or [])]
        written = [report for report in reports if isinstance(report, dict)]
        mesh = _placement(next((r for r in written if r.get("file") == files[suffix].name), None)).undone(mesh)
    run = read_trajectory(files["steps"]) if "steps" in files else None
    if cloud is None and mesh is None and run is None:
        raise ValueError(f"the files that {name} lists are not there")
    return shape_to_show(cloud, mesh, run, name)
