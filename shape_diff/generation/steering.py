"""How sampling departs from what words alone give, as plain data that both kinds of model understand."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from jaxtyping import Float
from torch import Tensor, from_numpy

from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Wrapper
from shape_diff.diffusion.sample import sample_clouds
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.diffusion.start import Start
from shape_diff.generation.code_stage import decided, encoded
from shape_diff.generation.source_shape import MESH_POINTS, SourceShape
from shape_diff.geometry import PointCloud
from shape_diff.models.model import Model


@dataclass(frozen=True)
class Steer:
    """What is done to the sampling of one cloud.

    Attributes:
        start: points in the place of noise.
        code_start: a code in the place of noise, of models with shape codes.
        wrappers: applied to the guided denoiser of points, the first one innermost.
        code_wrappers: likewise to that of codes.
        rounds: how often steps are walked; see `diffusion.known_points.with_time_travel`.
    """

    start: Start | None = None
    code_start: Start | None = None
    wrappers: tuple[Wrapper, ...] = ()
    code_wrappers: tuple[Wrapper, ...] = ()
    rounds: int = 1

    def also(self, *wrappers: Wrapper) -> "Steer":
        """With further wrappers of points, outside of the others."""
        return replace(self, wrappers=(*self.wrappers, *wrappers))


@dataclass(frozen=True)
class Plan:
    """A steered sample from beginning to end.

    Attributes:
        steer: what is done to the sampling.
        points: rows that are sampled.
        finish: the sampled cloud in normalised coordinates -> the result, where its parent stands.
    """

    steer: Steer
    points: int
    finish: Callable[[PointCloud], PointCloud] = lambda cloud: cloud


def steered_cloud(
    model: Model,
    condition: Condition,
    negative: Condition | None,
    seed: int,
    settings: SamplingSettings,
    steer: Steer,
) -> tuple[PointCloud, Float[Tensor, "t w"] | None]:
    """A sampled cloud in normalised coordinates, and its code where the model has codes.

    Args:
        model: of either kind.
        condition: one row.
        negative: one row to guide away from, or None.
        seed: of the noise.
        settings: how it is sampled; its number of points is that of the rows.
        steer: how that departs from generation.
    """
    told = decided(model, condition, [seed], settings, negative, steer.code_wrappers, steer.code_start)
    (cloud,) = sample_clouds(
        model.denoiser,
        model.codec,
        told.condition,
        [seed],
        told.settings,
        told.negative,
        wrappers=steer.wrappers,
        start=steer.start,
        rounds=steer.rounds,
    )
    return cloud, None if told.codes is None else told.codes[0]


def has_codes(model: Model) -> bool:
    """Whether the model decides a shape's code before its points."""
    return model.prior is not None


def code_tokens(model: Model, source: SourceShape) -> Float[Tensor, "t w"]:
    """The code of a shape: its own where this model wrote it, else that of its points."""
    if source.code is not None and source.code.networks == model.code_id:
        return from_numpy(source.code.tokens)
    return encoded(model, source.normalised(min(len(source.cloud), MESH_POINTS)))
