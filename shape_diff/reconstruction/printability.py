"""What a printer minds: walls too thin to hold, and faces that hang over nothing."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from shape_diff.geometry.frame import Frame
from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.triangles import even_weights, face_vectors
from shape_diff.rendering.tracer import Tracer

NUM_PLACES = 4_000
THIN_SHARE = 0.02
"""The thinnest wall is what this share of the surface stays below: single rays that graze an edge do not count."""
BEHIND = 1e-4
"""How far under the surface a ray starts, in normalised units."""
STEEPEST_DEG = 45.0
"""Faces that look down more steeply than this need supports on most printers."""
ON_PLATE = 0.01
"""Share of the height up to which a face counts as lying on the plate."""


@dataclass(frozen=True)
class Printability:
    """Measures of a closed mesh for printing.

    Attributes:
        thinnest_wall: thickness that 2 % of the surface stay below, in the mesh's units.
        median_wall: the same for half of the surface.
        overhang: share of the surface that looks down more steeply than 45 degrees and does not lie on the plate.
    """

    thinnest_wall: float
    median_wall: float
    overhang: float

    def as_text(self, unit: str | None) -> str:
        """The measures for people."""
        name = f" {unit}" if unit else ""
        return (
            f"walls {self.thinnest_wall:.3g}{name} at the thinnest, {self.median_wall:.3g}{name} half way; "
            f"{self.overhang:.0%} of the surface hangs over"
        )

    def as_dict(self) -> dict[str, Any]:
        """The measures as JSON can hold them."""
        return asdict(self)


def printability(mesh: Mesh, up: str = "y") -> Printability:
    """Measure a closed mesh that looks outwards; thickness is how far a ray goes straight in from the surface.

    Args:
        mesh: f > 0 faces with an extent.
        up: the axis that points away from the plate, "y" or "z".
    """
    frame = Frame.of(mesh.vertices[mesh.faces.ravel()])
    corners = frame.normalize(mesh.vertices).astype(np.float64)[mesh.faces]
    vectors = face_vectors(corners)
    area = np.linalg.norm(vectors, axis=1)
    normals = vectors / np.maximum(area, 1e-300)[:, None]
    thin, median = frame.scale * np.quantile(_thickness(corners, normals, area), [THIN_SHARE, 0.5])
    return Printability(float(thin), float(median), _overhang(corners, normals, area, "xyz".index(up)))


def _thickness(corners: np.ndarray, normals: np.ndarray, area: np.ndarray) -> np.ndarray:
    """(k,) how far it is to the other side from even places of the surface."""
    generator = np.random.default_rng(0)
    face = generator.choice(len(area), NUM_PLACES, p=area / area.sum())
    weights = even_weights(NUM_PLACES, generator)
    start = np.einsum("sc,scj->sj", weights, corners[face]) - BEHIND * normals[face]
    tracer = Tracer(corners.reshape(-1, 3), np.arange(corners.shape[0] * 3).reshape(-1, 3))
    distance = tracer.first_hits(start, -normals[face]).distance
    return distance.astype(np.float64) + BEHIND if len(distance) else np.zeros(1)


def _overhang(corners: np.ndarray, normals: np.ndarray, area: np.ndarray, axis: int) -> float:
    height = corners[:, :, axis]
    ground, top = height.min(), height.max()
    above_plate = height.max(axis=1) > ground + ON_PLATE * (top - ground)
    hanging = (normals[:, axis] < -np.cos(np.radians(STEEPEST_DEG)) - 1e-6) & above_plate
    return float(area[hanging].sum() / area.sum())
