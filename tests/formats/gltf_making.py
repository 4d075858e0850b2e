"""glTF files for tests, put together by hand from arrays."""

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

COMPONENTS = {"i1": 5120, "u1": 5121, "i2": 5122, "u2": 5123, "u4": 5125, "f4": 5126}
TYPES = {(): "SCALAR", (2,): "VEC2", (3,): "VEC3", (4,): "VEC4", (4, 4): "MAT4"}
QUADS = np.array([[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]])
CUBE = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=np.float32)
CUBE_FACES = QUADS[:, [0, 1, 2, 0, 2, 3]].reshape(-1).astype(np.uint32)


class GltfMaker:
    """A glTF file that grows."""

    def __init__(self) -> None:
        self.data = b""
        self.header: dict[str, Any] = {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}]}

    def entry(self, kind: str, **content: Any) -> int:
        """Append to one of the lists at the top and return the number."""
        self.header.setdefault(kind, []).append(content)
        return len(self.header[kind]) - 1

    def view(self, data: bytes, **content: Any) -> int:
        self.data += b"\0" * (-len(self.data) % 4)
        number = self.entry("bufferViews", buffer=0, byteOffset=len(self.data), byteLength=len(data), **content)
        self.data += data
        return number

    def array(self, array: np.ndarray, **content: Any) -> int:
        """An accessor with the values of an array; bytes and shorts stand in rows of four bytes, as they must."""
        row = array[0].nbytes if len(array) else 0
        stride = row + -row % 4 if array.ndim > 1 else row
        rows = np.zeros((len(array), stride), dtype=np.uint8)
        rows[:, :row] = np.ascontiguousarray(array).view(np.uint8).reshape(len(array), row)
        view = self.view(rows.tobytes(), **({"byteStride": stride} if stride != row else {}))
        kind = {"componentType": COMPONENTS[array.dtype.str[1:]], "type": TYPES[array.shape[1:]]}
        return self.entry("accessors", bufferView=view, count=len(array), **kind, **content)

    def picture(self, image: Image.Image, **sampler: int) -> int:
        """A texture."""
        content = io.BytesIO()
        image.save(content, "PNG")
        source = self.entry("images", bufferView=self.view(content.getvalue()), mimeType="image/png")
        return self.entry("textures", source=source, sampler=self.entry("samplers", **sampler))

    def cube(self, material: dict[str, Any] | None = None, **attributes: int) -> int:
        """A mesh: the cube from -1 to 1, with further attributes at its eight corners."""
        attributes = {"POSITION": self.array(CUBE)} | attributes
        primitive: dict[str, Any] = {"attributes": attributes, "indices": self.array(CUBE_FACES)}
        if material is not None:
            primitive["material"] = self.entry("materials", **material)
        return self.entry("meshes", primitives=[primitive])

    def save(self, path: Path) -> Path:
        """Write a .glb, or a .gltf with a .bin beside it if its buffer has a name."""
        buffer = self.header.setdefault("buffers", [{}])[0]
        buffer["byteLength"] = len(self.data)
        text = json.dumps(self.header).encode()
        if "uri" in buffer or path.suffix == ".gltf":
            path.write_bytes(text)
            return path
        text += b" " * (-len(text) % 4)
        data = self.data + b"\0" * (-len(self.data) % 4)
        size = 12 + 8 + len(text) + 8 + len(data)
        head = struct.pack("<4sIII4s", b"glTF", 2, size, len(text), b"JSON")
        path.write_bytes(head + text + struct.pack("<I4s", len(data), b"BIN\0") + data)
        return path


def colors(*rows: list[tuple[int, int, int]]) -> Image.Image:
    """A picture of rows of colours, the first at the top."""
    return Image.fromarray(np.array(rows, dtype=np.uint8))
