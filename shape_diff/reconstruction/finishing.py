"""From the surface a method made to one that can be used: cleaned, smoothed, flattened, simplified, solid."""

import warnings
from dataclasses import dataclass

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_edges import mesh_edges
from shape_diff.geometry.mesh_report import mesh_report
from shape_diff.reconstruction.cleaning import largest_part, taubin_smooth, weld
from shape_diff.reconstruction.cuts import cut_apart
from shape_diff.reconstruction.flattening import flattened
from shape_diff.reconstruction.holes import fill_holes
from shape_diff.reconstruction.simplification import FEWEST_FACES, simplify
from shape_diff.reconstruction.solid import as_solid
from shape_diff.reconstruction.warning import ReconstructionWarning
from shape_diff.reconstruction.winding import face_outwards

MOST_ROUNDS = 1000
LOOKS = ("smooth", "low-poly")
FACES_TO_FLATTEN = 5_000
"""Planes are found among so many faces: fewer would lose edges, more keep the noise of the points."""
LOOSE_PARTS, MANY_HANDLES = 2, 6
"""From so many on a solid is spoken of: a part that is not held falls off, handles are mostly faults."""


@dataclass(frozen=True)
class FinishOptions:
    """What to do with a reconstructed surface.

    Attributes:
        faces: number of faces to simplify to, 4 or more; None keeps them all.
        watertight: make it a closed solid or say why that cannot be.
        smooth: rounds of Taubin smoothing, which keeps the volume; 0 for none.
        largest_part: keep the part with the largest area alone.
        look: one of LOOKS; low-poly finds planes and makes them flat.
        max_hole: holes whose length around is at most this share of the longest side are closed; 0 closes none.
    """

    faces: int | None = None
    watertight: bool = False
    smooth: int = 0
    largest_part: bool = False
    look: str = "smooth"
    max_hole: float = 0.1

    def __post_init__(self) -> None:
        if self.look not in LOOKS:
            raise ValueError(f"the look must be {' or '.join(LOOKS)}, got {self.look!r}")
        if self.faces is not None and self.faces < FEWEST_FACES:
            raise ValueError(f"faces must be at least {FEWEST_FACES}, got {self.faces}")
        if not 0 <= self.smooth <= MOST_ROUNDS:
            raise ValueError(f"smooth must be from 0 to {MOST_ROUNDS} rounds, got {self.smooth}")
        if not 0 <= self.max_hole < float("inf"):
            raise ValueError(f"max_hole must not be negative, got {self.max_hole}")


def finish(mesh: Mesh, options: FinishOptions | None = None) -> Mesh:
    """The surface after `options`, in the same coordinates and with its colours.

    The number of faces is that of the simplified surface; uniting the parts of a solid may add some along the seams.

    Raises:
        ValueError: a watertight solid is asked for and the surface cannot be one.
    """
    options = options or FinishOptions()
    mesh = taubin_smooth(clean(mesh, options.max_hole), options.smooth)
    if options.largest_part:
        mesh = largest_part(mesh)
    if options.look == "low-poly":
        mesh = flattened(simplify(mesh, FACES_TO_FLATTEN))
    if options.faces is not None:
        mesh = simplify(mesh, options.faces)
    if options.watertight:
        mesh = as_solid(mesh)
        warn_of_loose_parts(mesh)
    return mesh


def warn_of_loose_parts(mesh: Mesh) -> None:
    """Say what a closed solid may still have wrong: parts that nothing holds, and many handles."""
    report = mesh_report(mesh, self_intersections=False)
    faults = []
    if report.components >= LOOSE_PARTS:
        faults.append(f"{report.components:,} loose parts (--largest-part keeps the largest)")
    if (report.genus or 0) >= MANY_HANDLES:
        faults.append(f"{report.genus:,} handles or holes through it")
    if faults:
        warnings.warn(f"the solid is closed but has {' and '.join(faults)}", ReconstructionWarning, stacklevel=3)


def clean(mesh: Mesh, max_hole: float) -> Mesh:
    """Welded, edge-manifold, wound to look outwards, and holes up to `max_hole` x longest side around shut."""
    if len(mesh.faces) == 0:
        return mesh
    edges = mesh_edges(mesh.faces)
    if (edges.count == 2).all() and (edges.balance == 0).all():
        return cut_apart(face_outwards(mesh))  # closed as it is: there is nothing to weld or fill
    mesh = cut_apart(face_outwards(weld(mesh)))
    size = float((mesh.vertices.max(axis=0) - mesh.vertices.min(axis=0)).max())
    filled = fill_holes(mesh, max_hole * size)
    return mesh if filled is mesh else face_outwards(filled)
