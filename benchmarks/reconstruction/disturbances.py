"""From the points of a true surface to clouds as they come: noisy, sparse, with holes, without normals, generated."""

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from benchmarks.reconstruction.regenerated import Regenerator
from benchmarks.reconstruction.shapes import Shape
from shape_diff.data.sampling import generator_for
from shape_diff.geometry import PointCloud

NUM_PATCHES = 6
PATCH_SHARE = 0.02
"""Share of the points that each missing patch takes away."""
DENSITY_RATIO = 16.0
"""How much denser the points are at one end of a shape with uneven density than at the other."""


@dataclass(frozen=True)
class Disturbance:
    """What is done to a cloud.

    Attributes:
        points: how many there are in the end.
        sigma: standard deviation of the noise on positions, the longest side being 2.
        normals: "true", "estimated" (none are given) or "generated" (positions, colours and normals come out of the
            shipped model, see regenerated.py, and no further noise is added).
        damage: "none", "holes" (NUM_PATCHES round patches are missing) or "uneven" (density falls along a direction).
    """

    points: int = 4096
    sigma: float = 0.01
    normals: str = "true"
    damage: str = "none"

    @property
    def label(self) -> str:
        """Name in the records."""
        noise = "" if self.normals == "generated" else f" noise {self.sigma:g}"
        return f"{self.points} points{noise} normals {self.normals} damage {self.damage}"

    def cloud(self, truth: PointCloud, shape: Shape, regenerator: Regenerator) -> PointCloud:
        """The disturbed cloud, always the same; normals to be estimated are left out."""
        generator = generator_for(1, shape.name)  # the noise is the same for all kinds of normals
        cloud = DAMAGES[self.damage](truth, self.points, generator)
        if self.normals == "generated":
            return regenerator.cloud(cloud, shape.caption)
        xyz = cloud.xyz + self.sigma * generator.standard_normal(cloud.xyz.shape)
        return PointCloud(xyz, cloud.rgb, cloud.normals if self.normals == "true" else None)


def _undamaged(truth: PointCloud, count: int, generator: np.random.Generator) -> PointCloud:
    return truth.select(np.arange(count))


def _with_holes(truth: PointCloud, count: int, generator: np.random.Generator) -> PointCloud:
    """Points nearest to a few of them removed, others in their place, so that the number stays."""
    pool = truth.select(np.arange(int(count / (1 - NUM_PATCHES * PATCH_SHARE)) + 1))
    for _ in range(NUM_PATCHES):
        center = pool.xyz[generator.integers(len(pool))]
        distance = np.linalg.norm(pool.xyz - center, axis=1)
        patch = min(int(PATCH_SHARE * count), len(pool) - count)
        pool = pool.select(np.sort(np.argsort(distance)[patch:]))
    return pool.select(np.arange(count))


def _uneven(truth: PointCloud, count: int, generator: np.random.Generator) -> PointCloud:
    """Drawn from four times as many, DENSITY_RATIO times as likely at one end as at the other."""
    pool = truth.select(np.arange(4 * count))
    direction = generator.standard_normal(3)
    height = pool.xyz @ (direction / np.linalg.norm(direction))
    share = (height - height.min()) / max(float(np.ptp(height)), 1e-9)
    # The largest of u^(1/w) are a weighted sample without replacement (Efraimidis & Spirakis 2006, algorithm A).
    keys = np.log(generator.random(len(pool))) / DENSITY_RATIO**share
    return pool.select(np.sort(np.argsort(keys)[-count:]))


DAMAGES = {"none": _undamaged, "holes": _with_holes, "uneven": _uneven}

CENTER = Disturbance()
NORMALS = ("true", "estimated")


def _each_normals(*disturbances: Disturbance) -> tuple[Disturbance, ...]:
    return tuple(replace(disturbance, normals=normals) for disturbance in disturbances for normals in NORMALS)


SLICES: dict[str, tuple[Disturbance, ...]] = {
    "center": (*_each_normals(CENTER), replace(CENTER, normals="generated")),
    "noise": _each_normals(*(replace(CENTER, sigma=sigma) for sigma in (0.0, 0.005, 0.02))),
    "points": _each_normals(*(replace(CENTER, points=points) for points in (1024, 16_384))),
    "damage": _each_normals(*(replace(CENTER, damage=damage) for damage in ("holes", "uneven"))),
    "full": tuple(
        Disturbance(points, sigma, normals, damage)
        for points, damage in product((1024, 4096, 16_384), DAMAGES)
        for sigma, normals in [*product((0.0, 0.005, 0.01, 0.02), NORMALS), (0.01, "generated")]
    ),
}
"""Name -> disturbances: one thing at a time around the center, and last all of it."""
