"""What becomes of generated clouds in the mesh stage."""

import numpy as np

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_report import MeshReport, mesh_report
from shape_diff.machine.progress import progress_bar
from shape_diff.reconstruction.methods import reconstruct


def mesh_health(clouds: list[PointCloud]) -> tuple[dict[str, float], list[Mesh | None]]:
    """Shares and means over the meshes of clouds, and the meshes; None where a cloud encloses nothing.

    Of no clouds there is nothing to tell.
    """
    if not clouds:
        return {}, []
    meshes: list[Mesh | None] = []
    reports: list[MeshReport] = []
    for cloud in progress_bar(clouds, "meshing"):
        try:
            mesh = reconstruct(cloud)
        except ValueError:
            meshes.append(None)
            continue
        meshes.append(mesh)
        reports.append(mesh_report(mesh, cloud))
    made = {"meshes made": len(reports) / len(clouds)}
    return (made | _means(reports) if reports else made), meshes


def _means(reports: list[MeshReport]) -> dict[str, float]:
    genera = [report.genus for report in reports if report.genus is not None]
    distances = [report.cloud_distance_mean for report in reports if report.cloud_distance_mean is not None]
    return {
        "watertight": float(np.mean([report.watertight for report in reports])),
        "edge-manifold": float(np.mean([report.edge_manifold for report in reports])),
        "free of self-intersections": float(np.mean([report.self_intersections == 0 for report in reports])),
        "parts, mean": float(np.mean([report.components for report in reports])),
        **({"genus, mean": float(np.mean(genera))} if genera else {}),
        "distance of the points to the mesh, mean": float(np.mean(distances)),
    }
