"""Shape codes as people keep them: a few hundred numbers that a shape can be made of again, at any number of points."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from shape_diff.geometry.frame import Frame

DECIMALS = 4
"""Kept in a file; the decoder was taught with noise of 0.05 and more on every number."""


def _unit_frame() -> Frame:
    return Frame(np.zeros(3), 1.0)


@dataclass(frozen=True, eq=False)
class ShapeCode:
    """What a shape is, to the networks that wrote it.

    Attributes:
        tokens: (t, w) float32, the place of each of t points in units of the coordinates' standard deviation, then
            its features.
        networks: identity of the encoder and decoder that it belongs to.
        frame: where the shape stands; a decoded cloud is put there.
    """

    tokens: np.ndarray
    networks: str
    frame: Frame = field(default_factory=_unit_frame)

    def __post_init__(self) -> None:
        tokens = np.ascontiguousarray(self.tokens, dtype=np.float32)
        if tokens.ndim != 2 or not np.isfinite(tokens).all():
            raise ValueError(f"a shape code is a table of finite numbers, got {tokens.shape}")
        object.__setattr__(self, "tokens", tokens)

    def as_plain(self) -> dict[str, Any]:
        """As JSON data, to `DECIMALS` decimals."""
        return {
            "networks": self.networks,
            "tokens": [[round(float(number), DECIMALS) for number in token] for token in self.tokens],
            "center": self.frame.center.tolist(),
            "scale": self.frame.scale,
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "ShapeCode":
        """What `as_plain` gave; raises ValueError for anything else."""
        try:
            frame = Frame(np.array(plain["center"], dtype=np.float64), float(plain["scale"]))
            return cls(np.array(plain["tokens"], dtype=np.float32), str(plain["networks"]), frame)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"this is no shape code: {error}") from error
