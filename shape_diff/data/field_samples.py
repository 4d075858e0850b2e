"""Signed distances around the visible outer surface of meshes: what a learned field is trained on.

Parts of the meshes interpenetrate and are not watertight, so the sign comes from the generalised winding number of
points of the visible surface (Barill et al. 2018, "Fast winding numbers for soups and clouds", ACM TOG 37(4)). What is
thinner than `min_thickness`, as sheets are, counts as a solid of that thickness.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.spatial import cKDTree

from shape_diff.data.sampling import SurfaceSamples, sample_surface
from shape_diff.formats.mesh_files import Surface
from shape_diff.machine.optional_parts import IGL

REACH = 1.25
"""Queries lie in [-REACH, REACH]^3."""
NEAR_PER_SPACING = 2.0
"""Up to this many distances between samples the tangent planes decide the sign, as winding numbers of points are
noisy there."""
DISK_PER_SPACING = 0.6
"""Radius of the disk of surface that a sample stands for; as large as gaps of an even random sample ask for."""
NUM_NEIGHBORS = 16
NUM_WINDING = 8_000
"""Winding numbers are asked for away from the surface only, where so many samples are enough."""


@dataclass(frozen=True)
class FieldSampleOptions:
    """What is sampled of each shape; lengths are normalised (longest side 2).

    Attributes:
        num_surface: points of the visible surface that distances are measured to.
        num_near: queries around the surface.
        num_uniform: queries in the whole cube.
        near_sigmas: standard deviations of the distance of the near queries, in equal shares.
        min_thickness: what is thinner counts as this thick.
        seed: seed of the sampling.
    """

    num_surface: int = 20_000
    num_near: int = 6_144
    num_uniform: int = 2_048
    near_sigmas: list[float] = field(default_factory=lambda: [0.01, 0.03, 0.08])
    min_thickness: float = 0.025
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("num_surface", "num_near", "num_uniform"):
            if getattr(self, name) < 1:
                raise ValueError(f"samples.{name} must be at least 1, got {getattr(self, name)}")
        if not self.near_sigmas or min(self.near_sigmas) <= 0:
            raise ValueError(f"samples.near_sigmas must be positive numbers, got {self.near_sigmas}")
        if not self.min_thickness >= 0:
            raise ValueError(f"samples.min_thickness must not be negative, got {self.min_thickness}")


@dataclass(frozen=True)
class FieldSamples:
    """Queries around one shape in random order: positions (q, 3), signed distances (q,), negative inside, and the sRGB
    colours (q, 3) of the nearest surface, all float32."""

    xyz: np.ndarray
    distance: np.ndarray
    rgb: np.ndarray


def field_samples(surface: Surface, options: FieldSampleOptions, generator: np.random.Generator) -> FieldSamples:
    """Queries around a mesh with the truth at each.

    Raises:
        ValueError: the mesh has no visible surface, or libigl is missing.
    """
    truth = SurfaceField(sample_surface(surface, options.num_surface, generator), options.min_thickness)
    queries = _queries(truth.xyz, options, generator)
    distance, nearest = truth.signed_distance(queries)
    return FieldSamples(queries.astype(np.float32), distance.astype(np.float32), truth.rgb[nearest])


def _queries(surface: np.ndarray, options: FieldSampleOptions, generator: np.random.Generator) -> np.ndarray:
    """(num_near + num_uniform, 3) in random order."""
    at = surface[generator.choice(len(surface), options.num_near)]
    sigma = np.resize(np.array(options.near_sigmas), options.num_near)
    near = at + sigma[:, None] * generator.standard_normal((options.num_near, 3))
    uniform = generator.uniform(-REACH, REACH, (options.num_uniform, 3))
    queries = np.concatenate([near, uniform]).clip(-REACH, REACH)
    return queries[generator.permutation(len(queries))]


class SurfaceField:
    """The signed distance to a surface given as dense even samples of what is visible of it."""

    def __init__(self, samples: SurfaceSamples, min_thickness: float) -> None:
        self.xyz, self.normals = samples.xyz.astype(np.float64), samples.normals.astype(np.float64)
        self.rgb = samples.rgb
        self.half = min_thickness / 2
        self._tree = cKDTree(self.xyz)
        distance, index = self._tree.query(self.xyz, k=min(NUM_NEIGHBORS, len(self.xyz)))
        # A sheet has samples of both sides in one place, so the side's own neighbours are counted.
        same = np.einsum("nkj,nj->nk", self.normals[index], self.normals) > 0.5
        self._spacing = float(np.sqrt(np.median(np.pi * distance[:, -1] ** 2 / same.sum(axis=1))))
        self._is_thin, self._middle = self._thin_parts(index)

    def _thin_parts(self, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which samples (n,) lie on parts thinner than the least thickness, and the points halfway through (n, 3)."""
        offset = self.xyz[index] - self.xyz[:, None]
        depth = -np.einsum("nkj,nj->nk", offset, self.normals)
        aside = np.sqrt(np.maximum((offset**2).sum(axis=-1) - depth**2, 0))
        facing = np.einsum("nkj,nj->nk", self.normals[index], self.normals)
        behind = (facing < -0.7) & (depth > -1e-3) & (depth < 2 * self.half) & (aside < 1.5 * self._spacing)
        best = np.where(behind, aside, np.inf).argmin(axis=1)
        is_thin = behind.any(axis=1)
        half_depth = np.take_along_axis(depth, best[:, None], axis=1) / 2
        return is_thin, self.xyz - half_depth * self.normals

    def signed_distance(self, queries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(q, 3) -> (q,) signed distances, negative inside, and (q,) the number of the nearest sample."""
        reach, index = self._tree.query(queries, k=8)
        offset = queries[:, None] - self.xyz[index]
        radius = DISK_PER_SPACING * self._spacing
        distance = _to_disks(offset, self.normals[index], radius).min(axis=1)
        is_inside = self.winding_number(queries) > 0.5
        near = reach[:, 0] < NEAR_PER_SPACING * self._spacing
        is_inside[near] = self._height(offset[near], self.normals[index[near]]) < 0
        is_inside &= ~(near & self._is_thin[index[:, 0]])  # the middle of thin parts decides there
        signed = np.where(is_inside, -distance, distance)
        return np.minimum(signed, self._thin_distance(queries)), index[:, 0]

    def _height(self, offset: np.ndarray, normals: np.ndarray) -> np.ndarray:
        """(q,) mean height over the tangent planes of the nearest samples (q, k, 3): implicit moving least squares."""
        weight = np.exp(-(offset**2).sum(axis=-1) / self._spacing**2)
        return (weight * np.einsum("qkj,qkj->qk", offset, normals)).sum(axis=1)

    def winding_number(self, queries: np.ndarray) -> np.ndarray:
        """(q, 3) -> (q,) about 1 inside and 0 outside; holes of the surface are closed smoothly."""
        some = slice(None, None, max(1, len(self.xyz) // NUM_WINDING))
        xyz, normals = np.ascontiguousarray(self.xyz[some]), np.ascontiguousarray(self.normals[some])
        area = np.full(len(xyz), self._spacing**2 * len(self.xyz) / len(xyz))
        return np.asarray(IGL.load().fast_winding_number(xyz, normals, area, queries.astype(np.float64)))

    def _thin_distance(self, queries: np.ndarray) -> np.ndarray:
        """(q,) signed distance to the thin parts, made as thick as they have to be; infinite if there are none."""
        if self.half == 0 or not self._is_thin.any():
            return np.full(len(queries), np.inf)
        middle, normals = self._middle[self._is_thin], self.normals[self._is_thin]
        _, index = cKDTree(middle).query(queries, k=min(4, len(middle)))
        index = index.reshape(len(queries), -1)
        offset = queries[:, None] - middle[index]
        return _to_disks(offset, normals[index], DISK_PER_SPACING * self._spacing).min(axis=1) - self.half


def _to_disks(offset: np.ndarray, normals: np.ndarray, radius: float) -> np.ndarray:
    """Distances to disks of one radius, from the offsets (..., 3) to their centres and their unit normals (..., 3)."""
    height = (offset * normals).sum(axis=-1)
    aside = np.sqrt(np.maximum((offset**2).sum(axis=-1) - height**2, 0))
    return np.hypot(height, np.maximum(aside - radius, 0))
