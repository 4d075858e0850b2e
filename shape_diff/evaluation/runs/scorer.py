"""Every score of a set of clouds, and what each is called."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.dataset import ShapeDataset
from shape_diff.evaluation.metrics.chamfer import chamfer_distances, paired_chamfer_distances
from shape_diff.evaluation.metrics.color_error import color_word_errors, named_colors_shown
from shape_diff.evaluation.metrics.feature_metrics import frechet_distance, inception_score, r_precision
from shape_diff.evaluation.metrics.judging import Judgement, LoadedJudge
from shape_diff.evaluation.metrics.occupancy import occupancy_divergence
from shape_diff.evaluation.metrics.set_metrics import (
    coverage,
    minimum_matching_distance,
    one_nearest_neighbor_accuracy,
)
from shape_diff.evaluation.runs.distance_tables import DistanceTables
from shape_diff.evaluation.runs.protocol import Protocol
from shape_diff.geometry import PointCloud

COARSE_POINTS = 128
"""Points used where every training shape is compared."""
R_PRECISION_DRAWS = 5


@dataclass(frozen=True)
class Metric:
    """One score: its key, what it is called, how it is printed, and which way is better (as a word)."""

    key: str
    label: str
    layout: str
    better: str


METRICS = (
    Metric("1-NNA-CD", "1-NNA, Chamfer distance", "{:.1%}", "50 % is perfect"),
    Metric("1-NNA-EMD", "1-NNA, EMD (squared)", "{:.1%}", "50 % is perfect"),
    Metric("1-NNA-EMD-unsquared", "1-NNA, EMD (unsquared)", "{:.1%}", "50 % is perfect"),
    Metric("COV-CD", "COV, Chamfer distance", "{:.1%}", "higher"),
    Metric("COV-EMD", "COV, EMD (squared)", "{:.1%}", "higher"),
    Metric("COV-EMD-unsquared", "COV, EMD (unsquared)", "{:.1%}", "higher"),
    Metric("MMD-CD", "MMD, Chamfer distance", "{:.4f}", "lower"),
    Metric("MMD-EMD", "MMD, EMD (squared)", "{:.4f}", "lower"),
    Metric("MMD-EMD-unsquared", "MMD, EMD (unsquared)", "{:.4f}", "lower"),
    Metric("JSD", "JSD of occupancy, bits", "{:.4f}", "lower"),
    Metric("Frechet", "Frechet distance of the judge's features", "{:.2f}", "lower"),
    Metric("inception", "inception score of the judge's categories", "{:.2f}", "higher"),
    Metric("R-precision", "R-precision, own caption first of 100", "{:.1%}", "higher"),
    Metric("CD-to-caption", "Chamfer distance to the caption's shape, median", "{:.4f}", "lower"),
    Metric("colour-error", "colour error to the caption's words, Delta E", "{:.1f}", "lower"),
    Metric("colour-accuracy", "named colours shown", "{:.1%}", "higher"),
    Metric("novelty", "Chamfer distance to the nearest training shape, median", "{:.4f}", "near the val shapes' own"),
)


class Scorer:
    """Scores sets of clouds, one for each reference shape and its caption, against the references."""

    def __init__(
        self, protocol: Protocol, references: list[PointCloud], captions: list[str], train: ShapeDataset,
        network: LoadedJudge, distances: DistanceTables,
    ) -> None:  # fmt: skip
        self.protocol, self.references, self.captions, self.network = protocol, references, captions, network
        self.distances = distances
        self.truth = self._positions(references)
        self.train = train.positions(range(len(train)), COARSE_POINTS)
        self.text = network.captions(TextEncoder.load().encode(captions).pooled)
        self.true_judgement = network.judge(references)

    def prepare(self, sets: Sequence[list[PointCloud]]) -> None:
        """Compute all distances that the scores of these sets need at once, which is when all cores can be used."""
        pairs = [(self.truth, self.truth)]
        for positions in map(self._positions, sets):
            pairs += [(positions, positions), (positions, self.truth)]
        self.distances.compute(pairs)

    def scores(self, clouds: list[PointCloud]) -> dict[str, float]:
        """All METRICS of clouds that were made from the captions, in their order."""
        positions = self._positions(clouds)
        judgement = self.network.judge(clouds)
        return {
            **self._set_scores(positions),
            "Frechet": frechet_distance(judgement.features, self.true_judgement.features),
            "inception": inception_score(judgement.probabilities),
            "R-precision": self._r_precision(judgement),
            "CD-to-caption": paired_chamfer_distances(positions, self.truth).median().item(),
            **self._color_scores(clouds),
            "novelty": self.nearest_training(clouds)[0].median().item(),
        }

    def scores_of_unrelated(self, clouds: list[PointCloud]) -> dict[str, float]:
        """The METRICS that make sense for clouds that were not made from the captions: the oracle's row."""
        judgement = self.network.judge(clouds)
        return {
            **self._set_scores(self._positions(clouds)),
            "Frechet": frechet_distance(judgement.features, self.true_judgement.features),
            "inception": inception_score(judgement.probabilities),
        }

    def scores_of_truth(self) -> dict[str, float]:
        """What the references get where they are judged one by one: the ceiling of those scores."""
        return {
            "inception": inception_score(self.true_judgement.probabilities),
            "R-precision": self._r_precision(self.true_judgement),
            **self._color_scores(self.references),
            "novelty": self.nearest_training(self.references)[0].median().item(),
        }

    def scores_of_chance(self) -> dict[str, float]:
        """What the references get for one another's captions: the floor of those scores."""
        shift = len(self.references) // 2
        others = self.references[shift:] + self.references[:shift]
        judgement = self.true_judgement
        moved = Judgement(judgement.features, judgement.probabilities, np.roll(judgement.embedding, -shift, axis=0))
        return {
            "R-precision": self._r_precision(moved),
            "CD-to-caption": paired_chamfer_distances(self.truth.roll(-shift, 0), self.truth).median().item(),
            **self._color_scores(others),
        }

    def nearest_training(self, clouds: list[PointCloud]) -> tuple[torch.Tensor, torch.Tensor]:
        """Chamfer distance of each cloud to its nearest training shape, by COARSE_POINTS points, and its number."""
        positions = torch.from_numpy(np.stack([cloud.xyz[:COARSE_POINTS] for cloud in clouds]))
        distances, numbers = chamfer_distances(positions, self.train).min(dim=1)
        return distances, numbers

    def _positions(self, clouds: list[PointCloud]) -> torch.Tensor:
        stacked = torch.from_numpy(np.stack([cloud.xyz[: self.protocol.points] for cloud in clouds]))
        return self.protocol.normalize(stacked)

    def _set_scores(self, positions: torch.Tensor) -> dict[str, float]:
        within, between = self.distances.between(positions, positions), self.distances.between(positions, self.truth)
        within_truth = self.distances.between(self.truth, self.truth)
        scores = {}
        for name, table in between.items():
            scores[f"1-NNA-{name}"] = one_nearest_neighbor_accuracy(within[name], within_truth[name], table)
            scores[f"COV-{name}"] = coverage(table)
            scores[f"MMD-{name}"] = minimum_matching_distance(table)
        # The sphere of the occupancy grid has radius 0.5, normalised shapes a longest side of 2.
        return scores | {"JSD": occupancy_divergence(positions.numpy() / 2, self.truth.numpy() / 2)}

    def _r_precision(self, judgement: Judgement) -> float:
        similarity = judgement.embedding @ self.text.T
        return float(np.mean([r_precision(similarity, seed=seed) for seed in range(R_PRECISION_DRAWS)]))

    def _color_scores(self, clouds: list[PointCloud]) -> dict[str, float]:
        pairs = [(cloud.rgb, caption) for cloud, caption in zip(clouds, self.captions, strict=True)
                 if cloud.rgb is not None]  # fmt: skip
        errors = [error for rgb, caption in pairs for error in color_word_errors(rgb, caption)]
        shown = [known for rgb, caption in pairs for known in named_colors_shown(rgb, caption)]
        if not errors:
            return {}
        return {"colour-error": float(np.mean(errors)), "colour-accuracy": float(np.mean(shown))}
