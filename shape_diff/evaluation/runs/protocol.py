"""What makes two scores comparable, in one object with an id."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

NORMALIZATIONS = ("data", "box")


@dataclass(frozen=True)
class Protocol:
    """How sets of clouds are compared.

    Attributes:
        split: of the data set whose captions are generated and whose shapes are the references.
        limit: only so many shapes of it, evenly chosen; 0 for all.
        points: of each cloud, for Chamfer distance and JSD.
        emd_points: of each cloud, for the earth mover's distance; exact assignment grows with the cube of it.
        normalization: "data" compares clouds in the coordinates of the data set, as they were generated; "box" centres
            the bounding box of each first and makes its longest side 2, so that size and place do not count.
    """

    split: str = "val"
    limit: int = 0
    points: int = 1024
    emd_points: int = 512
    normalization: str = "data"

    def __post_init__(self) -> None:
        if self.points < 1024:
            raise ValueError(f"scores need at least 1024 points a cloud, which the judge reads, got {self.points}")
        if not 2 <= self.emd_points <= self.points:
            raise ValueError(f"emd_points must be from 2 to points ({self.points}), got {self.emd_points}")
        if self.normalization not in NORMALIZATIONS:
            raise ValueError(f"normalization must be one of {', '.join(NORMALIZATIONS)}, got {self.normalization!r}")
        if self.limit < 0 or self.limit == 1:
            raise ValueError(f"limit must be 0 for all shapes, or at least 2, got {self.limit}")

    def id(self, count: int) -> str:
        """Split and number of shapes, points, normalisation and distance conventions, in one word.

        Scores of different ids must not be compared.
        """
        return f"{self.split}{count}-p{self.points}-emd{self.emd_points}-{self.normalization}-cd2sum"

    def rows(self, available: int) -> list[int]:
        """Which shapes of the split are scored."""
        if self.limit == 0 or self.limit >= available:
            return list(range(available))
        return np.linspace(0, available - 1, self.limit).round().astype(int).tolist()

    def normalize(self, clouds: Tensor) -> Tensor:
        """Clouds (n, p, 3) as they are compared."""
        if self.normalization == "data":
            return clouds
        low, high = clouds.amin(dim=1, keepdim=True), clouds.amax(dim=1, keepdim=True)
        side = (high - low).amax(dim=2, keepdim=True).clamp_min(torch.finfo(clouds.dtype).tiny)
        return (clouds - (low + high) / 2) * (2 / side)

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)
