"""Meshes as binary glTF 2.0, with colours at the vertices or with a picture inside; its unit is the metre."""

import io
import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from shape_diff.geometry.color import srgb_to_linear
from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_normals import face_normals, vertex_normals
from shape_diff.geometry.textured_mesh import TexturedMesh

# glTF 2.0 specification, sections 3.6.2.2 (component types), 3.6.1.2 (targets) and 3.8.4.1 (filters and wrapping).
FLOAT, UINT32 = 5126, 5125
ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER = 34962, 34963
LINEAR, LINEAR_MIPMAP_LINEAR, CLAMP_TO_EDGE = 9729, 9987, 33071
MAGIC, JSON_CHUNK, BINARY_CHUNK = b"glTF", b"JSON", b"BIN\0"
MAX_BYTES = 2**32 - 1


def write_glb(mesh: Mesh, path: Path, name: str) -> None:
    """Binary glTF 2.0: one mesh with normals and, where there are any, COLOR_0 in linear light as the format demands.

    Raises:
        ValueError: the mesh is larger than the 4 GiB a GLB file can hold.
    """
    attributes = {"POSITION": mesh.vertices, "NORMAL": vertex_normals(mesh)}
    if mesh.rgb is not None:
        # float32, as 8-bit linear light loses the dark tones.
        attributes["COLOR_0"] = srgb_to_linear(np.clip(mesh.rgb, 0, 1))
    _write(path, _document(name, _Buffer(), attributes, mesh.faces, {}))


def write_textured_glb(textured: TexturedMesh, path: Path, name: str) -> None:
    """Binary glTF 2.0: one mesh with normals and its picture as a PNG inside; without vertex colours.

    Readers multiply vertex colours with the picture, so only one of them is written.

    Raises:
        ValueError: the mesh is larger than the 4 GiB a GLB file can hold.
    """
    vertex, uv, faces = textured.split_vertices()
    attributes = {
        "POSITION": textured.mesh.vertices[vertex],
        "NORMAL": face_normals(textured.mesh).repeat(3, axis=0)
        if textured.is_flat
        else vertex_normals(textured.mesh)[vertex],
        # glTF counts from the top left.
        "TEXCOORD_0": textured.uv[uv] * np.array([1, -1]) + np.array([0, 1]),
    }
    picture = io.BytesIO()
    Image.fromarray(textured.image).save(picture, format="PNG")
    buffer = _Buffer()
    image = {"bufferView": buffer.add(picture.getvalue()), "mimeType": "image/png"}
    sampler = {
        "magFilter": LINEAR,
        "minFilter": LINEAR_MIPMAP_LINEAR,
        "wrapS": CLAMP_TO_EDGE,
        "wrapT": CLAMP_TO_EDGE,
    }
    parts = {"textures": [{"source": 0, "sampler": 0}], "images": [image | {"name": name}], "samplers": [sampler]}
    document, binary = _document(name, buffer, attributes, faces, parts)
    document["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"] = {"index": 0}
    _write(path, (document, binary))


@dataclass
class _Buffer:
    """The binary part of a file and the views into it, each beginning at a multiple of 4 bytes."""

    views: list[dict[str, int]] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0

    def add(self, content: bytes, target: int | None = None) -> int:
        """Append a view and return its number."""
        view = {"buffer": 0, "byteOffset": self.size, "byteLength": len(content)}
        self.views.append(view if target is None else view | {"target": target})
        padded = content + b"\0" * (-len(content) % 4)
        self.pieces.append(padded)
        self.size += len(padded)
        return len(self.views) - 1


def _document(
    name: str, buffer: _Buffer, attributes: dict[str, np.ndarray], faces: np.ndarray, parts: dict[str, Any]
) -> tuple[dict[str, Any], bytes]:
    """The glTF document of one mesh and its binary buffer.

    Args:
        name: of node, mesh and material.
        buffer: what else the file holds.
        attributes: name -> (v, 2 or 3) values, POSITION first.
        faces: (f, 3) vertex indices.
        parts: further entries of the document.
    """
    indices = faces.astype("<u4").reshape(-1)
    index_view = buffer.add(indices.tobytes(), ELEMENT_ARRAY_BUFFER)
    accessors = [{"bufferView": index_view, "componentType": UINT32, "count": len(indices), "type": "SCALAR"}]
    accessors += [_vertex_accessor(buffer, array) for array in attributes.values()]
    position = attributes["POSITION"].astype("<f4")
    accessors[1] |= {"min": position.min(axis=0).tolist(), "max": position.max(axis=0).tolist()}
    primitive = {"attributes": {name: i for i, name in enumerate(attributes, start=1)}, "indices": 0, "material": 0}
    material = {"name": name, "pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 1}, "doubleSided": True}
    document = {
        "asset": {"version": "2.0", "generator": "shape_diff"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"name": name, "mesh": 0}],
        "meshes": [{"name": name, "primitives": [primitive]}],
        "materials": [material],
        **parts,
        "accessors": accessors,
        "bufferViews": buffer.views,
        "buffers": [{"byteLength": buffer.size}],
    }
    return document, b"".join(buffer.pieces)


def _vertex_accessor(buffer: _Buffer, array: np.ndarray) -> dict[str, Any]:
    view = buffer.add(np.ascontiguousarray(array, "<f4").tobytes(), ARRAY_BUFFER)
    return {"bufferView": view, "componentType": FLOAT, "count": len(array), "type": f"VEC{array.shape[1]}"}


def _write(path: Path, content: tuple[dict[str, Any], bytes]) -> None:
    document, binary = content
    text = json.dumps(document, separators=(",", ":")).encode("ascii")
    chunks = _chunk(JSON_CHUNK, text, b" ") + _chunk(BINARY_CHUNK, binary, b"\0")
    if len(chunks) + 12 > MAX_BYTES:
        raise ValueError(f"the mesh needs {len(chunks)} bytes, more than a GLB file can hold; write a PLY file")
    path.write_bytes(MAGIC + struct.pack("<II", 2, len(chunks) + 12) + chunks)


def _chunk(kind: bytes, content: bytes, padding: bytes) -> bytes:
    """One chunk of a GLB file, padded to a multiple of 4 bytes (glTF 2.0, section 4.4.3)."""
    content += padding * (-len(content) % 4)
    return struct.pack("<I", len(content)) + kind + content
