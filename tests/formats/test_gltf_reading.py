"""glTF files as exporters and optimisers write them, each with what the specification says that it shows."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from gltf_making import CUBE, GltfMaker, colors
from PIL import Image

from shape_diff.formats.mesh_files import UNCOLORED, Surface, read_mesh, read_surface

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
CLAMP, MIRROR = {"wrapS": 33071, "wrapT": 33071}, {"wrapS": 33648, "wrapT": 33648}


def box_of(surface: Surface) -> list[list[float]]:
    corners = surface.triangles.reshape(-1, 3)
    return [corners.min(axis=0).tolist(), corners.max(axis=0).tolist()]


def volume_of(surface: Surface) -> float:
    """Positive where faces look outwards."""
    a, b, c = surface.triangles.transpose(1, 0, 2)
    return float(np.einsum("fi,fi->f", a, np.cross(b, c)).sum() / 6)


def shown(surface: Surface) -> list[tuple[int, ...]]:
    """The colours in the middle of the faces."""
    rgb = surface.colors_at(np.arange(len(surface.faces)), np.full((len(surface.faces), 3), 1 / 3))
    return sorted({tuple(row) for row in np.rint(rgb * 255).astype(int).tolist()})


def textured(uv: np.ndarray, image: Image.Image, info: dict[str, Any] | None = None, **sampler: int) -> GltfMaker:
    """A cube whose corners all have the texture coordinates `uv`, so that it shows one place of the picture."""
    maker = GltfMaker()
    texture = {"index": maker.picture(image, **sampler), **(info or {})}
    number = maker.array(np.tile(uv, (8, 1)), normalized=uv.dtype.kind in "iu")
    maker.entry("nodes", mesh=maker.cube({"pbrMetallicRoughness": {"baseColorTexture": texture}}, TEXCOORD_0=number))
    return maker


PALETTE = colors([RED, GREEN], [BLUE, WHITE])


@pytest.mark.parametrize(
    ("uv", "info", "sampler", "expected"),
    [
        (np.float32([0.75, 0.25]), {}, {}, GREEN),
        (np.uint16([49151, 16383]), {}, {}, GREEN),
        (np.uint8([63, 191]), {}, {}, BLUE),
        (np.float32([1.25, 0.25]), {}, {}, RED),
        (np.float32([1.25, 0.25]), {}, CLAMP, GREEN),
        (np.float32([1.25, 0.25]), {}, MIRROR, GREEN),
        (np.float32([-0.25, 1.75]), {}, MIRROR, RED),
        (np.float32([0.5, 0.5]), {"scale": [0.5, 0.5], "offset": [0.5, 0.0]}, {}, GREEN),
        # The specification's example: the lower left quarter, turned.
        (np.float32([0.3, 0.6]), {"scale": [0.5, 0.5], "offset": [0.0, 1.0], "rotation": np.pi / 2}, {}, BLUE),
    ],
)
def test_the_place_of_a_picture(
    tmp_path: Path, uv: np.ndarray, info: dict[str, Any], sampler: dict[str, int], expected: tuple[int, int, int]
) -> None:
    moved = {"extensions": {"KHR_texture_transform": info}} if info else {}
    surface = read_surface(textured(uv, PALETTE, moved, **sampler).save(tmp_path / "a.glb"))
    assert surface.colored and shown(surface) == [expected]


def test_a_turned_picture_keeps_its_quarter_everywhere(tmp_path: Path) -> None:
    """(u, v) becomes (v / 2, 1 - u / 2): the lower left quarter, turned clockwise."""
    strip = Image.fromarray(np.tile(np.arange(256, dtype=np.uint8)[None, :, None], (256, 1, 3)))
    moved = {"KHR_texture_transform": {"scale": [0.5, 0.5], "offset": [0.0, 1.0], "rotation": np.pi / 2}}
    for u, v in ((0.2, 0.4), (0.8, 0.4), (0.5, 0.9)):
        surface = read_surface(textured(np.float32([u, v]), strip, {"extensions": moved}).save(tmp_path / "a.glb"))
        assert shown(surface)[0][0] == pytest.approx(256 * v / 2, abs=1.5)


def test_the_second_set_of_coordinates(tmp_path: Path) -> None:
    for info in ({"texCoord": 1}, {"texCoord": 0, "extensions": {"KHR_texture_transform": {"texCoord": 1}}}):
        maker = textured(np.float32([0.25, 0.25]), PALETTE, info)
        attributes = maker.header["meshes"][0]["primitives"][0]["attributes"]
        attributes["TEXCOORD_1"] = maker.array(np.tile(np.float32([0.25, 0.75]), (8, 1)))
        assert shown(read_surface(maker.save(tmp_path / "a.glb"))) == [BLUE]


@pytest.mark.parametrize("dtype", [np.int8, np.int16])
def test_normalized_positions(tmp_path: Path, dtype: type) -> None:
    maker = GltfMaker()
    whole = (CUBE * np.iinfo(dtype).max).astype(dtype)
    mesh = maker.cube(POSITION=maker.array(whole, normalized=True))
    maker.entry("nodes", mesh=mesh, scale=[2, 2, 2])
    maker.header["extensionsRequired"] = ["KHR_mesh_quantization"]
    surface = read_surface(maker.save(tmp_path / "a.glb"))
    np.testing.assert_allclose(box_of(surface), [[-2] * 3, [2] * 3], atol=1e-6)
    assert volume_of(surface) == pytest.approx(64)


def test_sparse_positions(tmp_path: Path) -> None:
    """One corner of a cube moved, and a cube whose every corner stands in the sparse part."""
    maker = GltfMaker()
    mesh = maker.cube()
    values = maker.view(np.float32([[5, 1, 1]]).tobytes())
    indices = maker.view(np.uint16([7]).tobytes())
    sparse = {"count": 1, "indices": {"bufferView": indices, "componentType": 5123}, "values": {"bufferView": values}}
    maker.header["accessors"][0]["sparse"] = sparse
    maker.entry("nodes", mesh=mesh)
    assert box_of(read_surface(maker.save(tmp_path / "a.glb"))) == [[-1] * 3, [5, 1, 1]]
    accessor = maker.header["accessors"][0]
    view = accessor.pop("bufferView")
    where = {"bufferView": maker.view(np.arange(8, dtype=np.uint32).tobytes()), "componentType": 5125}
    accessor["sparse"] = {"count": 8, "indices": where, "values": {"bufferView": view}}
    assert box_of(read_surface(maker.save(tmp_path / "b.glb"))) == [[-1] * 3, [1] * 3]


def test_light_is_a_colour(tmp_path: Path) -> None:
    black = {"pbrMetallicRoughness": {"baseColorFactor": [0, 0, 0, 1]}}
    strong = {"KHR_materials_emissive_strength": {"emissiveStrength": 2.0}}
    for material, linear in (
        ({**black, "emissiveFactor": [1, 0.2, 0]}, [1, 0.2, 0]),
        ({**black, "emissiveFactor": [0.5, 0.1, 0], "extensions": strong}, [1, 0.2, 0]),
        ({"pbrMetallicRoughness": {"baseColorFactor": [0.1, 0, 0, 1]}, "emissiveFactor": [0, 0, 0.5]}, [0.1, 0, 0.5]),
    ):
        maker = GltfMaker()
        maker.entry("nodes", mesh=maker.cube(material))
        rgb = np.array(shown(read_surface(maker.save(tmp_path / "a.glb")))[0]) / 255
        expected = np.where(np.array(linear) <= 0.0031308, 0, 1.055 * np.array(linear) ** (1 / 2.4) - 0.055)
        np.testing.assert_allclose(rgb, expected, atol=3e-3)


def test_a_picture_of_light_is_added_to_the_picture_of_colours(tmp_path: Path) -> None:
    maker = textured(np.float32([0.75, 0.25]), PALETTE)
    material = maker.header["materials"][0]
    material |= {"emissiveTexture": {"index": maker.picture(colors([RED]))}, "emissiveFactor": [1, 1, 1]}
    assert shown(read_surface(maker.save(tmp_path / "a.glb"))) == [(255, 255, 0)]
    del material["pbrMetallicRoughness"]["baseColorTexture"]
    material["pbrMetallicRoughness"]["baseColorFactor"] = [0, 0, 0, 1]
    assert shown(read_surface(maker.save(tmp_path / "b.glb"))) == [RED]


def test_sixteen_bits_of_grey(tmp_path: Path) -> None:
    image = Image.fromarray(np.full((2, 2), 156 * 257, dtype=np.uint16))
    assert shown(read_surface(textured(np.float32([0.5, 0.5]), image).save(tmp_path / "a.glb"))) == [(156,) * 3]


@pytest.mark.parametrize(("mode", "index"), [(5, [0, 1, 3, 2]), (6, [0, 1, 2, 3]), (4, [0, 1, 2, 0, 2, 3])])
def test_strips_and_fans(tmp_path: Path, mode: int, index: list[int]) -> None:
    maker = GltfMaker()
    square = np.float32([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]])
    attributes = {"POSITION": maker.array(square)}
    primitive = {"attributes": attributes, "indices": maker.array(np.uint32(index)), "mode": mode}
    lines = {"attributes": attributes, "mode": 1}
    maker.entry("nodes", mesh=maker.entry("meshes", primitives=[primitive, lines]))
    corners = read_surface(maker.save(tmp_path / "a.glb")).triangles
    areas = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2] / 2
    np.testing.assert_allclose(areas, [0.5, 0.5])


def test_a_skin_stands_where_its_joints_are(tmp_path: Path) -> None:
    """The node's own scale does not count; half of the cube hangs on a joint that is 3 to the right."""
    maker = GltfMaker()
    right = CUBE[:, 0] > 0
    joints = np.zeros((8, 4), dtype=np.uint8)
    joints[right, 0] = 1
    weights = np.zeros((8, 4), dtype=np.uint8)
    weights[:, 0] = 255
    mesh = maker.cube(JOINTS_0=maker.array(joints), WEIGHTS_0=maker.array(weights, normalized=True))
    inverse = np.tile(np.eye(4, dtype=np.float32), (2, 1, 1))
    inverse[1, 3, 0] = -1  # columns come first: this moves by -1 along x
    maker.entry("nodes", mesh=mesh, skin=0, scale=[100, 100, 100])
    maker.entry("nodes", name="still")
    maker.entry("nodes", name="moved", translation=[3, 0, 0])
    maker.entry("skins", joints=[1, 2], inverseBindMatrices=maker.array(inverse))
    maker.header["scenes"][0]["nodes"] = [0, 1, 2]
    surface = read_surface(maker.save(tmp_path / "a.glb"))
    np.testing.assert_allclose(box_of(surface), [[-1, -1, -1], [3, 1, 1]])


def test_morph_targets_with_a_weight(tmp_path: Path) -> None:
    for place in ("meshes", "nodes"):
        maker = GltfMaker()
        maker.entry("nodes", mesh=maker.cube())
        up = np.float32([0, 2, 0]) * (CUBE[:, 1:2] > 0)
        maker.header["meshes"][0]["primitives"][0]["targets"] = [{"POSITION": maker.array(up.astype(np.float32))}]
        assert box_of(read_surface(maker.save(tmp_path / "a.glb")))[1] == [1, 1, 1]
        maker.header[place][0]["weights"] = [0.5]
        assert box_of(read_surface(maker.save(tmp_path / "a.glb")))[1] == [1, 2, 1]


def test_instances(tmp_path: Path) -> None:
    maker = GltfMaker()
    places = {"TRANSLATION": maker.array(np.float32([[0, 0, 0], [5, 0, 0], [0, 0, 9]]))}
    places["SCALE"] = maker.array(np.float32([[1, 1, 1], [2, 2, 2], [1, 1, 1]]))
    instances = {"EXT_mesh_gpu_instancing": {"attributes": places}}
    maker.entry("nodes", mesh=maker.cube(), extensions=instances, translation=[0, 1, 0])
    maker.header["extensionsRequired"] = ["EXT_mesh_gpu_instancing"]
    surface = read_surface(maker.save(tmp_path / "a.glb"))
    assert volume_of(surface) == pytest.approx(8 + 64 + 8)
    assert box_of(surface) == [[-1, -1, -2], [7, 3, 10]]


def test_names_with_percent_signs(tmp_path: Path) -> None:
    maker = textured(np.float32([0.75, 0.25]), PALETTE)
    PALETTE.save(tmp_path / "mein Bild ä.png")
    (tmp_path / "all data.bin").write_bytes(maker.data)
    maker.header["images"] = [{"uri": quote("mein Bild ä.png")}]
    maker.header["buffers"] = [{"uri": "all%20data.bin"}]
    assert shown(read_surface(maker.save(tmp_path / "a.gltf"))) == [GREEN]


@pytest.mark.parametrize("uri", ["gone.png", "https://example.org/a.png", "/etc/hostname", "../../secret.png"])
def test_a_picture_that_is_missing_is_no_colour(tmp_path: Path, uri: str) -> None:
    folder = tmp_path / "one" / "two"
    folder.mkdir(parents=True)
    PALETTE.save(tmp_path / "secret.png")
    maker = textured(np.float32([0.75, 0.25]), PALETTE)
    maker.header["images"] = [{"uri": uri}]
    surface = read_surface(maker.save(folder / "a.glb"))
    assert not surface.colored and len(surface.notes) == 1 and uri in surface.notes[0]
    np.testing.assert_allclose(surface.corner_rgb, UNCOLORED)
    with pytest.warns(UserWarning, match="a material of a.glb has no colour"):
        assert read_mesh(folder / "a.glb").rgb is None


@pytest.mark.parametrize(
    "extension", ["KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_texture_basisu", "ACME_something"]
)
def test_what_is_required_and_not_known_is_refused_by_name(tmp_path: Path, extension: str) -> None:
    maker = GltfMaker()
    maker.entry("nodes", mesh=maker.cube())
    maker.header["extensionsUsed"] = [extension]
    assert read_surface(maker.save(tmp_path / "a.glb")).faces.shape == (12, 3)
    maker.header["extensionsRequired"] = [extension]
    with pytest.raises(ValueError, match=rf"a\.glb cannot be read: it needs the glTF extension {extension}"):
        read_surface(maker.save(tmp_path / "a.glb"))


def test_compressed_faces_without_a_plain_copy_are_refused_though_nothing_says_required(tmp_path: Path) -> None:
    maker = GltfMaker()
    maker.entry("nodes", mesh=maker.cube())
    primitive = maker.header["meshes"][0]["primitives"][0]
    primitive["extensions"] = {"KHR_draco_mesh_compression": {"bufferView": 0, "attributes": {"POSITION": 0}}}
    del maker.header["accessors"][0]["bufferView"]
    with pytest.raises(ValueError, match="KHR_draco_mesh_compression"):
        read_surface(maker.save(tmp_path / "a.glb"))


def test_a_buffer_that_only_a_decoder_fills_is_refused(tmp_path: Path) -> None:
    """gltfpack's fallback: the plain data stands in a second buffer that no file has."""
    maker = GltfMaker()
    maker.entry("nodes", mesh=maker.cube())
    maker.header["buffers"] = [{}, {"byteLength": 999, "extensions": {"EXT_meshopt_compression": {"fallback": True}}}]
    maker.header["bufferViews"][0]["buffer"] = 1
    with pytest.raises(ValueError, match="EXT_meshopt_compression"):
        read_surface(maker.save(tmp_path / "a.glb"))


def test_a_buffer_that_is_missing_is_named(tmp_path: Path) -> None:
    maker = GltfMaker()
    maker.entry("nodes", mesh=maker.cube())
    maker.header["buffers"] = [{"uri": "gone%20away.bin"}]
    with pytest.raises(ValueError, match=r"a\.gltf cannot be read: .*'gone away\.bin'"):
        read_surface(maker.save(tmp_path / "a.gltf"))
