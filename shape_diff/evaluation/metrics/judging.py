"""Clouds and captions as the trained judge of `networks/judge.py` sees them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from shape_diff.geometry import PointCloud
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.progress import progress_bar
from shape_diff.models.model import load_model
from shape_diff.networks.judge import ShapeJudge

JUDGE = "judge"
"""Name of the shipped one."""
NUM_POINTS = 1024
"""Points that are read of each cloud; features depend on their number."""
BATCH = 32


@dataclass(frozen=True)
class Judgement:
    """What the judge says of n clouds.

    Attributes:
        features: (n, w) float32.
        probabilities: (n, k) of the categories.
        embedding: (n, e) unit vectors.
    """

    features: np.ndarray
    probabilities: np.ndarray
    embedding: np.ndarray


@dataclass(frozen=True)
class LoadedJudge:
    """A trained judge with the hash of its file and its recipe."""

    network: ShapeJudge
    sha256: str
    recipe: dict[str, Any]

    @torch.inference_mode()
    def judge(self, clouds: list[PointCloud]) -> Judgement:
        """Judge normalised clouds by their first NUM_POINTS points.

        Raises:
            ValueError: a cloud has fewer points, or lacks colours or normals.
        """
        parts = []
        for start in progress_bar(range(0, len(clouds), BATCH), "judging"):
            columns = zip(*map(_columns, clouds[start : start + BATCH]), strict=True)
            batch = [torch.from_numpy(np.stack(column)) for column in columns]
            with mixed_precision(torch.device("cpu")):
                features = self.network(*batch)
            parts.append(
                (
                    features,
                    self.network.head_category(features).softmax(-1),
                    self.network.shape_embedding(features),
                )
            )
        return Judgement(*(torch.cat(column).numpy() for column in zip(*parts, strict=True)))

    @torch.inference_mode()
    def captions(self, pooled: Tensor) -> np.ndarray:
        """(n, 384) pooled sentence vectors -> (n, e) unit vectors."""
        return self.network.text_embedding(pooled.float().cpu()).numpy()


def _columns(cloud: PointCloud) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if len(cloud) < NUM_POINTS or cloud.rgb is None or cloud.normals is None:
        raise ValueError(f"the judge reads {NUM_POINTS} points with colours and normals, got {len(cloud)} points")
    return cloud.xyz[:NUM_POINTS], cloud.rgb[:NUM_POINTS], cloud.normals[:NUM_POINTS]


def load_judge(name_or_path: str = JUDGE) -> LoadedJudge:
    """The judge of a file, or the one that comes with the package; raises ValueError for what is not a judge."""
    model = load_model(name_or_path, torch.device("cpu"), "judge")
    network = model.networks["judge"]
    assert isinstance(network, ShapeJudge)
    return LoadedJudge(network, model.sha256, model.header.recipe)
