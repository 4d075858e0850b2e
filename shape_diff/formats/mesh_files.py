"""Mesh files to triangles and colours, whatever way the file says its colours: the table of formats."""

import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from shape_diff.formats.cloud_columns import CloudFileWarning
from shape_diff.formats.gltf_scene import read_gltf
from shape_diff.formats.obj_reading import read_obj
from shape_diff.formats.off_file import read_off
from shape_diff.formats.ply_elements import MAX_HEADER_BYTES, read_header
from shape_diff.formats.ply_mesh import read_ply_mesh
from shape_diff.formats.stl_file import read_stl
from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.painted_mesh import mesh_of_surface
from shape_diff.geometry.strays import stray_faces
from shape_diff.geometry.surface import UNCOLORED, Surface, Texture, join_surfaces

__all__ = ["MESH_SUFFIXES", "UNCOLORED", "Surface", "Texture", "read_mesh", "read_surface"]

MESH_READERS: dict[str, Callable[[Path], list[Surface]]] = {
    ".glb": read_gltf,
    ".gltf": read_gltf,
    ".ply": read_ply_mesh,
    ".obj": read_obj,
    ".stl": read_stl,
    ".off": read_off,
}
MESH_SUFFIXES = tuple(MESH_READERS)
"""Of the same object in several formats, the earlier in this order says more."""


def is_mesh(path: Path) -> bool:
    """Whether a file is a mesh by its suffix, or a PLY with faces."""
    if path.suffix.lower() != ".ply":
        return path.suffix.lower() in MESH_SUFFIXES
    try:
        with path.open("rb") as file:
            header = read_header(file.read(MAX_HEADER_BYTES), path.name)
    except (OSError, ValueError):
        return False
    return any(element.name in ("face", "tristrips") and element.count for element in header.elements)


def read_surface(path: Path) -> Surface:
    """Read a mesh file with all its parts in place; faces without area, and strays, are left out (`strays`).

    Raises:
        ValueError: the suffix is unknown, the file cannot be read, or there is no face in it.
        FileNotFoundError: there is no such file.
    """
    path = Path(path)
    parts = [part for part in _parts(path) if len(part.faces)]
    if not parts:
        raise ValueError(f"{path.name} has no faces")
    return _without_strays(join_surfaces(parts), path.name)


def read_mesh(path: Path) -> Mesh:
    """Read a mesh file with one colour for each vertex; a vertex is doubled where faces of two colours meet.

    What was not taken from the file as it stands is said in warnings.

    Raises:
        ValueError: the suffix is unknown, the file cannot be read, or there is no face in it.
        FileNotFoundError: there is no such file.
    """
    surface = read_surface(path)
    for note in surface.notes:
        warnings.warn(note, CloudFileWarning, stacklevel=2)
    return mesh_of_surface(surface)


def _without_strays(surface: Surface, name: str) -> Surface:
    stray = stray_faces(surface.triangles)
    if not stray.any():
        return surface
    if stray.all():
        raise ValueError(f"the faces of {name} have no area")
    kept = surface.part(~stray)
    whole, rest = (np.ptp(part.vertices[np.unique(part.faces)], axis=0).max() for part in (surface, kept))
    if not rest < 0.99 * whole:
        return kept
    count = f"{int(stray.sum()):,} of the {len(stray):,} faces of {name}"
    note = f"{count} have no area and would make it {whole / rest:.3g} times as large; they were left out"
    return join_surfaces([kept], [note])


def _parts(path: Path) -> list[Surface]:
    reader = MESH_READERS.get(path.suffix.lower())
    if reader is None:
        raise ValueError(f"{path.name} is not a mesh file that can be read; known are {' '.join(MESH_SUFFIXES)}")
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    try:
        return reader(path)
    except MemoryError:
        raise
    except ValueError as error:
        sentence = str(error)
        raise ValueError(
            sentence if path.name in sentence else f"{path.name} cannot be read: {sentence[:200]}"
        ) from error
    except Exception as error:  # Damaged files lead readers astray in any way they like.
        raise ValueError(f"{path.name} cannot be read: {type(error).__name__}: {str(error)[:200]}") from error
