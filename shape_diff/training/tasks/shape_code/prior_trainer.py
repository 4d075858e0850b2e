"""Learning the prior: from words to shape codes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser, denoising_loss
from shape_diff.diffusion.noise import stratified_sigmas
from shape_diff.diffusion.process import Process
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.seeding import stream
from shape_diff.networks.code_transformer import CodeTransformer, CodeTransformerConfig
from shape_diff.training.captions import CaptionBank
from shape_diff.training.learner import BatchLearner, LearningOptions
from shape_diff.training.tasks.shape_code.bank import CodeBank


@dataclass(frozen=True)
class PriorTrainingOptions(LearningOptions):
    """How long and how fast to learn the prior.

    Attributes:
        size: codes in a batch.
        drop_condition: share of codes trained without their caption, for guidance.
        sample_every: steps between validation losses and pictures.
    """

    size: int = 256
    drop_condition: float = 0.1
    sample_every: int = 2000

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_at_least(1, "size", "sample_every")
        self.check_shares("drop_condition")


class PriorTrainer(BatchLearner):
    """The prior, the codes it learns from, and the step that improves it."""

    def __init__(
        self, network: CodeTransformer, process: Process, bank: CodeBank, captions: CaptionBank,
        options: PriorTrainingOptions, device: torch.device, frozen: dict[str, Tensor],
    ) -> None:  # fmt: skip
        """`captions` are those that the bank's numbers name; `frozen` goes into model files beside the prior."""
        super().__init__(network.to(device), options, device)
        self.denoiser, self.bank, self.captions, self.options = Denoiser(network, process), bank, captions, options
        self.batch_size, self.frozen = options.size, frozen
        self._sigmas = process.noise.sigmas()
        self._loss: Callable[..., Any] = (
            torch.compile(denoising_loss, dynamic=False) if options.compile else denoising_loss
        )

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""
        with mixed_precision(self.device):
            losses = self._loss(self.denoiser, *self.inputs(self.step))
        norm, lr = self.improve(losses.mean())
        if not self.log_is_due:
            return None
        loss = losses.detach().mean().item()
        self.check_loss(loss)
        return {"step": self.step, "loss": loss, "grad_norm": norm.item(), "lr": lr}

    def model_weights(self) -> dict[str, Tensor]:
        """See `BatchLearner`."""
        return self.frozen | {f"prior.{name}": tensor for name, tensor in self.average.weights.items()}

    def inputs(self, step: int) -> tuple[Tensor, Tensor, Tensor, Condition]:
        """Codes, noise, noise levels and captions of a step, the same whenever it is done."""
        o = self.options
        rows = torch.randint(len(self.bank), (o.size,), generator=stream(o.seed, step, "rows"))
        codes = self.bank.codes[rows.to(self.bank.codes.device)].to(self.device, torch.float32)
        sigma = stratified_sigmas(self._sigmas, o.size, stream(o.seed, step, "sigma")).to(self.device)
        noise = torch.randn(codes.shape, generator=stream(o.seed, step, "noise", self.device), device=self.device)
        untold = torch.rand(o.size, generator=stream(o.seed, step, "drop")) < o.drop_condition
        return codes, noise, sigma, self.captions.select(self.bank.caption[rows]).drop(untold.to(self.device))

    @torch.no_grad()
    def validation(self, codes: Tensor, captions: Condition, levels: Sequence[float]) -> dict[float, float]:
        """Noise level -> mean denoising loss of (v, t, w) codes given their captions, with the same noise each time."""
        noise = torch.randn(codes.shape, generator=stream(0, 0, "validation")).to(self.device)
        result = {}
        for level in levels:
            sigma = torch.full((len(codes),), level, device=self.device)
            with mixed_precision(self.device):
                result[level] = denoising_loss(self.denoiser, codes, noise, sigma, captions).mean().item()
        return result


def check_prior(prior: CodeTransformerConfig, shape: tuple[int, int]) -> None:
    """Raise ValueError for a prior over codes of another shape."""
    if (prior.code_tokens, prior.code_width) != shape:
        raise ValueError(
            f"the prior makes codes of {prior.code_tokens} x {prior.code_width}, but the model's are {shape[0]} x "
            f"{shape[1]}; set prior.code_tokens and prior.code_width"
        )
