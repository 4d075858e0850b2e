"""Surfaces from the learned field that comes with the package."""

import numpy as np
import torch

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.reconstruction.level_set import level_set
from shape_diff.reconstruction.neural.extraction import fine_distances
from shape_diff.reconstruction.neural.field import CloudField
from shape_diff.reconstruction.neural.field_file import shipped_field
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.spectral_poisson import Grid

FAR_POINTS = 4_096
"""So many points tell what lies deep inside and far outside: the network measures in distances between points, and has
not seen denser clouds, in which the middle of a ball is a hundred of them away from its surface."""


def neural(cloud: PointCloud, options: ReconstructionOptions) -> Mesh:
    """Closed surface through a normalised cloud with unit normals, without colours.

    Raises:
        ValueError: the field is nowhere negative, or the shipped file is missing or damaged.
    """
    assert cloud.normals is not None
    network, device = shipped_field(options.device).network, torch.device(options.device)
    field = far = CloudField(cloud, network, device)
    if len(cloud) > FAR_POINTS:
        some = np.random.default_rng(0).permutation(len(cloud))[:FAR_POINTS]
        far = CloudField(cloud.select(some), network, device)
    grid = Grid.around(cloud.xyz, options.resolution, options.padding)
    values = fine_distances(field.distance, grid.origin, grid.cell, grid.shape, far.distance, far.clearance)
    return level_set(-values, grid.origin, grid.cell)
