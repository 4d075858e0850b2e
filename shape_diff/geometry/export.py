"""Meshes as files: OBJ, PLY, GLB and STL. Each file is complete or not there, and keeps the order of vertices."""

import json
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np

from shape_diff.geometry.atomic import atomic_path
from shape_diff.geometry.color import srgb_to_linear, to_uint8
from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_normals import vertex_normals

# glTF 2.0 specification, section 3.6.2.2 (component types) and 3.6.1.2 (buffer view targets).
GLTF_FLOAT, GLTF_UINT32 = 5126, 5125
GLTF_ARRAY_BUFFER, GLTF_ELEMENT_ARRAY_BUFFER = 34962, 34963
GLB_MAGIC, GLB_JSON_CHUNK, GLB_BINARY_CHUNK = b"glTF", b"JSON", b"BIN\0"
MAX_GLB_BYTES = 2**32 - 1


def write_mesh(mesh: Mesh, path: str | Path) -> Path:
    """Write `mesh` in the format that the suffix of `path` names (see MESH_WRITERS) and return the path.

    Colours are kept by all formats but STL, which has none.

    Raises:
        ValueError: the suffix names no known format, the mesh has no faces or a vertex is not finite.
        OSError: the file cannot be written.
    """
    path = Path(path)
    writer = mesh_writer(path)
    if len(mesh.faces) == 0:
        raise ValueError(f"the mesh has no faces, so {path.name} was not written")
    if not np.isfinite(mesh.vertices).all():
        raise ValueError(f"the mesh has NaN or infinite vertices, so {path.name} was not written")
    with atomic_path(path) as temporary:
        writer(mesh, temporary)
    return path


def mesh_writer(path: Path) -> Callable[[Mesh, Path], None]:
    """The writer for the suffix of a path; raises ValueError listing the known ones for any other."""
    writer = MESH_WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ValueError(
            f"cannot write a mesh as {path.suffix or 'a file without suffix'!r}; "
            f"choose one of {', '.join(MESH_WRITERS)}"
        )
    return writer


def write_obj(mesh: Mesh, path: Path) -> None:
    """Wavefront OBJ with the colour behind each position, `v x y z r g b` in sRGB (as Blender and MeshLab read it)."""
    columns = [mesh.vertices] if mesh.rgb is None else [mesh.vertices, mesh.rgb]
    # 9 digits bring any float32 back exactly; 4 are finer than an 8-bit colour.
    position, color, normal = "%.9g %.9g %.9g", " %.4f %.4f %.4f", "%.5f %.5f %.5f"
    corner = np.repeat(mesh.faces + 1, 2, axis=1)
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.write("# shape_diff: y up, vertex colours sRGB\n")
        np.savetxt(file, np.hstack(columns), fmt="v " + position + (color if mesh.rgb is not None else ""))
        np.savetxt(file, vertex_normals(mesh), fmt="vn " + normal)
        np.savetxt(file, corner, fmt="f %d//%d %d//%d %d//%d")


def write_ply(mesh: Mesh, path: Path) -> None:
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
        f"element vertex {len(vertices)}",
        *properties,
        f"element face {len(faces)}",
        "property list uchar int vertex_indices",
        "end_header",
        "",
    ]
    path.write_bytes("\n".join(header).encode("ascii") + vertices.tobytes() + faces.tobytes())


def write_stl(mesh: Mesh, path: Path) -> None:
    """Binary STL: triangles and their normals, no colours."""
    corners = mesh.triangles
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]).astype(np.float64)
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    facets = np.zeros(len(corners), dtype=np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("rest", "<u2")]))
    facets["normal"], facets["corners"] = normals / np.where(length > 0, length, 1), corners
    # A header that begins with "solid" would be taken for an ASCII file.
    path.write_bytes(b"binary STL by shape_diff".ljust(80, b"\0") + struct.pack("<I", len(facets)) + facets.tobytes())


def write_glb(mesh: Mesh, path: Path) -> None:
    """Binary glTF 2.0: one mesh with normals and, where there are any, COLOR_0 in linear light as the format demands.

    Raises:
        ValueError: the mesh is larger than the 4 GiB a GLB file can hold.
    """
    attributes = {"POSITION": mesh.vertices, "NORMAL": vertex_normals(mesh)}
    if mesh.rgb is not None:
        # float32, as 8-bit linear light loses the dark tones.
        attributes["COLOR_0"] = srgb_to_linear(np.clip(mesh.rgb, 0, 1))
    document, binary = _gltf(attributes, mesh.faces)
    text = json.dumps(document, separators=(",", ":")).encode("ascii")
    chunks = _glb_chunk(GLB_JSON_CHUNK, text, b" ") + _glb_chunk(GLB_BINARY_CHUNK, binary, b"\0")
    if len(chunks) + 12 > MAX_GLB_BYTES:
        raise ValueError(f"the mesh needs {len(chunks)} bytes, more than a GLB file can hold; write a PLY file")
    path.write_bytes(GLB_MAGIC + struct.pack("<II", 2, len(chunks) + 12) + chunks)


def _gltf(attributes: dict[str, np.ndarray], faces: np.ndarray) -> tuple[dict, bytes]:
    """The glTF document of one mesh of (v, 3) float32 attributes and (f, 3) faces, and its binary buffer."""
    indices = faces.astype("<u4").reshape(-1)
    arrays = [indices, *(np.ascontiguousarray(array, "<f4") for array in attributes.values())]
    # All components have 4 bytes, so every view starts aligned.
    starts = np.cumsum([0, *(array.nbytes for array in arrays)]).tolist()
    views = [
        {"buffer": 0, "byteOffset": start, "byteLength": array.nbytes, "target": GLTF_ARRAY_BUFFER}
        for start, array in zip(starts, arrays, strict=False)
    ]
    views[0]["target"] = GLTF_ELEMENT_ARRAY_BUFFER
    accessors: list[dict] = [{"bufferView": 0, "componentType": GLTF_UINT32, "count": len(indices), "type": "SCALAR"}]
    accessors += [
        {"bufferView": view, "componentType": GLTF_FLOAT, "count": len(array), "type": "VEC3"}
        for view, array in enumerate(arrays[1:], start=1)
    ]
    accessors[1] |= {"min": arrays[1].min(axis=0).tolist(), "max": arrays[1].max(axis=0).tolist()}
    primitive = {"attributes": {name: i for i, name in enumerate(attributes, start=1)}, "indices": 0, "material": 0}
    material = {"pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 1}, "doubleSided": True}
    document = {
        "asset": {"version": "2.0", "generator": "shape_diff"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [primitive]}],
        "materials": [material],
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": starts[-1]}],
    }
    return document, b"".join(array.tobytes() for array in arrays)


def _glb_chunk(kind: bytes, content: bytes, padding: bytes) -> bytes:
    """One chunk of a GLB file, padded to a multiple of 4 bytes (glTF 2.0, section 4.4.3)."""
    content += padding * (-len(content) % 4)
    return struct.pack("<I", len(content)) + kind + content


MESH_WRITERS: dict[str, Callable[[Mesh, Path], None]] = {
    ".obj": write_obj,
    ".ply": write_ply,
    ".glb": write_glb,
    ".stl": write_stl,
}
