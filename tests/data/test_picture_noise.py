import io
from dataclasses import fields, replace

import numpy as np
import pytest
import scipy.fft
import torch
from PIL import Image, ImageDraw

from shape_diff.data import picture_faults
from shape_diff.data.picture_noise import PictureNoise, disturb
from shape_diff.pictures.composition import composited, premultiplied

NAMES = [field.name for field in fields(PictureNoise)]
FAULTS = [name for name in NAMES if name not in ("calm", "shift", "strip")]
NONE = PictureNoise(**dict.fromkeys(NAMES, 0.0))


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def pictures(b: int = 4, v: int = 2, side: int = 64) -> torch.Tensor:
    """A disk of two colours with a soft border on nothing, (b, v, side, side, 4) uint8."""
    large = Image.new("RGBA", (side * 4, side * 4))
    draw = ImageDraw.Draw(large)
    draw.ellipse((side * 0.6, side * 0.6, side * 3.4, side * 3.4), fill=(200, 90, 40, 255))
    draw.rectangle((side * 1.5, side * 1.5, side * 2.5, side * 2.5), fill=(60, 120, 180, 255))
    pixels = torch.from_numpy(np.array(large.resize((side, side), Image.Resampling.BOX)))
    pixels[pixels[..., 3] == 0] = 0
    return pixels.expand(b, v, -1, -1, -1).contiguous()


def always(name: str) -> PictureNoise:
    return replace(NONE, **{name: 1.0})


def test_composition_is_colour_over_mid_grey() -> None:
    pixels = torch.tensor([[[[255, 0, 102, 255], [255, 0, 102, 51]], [[0, 0, 0, 0], [10, 20, 30, 128]]]]).byte()
    seen = composited(pixels)
    assert seen.shape == (1, 4, 2, 2)
    torch.testing.assert_close(seen[0, :, 0, 0], torch.tensor([1, 0, 0.4, 1]))
    torch.testing.assert_close(seen[0, :, 0, 1], torch.tensor([0.2 + 0.4, 0.4, 0.08 + 0.4, 0.2]))
    torch.testing.assert_close(seen[0, :, 1, 0], torch.tensor([0.5, 0.5, 0.5, 0]))
    assert composited(pictures(3, 2)).shape == (3, 2, 4, 64, 64)


def test_all_faults_together_stay_in_range_and_consistent() -> None:
    before = pictures(12, 4)
    seen = disturb(before, seeded())
    assert seen.shape == (12, 4, 4, 64, 64) and seen.dtype == torch.float32
    assert torch.equal(before, pictures(12, 4))  # the data set is not written to
    assert seen.min() >= -1e-6 and seen.max() <= 1 + 1e-6
    color, alpha = seen[:, :, :3], seen[:, :, 3:]
    # Whatever a picture went through, it is still something laid over mid grey.
    assert (color >= 0.5 * (1 - alpha) - 1e-5).all() and (color <= 0.5 * (1 + alpha) + 1e-5).all()


def test_the_generator_decides_and_nothing_else() -> None:
    before = torch.random.get_rng_state()
    one = disturb(pictures(), seeded(1))
    assert torch.equal(one, disturb(pictures(), seeded(1)))
    assert not torch.equal(one, disturb(pictures(), seeded(2)))
    assert torch.equal(before, torch.random.get_rng_state())


def test_calm_pictures_change_only_in_brightness() -> None:
    pixels = pictures(64, 4, 32)
    clean = composited(pixels)
    seen = disturb(pixels, seeded())
    solid = clean[:, :, 3] == 1
    gain = (seen / clean)[:, :, :3].amax(2)[solid].reshape(64, 4, -1)
    same_alpha = (seen[:, :, 3] == clean[:, :, 3]).flatten(2).all(2)
    calm = same_alpha & ((gain.amax(2) - gain.amin(2)) < 1e-4)
    assert 0.3 < calm.float().mean() < 0.5
    assert (gain[calm] > 0.91).all() and (gain[calm] < 1.09).all()


def test_without_faults_the_picture_is_composited_up_to_brightness() -> None:
    clean, seen = composited(pictures()), disturb(pictures(), seeded(), NONE)
    torch.testing.assert_close(seen[:, :, 3], clean[:, :, 3])
    assert ((seen - clean).abs() <= 0.08 * clean + 1e-6).all()


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_changes_pictures_each_in_its_own_way(name: str) -> None:
    options = replace(always(name), shift=0.06, strip=0.2)
    quiet, seen = disturb(pictures(), seeded(), NONE), disturb(pictures(), seeded(), options)
    changed = (seen - quiet).abs().flatten(2).amax(2)
    assert (changed > 0.01).float().mean() > 0.8
    if name != "blurred":
        assert not torch.equal(seen[0, 0], seen[1, 1])


@pytest.mark.parametrize(
    ("name", "alpha_may"),
    [
        ("tone", "stay"),
        ("fringe", "stay"),
        ("jpeg", "stay"),
        ("shadow", "grow"),
        ("leftover", "grow"),
        ("cropped", "shrink"),
    ],
)
def test_faults_touch_the_alpha_as_they_should(name: str, alpha_may: str) -> None:
    clean = composited(pictures(16))[:, :, 3]
    alpha = disturb(pictures(16), seeded(), replace(always(name), strip=0.2))[:, :, 3]
    change = alpha - clean
    if alpha_may != "grow":
        assert change.max() <= 1e-6
    if alpha_may != "shrink":
        assert change.min() >= -1e-6
    if alpha_may != "stay":
        assert (change.abs().flatten(2).amax(2) > 0.01).float().mean() > 0.8


def test_a_moved_object_keeps_its_colours_and_goes_no_further_than_said() -> None:
    seen = disturb(pictures(32, 4), seeded(), replace(always("moved"), shift=0.06))
    alpha = seen[:, :, 3]
    places = (torch.arange(64) + 0.5) / 64 - 0.5
    for axis in (2, 3):
        middle = (alpha.sum(axis) * places).sum(-1) / alpha.sum((2, 3))
        assert middle.abs().max() < 0.065 and middle.abs().max() > 0.04
    size = alpha.sum((2, 3)) / composited(pictures(1, 1))[:, :, 3].sum()
    assert size.max() < 1.07**2 and size.min() > 0.93**2 and size.max() - size.min() > 0.1
    center = seen[:, :, :3, 32, 32]
    assert (center / (torch.tensor([60, 120, 180]) / 255) - 1).abs().max() < 0.09  # brightness only


def test_a_crop_is_at_most_the_strip() -> None:
    alpha = disturb(pictures(32, 4), seeded(), replace(always("cropped"), strip=0.2))[:, :, 3] > 0.5
    full = int((composited(pictures(1, 1))[0, 0, 3] > 0.5).any(0).sum())
    spans = torch.stack([alpha.any(2).sum(-1), alpha.any(3).sum(-1)]).float()
    assert spans.amax(0).min() >= full - 1  # one direction stays whole
    assert spans.amin() >= 0.78 * full and (spans.amin(0) < full - 1).float().mean() > 0.8


def test_a_shadow_is_dark_and_lies_at_the_foot() -> None:
    clean = composited(pictures(16))
    seen = disturb(pictures(16), seeded(), always("shadow"))
    added = (seen - clean)[:, :, 3]
    foot = int((clean[0, 0, 3] > 0.05).any(1).nonzero().max())
    lines = (added > 0.02).any(-1).flatten(0, 1).any(0).nonzero().flatten()
    assert lines.min() > foot - 16 and lines.max() > foot
    where = (added > 0.1) & (clean[:, :, 3] == 0)
    assert (seen[:, :, :3].amax(2)[where] < 0.5).all()


def test_blur_keeps_the_mean_and_softens_the_border() -> None:
    clean = premultiplied(pictures(16))[:, :, 3]
    alpha = disturb(pictures(16), seeded(), always("blurred"))[:, :, 3]
    torch.testing.assert_close(alpha.mean((2, 3)), clean.mean((2, 3)), rtol=1e-4, atol=1e-5)
    steepest = [a.diff(dim=3).abs().amax((2, 3)) for a in (alpha, clean)]
    assert (steepest[0] < 0.8 * steepest[1]).all()
    assert len(steepest[0].unique()) == 2  # 3 x 3 and 5 x 5


def test_jpeg_noise_is_like_that_of_pil() -> None:
    """The same order of error as PIL's own JPEG of the qualities that are imitated."""
    pixels = pictures(32, 1)
    seen = disturb(pixels, seeded(), always("jpeg"))
    quiet = disturb(pixels, seeded(), NONE)
    flat = (quiet[0, 0, :3].permute(1, 2, 0) * 255).byte().numpy()
    errors = []
    for quality in (25, 85):
        file = io.BytesIO()
        Image.fromarray(flat).save(file, "JPEG", quality=quality, subsampling=0)
        errors.append(float(np.sqrt(np.mean((np.asarray(Image.open(file), float) - flat) ** 2))) / 255)
    ours = (seen - quiet)[:, :, :3].square().mean((1, 2, 3, 4)).sqrt()
    assert errors[1] * 0.4 < float(ours.mean()) < errors[0] * 1.5


def test_jpeg_noise_rounds_cosine_coefficients_to_the_steps_of_the_standard() -> None:
    """Seen with scipy's transform: what is coded is a whole number of steps, and less than half a step was changed."""
    before = torch.rand(3, 4, 32, 32, generator=seeded())
    before[:, 3] = 1
    after = picture_faults.compressed(before.clone(), picture_faults.Dice(seeded(5), torch.device("cpu")))
    drawn = seeded(5)
    torch.rand(3, generator=drawn)  # the background, which is not seen
    scale = torch.rand(3, generator=drawn) * 1.7 + 0.3
    coded, plain = (
        scipy.fft.dctn(part[:, :3].reshape(3, 3, 4, 8, 4, 8).numpy(), axes=(3, 5), norm="ortho")
        for part in (after, before)
    )
    steps = np.array(picture_faults._JPEG_STEPS)[:, None] / 255 * scale.numpy()[:, None, None, None, None, None]
    assert np.abs(coded / steps - np.rint(coded / steps)).max() < 1e-3
    assert (np.abs(coded - plain) <= steps * 0.501).all()


@pytest.mark.parametrize("name", NAMES)
def test_impossible_options(name: str) -> None:
    with pytest.raises(ValueError, match=rf"noise\.{name} must be between 0 and 1, got 1.5"):
        replace(NONE, **{name: 1.5})


def test_sides_that_jpeg_cannot_divide_are_refused() -> None:
    with pytest.raises(ValueError, match="multiple of 8 pixels a side, got 36"):
        disturb(pictures(1, 1, 36), seeded())


def test_empty_and_solid_pictures_survive() -> None:
    pixels = torch.zeros(2, 2, 32, 32, 4, dtype=torch.uint8)
    pixels[1] = 255
    for name in FAULTS:
        seen = disturb(pixels, seeded(), replace(always(name), shift=0.06, strip=0.2))
        assert seen.isfinite().all() and seen.min() >= -1e-5 and seen.max() <= 1 + 1e-5
