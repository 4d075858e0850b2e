"""Small meshes for the tests of data."""

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import trimesh

from shape_diff.formats.mesh_files import Surface


def surface_of(mesh: trimesh.Trimesh, rgb: tuple[float, float, float] = (0.5, 0.5, 0.5)) -> Surface:
    """A trimesh as a surface of one colour."""
    count = len(mesh.faces)
    return Surface(
        vertices=np.asarray(mesh.vertices),
        faces=np.asarray(mesh.faces),
        corner_rgb=np.broadcast_to(np.asarray(rgb, dtype=np.float32), (count, 3, 3)),
        corner_uv=np.zeros((count, 3, 2), dtype=np.float32),
        texture_index=np.full(count, -1),
    )


def without_side(mesh: trimesh.Trimesh, normal: tuple[int, int, int]) -> trimesh.Trimesh:
    """A mesh without its faces of one direction."""
    return trimesh.Trimesh(mesh.vertices, mesh.faces[mesh.face_normals @ np.asarray(normal) < 0.9], process=False)


def write_meshes(folder: Path, count: int) -> list[str]:
    """Boxes of different sizes and colours as PLY; returns their names."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"box-{number:03d}" for number in range(count)]
    for number, name in enumerate(names):
        box = trimesh.creation.box((1, 1 + number % 3, 0.5))
        box.visual.vertex_colors = np.tile([10 * (number % 20), 100, 200, 255], (len(box.vertices), 1)).astype(np.uint8)
        box.export(folder / f"{name}.ply")
    return names


def write_captions(path: Path, rows: list[Any]) -> Path:
    """One JSON value a line; texts stand as they are."""
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_glb(
    path: Path,
    colors: np.ndarray | None = None,
    material: dict[str, Any] | None = None,
    matrix: list[float] | None = None,
) -> Path:
    """One triangle (0 0 0, 1 0 0, 1 1 0) as GLB, with COLOR_0 (3, 4) of float32 or uint16 and a material."""
    chunks = [np.float32([[0, 0, 0], [1, 0, 0], [1, 1, 0]]).tobytes(), np.uint32([0, 1, 2]).tobytes()]
    accessors: list[dict[str, Any]] = [
        {"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0]},
        {"bufferView": 1, "componentType": 5125, "count": 3, "type": "SCALAR"},
    ]
    primitive: dict[str, Any] = {"attributes": {"POSITION": 0}, "indices": 1}
    if colors is not None:
        kind = 5126 if colors.dtype == np.float32 else 5123
        chunks.append(colors.tobytes())
        accessors.append(
            {"bufferView": 2, "componentType": kind, "count": 3, "type": "VEC4", "normalized": kind == 5123}
        )
        primitive["attributes"]["COLOR_0"] = 2
    header: dict[str, Any] = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0} if matrix is None else {"mesh": 0, "matrix": matrix}],
        "meshes": [{"primitives": [primitive]}],
        "accessors": accessors,
        "buffers": [{"byteLength": sum(map(len, chunks))}],
        "bufferViews": [
            {"buffer": 0, "byteOffset": sum(map(len, chunks[:number])), "byteLength": len(chunk)}
            for number, chunk in enumerate(chunks)
        ],
    }
    if material is not None:
        header["materials"], primitive["material"] = [material], 0
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 4)
    body = b"".join(chunks)
    json_chunk = struct.pack("<II", len(text), 0x4E4F534A) + text
    binary_chunk = struct.pack("<II", len(body), 0x004E4942) + body
    path.write_bytes(
        struct.pack("<4sII", b"glTF", 2, 12 + len(json_chunk) + len(binary_chunk)) + json_chunk + binary_chunk
    )
    return path
