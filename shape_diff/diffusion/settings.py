"""How samples are drawn. A model file recommends settings for its own model; nothing else holds defaults of them."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from numbers import Integral, Real
from typing import Any


@dataclass(frozen=True)
class SamplingSettings:
    """How clouds are sampled.

    Attributes:
        points: points of each cloud.
        steps: steps of the sampler.
        sampler: a name in `diffusion.samplers.SAMPLERS`.
        schedule: a name in `diffusion.schedules.SCHEDULES`.
        guidance: guidance scale; 1 is no guidance.
        guidance_interval: noise levels [low, high] between which guidance acts; None for all of them.
        best_of: shape codes that are drawn for each cloud, which is made of the one that fits the words best.
    """

    points: int
    steps: int
    sampler: str
    schedule: str
    guidance: float
    guidance_interval: tuple[float, float] | None
    best_of: int = 1

    def __post_init__(self) -> None:
        from shape_diff.diffusion.samplers import sampler_named  # these bring PyTorch
        from shape_diff.diffusion.schedules import schedule_named

        if self.guidance_interval is not None:  # a list where it comes from a configuration
            object.__setattr__(self, "guidance_interval", tuple(self.guidance_interval))
        for name, kind in (("points", Integral), ("steps", Integral), ("best_of", Integral), ("guidance", Real)):
            if not isinstance(getattr(self, name), kind):
                what = "a whole number" if kind is Integral else "a number"
                raise ValueError(f"{name} must be {what}, got {getattr(self, name)!r}")
        if not 1 <= self.points <= 1_000_000:
            raise ValueError(f"points must be between 1 and 1,000,000, got {self.points}")
        if not 0 <= self.guidance <= 100:
            raise ValueError(f"guidance must be between 0 and 100, got {self.guidance}")
        if not 1 <= self.steps <= 10_000:
            raise ValueError(f"steps must be at least 1 and at most 10,000, got {self.steps}")
        if not 1 <= self.best_of <= 1_000:
            raise ValueError(f"best_of must be between 1 and 1,000, got {self.best_of}")
        low, high = self.guidance_interval or (0.0, 0.0)
        if not 0 <= low <= high < math.inf:
            raise ValueError(f"the guidance interval must be two increasing noise levels, got {low} and {high}")
        sampler_named(self.sampler)
        schedule_named(self.schedule)

    def as_plain(self) -> dict[str, Any]:
        """As JSON data."""
        interval = None if self.guidance_interval is None else list(self.guidance_interval)
        return asdict(self) | {"guidance_interval": interval}

    def changed(self, wishes: Mapping[str, Any]) -> "SamplingSettings":
        """These settings with the wishes that are not None; raises ValueError for an unknown or a wrong one."""
        known = [field.name for field in fields(self)]
        for name in wishes:
            if name not in known:
                raise ValueError(f"there is no setting {name!r} of sampling; known are {', '.join(known)}")
        return replace(self, **{name: value for name, value in wishes.items() if value is not None})
