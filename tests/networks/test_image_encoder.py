import dataclasses

import pytest
import torch

from shape_diff.diffusion.condition import Condition
from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig, Views, grid_features

SMALL = ImageEncoderConfig(size=32, patch=8, dim=32, layers=2, head_dim=16, max_views=3, token_dim=12, pooled_dim=6)


def random_encoder() -> ImageEncoder:
    """Random weights everywhere, also where training starts from zero."""
    torch.manual_seed(0)
    encoder = ImageEncoder(SMALL)
    for parameter in encoder.parameters():
        if parameter.ndim > 1:
            torch.nn.init.normal_(parameter, std=0.3)
    return encoder


@pytest.fixture(scope="module")
def encoder() -> ImageEncoder:
    return random_encoder().requires_grad_(False)


def pictures(*shape: int, seed: int = 1) -> torch.Tensor:
    return torch.rand(*shape, 4, 32, 32, generator=torch.Generator().manual_seed(seed))


def everywhere(b: int, v: int) -> torch.Tensor:
    return torch.ones(b, v, dtype=torch.bool)


def moved_patches(pixels: torch.Tensor, order: torch.Tensor) -> torch.Tensor:
    """Pictures (n, 4, 32, 32) with their 16 patches in another order."""
    patches = torch.nn.functional.unfold(pixels, 8, stride=8)
    return torch.nn.functional.fold(patches[:, :, order], (32, 32), 8, stride=8)


def test_a_condition_has_the_tokens_of_all_views(encoder: ImageEncoder) -> None:
    condition = encoder(pictures(2, 3), everywhere(2, 3))
    assert condition.tokens.shape == (2, 3 * 16, 12)
    assert condition.mask.shape == (2, 48) and condition.mask.all()
    assert condition.pooled.shape == (2, 6)


def test_tokens_and_summaries_have_unit_variance(encoder: ImageEncoder) -> None:
    views = encoder.encode_views(pictures(5), torch.tensor([0, 1, 2, 0, 1]))
    for part in (views.tokens, views.pooled):
        torch.testing.assert_close(part.square().mean(dim=-1), torch.ones(part.shape[:-1]), rtol=1e-4, atol=1e-4)


def test_objects_do_not_see_each_other(encoder: ImageEncoder) -> None:
    pixels, present = pictures(3, 2), torch.tensor([[True, True], [True, False], [True, True]])
    together = encoder(pixels, present)
    for row in range(3):
        alone = encoder(pixels[row : row + 1], present[row : row + 1])
        torch.testing.assert_close(together.select(torch.tensor([row])).tokens, alone.tokens, rtol=1e-4, atol=1e-5)
        torch.testing.assert_close(together.pooled[row], alone.pooled[0], rtol=1e-4, atol=1e-5)


def test_an_absent_view_changes_nothing(encoder: ImageEncoder) -> None:
    pixels = pictures(1, 2)
    alone = encoder(pixels[:, :1], everywhere(1, 1))
    for rubbish in (pixels, pixels * 0, pixels + 1e3):
        shown = encoder(torch.cat([pixels[:, :1], rubbish[:, 1:]], dim=1), torch.tensor([[True, False]]))
        assert shown.mask.tolist() == [[True] * 16 + [False] * 16]
        torch.testing.assert_close(shown.tokens[:, :16], alone.tokens, rtol=1e-4, atol=1e-5)
        torch.testing.assert_close(shown.pooled, alone.pooled, rtol=1e-4, atol=1e-5)


def test_no_view_at_all_is_unconditional(encoder: ImageEncoder) -> None:
    condition = encoder(pictures(1, 2), torch.zeros(1, 2, dtype=torch.bool))
    assert not condition.mask.any() and not condition.pooled.any() and not condition.tokens.any()


def test_the_same_picture_has_other_tokens_as_another_view(encoder: ImageEncoder) -> None:
    views = encoder.encode_views(pictures(1).expand(3, -1, -1, -1), torch.arange(3))
    assert (views.tokens[0] - views.tokens[1]).abs().max() > 0.1
    assert (views.tokens[1] - views.tokens[2]).abs().max() > 0.1
    torch.testing.assert_close(views.pooled[0], views.pooled[2])  # a summary says what, not from where


def test_views_in_another_order_are_the_same_set_but_for_the_view_number(encoder: ImageEncoder) -> None:
    pixels = pictures(1, 2)
    one, other = encoder(pixels, everywhere(1, 2)), encoder(pixels.flip(1), everywhere(1, 2))
    torch.testing.assert_close(one.pooled, other.pooled, rtol=1e-4, atol=1e-5)
    assert (one.tokens[:, :16] - other.tokens[:, 16:]).abs().max() > 0.05


def test_where_a_patch_is_matters(encoder: ImageEncoder) -> None:
    pixels, view = pictures(1), torch.zeros(1, dtype=torch.int64)
    order = torch.randperm(16, generator=torch.Generator().manual_seed(3))
    moved = encoder.encode_views(moved_patches(pixels, order), view)
    still = encoder.encode_views(pixels, view)
    assert (moved.tokens - still.tokens[:, order]).abs().max() > 0.1
    assert (moved.pooled - still.pooled).abs().max() > 0.01


def test_without_places_only_the_patches_matter(encoder: ImageEncoder) -> None:
    """So the test above sees the places, and a token is that of its own patch."""
    blind = random_encoder().requires_grad_(False)
    blind.places.zero_()
    pixels, view = pictures(1), torch.zeros(1, dtype=torch.int64)
    order = torch.randperm(16, generator=torch.Generator().manual_seed(3))
    moved = blind.encode_views(moved_patches(pixels, order), view)
    torch.testing.assert_close(moved.tokens, blind.encode_views(pixels, view).tokens[:, order], rtol=1e-3, atol=1e-4)


def test_every_channel_is_seen(encoder: ImageEncoder) -> None:
    pixels, view = pictures(1), torch.zeros(1, dtype=torch.int64)
    base = encoder.encode_views(pixels, view).tokens
    for channel in range(4):
        changed = pixels.clone()
        changed[:, channel] = 1 - changed[:, channel]
        assert (encoder.encode_views(changed, view).tokens - base).abs().max() > 0.1, channel


def test_every_parameter_learns() -> None:
    encoder = random_encoder()
    condition = encoder(pictures(2, 3), everywhere(2, 3))
    weights = torch.randn(condition.tokens.shape, generator=torch.Generator().manual_seed(0))
    ((condition.tokens * weights).sum() + condition.pooled[:, 0].sum()).backward()
    for name, parameter in encoder.named_parameters():
        assert parameter.grad is not None and parameter.grad.abs().max() > 0, name
    assert (encoder.embed_view.grad.abs().amax(dim=(1, 2)) > 0).all()  # type: ignore[union-attr]


def test_views_of_objects_against_a_loop() -> None:
    g = torch.Generator().manual_seed(0)
    views = Views(*(torch.randn(*shape, generator=g) for shape in ((5, 3, 4), (5, 2), (5, 6))))
    slots = [[0, 4], [3, -1], [-1, -1], [2, 1], [-1, 0]]
    condition = views.of_objects(torch.tensor(slots))
    for row, places in enumerate(slots):
        shown = [place for place in places if place >= 0]
        readable = condition.tokens[row][condition.mask[row]]
        expected = [views.tokens[place] for place in shown]
        assert torch.equal(readable, torch.cat(expected) if expected else readable[:0])
        mean = torch.stack([views.pooled[place] for place in shown]).mean(dim=0) if shown else torch.zeros(6)
        torch.testing.assert_close(condition.pooled[row], mean)
    assert not condition.tokens[~condition.mask].any()


def test_places_of_patches_are_all_different() -> None:
    features = grid_features(8, 32)
    assert features.shape == (64, 32) and features.abs().max() <= 1
    distance = torch.cdist(features, features) + 10 * torch.eye(64)
    assert distance.min() > 0.1
    grid = features.unflatten(0, (8, 8))
    # Row by row: the first half tells the row and the second the column.
    assert torch.equal(grid[..., :16], grid[:, :1, :16].expand(8, 8, 16))
    assert torch.equal(grid[..., 16:], grid[:1, :, 16:].expand(8, 8, 16))
    torch.testing.assert_close(grid[3, 5, [0, 8, 16, 24]], torch.tensor([3.0, 3, 5, 5]).sin().where(
        torch.tensor([True, False, True, False]), torch.tensor([3.0, 3, 5, 5]).cos()))  # fmt: skip


def test_places_are_not_in_the_file() -> None:
    assert "places" not in ImageEncoder(SMALL).state_dict()


@pytest.mark.parametrize(
    ("pixels", "words"),
    [(pictures(1, 4), "at most 3 pictures"), (torch.rand(1, 1, 4, 64, 64), "32 pixels a side, got 64")],
)
def test_impossible_pictures(encoder: ImageEncoder, pixels: torch.Tensor, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        encoder(pixels, everywhere(*pixels.shape[:2]))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"patch": 7}, r"patch=7 must divide size=32"),
        ({"layers": 0}, r"image_encoder\.layers must be at least 1"),
        ({"max_views": -1}, "max_views"),
        ({"dim": 40}, "multiple of 4 and of head_dim=16"),
        ({"dim": 6, "head_dim": 3}, "multiple of 4"),
    ],
)
def test_impossible_sizes(change: dict[str, int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        dataclasses.replace(SMALL, **change)


def test_a_condition_of_pictures_fits_beside_text(encoder: ImageEncoder) -> None:
    text = Condition(torch.randn(2, 5, 12), torch.ones(2, 5, dtype=torch.bool), torch.randn(2, 6))
    both = Condition.joined([text, encoder(pictures(2, 1), everywhere(2, 1))])
    assert both.tokens.shape == (2, 5 + 16, 12)


class Brightness:
    """A frozen network of one feature: the mean of each quarter of the picture."""

    width, grid = 1, 2

    def to(self, device: torch.device) -> "Brightness":
        return self

    def __call__(self, rgb: torch.Tensor) -> torch.Tensor:
        return torch.nn.functional.adaptive_avg_pool2d(rgb, 2).mean(dim=1).flatten(1)[..., None]


def test_a_frozen_network_may_read_the_pictures() -> None:
    encoder = ImageEncoder(SMALL, Brightness())
    assert encoder.embed_patches.in_features == 1
    pixels = torch.rand(3, 4, SMALL.size, SMALL.size)
    views = encoder.encode_views(pixels, torch.zeros(3, dtype=torch.int64))
    assert views.tokens.shape[1] == 4
    darker = torch.cat([pixels[:, :3] * 0.2, pixels[:, 3:]], dim=1)
    assert not torch.allclose(views.pooled, encoder.encode_views(darker, torch.zeros(3, dtype=torch.int64)).pooled)
