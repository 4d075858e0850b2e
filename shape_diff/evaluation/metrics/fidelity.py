"""How near a cloud is to the points of the shape that it should show."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from shape_diff.geometry.point_cloud import PointCloud


@dataclass(frozen=True)
class Fidelity:
    """A cloud against a reference.

    Attributes:
        chamfer: mean squared distances to the nearest point, both directions summed.
        f_score_2: harmonic mean of the shares of the cloud and of the reference that lie within 2 % of the reference's
            longest side of the other (Tatarchenko et al. 2019, arXiv 1905.03678, section 4); 0 to 1.
        f_score_5: the same within 5 %.
        color_rmse: root mean square difference of sRGB values in [0, 1] to the nearest point of the reference.
        normal_cosine: mean cosine between a normal and that of the nearest point of the reference, -1 to 1.
    """

    chamfer: float
    f_score_2: float
    f_score_5: float
    color_rmse: float
    normal_cosine: float


def fidelity(cloud: PointCloud, reference: PointCloud) -> Fidelity:
    """Compare clouds, both with colours and normals; the reference should have several times as many points."""
    assert cloud.rgb is not None and cloud.normals is not None
    assert reference.rgb is not None and reference.normals is not None
    there, nearest = cKDTree(reference.xyz).query(cloud.xyz)
    back, _ = cKDTree(cloud.xyz).query(reference.xyz)
    side = float(np.ptp(reference.xyz, axis=0).max())
    return Fidelity(
        float(np.square(there).mean() + np.square(back).mean()),
        _f_score(there, back, 0.02 * side),
        _f_score(there, back, 0.05 * side),
        float(np.sqrt(np.square(cloud.rgb - reference.rgb[nearest]).mean())),
        float((cloud.normals * reference.normals[nearest]).sum(axis=1).mean()),
    )


def _f_score(there: np.ndarray, back: np.ndarray, distance: float) -> float:
    precision, recall = float((there <= distance).mean()), float((back <= distance).mean())
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
