"""Generated samples as files of other formats: with the size and place that they were generated with."""

from pathlib import Path

import numpy as np
import pytest
from tiny_model import TINY_SAMPLING, write_tiny_model
from viewer_samples import box_cloud, box_mesh

from shape_diff.formats.mesh_files import read_mesh, read_surface
from shape_diff.generation.outputs import SampleWriter
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.sample import Sample
from shape_diff.geometry.placement import Size
from shape_diff.reconstruction.mesh_options import MeshOptions
from shape_diff_viewer.collection import open_paths
from shape_diff_viewer.exporting import export_item, zip_items
from shape_diff_viewer.item import Item

TALL_M = 0.8


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return Pipeline.load(str(write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")), "cpu")


def generated(pipeline: Pipeline, folder: Path, *formats: str) -> Item:
    """A box on its way through `generate`: 800 mm high and z up where the format leaves the choice."""
    folder.mkdir()
    options = MeshOptions(formats=formats, size=Size(1000 * TALL_M, "mm", "height"), up="z")
    writer = SampleWriter(folder, pipeline, TINY_SAMPLING, "", options, "cpu", with_preview=False)
    writer.write(Sample("a box", 0, box_cloud(), None, (), 0.0, None), box_mesh(), {})
    return open_paths([folder]).items[0]


def bounds(path: Path) -> np.ndarray:
    vertices = read_mesh(path).vertices
    return np.stack([vertices.min(axis=0), vertices.max(axis=0)])


def test_other_formats_have_the_size_and_place_of_those_that_were_written(pipeline: Pipeline, tmp_path: Path) -> None:
    item = generated(pipeline, tmp_path / "made", "obj")
    (exported,) = export_item(item, tmp_path / "box.stl")
    np.testing.assert_allclose(bounds(exported), bounds(item.files["obj"]), atol=1e-2)
    np.testing.assert_allclose(bounds(exported)[:, 2], [0, 1000 * TALL_M], atol=1e-2)


def test_a_glb_is_made_as_generate_makes_it(pipeline: Pipeline, tmp_path: Path) -> None:
    both = generated(pipeline, tmp_path / "both", "obj", "glb")
    item = generated(pipeline, tmp_path / "made", "obj")
    (exported,) = export_item(item, tmp_path / "box.glb")
    np.testing.assert_allclose(bounds(exported), bounds(both.files["glb"]), atol=1e-5)
    assert (read_surface(exported).texture_index >= 0).all()
    (copied,) = export_item(both, tmp_path / "copy.glb")
    assert copied.read_bytes() == both.files["glb"].read_bytes()


def test_the_texture_of_a_glb_goes_into_an_obj_and_its_companions(pipeline: Pipeline, tmp_path: Path) -> None:
    item = generated(pipeline, tmp_path / "made", "glb")
    written = export_item(item, tmp_path / "box.obj")
    assert [path.suffix for path in written] == [".obj", ".mtl", ".png"] and all(path.is_file() for path in written)
    np.testing.assert_allclose(bounds(written[0])[:, 1], [0, TALL_M], atol=1e-5)
    assert (read_surface(written[0]).texture_index >= 0).all()


def test_points_are_those_that_were_written(pipeline: Pipeline, tmp_path: Path) -> None:
    item = generated(pipeline, tmp_path / "made", "glb")
    (exported,) = export_item(item, tmp_path / "box.points.ply")
    assert exported.read_bytes() == item.files["points"].read_bytes()


def test_a_zip_of_nothing_that_can_be_exported_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no sample was chosen"):
        zip_items([], "glb", tmp_path / "samples.zip")
    with pytest.raises(ValueError, match="cannot be exported as 'exe'"):
        zip_items([], "exe", tmp_path / "samples.zip")
