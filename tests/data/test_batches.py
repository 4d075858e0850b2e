import math
from dataclasses import fields, replace

import pytest
import torch

from shape_diff.data.batches import Batch, BatchOptions, BatchSource, _deform
from shape_diff.data.dataset import ShapeDataset, ShapeRecord
from shape_diff.geometry.color_words import COLOR_WORDS, color_words_in

PLAIN = BatchOptions(size=8, points=32, mirror=0.0, stretch=0.0, shear=0.0)
CPU = torch.device("cpu")


def ellipsoid(points: int, seed: int, axes: tuple[float, float, float] = (0.9, 0.6, 0.3)) -> tuple[torch.Tensor, ...]:
    """Points and unit normals of an ellipsoid."""
    g = torch.Generator().manual_seed(seed)
    ball = torch.nn.functional.normalize(torch.randn(points, 3, generator=g), dim=-1)
    return ball * torch.tensor(axes), torch.nn.functional.normalize(ball / torch.tensor(axes), dim=-1)


def dataset(categories: list[str], colored: bool = True, points: int = 64) -> ShapeDataset:
    """Ellipsoids; the first red value of a shape tells its number, and its other colours are light and dark."""
    clouds = [ellipsoid(points, number) for number in range(len(categories))]
    rgb = torch.arange(points, dtype=torch.uint8).add(100)[None, :, None].repeat(len(categories), 1, 3)
    if colored:
        rgb[..., 0] = torch.arange(len(categories), dtype=torch.uint8)[:, None]
    return ShapeDataset(
        tuple(
            ShapeRecord(f"shape-{i}", (f"a {c}", f"a nice {c}"), c, "train", colored, False)
            for i, c in enumerate(categories)
        ),
        torch.stack([(xyz * 32767).round().short() for xyz, _ in clouds]),
        rgb,
        torch.stack([(normals * 127).round().char() for _, normals in clouds]),
        "sha",
    )


def source(data: ShapeDataset, options: BatchOptions = PLAIN, seed: int = 0) -> BatchSource:
    return BatchSource(data, options, seed, CPU)


def same(a: Batch, b: Batch) -> bool:
    parts = [(getattr(a, field.name), getattr(b, field.name)) for field in fields(Batch)]
    return all(torch.equal(one.isnan(), other.isnan()) and torch.equal(one.nan_to_num(), other.nan_to_num())
               for one, other in parts)  # fmt: skip


def test_a_batch_depends_on_seed_and_step_only() -> None:
    data, options = dataset(["ball", "egg", "pill"], colored=False), BatchOptions(size=8, points=32)
    one, other = source(data, options), source(data, options)
    for step in (0, 3, 999):
        other.batch(step + 1)
        assert same(one.batch(step), other.batch(step))
    assert not same(one.batch(0), one.batch(1))


def test_another_seed_gives_another_batch() -> None:
    data = dataset(["ball", "egg", "pill"])
    assert not same(source(data).batch(0), source(data, seed=1).batch(0))


def test_batches_draw_from_the_global_generator_nothing() -> None:
    before = torch.random.get_rng_state()
    source(dataset(["ball"])).batch(0)
    assert torch.equal(before, torch.random.get_rng_state())


def test_points_keep_their_colours_normals_and_captions() -> None:
    data = dataset(["ball", "egg", "pill"])
    batch = source(data).batch(5)
    bank = source(data).captions
    assert batch.xyz.shape == batch.rgb.shape == batch.normals.shape == (8, 32, 3)
    for row in range(8):
        number = round(batch.rgb[row, 0, 0].item() * 255)
        assert batch.shape[row] == number
        stored = data.xyz[number].float() / 32767
        distance, index = torch.cdist(batch.xyz[row], stored).min(dim=1)
        assert distance.max() < 1e-3
        torch.testing.assert_close(batch.rgb[row], data.rgb[number, index].float() / 255)
        similarity = (batch.normals[row] * data.normals[number, index].float() / 127).sum(-1)
        torch.testing.assert_close(similarity, torch.ones(32), rtol=0, atol=0.02)
        assert data.records[number].category in bank[int(batch.caption[row])]


def test_deformed_normals_are_those_of_the_deformed_surface() -> None:
    """An ellipsoid under a linear map is x^T Q x = 1 with another Q, whose gradient is the normal."""
    axes = torch.tensor([0.9, 0.6, 0.3])
    xyz, normals = ellipsoid(200, 0)
    options = BatchOptions(size=50, points=1, stretch=0.3, shear=0.3)
    maps = source(dataset(["ball"]), options)._transforms(torch.Generator().manual_seed(0))
    moved, turned = _deform(xyz.expand(50, -1, -1), normals.expand(50, -1, -1), maps)
    inverse = torch.linalg.inv(maps)
    quadric = inverse.transpose(1, 2) @ torch.diag(axes**-2) @ inverse
    gradient = moved @ quadric
    torch.testing.assert_close((moved * gradient).sum(-1), torch.ones(50, 200), rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(turned, torch.nn.functional.normalize(gradient, dim=-1), rtol=1e-4, atol=1e-4)
    assert ((turned * moved).sum(-1) > 0).all()  # outwards, mirrored or not


def test_a_floor_stays_level_under_augmentation() -> None:
    maps = source(dataset(["ball"]), BatchOptions(size=50, points=1))._transforms(torch.Generator().manual_seed(0))
    floor = torch.tensor([[0.3, -0.5, 0.7], [-0.2, -0.5, 0.1]]).expand(50, -1, -1)
    moved, turned = _deform(floor, torch.tensor([[0.0, -1.0, 0.0]]).expand(50, 2, 3), maps)
    torch.testing.assert_close(moved[:, 0, 1], moved[:, 1, 1])
    assert (turned[..., 1] < -0.99).all()


def test_mirrors_flip_left_and_right_half_of_the_time() -> None:
    data = dataset(["ball"])
    maps = source(data, replace(PLAIN, size=2000, mirror=0.5))._transforms(torch.Generator().manual_seed(0))
    flipped = maps[:, 0, 0] < 0
    assert abs(flipped.float().mean() - 0.5) < 0.05
    torch.testing.assert_close(maps[flipped][0], torch.diag(torch.tensor([-1.0, 1.0, 1.0])))
    torch.testing.assert_close(maps[~flipped][0], torch.eye(3))


@pytest.mark.parametrize("balance", [0.0, 0.5, 1.0])
def test_categories_weigh_their_size_to_a_power(balance: float) -> None:
    data = dataset(["chair"] * 16 + ["lamp"] * 4 + ["sword"])
    draws = source(data, replace(PLAIN, size=5000, points=1, balance=balance)).batch(0)
    numbers = (draws.rgb[:, 0, 0] * 255).round().long()
    shares = [((numbers >= a) & (numbers < b)).float().mean().item() for a, b in ((0, 16), (16, 20), (20, 21))]
    weights = [size**balance for size in (16, 4, 1)]
    for share, weight in zip(shares, weights, strict=True):
        expected = weight / sum(weights)
        assert abs(share - expected) < 4 * math.sqrt(expected / 5000)


def test_uncoloured_shapes_get_colour_and_word_together() -> None:
    data = dataset(["vase", "urn"], colored=False)
    chosen = source(data, replace(PLAIN, size=400, color_words=4))
    batch = chosen.batch(0)
    assert len(chosen.captions) == 2 * 2 * (1 + 4)
    seen = set()
    for row in range(400):
        words = color_words_in(chosen.captions[int(batch.caption[row])])
        mean = batch.rgb[row].mean(dim=0)
        if not words:
            assert mean.max() - mean.min() < 1e-6  # grey as stored
            continue
        (word,) = words
        seen.add(word)
        nearest = torch.tensor(COLOR_WORDS[word])
        assert (mean - nearest).abs().max() < 0.12, word
    assert len(seen) > 4  # two shapes, four words each


def test_coloured_shapes_keep_their_colour() -> None:
    chosen = source(dataset(["vase"], colored=True))
    assert chosen.batch(0).tint.isnan().all()
    assert chosen.captions == ["a vase", "a nice vase"]
    assert all(color is None for choices in chosen.choices for _, color in choices)


def test_light_and_dark_parts_survive_painting() -> None:
    chosen = source(dataset(["vase"], colored=False, points=64), replace(PLAIN, size=64))
    batch = chosen.batch(0)
    for row in range(64):
        if "red" in color_words_in(chosen.captions[int(batch.caption[row])]):
            assert batch.rgb[row, :, 0].std() > 0.05


@pytest.mark.parametrize("change", [{"size": 0}, {"points": -1}, {"mirror": 1.5}, {"stretch": 1.0}, {"balance": -0.1}])
def test_impossible_options(change: dict) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        replace(PLAIN, **change)


def test_more_points_than_stored_are_refused() -> None:
    with pytest.raises(ValueError, match=r"points=65.*64"):
        source(dataset(["ball"]), replace(PLAIN, points=65))
