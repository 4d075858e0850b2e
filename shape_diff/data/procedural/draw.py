"""The random stream that a kind draws from."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from shape_diff.data.procedural.palette import JITTER, MATERIALS, PAINTS, PALETTE, Color, contrast

T = TypeVar("T")
MIN_CONTRAST = 0.16
"""How different colours that are to stand out against each other must be."""


class Draw:
    """Draws sizes, choices and colours; the same generator gives the same shape."""

    def __init__(self, generator: np.random.Generator) -> None:
        self._generator = generator

    def uniform(self, low: float, high: float) -> float:
        """A number between two others."""
        return float(self._generator.uniform(low, high))

    def integer(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return int(self._generator.integers(low, high + 1))

    def chance(self, probability: float = 0.5) -> bool:
        """True with a probability."""
        return bool(self._generator.random() < probability)

    def choice(self, *options: T, weights: Sequence[float] | None = None) -> T:
        """One of the options, by weight where weights are given."""
        shares = None if weights is None else np.asarray(weights, float) / np.sum(weights)
        return options[int(self._generator.choice(len(options), p=shares))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """Several different ones of the options."""
        return [options[int(place)] for place in self._generator.permutation(len(options))[:count]]

    def color(self, *names: str, unlike: "Color | Sequence[Color]" = ()) -> Color:
        """A colour of one of the names (paints without any), well apart from others that it lies against.

        Raises:
            ValueError: a name is not of the palette.
        """
        return self._jittered(self._name(names or PAINTS, unlike))

    def material(self, *materials: str, unlike: "Color | Sequence[Color]" = ()) -> Color:
        """The colour of one of the materials, which captions can then name.

        Raises:
            ValueError: a material is unknown.
        """
        if unknown := [name for name in materials if name not in MATERIALS]:
            raise ValueError(f"there is no material {unknown[0]!r}; known are {', '.join(MATERIALS)}")
        material = self.choice(*materials)
        return self._jittered(self._name(MATERIALS[material].colors, unlike), material)

    def colors(self, count: int, *names: str) -> list[Color]:
        """Several colours (paints without names), each well apart from all before it."""
        chosen: list[Color] = []
        for _ in range(count):
            chosen.append(self.color(*names, unlike=chosen))
        return chosen

    def _name(self, names: Sequence[str], unlike: "Color | Sequence[Color]") -> str:
        if unknown := [name for name in names if name not in PALETTE]:
            raise ValueError(f"there is no colour {unknown[0]!r}; known are {', '.join(PALETTE)}")
        others = [unlike] if isinstance(unlike, Color) else list(unlike)
        apart = [min((contrast(name, other.name) for other in others), default=1.0) for name in names]
        allowed = [name for name, gap in zip(names, apart, strict=True) if gap >= MIN_CONTRAST]
        return self.choice(*(allowed or [names[int(np.argmax(apart))]]))

    def _jittered(self, name: str, material: str | None = None) -> Color:
        brightness = self.uniform(-JITTER, JITTER)
        shifts = self._generator.uniform(-JITTER / 2, JITTER / 2, 3)
        red, green, blue = np.clip(np.array(PALETTE[name]) + brightness + shifts, 0.0, 1.0)
        return Color(name, (float(red), float(green), float(blue)), material)
