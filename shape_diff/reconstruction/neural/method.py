"""Surfaces from a learned field."""

from functools import lru_cache

import numpy as np
import torch

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.models.model import load_model
from shape_diff.networks.field import FieldNetwork
from shape_diff.reconstruction.level_set import level_set
from shape_diff.reconstruction.neural.extraction import fine_distances
from shape_diff.reconstruction.neural.field import CloudField
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.spectral_poisson import Grid

FAR_POINTS = 4_096
"""So many points tell what lies deep inside and far outside: the network measures in distances between points, and has
not seen denser clouds, in which the middle of a ball is a hundred of them away from its surface."""


@lru_cache(maxsize=2)
def field_network(name_or_path: str, device: torch.device) -> FieldNetwork:
    """A trained field's network, loaded once for each device; raises ValueError for what is not a field."""
    network = load_model(name_or_path, device, "field").networks["field"]
    assert isinstance(network, FieldNetwork)
    return network


def neural(cloud: PointCloud, options: ReconstructionOptions) -> Mesh:
    """Closed surface through a normalised cloud with unit normals, without colours.

    Raises:
        ValueError: the field is nowhere negative, or there is no such field.
    """
    assert cloud.normals is not None
    device = torch.device(options.device)
    network = field_network(options.field, device)
    field = far = CloudField(cloud, network, device)
    if len(cloud) > FAR_POINTS:
        some = np.random.default_rng(0).permutation(len(cloud))[:FAR_POINTS]
        far = CloudField(cloud.select(some), network, device)
    grid = Grid.around(cloud.xyz, options.resolution, options.padding)
    values = fine_distances(field.distance, grid.origin, grid.cell, grid.shape, far.distance, far.clearance)
    return level_set(-values, grid.origin, grid.cell)
