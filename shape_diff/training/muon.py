"""Muon: momentum whose update is made orthogonal, in the arithmetic that is fast on the device at hand.

`torch.optim.Muon` orthogonalises in bfloat16 whatever the device, which a processor without it emulates: four fifths of
a training step went there. This one computes in bfloat16 only where `machine.precision.has_fast_bfloat16` says so, and
all matrices of one shape at once.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor
from torch.optim import Optimizer

from shape_diff.machine.precision import has_fast_bfloat16

COEFFICIENTS = (3.4445, -4.7750, 2.0315)
"""Of the quintic iteration (Jordan et al. 2024, "Muon: An optimizer for hidden layers in neural networks")."""

ITERATIONS = 5


class Muon(Optimizer):
    """Nesterov momentum with orthogonalised updates for matrices, and decoupled weight decay.

    An update is 0.2 sqrt(max(rows, columns)) times an orthogonal matrix, so its root mean square is that of AdamW's
    and both can share a learning rate (Liu et al. 2025, arXiv 2502.16982, equation 4).
    """

    def __init__(self, params: Iterable[Tensor], lr: float, weight_decay: float, momentum: float = 0.95) -> None:
        """`params` must be matrices; raises ValueError for others."""
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.ndim != 2:
                    raise ValueError(f"Muon takes matrices, got a parameter of shape {tuple(parameter.shape)}")

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """Update every parameter that has a gradient; there is no closure to evaluate again."""
        assert closure is None
        for group in self.param_groups:
            by_shape: dict[tuple[torch.Size, torch.device], list[Tensor]] = defaultdict(list)
            for parameter in group["params"]:
                if parameter.grad is not None:
                    by_shape[parameter.shape, parameter.device].append(parameter)
            for alike in by_shape.values():
                self._update(alike, group)

    def _update(self, alike: list[Tensor], group: dict[str, Any]) -> None:
        gradients = [p.grad for p in alike if p.grad is not None]
        buffers = [self.state[p].setdefault("momentum_buffer", torch.zeros_like(p)) for p in alike]
        torch._foreach_lerp_(buffers, gradients, 1 - group["momentum"])
        ahead = torch._foreach_lerp(gradients, buffers, group["momentum"])
        rows, columns = alike[0].shape
        step = group["lr"] * 0.2 * max(rows, columns) ** 0.5
        torch._foreach_mul_(alike, 1 - group["lr"] * group["weight_decay"])
        torch._foreach_add_(alike, list(orthogonalized(torch.stack(list(ahead))).unbind()), alpha=-step)


def orthogonalized(matrices: Float[Tensor, "k m n"]) -> Float[Tensor, "k m n"]:
    """Each matrix with its singular values moved to about 1 (0.7 to 1.2) by Newton-Schulz iterations."""
    a, b, c = COEFFICIENTS
    x = matrices if matrices.shape[1] <= matrices.shape[2] else matrices.transpose(1, 2)
    x = x / x.norm(dim=(1, 2), keepdim=True).clamp_min(1e-7)
    x = x.to(torch.bfloat16 if has_fast_bfloat16(x.device) else torch.float32)
    for _ in range(ITERATIONS):
        gram = x @ x.transpose(1, 2)
        x = torch.baddbmm(x, torch.baddbmm(gram, gram, gram, beta=b, alpha=c), x, beta=a)
    x = x if matrices.shape[1] <= matrices.shape[2] else x.transpose(1, 2)
    return x.to(matrices.dtype)
