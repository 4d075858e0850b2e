"""A whole from a part: what is known stays, the rest is sampled beside it."""

from collections.abc import Sequence

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.known_points import nearest_rows, with_points_among
from shape_diff.generation.code_stage import diffused, encoded
from shape_diff.generation.source_shape import SourceShape, joined_clouds
from shape_diff.generation.steering import Plan, Steer, has_codes
from shape_diff.geometry import Frame, PointCloud
from shape_diff.models.model import Model

NOISE = 0.1
"""Noise level in the diffused range below which the points of a noisy scan are free: about 0.09 of a size of 2."""
OUTSIDE = 0.01
"""How far beyond the frame of the whole, in normalised units, a part may reach: rounding of files."""
GROUND = 0.1
"""Distance from y = 0, in normalised units, up to which a part stands on the ground: feet may have been cut off."""


def whole_frame(part: PointCloud, box: Sequence[float] | None = None) -> Frame:
    """Where the whole shape stands: in the box x0 y0 z0 x1 y1 z1 that it is to fill, if that is known.

    A part whose coordinates lie within -1..1 and is not tiny there is taken for a piece of a normalised shape. Any
    other is taken to be as long as the whole; where it stands on the ground at the origin, so does the whole, as in the
    files of `generate`.

    Raises:
        ValueError: the box is not six finite numbers or flat, or the part reaches out of it.
    """
    if box is None:
        return _likely_frame(part)
    corners = np.asarray(box, dtype=np.float64)
    if corners.shape != (6,) or not np.isfinite(corners).all():
        raise ValueError(f"a box is six numbers x0 y0 z0 x1 y1 z1, got {list(box)}")
    frame = Frame.of(corners.reshape(2, 3))
    beyond = np.abs(frame.normalize(part.xyz)).max() - 1
    if beyond > OUTSIDE:
        raise ValueError(f"the part is larger than the box of the whole: it reaches {beyond * frame.scale:.3g} beyond")
    return frame


def _likely_frame(part: PointCloud) -> Frame:
    reach = np.abs(part.xyz).max(axis=0)
    if reach.max() <= 1 + OUTSIDE and np.ptp(part.xyz, axis=0).max() > 0.5:
        return Frame(np.zeros(3), 1.0)
    found = Frame.of(part.xyz)
    beside = max(reach[0], reach[2]) <= (1 + OUTSIDE) * found.scale
    if beside and abs(part.xyz[:, 1].min()) <= GROUND * found.scale:
        return Frame(np.array([0.0, found.scale, 0.0]), found.scale)
    return found


def completion(model: Model, part: SourceShape, points: int, share: float, denoise: bool = False) -> Plan:
    """How a part is completed.

    Args:
        model: of either kind; where shape codes come first, the part's code is known among the points of the whole's.
        part: what is known, its frame that of the whole. Colours and normals that it lacks are sampled.
        points: rows that are sampled, known and new ones together.
        share: of the whole's surface that the part covers, which decides how many points are new.
        denoise: let the known points settle on a surface at last, for noisy scans; they do not stay bit by bit.

    Raises:
        ValueError: the share is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"the share of the whole that is known must be between 0 and 1, got {share:g}")
    count = min(len(part.cloud), max(1, round(share * points)))
    seen = part.normalised(count)
    places, known = seen.xyz, diffused(model, seen)
    if part.cloud.rgb is None:
        known[:, 3:6] = torch.nan
    if part.cloud.normals is None:
        known[:, 6:] = torch.nan
    new = max(1, min(points - count, round(count * (1 - share) / share)))

    def finish(cloud: PointCloud) -> PointCloud:
        whole = part.restored(cloud)
        if denoise:
            return whole
        held = nearest_rows(torch.from_numpy(places), torch.from_numpy(cloud.xyz))
        return joined_clouds(part.cloud, whole.select(np.setdiff1d(np.arange(len(whole)), held)))

    wrapper = with_points_among(known, NOISE if denoise else 0.0)
    codes = (with_points_among(_part_of_code(model, seen, share)),) if has_codes(model) else ()
    return Plan(Steer(wrappers=(wrapper,), code_wrappers=codes), count + new, finish)


def _part_of_code(model: Model, seen: PointCloud, share: float) -> Float[Tensor, "k w"]:
    """The part's share of a code's points: the first ones of its own code, which are the farthest apart."""
    code = encoded(model, seen).cpu()
    return code[: max(1, min(len(code) - 1, round(share * len(code))))]
