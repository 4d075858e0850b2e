import pytest
import torch
from torch import Tensor

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.rewards import Reward, flat_base, like, proportions, raised, symmetric, symmetry

CODEC = ChannelCodec()


def cloud(seed: int = 0, stretch: tuple[float, float, float] = (1, 1, 1)) -> Tensor:
    """(1, 200, 9) a box of points of random colours and normals, in the diffused range."""
    generator = torch.Generator().manual_seed(seed)
    xyz = (2 * torch.rand(1, 200, 3, generator=generator) - 1) * torch.tensor(stretch)
    rgb = torch.rand(1, 200, 3, generator=generator)
    normals = torch.nn.functional.normalize(torch.randn(1, 200, 3, generator=generator), dim=-1)
    return CODEC.encode(xyz, rgb, normals)


REWARDS = {
    "symmetry": symmetry,
    "flat_base": flat_base,
    "size": proportions(1, 2, 0.5),
    "like": like(torch.rand(100, 3, generator=torch.Generator().manual_seed(5)) - 0.5),
}


@pytest.mark.parametrize("name", REWARDS)
def test_guidance_raises_the_reward_of_the_estimate_and_moves_nothing_but_points(name: str) -> None:
    reward = Reward(name, REWARDS[name])
    x = cloud()
    assert reward.has_gradient(CODEC, x)
    moved = raised(CODEC, [reward])(lambda x, sigma: x)(x, torch.tensor(1.0))
    before, after = reward.values(CODEC, x), reward.values(CODEC, moved)
    assert float(before) < 0 and float(after) > 0.7 * float(before)
    torch.testing.assert_close(moved[..., 3:], x[..., 3:])


def test_rewards_are_highest_where_they_should_be() -> None:
    half = cloud()
    mirrored = half.clone()
    mirrored[..., [0, 6]] *= -1
    assert float(Reward("s", symmetry).values(CODEC, torch.cat([half, mirrored], dim=1))) > -1e-9
    fits = Reward("size", proportions(1, 2, 0.5))
    values = [float(fits.values(CODEC, cloud(stretch=s))) for s in ((0.5, 1, 0.25), (0.5, 0.5, 0.5), (1, 0.25, 0.5))]
    assert values == sorted(values, reverse=True) and values[0] > -0.001
    xyz = CODEC.decode(half)[0][0]
    assert float(Reward("like", like(xyz)).values(CODEC, half)) > -1e-9


def test_symmetry_is_that_of_all_points_and_the_same_every_time() -> None:
    xyz = torch.rand(1, 3000, 3, generator=torch.Generator().manual_seed(2)) - 0.3
    mirrored = xyz * torch.tensor([-1.0, 1.0, 1.0])
    truth = torch.cdist(xyz.double(), mirrored.double()).amin(dim=-1).square().mean()
    values = [float(symmetry(xyz, xyz, xyz)) for _ in range(2)]
    assert values[0] == values[1] == pytest.approx(-float(truth), rel=1e-4)


def test_a_flat_estimate_is_not_drawn_together_by_its_proportions() -> None:
    flat = cloud(stretch=(1, 1, 0))
    moved = raised(CODEC, [Reward("size", proportions(1, 1, 1e-6))])(lambda x, sigma: x)(flat, torch.tensor(1.0))
    assert float(moved[..., 0].std()) > 0.8 * float(flat[..., 0].std())


def test_the_constraint_makes_both_halves_mirror_images() -> None:
    x0 = symmetric()(lambda x, sigma: x)(cloud()[:, :199], torch.tensor(1.0))
    turned = x0[:, :99].clone()
    turned[..., [0, 6]] *= -1
    assert torch.equal(x0[:, 99:198], turned) and x0[0, 198, 0] == 0 and x0.shape == (1, 199, 9)
    again = symmetric()(lambda x, sigma: x)(x0, torch.tensor(1.0))
    torch.testing.assert_close(again, x0)


def test_what_is_no_reward_is_refused() -> None:
    x = cloud()
    with pytest.raises(ValueError, match="gave NaN"):
        Reward("odd", lambda xyz, rgb, normals: xyz.sum(dim=(1, 2)) * float("nan")).values(CODEC, x)
    with pytest.raises(ValueError, match="one number for each cloud"):
        Reward("odd", lambda xyz, rgb, normals: xyz[0]).values(CODEC, x)
    with pytest.raises(ValueError, match="the reward odd fails: IndexError"):
        Reward("odd", lambda xyz, rgb, normals: xyz[5]).values(CODEC, x)
    endless = Reward("steep", lambda xyz, rgb, normals: -(xyz * 0).sum(dim=(1, 2)).abs().sqrt())
    with pytest.raises(ValueError, match="gradient of steep"):
        raised(CODEC, [endless])(lambda x, sigma: x)(x, torch.tensor(1.0))
    assert not Reward("count", lambda xyz, rgb, normals: torch.tensor(1.0)).has_gradient(CODEC, x)
