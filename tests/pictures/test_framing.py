"""Objects cut out, scaled and centred: against where geometry says they must end up."""

import numpy as np
import pytest

from shape_diff.pictures.framing import PICTURE_MARGIN, PICTURE_SIZE, frame_object, is_framed, object_box

LONGER_SIDE = PICTURE_SIZE * (1 - 2 * PICTURE_MARGIN)


def picture_with(box: tuple[int, int, int, int], size: tuple[int, int], rgb: tuple[int, int, int]) -> np.ndarray:
    """A filled rectangle (top, bottom, left, right); what is transparent is bright green."""
    picture = np.zeros((*size, 4), dtype=np.uint8)
    picture[..., :3] = (0, 255, 0)
    top, bottom, left, right = box
    picture[top:bottom, left:right] = (*rgb, 255)
    return picture


@pytest.mark.parametrize(
    ("box", "size"),
    [
        ((0, 300, 0, 200), (300, 400)),
        ((5, 25, 60, 70), (64, 80)),
        ((700, 900, 100, 1900), (1000, 2000)),
        ((3, 4, 3, 4), (8, 8)),
        ((10, 11, 0, 500), (20, 500)),
    ],
)
def test_objects_are_centred_and_fill_the_picture_up_to_the_margin(box, size):
    framed = frame_object(picture_with(box, size, (200, 30, 40)))
    top, bottom, left, right = object_box(framed)
    assert max(bottom - top, right - left) == pytest.approx(LONGER_SIDE, abs=1)
    assert abs(top + bottom - PICTURE_SIZE) <= 1 and abs(left + right - PICTURE_SIZE) <= 1
    height, width = box[1] - box[0], box[3] - box[2]
    scale = LONGER_SIDE / max(height, width)
    assert bottom - top == pytest.approx(height * scale, abs=1)
    assert right - left == pytest.approx(width * scale, abs=1)
    assert is_framed(framed)


def test_hidden_colours_do_not_bleed():
    disc = picture_with((0, 0, 0, 0), (301, 301), (0, 0, 0))
    y, x = np.mgrid[:301, :301] - 150
    disc[x * x + y * y < 120**2] = (255, 0, 255, 255)
    framed = frame_object(disc)
    shown = framed[..., 3] > 0
    assert (framed[..., 3] % 255 > 0).sum() > 0  # there is a soft edge
    assert (framed[shown][:, [0, 2]] >= 254).all() and (framed[shown][:, 1] <= 1).all()
    assert (framed[~shown] == 0).all()
    assert (framed[..., 3] / 255.0).sum() == pytest.approx(np.pi * (LONGER_SIDE / 2) ** 2, rel=0.02)


def test_framing_twice_changes_nothing():
    noise = np.random.default_rng(0).integers(0, 256, (90, 150, 4)).astype(np.uint8)
    noise[..., 3] = np.maximum(noise[..., 3], 40)
    once = frame_object(noise)
    assert np.abs(frame_object(once).astype(int) - once).max() <= 1


def test_faint_specks_do_not_count():
    picture = picture_with((20, 40, 20, 40), (100, 100), (9, 9, 9))
    picture[90, 90, 3] = 12
    assert object_box(picture) == (20, 40, 20, 40)
    picture[90, 90, 3] = 14
    assert object_box(picture) == (20, 91, 20, 91)


def test_other_sizes_and_margins():
    framed = frame_object(picture_with((0, 10, 0, 10), (20, 20), (1, 2, 3)), size=50, margin=0.1)
    assert framed.shape == (50, 50, 4) and object_box(framed) == (5, 45, 5, 45)


@pytest.mark.parametrize("box", [(8, 120, 0, 100), (20, 108, 20, 108), (0, 128, 0, 128)])
def test_misplaced_objects_are_noticed(box):
    assert not is_framed(picture_with(box, (128, 128), (0, 0, 0)))


def test_pictures_that_cannot_be_framed():
    with pytest.raises(ValueError, match="fully transparent"):
        frame_object(np.zeros((10, 10, 4), dtype=np.uint8))
    with pytest.raises(ValueError, match=r"\(h, w, 4\), got uint8 of \(10, 10, 3\)"):
        frame_object(np.zeros((10, 10, 3), dtype=np.uint8))
    with pytest.raises(ValueError, match="float64"):
        frame_object(np.ones((10, 10, 4)))
