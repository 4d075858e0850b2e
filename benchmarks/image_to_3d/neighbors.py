"""The baseline without a generator: the training shape that looks most like the picture to the image encoder."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional as F

from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.views import ViewSet
from shape_diff.files.atomic import atomic_path
from shape_diff.machine.across_cores import across_cores
from shape_diff.machine.precision import mixed_precision
from shape_diff.networks.image_encoder import ImageEncoder
from shape_diff.pictures.composition import composited

CHUNK = 128
"""Shapes whose views a process has in memory at once."""


class TrainingViews:
    """Every view of every training shape as the encoder's summary of it.

    Attributes:
        summaries: (shapes, views, p) of length 1.
    """

    def __init__(self, summaries: Float[Tensor, "s v p"]) -> None:
        self.summaries = F.normalize(summaries.float(), dim=-1)

    @classmethod
    def load(
        cls, file: Path, encoder: ImageEncoder, data: Path, train: ShapeDataset, workers: int = 0
    ) -> "TrainingViews":
        """Read the summaries, or make and write them, which takes a minute for 4,000 shapes.

        Args:
            file: .npy whose name must say the encoder and the views.
            encoder: what summarises.
            data: folder of the views.
            train: the training split.
            workers: processes; 0 for one a core.
        """
        if not file.exists():
            names = [record.id for record in train.records]
            chunks = [names[start : start + CHUNK] for start in range(0, len(names), CHUNK)]
            cores = workers if encoder.embed_view.device.type == "cpu" else 1
            parts = dict(across_cores(_summaries, (encoder, data), chunks, "training views", cores))
            with atomic_path(file) as temporary:
                np.save(temporary, np.concatenate([parts[number] for number in range(len(chunks))]))
        return cls(torch.from_numpy(np.load(file, allow_pickle=False)))

    def nearest(self, summary: Float[Tensor, " p"], count: int) -> list[int]:
        """The numbers of the training shapes one of whose views has the largest cosines, the largest first."""
        cosines = self.summaries @ F.normalize(summary.float().cpu(), dim=0)
        return cosines.amax(dim=1).topk(min(count, len(cosines))).indices.tolist()


@torch.inference_mode()
def _summaries(shared: tuple[ImageEncoder, Path], names: Sequence[str]) -> np.ndarray:
    """(shapes, views, p) float16 what the encoder makes of each view by itself."""
    encoder, data = shared
    device = encoder.embed_view.device
    rows = []
    for views in ViewSet.load(data, names).pixels:
        with mixed_precision(device):
            present = torch.ones(len(views), 1, dtype=torch.bool, device=device)
            rows.append(encoder(composited(views.to(device))[:, None], present).pooled.half().cpu())
    return torch.stack(rows).numpy()
