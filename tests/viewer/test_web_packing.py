"""Blobs for the page, read back by a plain implementation of what page/unpack.js does."""

import gzip
import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from web_samples import STEPS, box_cloud, box_mesh, run_to

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.painted_mesh import Paint
from shape_diff.geometry.surface import Texture
from shape_diff.geometry.trajectory import Trajectory
from shape_diff_viewer.shape import Shape
from shape_diff_viewer.web import packing
from shape_diff_viewer.web.packing import octahedral, pack_errors, pack_shape


def unpack(blob: bytes) -> tuple[dict, dict[str, np.ndarray]]:
    """Header and arrays of a blob."""
    content = gzip.decompress(blob)
    (length,) = struct.unpack_from("<I", content)
    header, at, found = json.loads(content[4 : 4 + length]), 4 + length, {}
    for entry in header["arrays"]:
        count, planes = int(np.prod(entry["shape"])), entry["planes"]
        parts = np.frombuffer(content, np.uint8, count * planes, at).reshape(planes, count).astype(np.uint64)
        at += count * planes
        differences = sum(part << np.uint64(8 * place) for place, part in enumerate(parts))
        whole = np.cumsum(differences.reshape(entry["shape"]), axis=0) % 2 ** (8 * planes)
        found[entry["name"]] = _meaning(whole.astype(np.float64), entry)
    pictures = sum(entry["size"] for entry in header.get("pictures", []))
    assert at + pictures == len(content)
    return header, found


def _meaning(whole: np.ndarray, entry: dict) -> np.ndarray:
    if entry["kind"] == "index":
        return whole.astype(np.int64)
    if entry["kind"] == "number":
        low, high = np.array(entry["low"]), np.array(entry["high"])
        return low + whole / (2 ** (8 * entry["planes"]) - 1) * (high - low)
    return unfold(whole)


def unfold(pairs: np.ndarray) -> np.ndarray:
    """Places on the octahedron -> unit vectors."""
    xy = pairs / 127 - 1
    z = 1 - np.abs(xy).sum(axis=-1, keepdims=True)
    unfolded = (1 - np.abs(xy[..., ::-1])) * np.where(xy < 0, -1, 1)
    vector = np.concatenate([np.where(z < 0, unfolded, xy), z], axis=-1)
    return vector / np.linalg.norm(vector, axis=-1, keepdims=True)


def test_everything_comes_back_within_half_a_step() -> None:
    cloud = box_cloud(500)
    shape = Shape(cloud, box_mesh(), run_to(cloud))
    header, found = unpack(pack_shape(shape))
    assert shape.shown_cloud is not None and shape.shown_mesh is not None
    half = np.ptp(shape.shown_cloud.xyz, axis=0) / 65535 / 2 + 1e-7
    assert (np.abs(found["cloud"] - shape.shown_cloud.xyz) <= half).all()
    assert np.abs(found["cloudRgb"] - cloud.rgb).max() <= 0.5 / 255 + 1e-6
    assert np.array_equal(found["faces"].reshape(-1, 3), shape.shown_mesh.faces)
    assert np.abs(found["mesh"] - shape.shown_mesh.vertices).max() <= 2 / 65535
    steps = np.stack([shape.shown_step(step).xyz for step in range(STEPS)])
    assert np.abs(found["steps"] - steps).max() <= np.ptp(steps) / 65535 / 2 + 1e-6
    assert found["stepsRgb"].shape == found["stepsNormals"].shape == steps.shape
    assert header["sigmas"] == pytest.approx([4, 3, 2, 1, 0])


def test_the_frame_brings_back_the_coordinates_of_the_file() -> None:
    header, found = unpack(pack_shape(Shape(mesh=box_mesh())))
    back = found["mesh"] * header["frame"]["scale"] + header["frame"]["center"]
    assert np.abs(back - box_mesh().vertices).max() < 1e-4


def test_eight_bit_colours_are_exact() -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (256, 3)) / 255
    _, found = unpack(pack_shape(Shape(PointCloud(np.random.default_rng(1).normal(size=(256, 3)), rgb))))
    assert np.array_equal(np.rint(found["cloudRgb"] * 255), np.rint(rgb * 255))


@given(arrays(np.float64, (20, 3), elements=st.floats(-1, 1)))
def test_normals_turn_by_less_than_two_degrees(vectors: np.ndarray) -> None:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    normals = np.where(length > 1e-3, vectors / np.maximum(length, 1e-9), [0.0, 0.0, -1.0])
    turned = np.degrees(np.arccos(np.clip((unfold(octahedral(normals).astype(float)) * normals).sum(axis=1), -1, 1)))
    assert turned.max() < 2


def test_flat_and_single_point_clouds() -> None:
    flat = np.column_stack([np.arange(4.0), np.zeros(4), np.ones(4)])
    for xyz in (flat, flat[:1]):
        shape = Shape(PointCloud(xyz))
        assert shape.shown_cloud is not None
        _, found = unpack(pack_shape(shape))
        assert np.abs(found["cloud"] - shape.shown_cloud.xyz).max() < 1e-4


def test_errors_are_those_of_the_legend() -> None:
    cloud, mesh = box_cloud(400), box_mesh()
    moved = PointCloud(cloud.xyz + np.float32(0.1) * cloud.normals, cloud.rgb, cloud.normals)
    header, _ = unpack(pack_shape(Shape(moved, mesh)))
    errors, found = unpack(pack_errors(Shape(moved, mesh)))
    percent = found["cloudError"] * errors["legends"]["error"]["high"]
    assert percent == pytest.approx(
        100 * 0.1 / 2.2, rel=0.02
    )  # every point hovers 0.1 above, and the cloud is 2.2 long
    assert header["legends"]["height"]["high"] - header["legends"]["height"]["low"] == pytest.approx(1.4, abs=0.01)


def test_one_part_alone_has_no_errors() -> None:
    with pytest.raises(ValueError, match="only one of them"):
        pack_errors(Shape(box_cloud(10)))


def test_faces_of_one_picture_stand_together_with_their_coordinates() -> None:
    corners = np.random.default_rng(0).normal(size=(6, 3)).astype(np.float32)
    faces = np.array([[0, 1, 2], [3, 4, 5], [2, 1, 3]])
    uv = np.random.default_rng(1).uniform(-3, 3, (6, 2)).astype(np.float32)
    textures = tuple(Texture(np.full((2, 2, 4), shade, dtype=np.uint8)) for shade in (10, 255))
    paint = Paint(uv, np.ones((6, 3), dtype=np.float32), np.array([1, 0, 1], dtype=np.int32), textures)
    header, found = unpack(pack_shape(Shape(mesh=Mesh(corners, faces), paint=paint)))
    assert header["groups"] == [{"picture": 0, "start": 0, "count": 3}, {"picture": 1, "start": 3, "count": 6}]
    assert found["faces"].reshape(-1, 3).tolist() == [[3, 4, 5], [0, 1, 2], [2, 1, 3]]
    assert np.abs(found["meshUv"] - uv).max() < 1e-6
    assert [picture["type"] for picture in header["pictures"]] == ["image/png", "image/png"]


def test_long_runs_are_thinned_evenly_and_keep_both_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MAX_STEP_POINTS", 300)
    cloud = box_cloud(100)
    assert cloud.rgb is not None and cloud.normals is not None
    sigmas = np.linspace(8, 0, 9)
    repeated = [np.tile(part, (9, 1, 1)) for part in (cloud.xyz, cloud.rgb, cloud.normals)]
    header, found = unpack(pack_shape(Shape(cloud, None, Trajectory(*repeated, sigmas))))
    assert header["sigmas"] == [8, 4, 0]
    assert found["steps"].shape == (3, 100, 3)


def test_a_generated_sample_stays_small() -> None:
    """33 steps of 4,096 points that settle like a denoising run: under a megabyte and a half before base64."""
    generator = np.random.default_rng(0)
    cloud = box_cloud(4096)
    sigmas = np.append(np.geomspace(80, 0.002, 32), 0)
    noise = generator.normal(0, 0.5, cloud.xyz.shape)
    xyz = np.stack([(cloud.xyz + s * noise) / np.sqrt(1 + (s / 0.5) ** 2) for s in sigmas])
    rgb = np.clip(cloud.rgb + 0.1 * np.minimum(sigmas, 1)[:, None, None] * generator.normal(size=xyz.shape), 0, 1)
    normals = cloud.normals + np.minimum(sigmas, 1)[:, None, None] * generator.normal(size=xyz.shape)
    normals /= np.linalg.norm(normals, axis=-1, keepdims=True)
    assert len(pack_shape(Shape(cloud, None, Trajectory(xyz, rgb, normals, sigmas)))) < 1_500_000
