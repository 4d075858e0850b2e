"""A part of a shape made anew, or recoloured, while nothing else of it moves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from shape_diff.diffusion.coupling import assignment
from shape_diff.diffusion.known_points import with_known_points, within_box
from shape_diff.diffusion.start import Start
from shape_diff.generation.code_stage import diffused
from shape_diff.generation.source_shape import SourceShape, joined_clouds, normalised_in
from shape_diff.generation.steering import Plan, Steer, code_tokens, has_codes
from shape_diff.geometry import PointCloud
from shape_diff.geometry.surface import UNCOLORED
from shape_diff.models.model import Model
from shape_diff.networks.code_encoder import PLACE

ROUNDS = 2
"""How often steps are walked, so that what is new grows together with what is there."""
WALL = 1e-3
"""Distance from a wall of the box, in normalised units, within which a new point was held back by it."""
MARGIN = 0.02
"""Of the longest side, around the points that are named, where new ones may lie."""


@dataclass(frozen=True, eq=False)
class Region:
    """The part of a shape that is edited, in the shape's own coordinates.

    Attributes:
        inside: (n,) bool, the points that it holds; some and not all.
        low: (3,) lowest corner of the box in which new points may lie.
        high: (3,) its highest corner.
    """

    inside: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def __post_init__(self) -> None:
        count, of = int(self.inside.sum()), len(self.inside)
        if count == 0:
            raise ValueError(f"none of the {of:,} points are inside; {_words(self.low, self.high)} misses the shape")
        if count == of:
            raise ValueError(f"all {of:,} points are inside, so nothing would stay; to change them all, use vary")


def region_of_box(cloud: PointCloud, box: Sequence[float]) -> Region:
    """The points in a box x0 y0 z0 x1 y1 z1, its corners in any order.

    Raises:
        ValueError: six finite numbers were not given, or the box holds nothing or everything.
    """
    corners = np.asarray(box, dtype=np.float64)
    if corners.shape != (6,) or not np.isfinite(corners).all():
        raise ValueError(f"a box is six numbers x0 y0 z0 x1 y1 z1, got {list(box)}")
    low, high = np.minimum(corners[:3], corners[3:]), np.maximum(corners[:3], corners[3:])
    return Region(np.all((cloud.xyz >= low) & (cloud.xyz <= high), axis=1), low, high)


def region_of_points(cloud: PointCloud, numbers: np.ndarray) -> Region:
    """The points of these numbers, from 0; new ones may lie in the box around them.

    Raises:
        ValueError: they are not whole numbers of points of the cloud, or none or all of them.
    """
    numbers = np.asarray(numbers)
    if numbers.dtype == bool and numbers.shape == (len(cloud),):
        numbers = np.flatnonzero(numbers)
    if numbers.ndim != 1 or numbers.dtype.kind not in "iu":
        raise ValueError(f"points are named by whole numbers in one row, got {numbers.dtype} of shape {numbers.shape}")
    if len(numbers) == 0:
        raise ValueError("no points are named, so there is nothing to edit")
    if numbers.min() < 0 or numbers.max() >= len(cloud):
        raise ValueError(f"points have the numbers 0 to {len(cloud) - 1}, got {numbers.min()} to {numbers.max()}")
    inside = np.zeros(len(cloud), dtype=bool)
    inside[numbers] = True
    margin = MARGIN * float(np.ptp(cloud.xyz, axis=0).max())
    return Region(inside, cloud.xyz[inside].min(axis=0) - margin, cloud.xyz[inside].max(axis=0) + margin)


def recoloured(cloud: PointCloud, region: Region, color: tuple[float, float, float]) -> PointCloud:
    """The cloud with one sRGB colour in the region; nothing else changes, and what had no colour becomes grey."""
    rgb = np.full_like(cloud.xyz, UNCOLORED) if cloud.rgb is None else cloud.rgb.copy()
    rgb[region.inside] = color
    return PointCloud(cloud.xyz, rgb, cloud.normals)


def parsed_color(text: str) -> tuple[float, float, float]:
    """'#a33' or '#aa3333' -> sRGB in [0, 1]; raises ValueError for anything else."""
    digits = text.strip().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    try:
        red, green, blue = bytes.fromhex(digits)
    except ValueError:
        raise ValueError(f"a color is written like #a33 or #aa3333, got {text!r}") from None
    return red / 255, green / 255, blue / 255


def editing(model: Model, source: SourceShape, region: Region, strength: float, points: int) -> Plan:
    """How the inside of a region is made anew: what is outside is known, new points are kept in the region's box.

    Args:
        model: of either kind; shape codes are edited token by token, by their places.
        source: the shape.
        region: what is made anew.
        strength: how much of what was there is forgotten.
        points: rows that are sampled at most; a larger shape is seen thinned, but nothing of it is lost.
    """
    whole = normalised_in(source.cloud, source.frame)
    new = max(1, round(min(1.0, points / len(whole)) * int(region.inside.sum())))
    kept = diffused(model, whole.select(~region.inside).thinned(max(1, points - new)))
    replaced = diffused(model, whole.select(region.inside).thinned(new))
    low, high = (source.frame.normalize(corner[None])[0] / model.codec.xyz_std for corner in (region.low, region.high))
    box = torch.from_numpy(low), torch.from_numpy(high)
    wrappers = (
        with_known_points(kept),
        within_box(model.codec.scaled_std * box[0], model.codec.scaled_std * box[1], len(kept)),
    )
    if has_codes(model):
        tokens = code_tokens(model, source)
        kept_tokens = with_known_points(_forgotten_inside(tokens, *box))
        begun = Start(tokens, strength, assignment)  # codes meet their noise as in the training of priors
        steer = Steer(code_start=begun, wrappers=wrappers, code_wrappers=(kept_tokens,), rounds=ROUNDS)
    else:
        steer = Steer(Start(torch.cat([kept, replaced]), strength), wrappers=wrappers, rounds=ROUNDS)

    def finish(cloud: PointCloud) -> PointCloud:
        return _joined(source, region, source.restored(cloud.select(np.arange(len(kept), len(cloud)))))

    return Plan(steer, len(kept) + new, finish)


def _forgotten_inside(tokens: Tensor, low: Tensor, high: Tensor) -> Tensor:
    """A code (t, w) with NaN for the tokens placed in a box, in units of the coordinates' standard deviation."""
    places = tokens[:, :PLACE].cpu()
    within = ((places >= low) & (places <= high)).all(dim=1)
    return torch.where(within[:, None], torch.nan, tokens.cpu())


def _joined(source: SourceShape, region: Region, new: PointCloud) -> PointCloud:
    """The points outside bit by bit, then the new ones that came to lie inside.

    What the box held back lies on its walls and is no part of a surface.
    """
    edge = WALL * source.frame.scale
    fits = np.all((new.xyz > region.low + edge) & (new.xyz < region.high - edge), axis=1)
    if not fits.any():
        raise ValueError("nothing was made inside the box; try other words, another seed or a larger box")
    outside = source.cloud.select(~region.inside)
    return joined_clouds(outside, new.select(fits))


def _words(low: np.ndarray, high: np.ndarray) -> str:
    return "the box " + " ".join(f"{value:g}" for value in (*low, *high))
