"""The meshes of glTF files as triangles where the scene shows them: placed, posed, morphed, repeated."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from shape_diff.formats.gltf_document import GltfDocument
from shape_diff.formats.gltf_materials import GltfMaterial, read_material
from shape_diff.formats.read_limits import check_unpacked
from shape_diff.geometry.color import linear_to_srgb
from shape_diff.geometry.surface import Surface, join_surfaces, surface_part

TRIANGLES, TRIANGLE_STRIP, TRIANGLE_FAN = 4, 5, 6
MAX_INSTANCES = 10_000


def read_gltf(path: Path) -> list[Surface]:
    """The primitives of a .glb or .gltf file in place; points and lines are left out.

    Raises:
        ValueError: it is damaged, or needs what cannot be read.
    """
    surfaces: list[Surface] = []
    size = 0
    for surface in _Scene(GltfDocument(path)).surfaces():
        # A mesh that many nodes repeat makes a large scene of a small file.
        size += surface.vertices.nbytes + surface.faces.nbytes + surface.corner_rgb.nbytes + surface.corner_uv.nbytes
        check_unpacked(size, path.name)
        surfaces.append(surface)
    return surfaces


class _Scene:
    """The nodes of a document with their places in the world."""

    def __init__(self, document: GltfDocument) -> None:
        self.document = document
        self.nodes = document.items("nodes")
        self._materials: dict[int | None, GltfMaterial] = {}
        self.world: dict[int, np.ndarray] = {}
        for root in document.roots:
            self._place(root, np.eye(4))

    def _place(self, root: int, above: np.ndarray) -> None:
        """World matrices of a node and of all below it; a node that is met again keeps its first place."""
        waiting = [(root, above)]
        while waiting:
            number, above = waiting.pop()
            if number not in self.world:
                self.world[number] = above @ _local(self.nodes[number])
                waiting += [(child, self.world[number]) for child in self.nodes[number].get("children", [])]

    def surfaces(self) -> Iterator[Surface]:
        """Each primitive of each node that is shown."""
        for number in sorted(self.world):
            node = self.nodes[number]
            if "mesh" not in node:
                continue
            mesh = self.document.items("meshes")[node["mesh"]]
            weights = node.get("weights", mesh.get("weights", []))
            for primitive in mesh["primitives"]:
                if primitive.get("mode", TRIANGLES) in TO_TRIANGLES:
                    yield from self._primitive(number, primitive, weights)

    def _primitive(self, number: int, primitive: dict[str, Any], weights: list[float]) -> Iterator[Surface]:
        node, attributes = self.nodes[number], primitive["attributes"]
        if "POSITION" not in attributes:
            return
        positions = self._positions(primitive, weights)
        faces = self._faces(primitive, len(positions))
        material = self._material(primitive.get("material"))
        uv = self._uv(attributes, material, faces)
        if material.picture is not None and uv is None:
            material = GltfMaterial(notes=(f"a picture of {self.document.path.name} has no place on its faces",))
        rgb = self._colors(attributes, material, faces)
        for vertices, mirrored in self._placed(number, node, attributes, positions):
            part = join_surfaces([surface_part(vertices, faces, rgb, uv, material.texture)], material.notes)
            yield part.turned() if mirrored else part

    def _positions(self, primitive: dict[str, Any], weights: list[float]) -> np.ndarray:
        """(v, 3) positions with the morph targets added (3.7.2.2)."""
        number = primitive["attributes"]["POSITION"]
        if "bufferView" not in self.document.items("accessors")[number]:
            compressed = [name for name in primitive.get("extensions", {}) if name.endswith("compression")]
            if compressed:
                raise ValueError(f"it needs the glTF extension {compressed[0]}, which cannot be read")
        positions = self.document.accessor(number).astype(np.float64)
        for target, weight in zip(primitive.get("targets", []), weights, strict=False):
            if weight and "POSITION" in target:
                positions = positions + weight * self.document.accessor(target["POSITION"])
        return positions

    def _faces(self, primitive: dict[str, Any], count: int) -> np.ndarray:
        index = self.document.accessor(primitive["indices"]) if "indices" in primitive else np.arange(count)
        return TO_TRIANGLES[primitive.get("mode", TRIANGLES)](index.astype(np.int64))

    def _material(self, number: int | None) -> GltfMaterial:
        if number not in self._materials:
            self._materials[number] = read_material(self.document, number)
        return self._materials[number]

    def _colors(self, attributes: dict[str, int], material: GltfMaterial, faces: np.ndarray) -> np.ndarray | None:
        """(f, 3, 3) sRGB at the corners, or None where the file gives no colour."""
        if "COLOR_0" not in attributes and material.factor is None:
            return None
        linear = np.ones((len(faces), 3, 3), dtype=np.float32)
        if "COLOR_0" in attributes:
            linear = _unit(self.document.accessor(attributes["COLOR_0"]))[faces]
        linear = linear * (1.0 if material.factor is None else material.factor)
        return linear_to_srgb(linear + (0.0 if material.emission is None else material.emission))

    def _uv(self, attributes: dict[str, int], material: GltfMaterial, faces: np.ndarray) -> np.ndarray | None:
        name = f"TEXCOORD_{0 if material.picture is None else material.picture.uv_set}"
        if material.picture is None or name not in attributes:
            return None
        return material.picture.uv_of(self.document.accessor(attributes[name]))[faces]

    def _placed(
        self, number: int, node: dict[str, Any], attributes: dict[str, int], positions: np.ndarray
    ) -> Iterator[tuple[np.ndarray, bool]]:
        """The vertices in the world, once for each instance, and whether they are mirrored."""
        if "skin" in node and "JOINTS_0" in attributes and "WEIGHTS_0" in attributes:
            yield self._posed(self.document.items("skins")[node["skin"]], attributes, positions), False
            return
        for matrix in self._instances(node):
            world = self.world[number] @ matrix
            yield positions @ world[:3, :3].T + world[:3, 3], bool(np.linalg.det(world[:3, :3]) < 0)

    def _posed(self, skin: dict[str, Any], attributes: dict[str, int], positions: np.ndarray) -> np.ndarray:
        """Vertices where their joints take them; the place of the node itself does not count (3.7.3.3)."""
        matrices = np.stack([self.world.get(joint, np.eye(4)) for joint in skin["joints"]])
        if "inverseBindMatrices" in skin:
            inverse = self.document.accessor(skin["inverseBindMatrices"]).astype(np.float64)
            matrices = matrices @ inverse[: len(matrices)].transpose(0, 2, 1)  # columns come first in the file
        sets = [number for number in range(8) if f"JOINTS_{number}" in attributes and f"WEIGHTS_{number}" in attributes]
        joints = np.hstack([self.document.accessor(attributes[f"JOINTS_{number}"]) for number in sets])
        weights = np.hstack([_unit(self.document.accessor(attributes[f"WEIGHTS_{number}"]), 4) for number in sets])
        total = weights.sum(axis=1, keepdims=True)
        weights = weights / np.where(total > 0, total, 1)
        blended = np.einsum("vk,vkij->vij", weights, matrices[joints.astype(np.int64)])
        return np.einsum("vij,vj->vi", blended[:, :3, :3], positions) + blended[:, :3, 3]

    def _instances(self, node: dict[str, Any]) -> Iterator[np.ndarray]:
        """Where a node repeats its mesh, relative to itself (EXT_mesh_gpu_instancing)."""
        named = node.get("extensions", {}).get("EXT_mesh_gpu_instancing", {}).get("attributes", {})
        columns = {name: self.document.accessor(number) for name, number in named.items()}
        count = max((len(column) for column in columns.values()), default=1)
        if count > MAX_INSTANCES:
            raise ValueError(f"it repeats a mesh {count:,} times, more than {MAX_INSTANCES:,}")
        for row in range(count):
            yield _local({name.lower(): column[row] for name, column in columns.items()})


def _local(node: dict[str, Any]) -> np.ndarray:
    """(4, 4) matrix of a node from its matrix or from scale, rotation and translation (3.5.2)."""
    if "matrix" in node:
        return np.array(node["matrix"], dtype=np.float64).reshape(4, 4).T
    matrix = np.eye(4)
    quaternion = np.asarray(node.get("rotation", (0, 0, 0, 1)), dtype=np.float64)
    from scipy.spatial.transform import Rotation  # only when a file is read: the viewer starts without scipy

    turn = Rotation.from_quat(quaternion).as_matrix() if quaternion.any() else np.eye(3)
    matrix[:3, :3] = turn * np.asarray(node.get("scale", (1, 1, 1)), dtype=np.float64)
    matrix[:3, 3] = node.get("translation", (0, 0, 0))
    return matrix


def _unit(values: np.ndarray, components: int = 3) -> np.ndarray:
    """Columns in [0, 1] as float32, also of integers that do not say that they are normalized."""
    scale = float(np.iinfo(values.dtype).max) if values.dtype.kind in "iu" else 1.0
    return np.clip(values[:, :components].astype(np.float32) / scale, 0.0, 1.0)


def _list(index: np.ndarray) -> np.ndarray:
    return index[: len(index) // 3 * 3].reshape(-1, 3)


def _strip(index: np.ndarray) -> np.ndarray:
    """Each vertex with the two before it, every second one turned (3.7.2.1)."""
    if len(index) < 3:
        return _list(index[:0])
    faces = np.stack([index[:-2], index[1:-1], index[2:]], axis=1)
    faces[1::2, :2] = faces[1::2, 1::-1]
    return faces


def _fan(index: np.ndarray) -> np.ndarray:
    if len(index) < 3:
        return _list(index[:0])
    return np.stack([np.full(len(index) - 2, index[0]), index[1:-1], index[2:]], axis=1)


TO_TRIANGLES = {TRIANGLES: _list, TRIANGLE_STRIP: _strip, TRIANGLE_FAN: _fan}
