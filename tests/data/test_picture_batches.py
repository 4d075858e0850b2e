"""Pictures of batches: of the right shapes, turned and painted as the clouds are, the same whenever they are drawn."""

from dataclasses import replace

import numpy as np
import pytest
import torch
import trimesh
from shapes_on_disk import surface_of

from shape_diff.data.batches import Batch, BatchOptions, BatchSource
from shape_diff.data.dataset import ShapeDataset, ShapeRecord
from shape_diff.data.picture_batches import PictureBatch, PictureOptions, ViewSource
from shape_diff.data.views import ViewSet
from shape_diff.formats.mesh_files import UNCOLORED
from shape_diff.geometry.color_words import COLOR_WORDS
from shape_diff.pictures.composition import composited
from shape_diff.pictures.framing import PICTURE_SIZE
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.plain_view import Light, PlainScene

CPU = torch.device("cpu")
SIZE, SHAPES, VIEWS = 20, 5, 4
OPTIONS = PictureOptions(share=0.6, two_views=0.5)
ROWS, TWICE = 12, 6


def drawn_views(shapes: int = SHAPES, views: int = VIEWS, grey: bool = False) -> ViewSet:
    """Upright rectangles, broader with each shape and further to the left with each view; red tells the shape.

    Between the rectangle's left half and its right half green differs, so that a mirror image shows.
    """
    pixels = torch.zeros(shapes, views, PICTURE_SIZE, PICTURE_SIZE, 4, dtype=torch.uint8)
    for shape in range(shapes):
        for view in range(views):
            left, right = 8 + 4 * view, 60 + 10 * shape
            block = pixels[shape, view, 20:100, left:right]
            block[..., :3] = torch.tensor([40 + 40 * shape, 60, 40 + 40 * view], dtype=torch.uint8)
            block[:, : (right - left) // 2, 1] = 200
            if grey:
                block[..., :3] = round(255 * UNCOLORED)
            block[..., 3] = 255
    return ViewSet(pixels, torch.zeros(shapes, views, 4), "drawn")


def clouds(mirrored: bool | None = None, tint: torch.Tensor | None = None, shapes: int = SHAPES) -> Batch:
    """A batch as `BatchSource` gives it; of its points nothing is needed."""
    g = torch.Generator().manual_seed(7)
    number = torch.randint(shapes, (SIZE,), generator=g)
    turned = torch.rand(SIZE, generator=g) < 0.5 if mirrored is None else torch.full((SIZE,), mirrored)
    points = torch.zeros(SIZE, 1, 3)
    return Batch(points, points, points, number, number, turned,
                 torch.full((SIZE, 3), torch.nan) if tint is None else tint)  # fmt: skip


def source(views: ViewSet | None = None, options: PictureOptions = OPTIONS, seed: int = 0) -> ViewSource:
    return ViewSource(views or drawn_views(), options, SIZE, seed, max_views=4, device=CPU)


@pytest.fixture
def undisturbed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures as they are, without the faults of users' pictures, which are tested with `picture_noise`."""
    monkeypatch.setattr("shape_diff.data.picture_batches.disturb", lambda pixels, generator: composited(pixels))


def shown(pixels: torch.Tensor) -> torch.Tensor:
    """Pictures over grey in [0, 1] -> uint8 (n, s, s, 4), zero where nothing is."""
    picture = (pixels * 255).round().byte().movedim(1, 3)
    return picture * (picture[..., 3:] > 0)


def test_the_first_rows_see_one_or_two_pictures() -> None:
    batch = source().batch(0, clouds())
    assert batch.pixels.shape == (ROWS + TWICE, 4, PICTURE_SIZE, PICTURE_SIZE) and batch.pixels.dtype == torch.float32
    assert (batch.slots >= 0).sum(dim=1).tolist() == [2] * TWICE + [1] * (ROWS - TWICE)
    assert sorted(batch.slots[batch.slots >= 0].tolist()) == list(range(ROWS + TWICE))


def test_slots_and_rows_say_the_same() -> None:
    batch = source().batch(0, clouds())
    for row in range(ROWS):
        for place in batch.slots[row].tolist():
            assert place == -1 or batch.row[place] == row


@pytest.mark.usefixtures("undisturbed")
def test_every_picture_is_a_view_of_its_rows_shape() -> None:
    views, given = drawn_views(), clouds(mirrored=False)
    batch = source(views).batch(3, given)
    pictures = shown(batch.pixels)
    for picture, row in zip(pictures, batch.row.tolist(), strict=True):
        of_shape = views.pixels[int(given.shape[row])]
        assert sum(torch.equal(picture, view) for view in of_shape) == 1


@pytest.mark.usefixtures("undisturbed")
def test_two_pictures_of_an_object_are_two_views_with_two_numbers() -> None:
    drawn = [source().batch(step, clouds(mirrored=False)) for step in range(20)]
    for batch in drawn:
        for first, second in batch.slots[:TWICE].tolist():
            assert not torch.equal(batch.pixels[first], batch.pixels[second])
            assert batch.view[first] != batch.view[second]
    # Every number occurs, so that each embedding learns, and every view.
    assert torch.cat([batch.view for batch in drawn]).unique().tolist() == [0, 1, 2, 3]
    blues = torch.cat([shown(batch.pixels)[..., 2].flatten(1).amax(dim=1) for batch in drawn])
    assert blues.unique().tolist() == [40 + 40 * view for view in range(VIEWS)]
    # Every step draws anew.
    assert (
        len({tuple(batch.view.tolist()) for batch in drawn}) == len({tuple(b.tolist()) for b in blues.split(18)}) == 20
    )


@pytest.mark.usefixtures("undisturbed")
def test_mirrored_rows_get_the_mirror_image() -> None:
    given = clouds()
    assert 0 < given.mirrored[:ROWS].sum() < ROWS
    plain = shown(source().batch(0, replace(given, mirrored=torch.zeros(SIZE, dtype=torch.bool))).pixels)
    batch = source().batch(0, given)
    for picture, before, row in zip(shown(batch.pixels), plain, batch.row.tolist(), strict=True):
        expected = np.fliplr(before.numpy()) if given.mirrored[row] else before.numpy()
        assert np.array_equal(picture.numpy(), expected)
        assert not np.array_equal(picture.numpy(), before.numpy()) or not given.mirrored[row]


def wedge(mirrored: bool, rgb: tuple[float, float, float] | None = None) -> PlainScene:
    """A tetrahedron like no other, or its mirror image in x, in one colour or with one blue face."""
    corners = np.array([[0.9, -0.6, 0.1], [-0.7, -0.6, 0.6], [-0.3, -0.5, -0.8], [0.4, 0.8, 0.3]])
    mesh = trimesh.Trimesh(corners * ([-1, 1, 1] if mirrored else [1, 1, 1]),
                           [[0, 1, 2], [0, 3, 1], [1, 3, 2], [2, 3, 0]], process=False)  # fmt: skip
    surface = surface_of(mesh, rgb or (0.8, 0.3, 0.2))
    if rgb is None:
        colors = surface.corner_rgb.copy()
        colors[1] = (0.2, 0.4, 0.9)
        surface = replace(surface, corner_rgb=colors)
    return PlainScene(surface)


@pytest.mark.parametrize("azimuth", [0.0, 35.0, 200.0])
@pytest.mark.usefixtures("undisturbed")
def test_the_mirror_image_shows_the_mirrored_shape(azimuth: float) -> None:
    """What a real picture of the mirrored shape looks like, from the other side in mirrored light."""
    lamp = np.array([0.6, 0.64, 0.48])
    seen = wedge(False).picture(Camera(azimuth, 20), Light(lamp, 0.4))
    truth = wedge(True).picture(Camera(-azimuth, 20), Light(lamp * [-1, 1, 1], 0.4))
    views = ViewSet(torch.from_numpy(seen)[None, None], torch.zeros(1, 1, 4), "wedge")
    batch = source(views, replace(OPTIONS, two_views=0.0)).batch(0, clouds(mirrored=True, shapes=1))
    difference = (batch.pixels[0] - composited(torch.from_numpy(truth))).abs()
    assert difference.mean() < 0.002 and (difference > 0.03).float().mean() < 0.002
    assert np.abs(truth.astype(int) - seen).mean() > 5  # the mirror matters


@pytest.mark.usefixtures("undisturbed")
def test_painted_rows_get_their_tint() -> None:
    """A grey picture in full light takes just the colour that the points are painted in."""
    tint = torch.full((SIZE, 3), torch.nan)
    tint[::2] = torch.tensor(COLOR_WORDS["blue"])
    tint[3] = torch.tensor([1.0, 1.0, 0.98])
    batch = source(drawn_views(grey=True)).batch(0, clouds(tint=tint))
    for picture, row in zip(shown(batch.pixels), batch.row.tolist(), strict=True):
        inside = picture[picture[..., 3] == 255][:, :3].float() / 255
        expected = torch.full((3,), UNCOLORED) if tint[row].isnan().any() else tint[row]
        assert (inside - expected).abs().max() < 0.006
        assert not picture[picture[..., 3] == 0].any()


@pytest.mark.parametrize("word", COLOR_WORDS)
@pytest.mark.usefixtures("undisturbed")
def test_a_painted_picture_looks_like_one_of_a_painted_shape(word: str) -> None:
    light = Light(np.array([0.6, 0.64, 0.48]), 0.4)
    grey, painted = (wedge(False, rgb).picture(Camera(), light) for rgb in ((UNCOLORED,) * 3, COLOR_WORDS[word]))
    views = ViewSet(torch.from_numpy(grey)[None, None], torch.zeros(1, 1, 4), "wedge")
    given = clouds(mirrored=False, tint=torch.tensor(COLOR_WORDS[word]).expand(SIZE, 3), shapes=1)
    batch = source(views, replace(OPTIONS, two_views=0.0)).batch(0, given)
    difference = (batch.pixels[0] - composited(torch.from_numpy(painted))).abs()
    assert difference.max() < 0.04


def test_pictures_depend_on_seed_and_step_only() -> None:
    one, other, given = source(), source(), clouds()
    before = torch.random.get_rng_state()
    for step in (0, 3, 999):
        other.batch(step + 1, given)
        assert same(one.batch(step, given), other.batch(step, given))
    assert torch.equal(before, torch.random.get_rng_state())
    assert not same(one.batch(0, given), one.batch(1, given))
    assert not same(one.batch(0, given), source(seed=1).batch(0, given))


def same(a: PictureBatch, b: PictureBatch) -> bool:
    return all(torch.equal(getattr(a, name), getattr(b, name)) for name in ("pixels", "view", "slots", "row"))


def test_views_are_not_changed_by_drawing() -> None:
    views = drawn_views()
    source(views).batch(0, clouds(tint=torch.full((SIZE, 3), 0.5)))
    assert torch.equal(views.pixels, drawn_views().pixels)


def test_pictures_have_the_faults_of_users_pictures() -> None:
    views = drawn_views()
    pixels = source(views).batch(0, clouds(mirrored=False)).pixels
    assert pixels.min() >= 0 and pixels.max() <= 1
    assert not any(torch.equal(picture, view) for picture in shown(pixels) for view in views.pixels.flatten(0, 1))


@pytest.mark.parametrize(("views", "max_views"), [(1, 4), (4, 1)])
def test_two_pictures_need_two_views(views: int, max_views: int) -> None:
    few = drawn_views(views=views)
    with pytest.raises(ValueError, match=r"pictures\.two_views needs two views"):
        ViewSource(few, OPTIONS, SIZE, 0, max_views, CPU)
    alone = ViewSource(few, replace(OPTIONS, two_views=0.0), SIZE, 0, max_views, CPU).batch(0, clouds())
    assert alone.slots.amax(dim=0).tolist() == [ROWS - 1, -1]
    if max_views == 1:
        assert not alone.view.any()


@pytest.mark.parametrize(
    "change", [{"share": 1.5}, {"two_views": -0.1}, {"keep_caption": 2.0}, {"meaning": -1.0}, {"cells": float("nan")}]
)
def test_impossible_options(change: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=rf"pictures\.{next(iter(change))}"):
        replace(OPTIONS, **change)


def ball_dataset() -> ShapeDataset:
    """Three grey clouds of their own points."""
    g = torch.Generator().manual_seed(2)
    ball = torch.nn.functional.normalize(torch.randn(3, 40, 3, generator=g), dim=-1)
    records = tuple(ShapeRecord(f"ball-{i}", ("a ball",), "ball", "train", False, False) for i in range(3))
    grey = torch.full((3, 40, 3), 150, dtype=torch.uint8)
    return ShapeDataset(records, (ball * 32767).round().short(), grey, (ball * 127).round().char(), "balls")


def test_clouds_with_pictures_are_mirrored_but_not_bent() -> None:
    data = ball_dataset()
    options = BatchOptions(size=60, points=16, stretch=0.2, shear=0.2)
    batch = BatchSource(data, options, 0, CPU, unbent=40).batch(0)
    sign = torch.where(batch.mirrored, -1.0, 1.0)[:, None, None] * torch.tensor([1.0, 0, 0]) + torch.tensor([0.0, 1, 1])
    away = (batch.xyz * sign)[:, :, None] - data.xyz[batch.shape][:, None].float() / 32767
    away = away.norm(dim=-1).amin(dim=2).amax(dim=1)
    assert away[:40].max() < 1e-5
    assert (away[40:] > 1e-3).all()
    assert 5 < batch.mirrored[:40].sum() < 35


def test_a_batch_says_what_was_done_to_it() -> None:
    data = ball_dataset()
    source = BatchSource(data, BatchOptions(size=200, points=16), 0, CPU)
    batch = source.batch(0)
    painted = ~batch.tint.isnan().any(dim=1)
    assert 0 < painted.sum() < 200
    torch.testing.assert_close(batch.rgb[painted], batch.tint[painted, None].clamp(0, 1).expand(-1, 16, -1))
    torch.testing.assert_close(batch.rgb[~painted], torch.full_like(batch.rgb[~painted], 150 / 255))
    named = torch.tensor([source.captions[caption] != "a ball" for caption in batch.caption.tolist()])
    assert torch.equal(named, painted)
    assert batch.shape.unique().tolist() == [0, 1, 2]
