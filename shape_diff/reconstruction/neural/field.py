"""One cloud, read by the network, as a function of position."""

import numpy as np
import torch
from scipy.spatial import cKDTree
from torch import Tensor

from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.machine.precision import mixed_precision
from shape_diff.networks.field import FieldNetwork, plain_distance
from shape_diff.networks.neighborhoods import (
    POINT_NEIGHBORS,
    QUERY_NEIGHBORS,
    CloudInput,
    QueryInput,
    local_radius,
    nearest,
)

CHUNK = 8_192
"""Queries that are answered at once: so few that what they need stays in the cache."""


class CloudField:
    """The signed distance and colour of the surface through a cloud, anywhere around it."""

    def __init__(self, cloud: PointCloud, network: FieldNetwork, device: torch.device) -> None:
        """Read a normalised cloud with unit normals."""
        self.network, self.device = network, device
        self.has_colors = cloud.rgb is not None
        self.num_queries = 0
        self._tree = cKDTree(cloud.xyz)
        with torch.inference_mode(), mixed_precision(device):
            self._encoded = network.encode(cloud_input(cloud, self._tree).to(device))

    def distance(self, xyz: np.ndarray) -> np.ndarray:
        """(q, 3) positions -> (q,) float32 signed distances, negative inside."""
        return np.concatenate([np.zeros(0, np.float32), *(self._ask(part)[0] for part in _chunks(xyz))])

    def clearance(self, xyz: np.ndarray) -> np.ndarray:
        """(q, 3) positions -> (q,) distances to the nearest point of the cloud."""
        return self._tree.query(xyz)[0]

    def rgb(self, xyz: np.ndarray) -> np.ndarray:
        """(q, 3) positions -> (q, 3) float32 sRGB colours of the surface near them."""
        return np.concatenate([np.zeros((0, 3), np.float32), *(self._ask(part)[1] for part in _chunks(xyz))])

    def _ask(self, xyz: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        self.num_queries += len(xyz)
        queries = query_input(xyz, self._tree).to(self.device)
        with torch.inference_mode(), mixed_precision(self.device):
            z, radius, rgb = self.network.decode(self._encoded, queries)
        return _array(plain_distance(z) * radius)[0], _array(rgb)[0].clip(0, 1)


def _chunks(xyz: np.ndarray) -> list[np.ndarray]:
    return [xyz[start : start + CHUNK] for start in range(0, len(xyz), CHUNK)]


def _array(tensor: Tensor) -> np.ndarray:
    return tensor.float().cpu().numpy()


def cloud_input(cloud: PointCloud, tree: cKDTree) -> CloudInput:
    """A cloud with normals, and the tree of its points, as a batch of one."""
    distance, index = nearest(tree, cloud.xyz, POINT_NEIGHBORS)
    colors = np.full_like(cloud.xyz, 0.5) if cloud.rgb is None else cloud.rgb
    arrays = (cloud.xyz, cloud.normals, colors, local_radius(distance, index))
    xyz, normals, rgb, radius = (torch.as_tensor(array, dtype=torch.float32)[None] for array in arrays)
    return CloudInput(xyz, normals, rgb, torch.from_numpy(index)[None], radius)


def query_input(xyz: np.ndarray, tree: cKDTree) -> QueryInput:
    """Queries (q, 3) with their nearest points as a batch of one."""
    _, index = nearest(tree, xyz, QUERY_NEIGHBORS)
    return QueryInput(torch.as_tensor(xyz, dtype=torch.float32)[None], torch.from_numpy(index)[None])
