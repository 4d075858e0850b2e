"""Rewards by their names, and samples that are steered by them."""

import importlib
import math
import sys
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.conditioning.text import TextEncoder, check_prompt
from shape_diff.diffusion.rewards import Reward, Score, flat_base, like, proportions, raised, symmetric, symmetry
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.evaluation.metrics.judging import NUM_POINTS, load_judge
from shape_diff.formats.cloud_files import read_cloud
from shape_diff.generation.code_stage import diffused
from shape_diff.generation.steering import Steer
from shape_diff.geometry import Frame, PointCloud
from shape_diff.models.model import Model
from shape_diff.networks.judge import ShapeJudge

CANDIDATES = 4
"""Samples of which the best is taken where a reward has no gradient."""
CANDIDATE_SEEDS = 1_000_003
"""Distance of the seeds of candidates, a prime, so that they do not meet those of other samples."""
NAMED: dict[str, Score] = {"symmetry": symmetry, "flat_base": flat_base}
EXACT = "mirror"
"""Not a reward but a constraint: both halves of the result are the same, mirrored."""
KNOWN = (
    "mirror, symmetry, flat_base, size:1x2x0.5, like:cloud.ply, text:WORDS or module:function, each perhaps with"
    " :weight"
)


def parsed_reward(text: str) -> Reward:
    """NAME, NAME:WEIGHT, size:AxBxC, like:FILE, text:WORDS or MODULE:FUNCTION, all perhaps with a weight behind.

    Raises:
        ValueError: there is no such reward, the words are too long, or the weight is not a number above 0.
        FileNotFoundError: the cloud is not there.
    """
    parts = text.strip().split(":")
    weight = 1.0
    if len(parts) > 1 and _is_number(parts[-1]):
        weight = float(parts.pop())
    if not 0 < weight < float("inf"):
        raise ValueError(f"the weight of a reward must be a number above 0, got {weight:g} in {text!r}")
    name, argument = parts[0], ":".join(parts[1:])
    return Reward(text.strip(), _score(name, argument, text), weight)


def _score(name: str, argument: str, text: str) -> Score:
    if not argument and name in (*NAMED, EXACT):
        return NAMED.get(name, symmetry)
    if name == "size" and argument:
        sides = [float(side) if _is_number(side) else 0.0 for side in argument.split("x")]
        if len(sides) != 3 or not all(0 < side < math.inf for side in sides):
            raise ValueError(f"a size is width x height x depth, like size:1x2x0.5, got {text!r}")
        return proportions(*sides)
    if name == "like" and argument:
        xyz = read_cloud(argument).thinned(1024).xyz
        return like(torch.from_numpy(Frame.of(xyz).normalize(xyz)))
    if name == "text" and argument.strip():
        return fitting(check_prompt(argument))
    if name and argument:
        return _imported(name, argument)
    raise ValueError(f"there is no reward {text!r}; known are {KNOWN}")


def fitting(words: str) -> Score:
    """How well the judge of evaluations finds that words fit, -1 to 1, by the first of the points.

    It has no gradient here, so that the best of several samples is taken: what follows the judge's gradient learns to
    please it and no one else.
    """

    @cache
    def judged() -> tuple[ShapeJudge, Tensor]:
        judge = load_judge()
        return judge.network, torch.from_numpy(judge.captions(TextEncoder.load().encode([words]).pooled))

    @torch.no_grad()
    def score(xyz: Tensor, rgb: Tensor, normals: Tensor) -> Tensor:
        if xyz.shape[1] < NUM_POINTS:
            raise ValueError(f"the judge reads {NUM_POINTS} points, got {xyz.shape[1]}")
        network, (text,) = judged()
        features = network(*(part[:, :NUM_POINTS].float().cpu() for part in (xyz, rgb, normals)))
        return network.shape_embedding(features) @ text

    return score


def _imported(module: str, function: str) -> Score:
    if "" not in sys.path:
        sys.path.append("")  # the current folder, which a console script does not search
    try:
        found: Any = getattr(importlib.import_module(module), function)
    except Exception as error:  # whatever a module of the user's own may raise
        raise ValueError(f"the reward {module}:{function} cannot be imported ({error}); known are {KNOWN}") from error
    if not callable(found):
        raise ValueError(f"the reward {module}:{function} is not a function")
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


Drawing = Callable[[int, SamplingSettings, Steer], tuple[PointCloud, Tensor | None]]
"""Seed, settings and what departs from generation -> a normalised cloud, and its code."""


def rewarded_cloud(
    model: Model,
    draw: Drawing,
    seed: int,
    settings: SamplingSettings,
    steer: Steer,
    rewards: Sequence[Reward],
) -> tuple[PointCloud, Float[Tensor, "t w"] | None, dict[str, dict[str, float]]]:
    """A sample with higher rewards, and each reward's weight and values before and after.

    Before is the sample of the same seed without rewards, which is drawn for it. Rewards with a gradient guide the
    sampling of points; of the others' sake, the best of `CANDIDATES` samples is taken.

    Raises:
        ValueError: a reward does not give finite numbers.
    """
    if not rewards:
        return *draw(seed, settings, steer), {}
    plain = draw(seed, settings, steer)
    rows = _rows(model, plain[0])
    free = [reward for reward in rewards if reward.name.split(":")[0] == EXACT]
    smooth = [reward for reward in rewards if reward not in free and reward.has_gradient(model.codec, rows)]
    rough = [reward for reward in rewards if reward not in free and reward not in smooth]
    guided = steer
    if smooth:
        guided = guided.also(raised(model.codec, smooth))
    if free:
        guided = guided.also(symmetric())
    seeds = [(seed + CANDIDATE_SEEDS * number) % 2**32 for number in range(CANDIDATES if rough else 1)]
    drawn = (plain if guided is steer and other == seed else draw(other, settings, guided) for other in seeds)
    chosen = max(drawn, key=lambda one: _total(model, one[0], rough or rewards))
    return *chosen, _report(model, plain[0], chosen[0], rewards)


def _report(
    model: Model, before: PointCloud, after: PointCloud, rewards: Sequence[Reward]
) -> dict[str, dict[str, float]]:
    return {
        reward.name: {
            "weight": reward.weight,
            "before": _total(model, before, [reward]) / reward.weight,
            "after": _total(model, after, [reward]) / reward.weight,
        }
        for reward in rewards
    }


def _total(model: Model, cloud: PointCloud, rewards: Sequence[Reward]) -> float:
    rows = _rows(model, cloud)
    return sum(reward.weight * float(reward.values(model.codec, rows)[0]) for reward in rewards)


def _rows(model: Model, cloud: PointCloud) -> Float[Tensor, "1 n c"]:
    return diffused(model, cloud)[None]
