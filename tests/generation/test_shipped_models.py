"""Every model that is shipped does what it is shipped for."""

from pathlib import Path

import numpy as np
import pytest

from shape_diff.data.sampling import sample_surface
from shape_diff.evaluation.metrics.fidelity import fidelity
from shape_diff.formats.mesh_files import read_surface
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.request import Request
from shape_diff.geometry import PointCloud
from shape_diff.models.finding import shipped_models
from shape_diff.models.model import read_header

ASSETS = Path(__file__).parents[2] / "assets"


@pytest.fixture(scope="module", params=sorted(shipped_models()))
def pipeline(request: pytest.FixtureRequest) -> Pipeline:
    return Pipeline.load(request.param, "cpu")


@pytest.mark.parametrize("shown", [(), ("07-emoji-cactus.png",), ("01-open3d-chair.png", "05-povray-table.png")])
def test_words_and_pictures_become_clouds_that_fill_their_box(pipeline: Pipeline, shown: tuple[str, ...]) -> None:
    words = "" if shown else "a green pine tree"
    wish = Request(words, [ASSETS / "pictures" / name for name in shown], sampling={"points": 512})
    (cloud,) = (sample.cloud for sample in pipeline.generate(wish))
    assert len(cloud) == 512 and np.isfinite(cloud.xyz).all()
    assert 1.6 < np.ptp(cloud.xyz, axis=0).max() < 2.4
    assert cloud.normals is not None
    np.testing.assert_allclose(np.linalg.norm(cloud.normals, axis=1), 1, atol=1e-3)


def test_a_tree_is_tall_and_green_and_a_table_is_not(pipeline: Pipeline) -> None:
    tree, table = (
        pipeline.generate(Request(words, sampling={"points": 512}))[0].cloud
        for words in ("a green pine tree", "a wooden table")
    )
    assert tree.rgb is not None and table.rgb is not None
    assert tree.rgb[:, 1].mean() > tree.rgb[:, 0].mean() + 0.1 > table.rgb[:, 1].mean() - table.rgb[:, 0].mean() + 0.1
    assert np.ptp(tree.xyz[:, 1]) > 1.3 * np.ptp(tree.xyz[:, 0])


WITH_CODES = [name for name in sorted(shipped_models()) if "code_encoder" in read_header(name).networks]


@pytest.mark.parametrize("model", WITH_CODES)
def test_shapes_come_back_from_their_codes(model: str) -> None:
    pipeline = Pipeline.load(model, "cpu")
    for name in ("kaykit-barrel-small-gltf", "kenney-mushroom-red", "quaternius-chair-1"):
        surface = read_surface(ASSETS / "smoke_meshes" / "meshes" / f"{name}.ply")
        drawn = sample_surface(surface, 2048, np.random.default_rng(0))
        shape = PointCloud(drawn.xyz, drawn.rgb, drawn.normals)
        back = pipeline.decode(pipeline.encode(shape), 2048)
        scores = fidelity(back, shape)
        assert scores.f_score_5 > 0.9 and scores.color_rmse < 0.1, name
