"""glTF 2.0 files as JSON, buffers and arrays of numbers.

The specification is at https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html; section numbers below are its.
"""

import base64
import json
import math
import struct
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes

import numpy as np

from shape_diff.formats.picture_reference import find_beside
from shape_diff.formats.read_limits import check_unpacked

COMPONENT_TYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
COMPONENTS = {"SCALAR": (1,), "VEC2": (2,), "VEC3": (3,), "VEC4": (4,), "MAT2": (2, 2), "MAT3": (3, 3), "MAT4": (4, 4)}
KNOWN_EXTENSIONS = (
    "KHR_mesh_quantization", "KHR_texture_transform", "EXT_mesh_gpu_instancing", "EXT_texture_webp",
    "EXT_texture_avif", "KHR_lights_punctual", "KHR_xmp_json_ld", "KHR_animation_pointer", "KHR_node_visibility",
)  # fmt: skip
"""What is read, or changes nothing of shape and colour; of materials every extension is of this kind."""


class GltfDocument:
    """A .gltf or .glb file.

    Attributes:
        path: where it is.
        header: its JSON.
    """

    def __init__(self, path: Path) -> None:
        """Read the file itself; buffers in other files are read when they are needed.

        Raises:
            ValueError: it is damaged, of another version, or needs an extension that is not known here.
        """
        self.path = path
        self.header, self._chunk = _split(path.read_bytes())
        self._buffers: dict[int, bytes] = {}
        for name in self.header.get("extensionsRequired", []):
            if name not in KNOWN_EXTENSIONS and not name.startswith("KHR_materials_"):
                raise ValueError(f"it needs the glTF extension {name}, which cannot be read")

    def items(self, kind: str) -> list[dict[str, Any]]:
        """The entries of one of the lists at the top of the file, such as "nodes"."""
        return self.header.get(kind, [])

    def resource(self, uri: str) -> bytes:
        """The bytes of a URI: data in it, or a file beside this one.

        Raises:
            ValueError: there is no such file, or it is elsewhere in the world.
        """
        if uri.startswith("data:"):
            about, _, data = uri.partition(",")
            return base64.b64decode(data) if about.endswith(";base64") else unquote_to_bytes(data)
        found = find_beside(self.path, unquote(uri)) or find_beside(self.path, uri)
        if found is None:
            raise ValueError(f"the file {unquote(uri)[-100:]!r} that it refers to is not beside it")
        return found.read_bytes()

    def view(self, number: int) -> tuple[memoryview, int]:
        """The bytes of a buffer view and its stride, 0 if values follow each other closely."""
        view = self.items("bufferViews")[number]
        start, length = view.get("byteOffset", 0), view["byteLength"]
        buffer = self._buffer(view["buffer"])
        if start < 0 or length < 0 or start + length > len(buffer):
            raise ValueError("it is truncated: a part that it promises lies beyond its end")
        return memoryview(buffer)[start : start + length], view.get("byteStride", 0)

    def accessor(self, number: int) -> np.ndarray:
        """The values of an accessor, (n,) or (n, components): as they are, or in -1..1 or 0..1 if normalized (3.6.2).

        Raises:
            ValueError: the data for it is not there.
        """
        accessor = self.items("accessors")[number]
        shape = (accessor["count"], *(size for size in COMPONENTS[accessor["type"]] if size > 1))
        kind = np.dtype(COMPONENT_TYPES[accessor["componentType"]])
        check_unpacked(math.prod(shape) * kind.itemsize, self.path.name)
        values = np.zeros(shape, kind)
        if "bufferView" in accessor:
            values = self._values(accessor["bufferView"], accessor.get("byteOffset", 0), shape, kind)
        if "sparse" in accessor:
            values = self._replaced(values, accessor["sparse"])
        if not accessor.get("normalized") or kind.kind == "f":
            return values
        return np.maximum(values.astype(np.float32) / np.iinfo(kind).max, -1.0)

    @cached_property
    def roots(self) -> list[int]:
        """The nodes at the top of the scene that is shown, or of all where there is no scene (3.5.1)."""
        scenes = self.items("scenes")
        if scenes:
            return scenes[self.header.get("scene", 0)].get("nodes", [])
        children = {child for node in self.items("nodes") for child in node.get("children", [])}
        return [number for number in range(len(self.items("nodes"))) if number not in children]

    def _buffer(self, number: int) -> bytes:
        if number not in self._buffers:
            buffer = self.items("buffers")[number]
            if "uri" in buffer:
                self._buffers[number] = self.resource(buffer["uri"])
            elif number == 0 and self._chunk is not None:
                self._buffers[0] = self._chunk
            else:  # what a compressed file leaves empty, or a lost end
                reason = ", ".join(buffer.get("extensions", {})) or "it is truncated"
                raise ValueError(f"a part of its data is not there ({reason})")
        return self._buffers[number]

    def _values(self, view: int, start: int, shape: tuple[int, ...], kind: np.dtype) -> np.ndarray:
        data, stride = self.view(view)
        row = int(np.prod(shape[1:], dtype=np.int64)) * kind.itemsize
        stride = stride or row
        if start < 0 or (shape[0] and start + (shape[0] - 1) * stride + row > len(data)):
            raise ValueError("it is truncated: a part that it promises lies beyond its end")
        inner = np.zeros((1, *shape[1:]), kind).strides[1:]
        return np.ndarray(shape, kind, data, start, (stride, *inner))

    def _replaced(self, values: np.ndarray, sparse: dict[str, Any]) -> np.ndarray:
        """A sparse accessor's values: those of its base with some others in their place (3.6.2.3)."""
        where, what, count = sparse["indices"], sparse["values"], sparse["count"]
        kind = np.dtype(COMPONENT_TYPES[where["componentType"]])
        values = values.copy()
        index = self._values(where["bufferView"], where.get("byteOffset", 0), (count,), kind)
        values[index] = self._values(
            what["bufferView"], what.get("byteOffset", 0), (count, *values.shape[1:]), values.dtype
        )
        return values


def _split(content: bytes) -> tuple[dict[str, Any], bytes | None]:
    """The JSON of a .glb or .gltf file and, for .glb, its binary chunk (4.4)."""
    if content[:4] != b"glTF":
        return _object(content), None
    version, _, size, kind = struct.unpack("<III4s", content[4:20])
    if version != 2:
        raise ValueError(f"glTF version {version} is not 2")
    if kind != b"JSON" or len(content) < 20 + size:
        raise ValueError("it is truncated or damaged: its header is not whole")
    header, rest = _object(content[20 : 20 + size]), content[20 + size :]
    if len(rest) < 8:
        return header, None
    return header, rest[8 : 8 + struct.unpack("<I", rest[:4])[0]]


def _object(text: bytes) -> dict[str, Any]:
    header = json.loads(text.rstrip(b"\0 ").decode("utf-8-sig"))
    if not isinstance(header, dict):
        raise ValueError("its JSON is not an object")
    return header
