"""What a result is to have more of, and guidance towards it: rewards of clouds, and wrappers that raise them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from scipy.spatial import cKDTree
from torch import Tensor

from shape_diff.diffusion.channels import CHANNELS, ChannelCodec
from shape_diff.diffusion.denoiser import Denoise, Wrapper

Score = Callable[[Tensor, Tensor, Tensor], Tensor]
"""xyz (b, n, 3) normalised, rgb (b, n, 3) in [0, 1] and unit normals (b, n, 3) -> (b,) values, higher is better."""

FURTHEST = 0.25
"""Root mean square, in the diffused range, of how far a step of guidance moves the points at most."""


@dataclass(frozen=True)
class Reward:
    """A reward with its weight.

    Attributes:
        name: as it was asked for.
        score: see `Score`. Those here are minus the mean squared distance of the points from where they should be, so
            that weight 1 moves the estimate all the way at every step.
        weight: how much of it is wanted, more than 0.
    """

    name: str
    score: Score
    weight: float = 1.0

    def values(self, codec: ChannelCodec, x0: Float[Tensor, "b n c"]) -> Float[Tensor, " b"]:
        """The rewards of clouds in the diffused range.

        Raises:
            ValueError: the score fails, or is not one finite number for each cloud.
        """
        try:
            found = torch.as_tensor(self.score(*codec.decode(x0.float())), dtype=torch.float32, device=x0.device)
        except Exception as error:  # whatever a function of the user's own may raise
            raise ValueError(f"the reward {self.name} fails: {type(error).__name__}: {error}") from error
        values = found.expand(len(x0)) if found.ndim == 0 else found
        if values.shape != (len(x0),):
            raise ValueError(f"the reward {self.name} must give one number for each cloud, got {tuple(found.shape)}")
        if not bool(values.isfinite().all()):
            raise ValueError(f"the reward {self.name} gave NaN or infinity")
        return values

    def has_gradient(self, codec: ChannelCodec, x0: Float[Tensor, "b n c"]) -> bool:
        """Whether guidance can follow it; if not, the best of several samples is taken."""
        with torch.enable_grad():
            return self.values(codec, x0.detach().requires_grad_()).requires_grad


def raised(codec: ChannelCodec, rewards: Sequence[Reward]) -> Wrapper:
    """Every estimate is moved up the gradient of the rewards.

    The gradient is taken at the estimate and not through the network (manifold preserving guidance, He et al. 2024,
    arXiv 2311.16424), which costs no evaluation. It is scaled by half the number of points: a step down a mean squared
    distance then ends where the distance is 0.
    """

    def wrapper(denoise: Denoise) -> Denoise:
        def raising(x: Tensor, sigma: Tensor) -> Tensor:
            x0 = denoise(x, sigma)
            with torch.enable_grad():
                here = x0.detach().float().requires_grad_()
                total = sum((reward.weight * reward.values(codec, here) for reward in rewards), here.new_zeros(len(x0)))
                (slope,) = torch.autograd.grad(total.sum(), here)
            if not bool(slope.isfinite().all()):
                raise ValueError(f"the gradient of {' + '.join(r.name for r in rewards)} is NaN or infinite")
            step = x0.shape[1] / 2 * (codec.scaled_std / codec.xyz_std) ** 2 * slope
            length = step.square().sum(dim=-1, keepdim=True).mean(dim=1, keepdim=True).sqrt()
            return x0 + (step * (FURTHEST / length.clamp_min(FURTHEST))).to(x0)

        return raising

    return wrapper


def symmetric() -> Wrapper:
    """A hard constraint: the second half of the points is the first, mirrored left to right.

    The denoiser sees the first half and its mirror image, noise included, so that both of its answers are of the same
    place and can be averaged.
    """
    turned = torch.ones(CHANNELS)
    turned[[0, 6]] = -1  # x and the normal's x

    def wrapper(denoise: Denoise) -> Denoise:
        def mirrored(x: Tensor, sigma: Tensor) -> Tensor:
            half, mirror = x.shape[1] // 2, turned.to(x)
            x0 = denoise(torch.cat([x[:, :half], mirror * x[:, :half], x[:, 2 * half :]], dim=1), sigma)
            mean = (x0[:, :half] + mirror * x0[:, half : 2 * half]) / 2
            odd = x0[:, 2 * half :] * (mirror + 1) / 2  # one point too many lies in the middle
            return torch.cat([mean, mirror * mean, odd], dim=1)

        return mirrored

    return wrapper


def symmetry(xyz: Tensor, rgb: Tensor, normals: Tensor) -> Tensor:
    """Left is as right: distances to the nearest points of the cloud mirrored in x."""
    return -_to_nearest(xyz, xyz.detach() * xyz.new_tensor([-1.0, 1.0, 1.0]))


def flat_base(xyz: Tensor, rgb: Tensor, normals: Tensor) -> Tensor:
    """It stands: the lowest 3 % of its height lie on the plane of its lowest points."""
    height = xyz[..., 1]
    low = height.detach().quantile(0.01, dim=1, keepdim=True)
    reach = 0.03 * (height.detach().amax(dim=1, keepdim=True) - low)
    return -((height - low).square() * (height < low + reach)).mean(dim=1)


def proportions(width: float, height: float, depth: float) -> Score:
    """The bounding box is as wide, high and deep, up to its size: distances to the cloud stretched so."""

    def score(xyz: Tensor, rgb: Tensor, normals: Tensor) -> Tensor:
        now = (xyz.detach().quantile(0.99, dim=1) - xyz.detach().quantile(0.01, dim=1)).clamp_min(1e-6)
        wanted = xyz.new_tensor([width, height, depth])
        scale = (now.log().mean(dim=1, keepdim=True) - wanted.log().mean()).exp()
        target = xyz.detach() * (scale * wanted / now)[:, None]
        return -(xyz - target).square().sum(dim=-1).mean(dim=1)

    return score


def like(points: Float[Tensor, "m 3"]) -> Score:
    """It is near a cloud, and the cloud is near it: the Chamfer distance."""

    def score(xyz: Tensor, rgb: Tensor, normals: Tensor) -> Tensor:
        target = points.to(xyz).expand(len(xyz), -1, -1)
        return -(_to_nearest(xyz, target) + _to_nearest(target, xyz)) / 2

    return score


def _to_nearest(points: Tensor, others: Tensor) -> Tensor:
    """(b,) mean squared distance of points to the nearest of others; both take part in gradients."""
    pairs = zip(points.detach().cpu().numpy(), others.detach().cpu().numpy(), strict=True)
    near = torch.stack([torch.from_numpy(cKDTree(b).query(a)[1]) for a, b in pairs]).to(points.device)
    found = others.gather(1, near[..., None].expand(-1, -1, 3))
    return (points - found).square().sum(dim=-1).mean(dim=1)
