"""What a user tries first from Python works, or is told what would be right."""

import subprocess
import sys

import numpy as np
import pytest
from tiny_model import write_tiny_model

import shape_diff
from shape_diff.geometry import Mesh


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> shape_diff.Pipeline:
    return shape_diff.Pipeline.load(str(write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")), "cpu")


def test_settings_may_be_a_few_of_them(pipeline: shape_diff.Pipeline) -> None:
    (sample,) = pipeline.generate("a cup", 1, 0, settings={"points": 50, "steps": 2})
    assert len(sample.cloud) == 50


WRONG = """
from shape_diff import Pipeline, Request, SamplingSettings
plain = SamplingSettings(100, 8, "heun", "karras", 2.0, None)
for make in (
    lambda: Request("a cup", count=1.5).checked(),
    lambda: Request("a cup", seed="x").checked(),
    lambda: plain.changed({"steps": 8.5}),
    lambda: plain.changed({"guidance": "much"}),
    lambda: plain.changed({"speed": 1}),
    lambda: Pipeline.stream(None, 5),
    lambda: Pipeline.mesh(None, [[0, 0, 0]]),
):
    try:
        make()
    except ValueError as error:
        print(error)
"""


def test_wrong_values_are_told() -> None:
    """In a process of its own, as types are checked by others in tests."""
    said = subprocess.run([sys.executable, "-c", WRONG], capture_output=True, text=True, timeout=120, check=True)
    sentences = (
        "count must be a whole number, got 1.5",
        "seed must be a whole number, got 'x'",
        "steps must be a whole number, got 8.5",
        "guidance must be a number, got 'much'",
        "there is no setting 'speed'",
        "what is made is said by a text, a Request or a list of them, got 5",
        "a mesh is made of a PointCloud or a Sample, got list",
    )
    for line, sentence in zip(said.stdout.splitlines(), sentences, strict=True):
        assert sentence in line


def test_a_mesh_is_made_of_a_sample_and_known_to_trimesh(pipeline: shape_diff.Pipeline) -> None:
    normals = np.random.default_rng(0).normal(size=(800, 3)).astype(np.float32)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    cloud = shape_diff.PointCloud(normals, np.full_like(normals, 0.2), normals)
    mesh = pipeline.mesh(shape_diff.Sample("a ball", 0, cloud))
    assert isinstance(mesh, Mesh)
    same = mesh.to_trimesh()
    assert same.is_watertight and same.volume == pytest.approx(4 / 3 * np.pi, rel=0.1)
    assert same.visual.vertex_colors[0, :3].tolist() == [51, 51, 51]


def test_the_front_page_lists_its_names() -> None:
    assert set(shape_diff.__all__) <= set(dir(shape_diff))
