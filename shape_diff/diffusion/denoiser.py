"""The denoiser D(x, sigma, condition) -> x0: a process's scales around a network.

The only place where x0, noise and velocity are converted into one another.
"""

from collections.abc import Callable

from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.process import Process

Denoise = Callable[[Tensor, Tensor], Tensor]
"""What samplers see: (x (b, n, c), sigma) -> x0 (b, n, c), the condition already bound.

The noise level is that of the whole batch, a tensor of no axes in the computer's own memory: arithmetic with tensors of
any device works, and reading it never waits for one.
"""

Wrapper = Callable[[Denoise], Denoise]
"""What guidance, constraints and rewards are. They compose, and a gradient within one needs `torch.enable_grad()`."""


class Denoiser(nn.Module):
    """A network wrapped as its process says (Karras et al. 2022, arXiv 2206.00364, equation 7)."""

    def __init__(self, network: nn.Module, process: Process) -> None:
        super().__init__()
        self.network, self.process = network, process

    def forward(
        self, x: Float[Tensor, "b n c"], sigma: Float[Tensor, " b"], condition: Condition
    ) -> Float[Tensor, "b n c"]:
        """x = x0 + sigma * noise -> the expected x0."""
        c_skip, c_out, c_in, c_noise = self.process.scales(sigma)
        f_x = self.network((c_in * x).to(x.dtype), c_noise, condition)
        return c_skip * x + c_out * f_x.to(x.dtype)


def noise_of(x: Float[Tensor, "b n c"], x0: Float[Tensor, "b n c"], sigma: Float[Tensor, ""]) -> Float[Tensor, "b n c"]:
    """The noise that turns x0 into x at level sigma, which is also dx/dsigma of the probability flow ODE."""
    return (x - x0) / sigma


def score_of(x: Float[Tensor, "b n c"], x0: Float[Tensor, "b n c"], sigma: Float[Tensor, ""]) -> Float[Tensor, "b n c"]:
    """The score of the noisy data, the gradient of ln p(x; sigma), if the noise is normal (Tweedie's formula).

    Karras et al. 2022, equation 3. `bind(denoiser, condition)` gives the x0 that it takes.
    """
    return (x0 - x) / sigma**2


def denoising_loss(
    denoiser: Denoiser,
    x0: Float[Tensor, "b n c"],
    noise: Float[Tensor, "b n c"],
    sigma: Float[Tensor, " b"],
    condition: Condition,
) -> Float[Tensor, "b c"]:
    """The training loss of each cloud, in the units of what the network predicts.

    Karras et al. 2022, equation 8 with lambda(sigma) = 1 / c_out^2 (Table 1): EDM's loss for `edm`, DDPM's simple one
    for `vp` and `ddpm`, denoising score matching weighted by sigma^2 for `ve`, flow matching's for `flow`.

    Args:
        denoiser: the denoiser in training.
        x0: clean clouds.
        noise: of the process, of unit scale.
        sigma: noise levels.
        condition: what the clouds show.

    Returns:
        The loss of each cloud and channel; about 1 for an untrained network of `edm`.
    """
    estimate = denoiser(x0 + sigma[:, None, None] * noise, sigma, condition)
    c_out = denoiser.process.scales(sigma)[1]
    return ((estimate - x0) / c_out).square().mean(dim=1)


def bind(denoiser: nn.Module, condition: Condition) -> Denoise:
    """The denoiser with its condition fixed, as samplers and wrappers use it."""

    def denoise(x: Tensor, sigma: Tensor) -> Tensor:
        return denoiser(x, level_of_each(sigma, x), condition)

    return denoise


def level_of_each(sigma: Float[Tensor, ""], x: Tensor) -> Tensor:
    """A noise level as one value for each cloud of x, (b,), on its device."""
    return x.new_full((len(x),), float(sigma))
