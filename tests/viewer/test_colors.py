import numpy as np
import pytest
from viewer_samples import box_cloud, box_mesh, noisy_run

from shape_diff.geometry import PointCloud
from shape_diff_viewer.colors import CLAY, COLOR_BY, cloud_colors, color_scale, mesh_colors
from shape_diff_viewer.shape import Shape


def lightness(rgb: np.ndarray) -> np.ndarray:
    return rgb @ [0.2126, 0.7152, 0.0722]


def cloud_rgb(shape: Shape, color_by: str) -> np.ndarray:
    assert shape.shown_cloud is not None
    return cloud_colors(shape, shape.shown_cloud, color_by).rgb


def test_the_scale_gets_lighter_all_the_way_and_ends_where_it_should() -> None:
    colors = color_scale(np.linspace(0, 1, 200))
    assert (np.diff(lightness(colors)) > 0).all()
    np.testing.assert_array_equal(color_scale(np.array([-5.0, 7.0])), colors[[0, -1]])


def test_points_on_the_mesh_have_the_first_colour_and_the_farthest_the_last() -> None:
    cloud = box_cloud(400)
    off = cloud.xyz.copy()
    distances = np.zeros(400)
    distances[::2] = np.linspace(0.001, 0.2, 200)
    assert cloud.normals is not None
    off += cloud.normals * distances[:, None]
    shape = Shape(PointCloud(off, None, cloud.normals), box_mesh())
    rgb = cloud_rgb(shape, "error")
    first, last = color_scale(np.array([0.0, 1.0]))
    np.testing.assert_allclose(rgb[1::2], np.tile(first, (200, 1)), atol=0.05)
    np.testing.assert_allclose(rgb[-2], last, atol=0.05)
    assert (np.diff(lightness(rgb[::2])) > -0.05).all()


def test_the_legend_of_errors_is_in_percent_of_the_longest_side() -> None:
    cloud = box_cloud(400)
    shape = Shape(PointCloud(cloud.xyz * 10), box_mesh(side=18.0))  # the mesh is 1 of 20 inside on every side
    assert shape.shown_cloud is not None
    legend = cloud_colors(shape, shape.shown_cloud, "error").legend
    assert legend is not None and legend.low == 0
    assert 5 <= legend.high < 5 * 3**0.5  # points at the edges of the cube are farther from the mesh
    corners = mesh_colors(shape, "error").legend
    assert corners is not None and corners.high > 5


def test_vertices_far_from_the_points_are_light() -> None:
    cloud = box_cloud(2000)
    half = cloud.select(cloud.xyz[:, 0] > -0.5)
    mesh = box_mesh()
    rgb = mesh_colors(Shape(half, mesh), "error").rgb
    bare = mesh.vertices[:, 0] < 0
    assert lightness(rgb[bare]).min() > lightness(rgb[~bare]).max() + 0.3


def test_normals_are_shown_as_colours() -> None:
    cloud = box_cloud()
    assert cloud.normals is not None
    np.testing.assert_allclose(cloud_rgb(Shape(cloud), "normal"), cloud.normals * 0.5 + 0.5)
    corners = mesh_colors(Shape(mesh=box_mesh()), "normal").rgb
    np.testing.assert_array_equal(corners > 0.5, box_mesh().vertices > 0)


def test_height_runs_from_the_lowest_to_the_highest_point_in_the_files_units() -> None:
    cloud = box_cloud()
    shape = Shape(PointCloud(cloud.xyz * 5 + [0, 100, 0]), box_mesh(4.0))
    assert shape.shown_cloud is not None
    coloring = cloud_colors(shape, shape.shown_cloud, "height")
    assert coloring.legend is not None
    # The mesh stands at -2 .. 2, the cloud at 95 .. 105.
    assert (coloring.legend.low, coloring.legend.high) == pytest.approx((-2, 105), abs=1e-3)
    np.testing.assert_allclose(coloring.rgb, color_scale((cloud.xyz[:, 1] * 5 + 102) / 107), atol=1e-3)


def test_what_has_no_colours_is_clay() -> None:
    bare = Shape(PointCloud(box_cloud().xyz))
    for color_by in ("rgb", "normal", "error"):
        np.testing.assert_allclose(cloud_rgb(bare, color_by), np.tile(CLAY, (300, 1)), rtol=1e-6)


@pytest.mark.parametrize("color_by", COLOR_BY)
def test_every_step_of_a_run_can_be_coloured(color_by: str) -> None:
    cloud = box_cloud()
    shape = Shape(cloud, box_mesh(), noisy_run(cloud))
    final = cloud_rgb(shape, color_by)
    for step in range(6):
        rgb = cloud_colors(shape, shape.shown_step(step), color_by).rgb
        assert rgb.shape == (300, 3) and rgb.dtype == np.float32 and rgb.min() >= 0 and rgb.max() <= 1
    np.testing.assert_array_equal(rgb, final)


def test_unknown_colours_are_refused() -> None:
    shape = Shape(box_cloud(), box_mesh())
    assert shape.shown_cloud is not None
    with pytest.raises(ValueError, match="rgb, clay, normal, height, error"):
        cloud_colors(shape, shape.shown_cloud, "taste")
    with pytest.raises(ValueError, match="taste"):
        mesh_colors(shape, "taste")
    with pytest.raises(ValueError, match="no mesh"):
        mesh_colors(Shape(box_cloud()), "rgb")
