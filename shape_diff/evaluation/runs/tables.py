"""Scores as JSON and as Markdown."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from shape_diff.evaluation.runs.scorer import METRICS


@dataclass(frozen=True)
class Evaluation:
    """Everything that was measured of a model.

    Attributes:
        stamp: protocol with its id, model, settings, seeds, judge, data, machine and date.
        generated: scores of each seed.
        oracle: the same for training shapes scored as if they were samples, one row for each seed.
        truth: scores of the references themselves, where they have any.
        chance: scores of the references with one another's captions.
        meshes: of the first seed's clouds.
    """

    stamp: dict[str, Any]
    generated: list[dict[str, float]]
    oracle: list[dict[str, float]]
    truth: dict[str, float]
    chance: dict[str, float]
    meshes: dict[str, float]

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it, with mean and standard deviation over the seeds."""
        return {
            "stamp": self.stamp,
            "generated": {"mean": _over_seeds(self.generated, np.mean), "std": _over_seeds(self.generated, _spread),
                          "seeds": self.generated},
            "oracle": {"mean": _over_seeds(self.oracle, np.mean), "std": _over_seeds(self.oracle, _spread),
                       "seeds": self.oracle},
            "true shapes": self.truth,
            "chance": self.chance,
            "meshes": self.meshes,
        }  # fmt: skip

    def as_markdown(self) -> str:
        """A table of all scores, one of the meshes, and the stamp in words."""
        lines = [
            "| score | generated | training shapes (oracle) | true shapes | chance | better is |",
            "|---" * 6 + "|",
        ]
        for metric in METRICS:
            columns = (self.generated, self.oracle, [self.truth], [self.chance])
            cells = [_cell(rows, metric.key, metric.layout) for rows in columns]
            if any(cells):
                lines.append(f"| {metric.label} | {' | '.join(cells)} | {metric.better} |")
        if self.meshes:
            lines += ["", "| meshes of the generated clouds | |", "|---|---|"]
        lines += [f"| {name} | {value:.3g} |" for name, value in self.meshes.items()]
        return "\n".join([*lines, "", self._stamp_words(), ""])

    def _stamp_words(self) -> str:
        s = self.stamp
        return (
            f"Protocol {s['protocol']['id']}, seeds {', '.join(map(str, s['seeds']))} (mean ± standard deviation); "
            f"{s['settings']['steps']} steps of {s['settings']['sampler']}, guidance {s['settings']['guidance']}; "
            f"model {s['model']['name']} {s['model']['sha256'][:12]}, judge {s['judge']['sha256'][:12]}, data "
            f"{s['data_sha256'][:12]}; {s['date']}, {s['machine']}."
        )


def _over_seeds(rows: list[dict[str, float]], summary: Any) -> dict[str, float]:
    return {key: float(summary([row[key] for row in rows])) for key in rows[0]}


def _spread(values: list[float]) -> float:
    """Standard deviation of a sample; 0 for a single value."""
    return float(np.std(values, ddof=1)) if len(values) > 1 else 0.0


def _cell(rows: list[dict[str, float]], key: str, layout: str) -> str:
    values = [row[key] for row in rows if key in row]
    if not values:
        return ""
    mean = layout.format(float(np.mean(values)))
    return mean if len(values) == 1 else f"{mean} ± {layout.format(_spread(values)).rstrip('%')}"
