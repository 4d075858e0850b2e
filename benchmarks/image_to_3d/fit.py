"""How near a cloud is to a true shape, as it stands in the data's canonical frame."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

SHARES = (0.02, 0.05)
"""Distances of the F-scores as shares of the true shape's longest side."""
TELLING = 0.01
"""A turn counts where it takes another draw of the true shape at least so much farther from it: about 3.5 % of the
longest side, as 2 * (0.035 * 2)^2 = 0.0098. Round things look the same from all sides, and square ones from four."""


@dataclass(frozen=True)
class Fit:
    """One cloud against the truth.

    Attributes:
        chamfer: mean squared distance to the nearest point, both directions summed, as in `evaluation.metrics.chamfer`.
        f_score_2: harmonic mean of the shares of the cloud and of the truth that lie within 2 % of the truth's longest
            side of the other (Tatarchenko et al. 2019, arXiv 1905.03678, section 4); 0 to 1.
        f_score_5: the same within 5 %.
        faces_right: whether it fits better as it stands than turned about y by 90, 180 or 270 degrees, as far as the
            truth itself looks different then; None where it does not.
    """

    chamfer: float
    f_score_2: float
    f_score_5: float
    faces_right: bool | None


class Truth:
    """A true shape: one half of its points is compared with, the other half is another draw of the same surface."""

    def __init__(self, xyz: np.ndarray) -> None:
        """Takes (n, 3) points in random order, of which n / 2 are compared with."""
        self.scored = len(xyz) // 2
        self.points, self.other_draw = xyz[: self.scored], xyz[self.scored : 2 * self.scored]
        self.longest_side = float(np.ptp(xyz.astype(np.float64), axis=0).max())
        bar = _chamfer(self.other_draw, self.points) + TELLING
        self._telling = [turn for turn in (1, 2, 3) if _chamfer(turned(self.other_draw, turn), self.points) > bar]

    def fit(self, xyz: np.ndarray) -> Fit:
        """Compare the first points of a cloud (n, 3), as many as there are of the truth, with the truth."""
        xyz = xyz[: self.scored]
        there, back = _distances(xyz, self.points)
        chamfer = float(np.square(there).mean() + np.square(back).mean())
        near, far = (_f_score(there, back, share * self.longest_side) for share in SHARES)
        others = [_chamfer(turned(xyz, turn), self.points) for turn in self._telling]
        return Fit(chamfer, near, far, chamfer < min(others) if others else None)


def turned(xyz: np.ndarray, quarters: int) -> np.ndarray:
    """Points (n, 3) turned about y by so many quarters of a circle, from the front +z towards +x."""
    cosine, sine = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters % 4]
    x, y, z = xyz.T
    return np.stack([cosine * x + sine * z, y, cosine * z - sine * x], axis=1)


def _distances(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return cKDTree(b).query(a)[0], cKDTree(a).query(b)[0]


def _chamfer(a: np.ndarray, b: np.ndarray) -> float:
    there, back = _distances(a, b)
    return float(np.square(there).mean() + np.square(back).mean())


def _f_score(there: np.ndarray, back: np.ndarray, distance: float) -> float:
    precision, recall = float((there <= distance).mean()), float((back <= distance).mean())
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0
