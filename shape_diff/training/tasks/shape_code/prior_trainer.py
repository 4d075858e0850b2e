"""Learning the prior: from words to shape codes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.coupling import COUPLINGS, check_coupling
from shape_diff.diffusion.denoiser import Denoiser, denoising_loss
from shape_diff.diffusion.draws import drawn_from
from shape_diff.diffusion.noise import stratified_sigmas
from shape_diff.diffusion.process import Process
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.seeding import stream
from shape_diff.networks.code_transformer import CodeTransformer
from shape_diff.training.captions import CaptionBank
from shape_diff.training.learner import BatchLearner, LearningOptions
from shape_diff.training.tasks.shape_code.encoded_batches import EncodedBatches


@dataclass(frozen=True)
class PriorTrainingOptions(LearningOptions):
    """How long and how fast to learn the prior.

    Attributes:
        drop_condition: share of codes trained without their caption, for guidance.
        coupling: how noise is assigned to the points of a code, a name in `diffusion.coupling.COUPLINGS`.
        sample_every: steps between validation losses and pictures.
    """

    drop_condition: float = 0.1
    coupling: str = "assignment"
    sample_every: int = 2000

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_at_least(1, "sample_every")
        self.check_shares("drop_condition")
        check_coupling(self.coupling)


class PriorTrainer(BatchLearner):
    """The prior, the shapes whose codes it learns, and the step that improves it."""

    def __init__(
        self, network: CodeTransformer, process: Process, encoded: EncodedBatches, captions: CaptionBank,
        kept: nn.ModuleDict, options: PriorTrainingOptions,
    ) -> None:  # fmt: skip
        """`captions` are those that the batches' numbers name, `kept` all that stays as it is in the model file."""
        super().__init__(network.to(encoded.batches.device), options, encoded.batches.device)
        self.denoiser, self.options = Denoiser(network, process), options
        self.encoded, self.captions, self._kept = encoded, captions, kept
        self.batch_size = encoded.batches.options.size
        self._sigmas = process.noise.sigmas()
        self._loss: Callable[..., Any] = (
            torch.compile(denoising_loss, dynamic=False) if options.compile else denoising_loss
        )

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""
        inputs = self.inputs(self.step)
        with mixed_precision(self.device):
            losses = self._loss(self.denoiser, *inputs)
        norm, lr = self.improve(losses.mean())
        if not self.log_is_due:
            return None
        loss = losses.detach().mean().item()
        self.check_loss(loss)
        return {"step": self.step, "loss": loss, "grad_norm": norm.item(), "lr": lr}

    def model_weights(self) -> dict[str, Tensor]:
        """See `BatchLearner`."""
        prior = {f"prior.{name}": tensor for name, tensor in self.average.weights.items()}
        return dict(self._kept.state_dict()) | prior

    def inputs(self, step: int) -> tuple[Tensor, Tensor, Tensor, Condition]:
        """Codes, noise, noise levels and captions of a step, the same whenever it is done."""
        o, (codes, batch) = self.options, self.encoded.at(step)
        sigma = stratified_sigmas(self._sigmas, len(codes), stream(o.seed, step, "sigma")).to(self.device)
        draw_noise = drawn_from(stream(o.seed, step, "noise", self.device))
        noise, fresh = (self.denoiser.process.noise_like(codes, draw_noise) for _ in range(2))
        untold = torch.rand(len(codes), generator=stream(o.seed, step, "drop")) < o.drop_condition
        told = self.captions.select(batch.caption).drop(untold.to(self.device))
        return codes, COUPLINGS[o.coupling](codes, noise, fresh), sigma, told

    @torch.no_grad()
    def validation(self, codes: Tensor, captions: Condition, levels: Sequence[float]) -> dict[float, float]:
        """Noise level -> mean denoising loss of (v, t, w) codes given their captions, with the same noise each time."""
        draw_noise = drawn_from(stream(0, 0, "validation"))
        noise, fresh = (self.denoiser.process.noise_like(codes, draw_noise) for _ in range(2))
        noise = COUPLINGS[self.options.coupling](codes, noise, fresh)
        result = {}
        for level in levels:
            sigma = torch.full((len(codes),), level, device=self.device)
            with mixed_precision(self.device):
                result[level] = denoising_loss(self.denoiser, codes, noise, sigma, captions).mean().item()
        return result
