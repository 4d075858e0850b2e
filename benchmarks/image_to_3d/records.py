"""Scores on disk: one JSON object a line, appended as soon as it is known, so that a stopped run goes on."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FILE = "scores.jsonl"


@dataclass(frozen=True)
class Score:
    """One cloud of one shape.

    Attributes:
        setup: id of model, data and settings; see `measure.Setup`.
        shape: id of the shape.
        row: what the cloud was made from, a row of the table.
        guidance: scale it was sampled with; 0 where nothing was sampled.
        sample: its number, or the rank of a neighbour.
        chamfer: see `fit.Fit`, as the others.
        f_score_2: 0 to 1.
        f_score_5: 0 to 1.
        faces_right: None where the shape has no side to tell.
        note: id of the training shape that was taken; empty for samples.
    """

    setup: str
    shape: str
    row: str
    guidance: float
    sample: int
    chamfer: float
    f_score_2: float
    f_score_5: float
    faces_right: bool | None
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, float, int]:
        return self.setup, self.shape, self.row, self.guidance, self.sample


class Records:
    """The scores in a folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def append(self, scores: list[Score]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab+") as file:
            file.seek(max(file.tell() - 1, 0))
            cut_off = file.read() not in (b"", b"\n")
            lines = [json.dumps(asdict(score)) + "\n" for score in scores]
            file.write((cut_off * "\n" + "".join(lines)).encode())

    def scores(self, setup: str) -> list[Score]:
        """All scores of a setup in the order in which they were measured."""
        return [Score(**row) for row in self._rows() if row["setup"] == setup]

    def _rows(self) -> Iterator[dict[str, Any]]:
        if not self.path.exists():
            return
        for line in self.path.read_text(encoding="utf-8").splitlines():
            # A line that a power failure cut off is measured again.
            with suppress(json.JSONDecodeError):
                yield json.loads(line)
