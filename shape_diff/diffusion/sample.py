"""From a condition to point clouds: settings, seeds, guidance and a sampler put together."""

from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.channels import CHANNELS, ChannelCodec
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoise, Denoiser, Wrapper, bind
from shape_diff.diffusion.guidance import guided, within_interval
from shape_diff.diffusion.known_points import with_time_travel
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.samplers import Sampler, SeededNoise, sampler_named
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.diffusion.start import Start, begun
from shape_diff.geometry import PointCloud
from shape_diff.geometry.trajectory import Trajectory
from shape_diff.machine.precision import mixed_precision

Observe = Callable[[int, Tensor, Tensor | None], None]
"""Called with 0, the noise (b, n, 9) and None, then with each finished step's number from 1, x after it and the
estimate of x0 that it used, both (b, n, 9)."""

TRAVEL_STEPS = 4
"""Steps that are walked again where parts are to grow together: RePaint's 10 of 250 would be 1 of 32, too few for a
sampler of second order."""

MAX_KEPT_POINTS = 2_000_000
"""Points of all kept steps of a cloud together: 72 MB in memory, about 15 MB in a file."""


@torch.no_grad()  # not inference_mode, whose tensors no wrapper could take a gradient of
def sample(
    denoiser: Denoiser,
    shape: tuple[int, int],
    condition: Condition,
    seeds: Sequence[int],
    settings: SamplingSettings,
    negative: Condition | None = None,
    observe: Observe | None = None,
    wrappers: Sequence[Wrapper] = (),
    start: Start | None = None,
    rounds: int = 1,
) -> Float[Tensor, "b n c"]:
    """One sample for each row of the condition: points in the diffused range, or the tokens of shape codes.

    That of a seed and condition is the same whatever else is in the batch, up to the rounding of batched matrix
    products.

    Args:
        denoiser: the denoiser, on the device of the condition.
        shape: (n, c) points or tokens and the numbers of each.
        condition: b rows.
        seeds: b seeds, one for each sample.
        settings: sampler, steps and guidance; their number of points does not count.
        negative: b rows to guide away from; unconditional if not given.
        observe: sees every step.
        wrappers: applied to the guided denoiser, the first one innermost.
        start: a shape in the place of noise, of n points or tokens.
        rounds: how often steps are walked, so that sampled points grow together with known ones.
    """
    device = condition.tokens.device
    sigmas = denoiser.process.grid(settings.schedule, settings.steps)
    noise = SeededNoise(list(seeds))
    x = denoiser.process.noise_like(torch.empty(len(seeds), *shape, device=device), noise)
    x, sigmas = begun(sigmas, x, start)
    if observe is not None:
        observe(0, x, None)
    if len(sigmas) == 1:
        return x  # a start of strength 0, in which nothing is noise
    denoise = guided_denoise(denoiser, condition, negative, settings)
    for wrapper in wrappers:
        denoise = wrapper(denoise)
    with mixed_precision(device):
        return sampler_of(settings, rounds)(
            denoise,
            x,
            sigmas,
            draw_noise=noise,
            callback=None if observe is None else lambda step, x, x0: observe(step + 1, x, x0),
        )


def sample_clouds(
    denoiser: Denoiser,
    codec: ChannelCodec,
    condition: Condition,
    seeds: Sequence[int],
    settings: SamplingSettings,
    negative: Condition | None = None,
    observe: Observe | None = None,
    wrappers: Sequence[Wrapper] = (),
    start: Start | None = None,
    rounds: int = 1,
) -> list[PointCloud]:
    """One cloud with colours and normals in normalised coordinates for each row of the condition; see `sample`."""
    shape = (settings.points, CHANNELS)
    x = sample(denoiser, shape, condition, seeds, settings, negative, observe, wrappers, start, rounds)
    return [as_cloud(codec, row) for row in x]


def sampler_of(settings: SamplingSettings, rounds: int = 1) -> Sampler:
    """The sampler of the settings, which walks its steps so many times."""
    sampler = sampler_named(settings.sampler)
    return sampler if rounds == 1 else with_time_travel(sampler, TRAVEL_STEPS, rounds)


def guided_denoise(
    denoiser: Denoiser, condition: Condition, negative: Condition | None, settings: SamplingSettings
) -> Denoise:
    """The denoiser with condition, guidance and guidance interval applied."""
    with_guidance = guided(denoiser, condition, negative or condition.null(), settings.guidance)
    if settings.guidance_interval is None:
        return with_guidance
    return within_interval(with_guidance, bind(denoiser, condition), *settings.guidance_interval)


def as_cloud(codec: ChannelCodec, x: Tensor) -> PointCloud:
    """One sample (n, 9) in the diffused range -> a cloud in normalised coordinates."""
    xyz, rgb, normals = codec.decode(x.float())
    return PointCloud(xyz.cpu().numpy(), rgb.cpu().numpy(), normals.cpu().numpy())


class StepRecorder:
    """Observes a batch being sampled and keeps its steps, evenly thinned where all would take too much memory.

    Step k shows the noisy positions at level k with the colours and normals of the estimate made from them.
    """

    def __init__(self, codec: ChannelCodec, process: Process, settings: SamplingSettings) -> None:
        self._codec, self._sigma_data = codec, process.sigma_data
        self._sigmas = process.grid(settings.schedule, settings.steps)
        self._kept = kept_steps(settings.steps, settings.points)
        self._xyz: list[Tensor] = []
        self._looks: list[tuple[Tensor, Tensor]] = []

    def __call__(self, step: int, x: Tensor, x0: Tensor | None) -> None:
        """See `Observe`."""
        if x0 is not None and step - 1 in self._kept:
            self._keep_looks(x0)
        if step in self._kept:
            shrink = (1 + (self._sigmas[step] / self._sigma_data) ** 2).rsqrt().to(x.device)
            self._xyz.append(self._codec.decode(x.float() * shrink)[0].half().cpu())
            if step == len(self._sigmas) - 1:
                self._keep_looks(x)

    def _keep_looks(self, x: Tensor) -> None:
        _, rgb, normals = self._codec.decode(x.float())
        self._looks.append(((rgb * 255).round().byte().cpu(), (normals * 127).round().char().cpu()))

    def trajectories(self) -> list[Trajectory]:
        """The run of each cloud of the batch, once sampling is done."""
        sigmas = self._sigmas[self._kept].numpy()
        xyz = torch.stack(self._xyz, dim=1)  # (b, s, n, 3)
        rgb, normals = (torch.stack(looks, dim=1) for looks in zip(*self._looks, strict=True))
        return [
            Trajectory(p.numpy(), c.float().numpy() / 255, n.float().numpy() / 127, sigmas)
            for p, c, n in zip(xyz, rgb, normals, strict=True)
        ]


def kept_steps(steps: int, points: int) -> list[int]:
    """Which of the steps 0 to `steps` of a cloud are kept: the first, the last and as many between as fit evenly."""
    count = min(steps + 1, max(2, MAX_KEPT_POINTS // points))
    return [round(index * steps / (count - 1)) for index in range(count)]
