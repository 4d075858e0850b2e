"""Meshes as files: OBJ, PLY, GLB and STL. Each file is complete or not there, and keeps the order of vertices."""

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np

from shape_diff.files.atomic import atomic_path
from shape_diff.files.atomic_set import atomic_set
from shape_diff.formats.glb_file import write_glb, write_textured_glb
from shape_diff.formats.obj_file import one_word, write_obj, write_textured_obj
from shape_diff.geometry.color import to_uint8
from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.geometry.textured_mesh import TexturedMesh
from shape_diff.geometry.triangles import face_vectors

MeshWriter = Callable[[Mesh, Path, str], None]
"""Writes a mesh to a path and calls it by a name inside the file."""


def write_mesh(mesh: Mesh, path: str | Path) -> Path:
    """Write `mesh` in the format that the suffix of `path` names (see MESH_WRITERS) and return the path.

    Colours are kept by all formats but STL, which has none. The object in the file is called like the file.

    Raises:
        ValueError: the suffix names no known format, the mesh has no faces or a vertex is not finite.
        OSError: the file cannot be written.
    """
    path = Path(path)
    writer = mesh_writer(path)
    _check(mesh, path)
    with atomic_path(path) as temporary:
        writer(mesh, temporary, path.stem)
    return path


def write_textured_mesh(textured: TexturedMesh, path: str | Path) -> Path:
    """Write a mesh with its picture where the format has one (see TEXTURED_WRITERS) and return the path.

    An OBJ gets two files beside it (`obj_file.companions`); all three appear or none. PLY and
    STL have no pictures and are written by `write_mesh`, so a PLY keeps the vertex colours.

    Raises:
        ValueError: the suffix names no known format, the mesh has no faces or a vertex is not finite.
        OSError: a file cannot be written.
    """
    path = Path(path)
    mesh_writer(path)
    writer = TEXTURED_WRITERS.get(path.suffix.lower())
    if writer is None:
        return write_mesh(textured.mesh, path)
    _check(textured.mesh, path)
    with atomic_set(path) as temporary:
        writer(textured, temporary, path.stem)
    return path


def mesh_writer(path: Path) -> MeshWriter:
    """The writer for the suffix of a path; raises ValueError listing the known ones for any other."""
    writer = MESH_WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ValueError(
            f"cannot write a mesh as {path.suffix or 'a file without suffix'!r}; "
            f"choose one of {', '.join(MESH_WRITERS)}"
        )
    return writer


def _check(mesh: Mesh, path: Path) -> None:
    if len(mesh.faces) == 0:
        raise ValueError(f"the mesh has no faces, so {path.name} was not written")
    if not np.isfinite(mesh.vertices).all():
        raise ValueError(f"the mesh has NaN or infinite vertices, so {path.name} was not written")


def write_ply(mesh: Mesh, path: Path, name: str) -> None:
    """Binary little-endian PLY with vertex normals and, where there are any, uchar sRGB colours."""
    fields = [(name, "<f4") for name in ("x", "y", "z", "nx", "ny", "nz")]
    columns = [*mesh.vertices.T, *vertex_normals(mesh).T]
    if mesh.rgb is not None:
        fields += [(name, "u1") for name in ("red", "green", "blue")]
        columns += [*to_uint8(mesh.rgb).T]
    vertices = np.rec.fromarrays(columns, dtype=np.dtype(fields))
    faces = np.zeros(len(mesh.faces), dtype=np.dtype([("count", "u1"), ("index", "<i4", 3)]))
    faces["count"], faces["index"] = 3, mesh.faces
    properties = [f"property {'float' if kind == '<f4' else 'uchar'} {name}" for name, kind in fields]
    header = [
        "ply",
        "format binary_little_endian 1.0",
        f"comment {one_word(name)}",
        f"element vertex {len(vertices)}",
        *properties,
        f"element face {len(faces)}",
        "property list uchar int vertex_indices",
        "end_header",
        "",
    ]
    path.write_bytes("\n".join(header).encode("ascii") + vertices.tobytes() + faces.tobytes())


def write_stl(mesh: Mesh, path: Path, name: str) -> None:
    """Binary STL: triangles and their normals, no colours."""
    corners = mesh.triangles
    normals = face_vectors(corners).astype(np.float64)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    facets = np.zeros(len(corners), dtype=np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("rest", "<u2")]))
    facets["normal"], facets["corners"] = normals / np.where(length > 0, length, 1), corners
    # A header that begins with "solid" would be taken for an ASCII file.
    header = f"binary STL by shape_diff: {one_word(name)}".encode("ascii")[:80]
    path.write_bytes(header.ljust(80, b"\0") + struct.pack("<I", len(facets)) + facets.tobytes())


MESH_WRITERS: dict[str, MeshWriter] = {
    ".obj": write_obj,
    ".ply": write_ply,
    ".glb": write_glb,
    ".stl": write_stl,
}

TEXTURED_WRITERS: dict[str, Callable[[TexturedMesh, Path, str], None]] = {
    ".obj": write_textured_obj,
    ".glb": write_textured_glb,
}
