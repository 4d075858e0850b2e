"""Which noise goes with which point: couplings of noise and data that straighten the paths between them."""

import math
from collections.abc import Callable

import torch
from jaxtyping import Float, Int
from scipy.optimize import linear_sum_assignment
from torch import Tensor

from shape_diff.diffusion.draws import DrawNoise
from shape_diff.diffusion.process import Process

RENOISE = 0.2
"""Share of fresh noise mixed in after coupling (Hui et al. 2025, arXiv 2502.12456, beta = 0.2)."""

BITS = 10


def independent(
    x0: Float[Tensor, "b n c"], noise: Float[Tensor, "b n c"], fresh: Float[Tensor, "b n c"]
) -> Float[Tensor, "b n c"]:
    """Noise as it was drawn: the joint distribution that every sampler, stochastic ones too, is derived for."""
    return noise


def z_order(
    x0: Float[Tensor, "b n c"], noise: Float[Tensor, "b n c"], fresh: Float[Tensor, "b n c"]
) -> Float[Tensor, "b n c"]:
    """Noise permuted so that its k-th point along a Morton curve meets the cloud's k-th, then partly renewed.

    The marginal of the noise stays standard normal, so deterministic samplers stay valid; the posterior of stochastic
    ones does not. Only the coordinates, the first three channels, decide the order.
    """
    from_rank = morton_codes(noise[..., :3]).argsort(dim=1)
    to_rank = morton_codes(x0[..., :3]).argsort(dim=1)
    coupled = torch.empty_like(noise)
    sorted_noise = noise.gather(1, from_rank[..., None].expand_as(noise))
    coupled.scatter_(1, to_rank[..., None].expand_as(noise), sorted_noise)
    return math.sqrt(1 - RENOISE) * coupled + math.sqrt(RENOISE) * fresh


def assignment(
    x0: Float[Tensor, "b n c"], noise: Float[Tensor, "b n c"], fresh: Float[Tensor, "b n c"]
) -> Float[Tensor, "b n c"]:
    """Noise permuted so that the squared distances of its coordinates to those of the points are least in all.

    Optimal transport within each cloud (Pooladian et al. 2023, arXiv 2304.14772; Tong et al. 2024, arXiv 2302.00482),
    solved exactly: milliseconds for some hundred points, far more for thousands. Given the shape, a point is then
    nearly a smooth function of its noise, so that paths are straight and even the highest noise levels teach.
    """
    rows = []
    for points, drawn in zip(x0[..., :3].cpu().numpy(), noise[..., :3].cpu().numpy(), strict=True):
        _, order = linear_sum_assignment(-points @ drawn.T)  # |x - e|^2 but for terms that no order changes
        rows.append(torch.from_numpy(order))
    return noise.gather(1, torch.stack(rows).to(noise.device)[..., None].expand_as(noise))


def morton_codes(xyz: Float[Tensor, "b n 3"]) -> Int[Tensor, "b n"]:
    """Position of each point along the z-order curve of its cloud's bounding box (Morton 1966)."""
    low, high = xyz.amin(dim=1, keepdim=True), xyz.amax(dim=1, keepdim=True)
    cells = ((xyz - low) / (high - low).clamp_min(1e-9) * (2**BITS - 1)).long()
    code = torch.zeros_like(cells[..., 0])
    for bit in range(BITS):
        for axis in range(3):
            code |= ((cells[..., axis] >> bit) & 1) << (3 * bit + axis)
    return code


COUPLINGS: dict[str, Callable[[Tensor, Tensor, Tensor], Tensor]] = {
    "independent": independent,
    "z_order": z_order,
    "assignment": assignment,
}


def coupled_noise(
    name: str, x0: Float[Tensor, "b n c"], process: Process, draw_noise: DrawNoise
) -> Float[Tensor, "b n c"]:
    """Noise of a process for clean clouds or codes, of unit scale, assigned to their points by a coupling's name."""
    noise, fresh = (process.noise_like(x0, draw_noise) for _ in range(2))
    return COUPLINGS[name](x0, noise, fresh)


def check_coupling(name: str) -> None:
    """Raise ValueError for an unknown coupling, listing all names."""
    if name not in COUPLINGS:
        raise ValueError(f"unknown coupling '{name}'; choose one of {', '.join(COUPLINGS)}")
