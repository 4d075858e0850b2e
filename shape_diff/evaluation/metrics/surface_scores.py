"""How near a surface is to a reference: Chamfer-L1, F-scores, normal consistency and colour error.

Chamfer-L1 and normal consistency after Mescheder et al. 2019, "Occupancy Networks" (CVPR, arXiv 1812.03828, section
4.1): means of both directions, unsquared distances, absolute cosines. F-score after Tatarchenko et al. 2019, "What do
single-view 3D reconstruction networks learn?" (CVPR, arXiv 1905.03678, section 4): its distance is a share of the
longest side of the reference.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.geometry.triangles import even_weights, face_vectors

NUM_SAMPLES = 80_000
"""Points that stand for a surface. Their gaps must be small against 1 % of the longest side."""
NUM_QUERIES = 20_000
"""How many of them are measured to the nearest point of the other surface."""
NUM_COLOR_QUERIES = 5_000
SIDE_LENGTH = 0.1
"""Share of the longest side that opposite normals count as when colours are compared, so that each side of a thin
plate is compared with itself."""


@dataclass(frozen=True)
class SurfaceScores:
    """A surface against its reference.

    Distances go to the nearest of the points that stand for the other surface, so even a perfect surface is about half
    the distance between those points away.

    Attributes:
        chamfer_l1: mean of the mean distances from the surface to the reference and back, in units of the coordinates.
        f_score_1: harmonic mean of the shares of the surface and of the reference that lie within 1 % of the
            reference's longest side of the other; 0 to 1.
        f_score_2: the same within 2 %.
        normal_consistency: mean absolute cosine between the normals of nearest points, both directions; 0 to 1.
        color_rmse: root mean square difference of sRGB values in [0, 1] between the surface and the nearest reference
            point of the same side; None where either has no colours.
    """

    chamfer_l1: float
    f_score_1: float
    f_score_2: float
    normal_consistency: float
    color_rmse: float | None


class Reference:
    """The surface that others are compared with, searched once and asked often."""

    def __init__(self, samples: PointCloud) -> None:
        """Takes many even random points of the surface, in random order, with unit normals; colours are optional.

        Raises:
            ValueError: fewer than two points, no extent or no normals.
        """
        if samples.normals is None:
            raise ValueError("a reference needs normals")
        if len(samples) < 2 or not np.ptp(samples.xyz, axis=0).max() > 0:
            raise ValueError("a reference needs points that do not all coincide")
        self.samples = samples
        self.longest_side = float(np.ptp(samples.xyz.astype(np.float64), axis=0).max())
        self._tree = _tree(samples.xyz)
        self._sided_tree = _tree(self._sided(samples))

    def scores(self, samples: PointCloud) -> SurfaceScores:
        """Compare a surface, given as the reference is, with the reference.

        Raises:
            ValueError: there are no points or no normals.
        """
        if len(samples) == 0 or samples.normals is None:
            raise ValueError("a surface is compared by its points and normals, and one of them is missing")
        assert self.samples.normals is not None
        some, some_of_reference = _first(samples, NUM_QUERIES), _first(self.samples, NUM_QUERIES)
        to_reference, there = self._tree.query(some.xyz)
        to_surface, back = _tree(samples.xyz).query(some_of_reference.xyz)
        return SurfaceScores(
            chamfer_l1=float(to_reference.mean() + to_surface.mean()) / 2,
            f_score_1=_f_score(to_reference, to_surface, 0.01 * self.longest_side),
            f_score_2=_f_score(to_reference, to_surface, 0.02 * self.longest_side),
            normal_consistency=(
                _agreement(samples.normals[: len(some)], self.samples.normals[there])
                + _agreement(self.samples.normals[: len(some_of_reference)], samples.normals[back])
            )
            / 2,
            color_rmse=self._color_rmse(_first(samples, NUM_COLOR_QUERIES)),
        )

    def _color_rmse(self, samples: PointCloud) -> float | None:
        if samples.rgb is None or self.samples.rgb is None:
            return None
        _, nearest = self._sided_tree.query(self._sided(samples))
        return float(np.sqrt(np.square(samples.rgb - self.samples.rgb[nearest]).mean()))

    def _sided(self, samples: PointCloud) -> np.ndarray:
        """(n, 6) positions and scaled normals: near are points that are close and look the same way."""
        assert samples.normals is not None
        return np.hstack([samples.xyz, SIDE_LENGTH * self.longest_side * samples.normals])


def mesh_scores(mesh: Mesh, reference: Mesh, seed: int = 0) -> SurfaceScores:
    """Compare two meshes over all their area, hidden parts included; colours only if both have them.

    Raises:
        ValueError: a mesh has no area.
    """
    generator = np.random.default_rng(seed)
    samples = [sample_mesh(each, NUM_SAMPLES, generator) for each in (reference, mesh)]
    return Reference(samples[0]).scores(samples[1])


def sample_mesh(mesh: Mesh, count: int, generator: np.random.Generator) -> PointCloud:
    """Even random points of a mesh with its faces' normals and, if it has colours, those of its vertices mixed.

    Raises:
        ValueError: the mesh has no area.
    """
    corners = mesh.triangles.astype(np.float64)
    vectors = face_vectors(corners)
    doubled_area = np.linalg.norm(vectors, axis=1)
    if not doubled_area.sum() > 0:
        raise ValueError("a mesh without area has no points to sample")
    face = generator.choice(len(corners), count, p=doubled_area / doubled_area.sum())
    weights = even_weights(count, generator)
    rgb = None if mesh.rgb is None else np.einsum("nc,ncd->nd", weights, mesh.rgb[mesh.faces[face]])
    normals = vectors[face] / doubled_area[face, None]
    return PointCloud(np.einsum("nc,ncd->nd", weights, corners[face]), rgb, normals)


def _f_score(there: np.ndarray, back: np.ndarray, distance: float) -> float:
    precision, recall = float((there <= distance).mean()), float((back <= distance).mean())
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0


def _agreement(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.abs(np.einsum("nj,nj->n", a, b)).mean())


def _first(samples: PointCloud, count: int) -> PointCloud:
    return samples.select(np.arange(min(count, len(samples))))


def _tree(points: np.ndarray) -> cKDTree:
    # Unbalanced trees are built in a third of the time, which counts where each is asked once.
    return cKDTree(points, balanced_tree=False, compact_nodes=False)
