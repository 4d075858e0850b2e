"""How near a model's samples are to the style, whether words still decide them, and what was forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from benchmarks.adaptation.style import bands_of
from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.condition import Condition
from shape_diff.evaluation.metrics.feature_metrics import frechet_distance, r_precision
from shape_diff.evaluation.metrics.judging import LoadedJudge
from shape_diff.generation.code_stage import model_clouds
from shape_diff.generation.pipeline import Pipeline
from shape_diff.geometry import PointCloud
from shape_diff.machine.progress import progress_bar
from shape_diff.models.model import Model
from shape_diff.training.conditional_denoising import losses_at
from shape_diff.training.monitor import VALIDATION_SIGMAS
from shape_diff.training.opening import first_captions
from shape_diff.training.tasks.adapter.denoised import coupling_of

POINTS = 1024
"""Of each cloud; the judge reads so many."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a model, and true shapes of that.

    Attributes:
        shapes: the true ones.
        words: said behind every caption.
    """

    shapes: ShapeDataset
    words: str = ""

    @property
    def prompts(self) -> list[str]:
        return [f"{caption} {self.words}".strip() for caption in first_captions(self.shapes)]

    def truth(self) -> list[PointCloud]:
        """The true clouds."""
        return [self.shapes.cloud(number).select(np.arange(POINTS)) for number in range(len(self.shapes))]


def made(pipeline: Pipeline, prompts: Sequence[str], best_of: int) -> list[PointCloud]:
    """A cloud of each prompt; prompt i has seed i."""
    settings = pipeline.model.sampling.changed({"points": POINTS, "best_of": best_of})
    return [
        model_clouds(pipeline.model, pipeline.encoder.encode([prompt]), [seed], settings)[0]
        for seed, prompt in enumerate(progress_bar(prompts, "generating"))
    ]


def color_distance(clouds: Sequence[PointCloud]) -> float:
    """Mean distance in sRGB of points from the colour that the style has at their height."""
    return float(np.mean([np.linalg.norm(c.rgb - bands_of(c.xyz[:, 1]), axis=1).mean() for c in clouds]))


def tallness(clouds: Sequence[PointCloud]) -> float:
    """Median of the height of each cloud over its larger width."""
    sides = np.array([np.ptp(cloud.xyz, axis=0) for cloud in clouds])
    return float(np.median(sides[:, 1] / np.maximum(sides[:, 0], sides[:, 2])))


def style_scores(
    clouds: Sequence[PointCloud], asked: Asked, judge: LoadedJudge, pipeline: Pipeline
) -> tuple[float, float, float, float]:
    """Distance from the style's colours, tallness, Frechet distance to its true shapes, R-precision of its captions."""
    judged, true = judge.judge(list(clouds)), judge.judge(asked.truth())
    frechet = frechet_distance(judged.features, true.features)
    return color_distance(clouds), tallness(clouds), frechet, _recognised(judged.embedding, asked, judge, pipeline)


def kept_scores(
    clouds: Sequence[PointCloud], asked: Asked, judge: LoadedJudge, pipeline: Pipeline
) -> tuple[float, float, float]:
    """R-precision and Frechet distance of other captions' samples, distance from the style's colours."""
    judged, true = judge.judge(list(clouds)), judge.judge(asked.truth())
    recognised = _recognised(judged.embedding, asked, judge, pipeline)
    return recognised, frechet_distance(judged.features, true.features), color_distance(clouds)


def _recognised(embedding: np.ndarray, asked: Asked, judge: LoadedJudge, pipeline: Pipeline) -> float:
    """R-precision among the plain captions, which say nothing of the style."""
    text = judge.captions(pipeline.encoder.encode(first_captions(asked.shapes)).pooled)
    return r_precision(embedding @ text.T)


def val_loss(model: Model, x0: torch.Tensor, told: Condition) -> float:
    """Mean denoising loss of the adapted network over v samples (v, n, c), told v conditions, and over noise levels."""
    denoiser = model.denoiser if model.prior is None else model.prior
    losses = losses_at(denoiser, coupling_of(model), x0, told, VALIDATION_SIGMAS)
    return sum(losses.values()) / len(losses)
