"""Learning to encode clouds and to draw points from codes: one denoising loss teaches all three networks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.data.batches import BatchSource
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.coupling import check_coupling, coupled_noise
from shape_diff.diffusion.denoiser import Denoiser, denoising_loss
from shape_diff.diffusion.draws import drawn_from
from shape_diff.diffusion.noise import stratified_sigmas
from shape_diff.diffusion.process import Process
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.seeding import stream
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.networks.code_encoder import PLACE
from shape_diff.training.learner import BatchLearner, LearningOptions


@dataclass(frozen=True)
class CodeTrainingOptions(LearningOptions):
    """How long and how fast to learn codes.

    Attributes:
        groups: noise levels for each cloud; its denoised points are shared out among them.
        code_noise: standard deviation of the noise on codes' features, which have unit variance (Zheng et al. 2025,
            arXiv 2510.11690, section 4.3): the decoder learns to read what a prior can only nearly hit.
        place_noise: the same for their places.
        coupling: how noise is assigned to points, a name in `diffusion.coupling.COUPLINGS`.
        hold_encoder: only the decoder learns, so that a prior over the encoder's codes stays right.
        sample_every: steps between reconstructions of held-out shapes.
    """

    groups: int = 2
    code_noise: float = 0.15
    place_noise: float = 0.05
    coupling: str = "assignment"
    hold_encoder: bool = False
    sample_every: int = 1000

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_at_least(1, "groups", "sample_every")
        self.check_at_least(0, "code_noise", "place_noise")
        check_coupling(self.coupling)

    def denoised(self, points: int, seen: int) -> int:
        """Points of each group, of clouds of so many of which the encoder sees some; the others are denoised.

        Raises:
            ValueError: they cannot be shared out.
        """
        left = points - seen
        if left < self.groups or left % self.groups:
            raise ValueError(
                f"batches.points={points} less encoder.seen={seen} must be a multiple of train.groups={self.groups}"
            )
        return left // self.groups


def code_loss(
    networks: CodeAutoencoder,
    process: Process,
    seen: Float[Tensor, "b m c"],
    code_noise: Float[Tensor, "b t w"],
    x0: Float[Tensor, "bg n c"],
    noise: Float[Tensor, "bg n c"],
    sigma: Float[Tensor, " bg"],
) -> Float[Tensor, "bg c"]:
    """Denoising losses of points whose shape the encoder saw by other points of the same surface.

    Args:
        networks: in training.
        process: of the decoder.
        seen: points that are encoded.
        code_noise: what is added to the codes.
        x0: g groups of other points of each cloud, those of a cloud beside one another.
        noise: of the process, of unit scale.
        sigma: noise level of each group.
    """
    condition = networks.unfold(networks.encode(seen) + code_noise)
    owner = torch.arange(len(seen), device=seen.device).repeat_interleave(len(x0) // len(seen))
    return denoising_loss(Denoiser(networks.code_decoder, process), x0, noise, sigma, condition.select(owner))


class CodeTrainer(BatchLearner):
    """The networks of a shape code, their data, and the step that improves them."""

    def __init__(
        self, networks: CodeAutoencoder, codec: ChannelCodec, process: Process, batches: BatchSource,
        options: CodeTrainingOptions, kept: nn.ModuleDict,
    ) -> None:  # fmt: skip
        """`kept` stay as they are in the model file; those that read codes ask for a held encoder."""
        networks = networks.to(batches.device)
        networks.code_encoder.requires_grad_(not options.hold_encoder)
        learning = networks.code_decoder if options.hold_encoder else networks
        super().__init__(learning, options, batches.device)
        self._kept = kept
        self.networks, self.codec, self.process, self.batches, self.options = networks, codec, process, batches, options
        self.batch_size = batches.options.size
        self._sigmas = process.noise.sigmas()
        self._seen = networks.code_encoder.config.seen
        self._denoised = options.denoised(batches.options.points, self._seen)
        self._loss: Callable[..., Any] = torch.compile(code_loss, dynamic=False) if options.compile else code_loss

    def model_weights(self) -> dict[str, Tensor]:
        """See `BatchLearner`."""
        average = self.average.weights
        if self.options.hold_encoder:
            average = {f"code_decoder.{name}": tensor for name, tensor in average.items()}
        return dict(self._kept.state_dict()) | dict(self.networks.state_dict()) | average

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""
        inputs = self.inputs(self.step)
        with mixed_precision(self.device):
            losses = self._loss(self.networks, self.process, *inputs)
        norm, lr = self.improve(losses.mean())
        if not self.log_is_due:
            return None
        each = losses.detach().mean(dim=0)
        self.check_loss(each.mean().item())
        return {
            "step": self.step,
            "loss": each.mean().item(),
            "loss_xyz": each[:3].mean().item(),
            "loss_rgb": each[3:6].mean().item(),
            "loss_normal": each[6:].mean().item(),
            "grad_norm": norm.item(),
            "lr": lr,
        }

    def inputs(self, step: int) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """What `code_loss` takes in a step, the same whenever it is done."""
        o, batch = self.options, self.batches.batch(step)
        clouds = self.codec.encode(batch.xyz, batch.rgb, batch.normals)
        seen, x0 = (
            clouds[:, : self._seen],
            clouds[:, self._seen :].unflatten(1, (o.groups, self._denoised)).flatten(0, 1),
        )
        sigma = stratified_sigmas(self._sigmas, len(x0), stream(o.seed, step, "sigma")).to(self.device)
        generator = stream(o.seed, step, "noise", self.device)
        noise = coupled_noise(o.coupling, x0, self.process, drawn_from(generator))
        code_noise = torch.randn((len(seen), *self.networks.code_shape), generator=generator, device=self.device)
        code_noise[..., :PLACE] *= o.place_noise
        code_noise[..., PLACE:] *= o.code_noise
        return seen, code_noise, x0, noise, sigma
