"""What was measured as Markdown and JSON."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.image_to_3d.measure import ASKED, CAPTION, CEILING, NEAREST, RANDOM
from benchmarks.image_to_3d.records import Score
from shape_diff.files.atomic import atomic_path

BEGIN, END = "<!-- image to 3D: begin -->", "<!-- image to 3D: end -->"
"""The report goes between these lines of a page, so that what people wrote around it stays."""
TITLE = "## Image to 3D"
NO_NUMBER = "–"
LEGEND = """\
Clouds and true shapes are compared in the data's canonical frame, whatever side a picture shows, by 2,048 points each.
Chamfer: mean squared distance to the nearest point, both directions summed, the longest side being 2. F: at 2 % and 5 %
of the true shape's longest side, in per cent. One: mean over a shape's samples, or the nearest neighbour; best: of as
many. Faces right: clouds that fit better as they are than turned about the vertical by 90, 180 or 270 degrees, of
the shapes on which that can be told. The nearest training shape has the view most like the picture by the cosine of the
image encoder's summaries; its best is of as many neighbours. Other points of the true shape are the ceiling. ± is one
standard error over the shapes."""

Rows = dict[str, dict[str, list[Score]]]
"""Row of the table -> shape -> its scores, in the order of the samples."""


def by_row(scores: Sequence[Score]) -> Rows:
    """Scores of one guidance, for the shapes that every row has."""
    rows: Rows = defaultdict(lambda: defaultdict(list))
    for score in sorted(scores, key=lambda score: score.sample):
        rows[score.row][score.shape].append(score)
    everywhere = set.intersection(*(set(shapes) for shapes in rows.values())) if rows else set()
    return {name: {shape: shapes[shape] for shape in sorted(everywhere)} for name, shapes in rows.items()}


def single(row: str, scores: Sequence[Score], value: Callable[[Score], float]) -> float:
    """What one try gives: the mean over the samples, or the nearest of the neighbours."""
    return value(scores[0]) if row == NEAREST else float(np.mean([value(score) for score in scores]))


def mean_and_error(values: Sequence[float]) -> tuple[float, float]:
    """Mean over the shapes and its standard error."""
    error = float(np.std(values, ddof=1)) / len(values) ** 0.5 if len(values) > 1 else float("nan")
    return float(np.mean(values)), error


def table(rows: Rows) -> list[str]:
    """One line a row: Chamfer distance, F-scores and orientation."""
    columns = ("Chamfer, one", "best", "F at 2 %, one", "best", "F at 5 %, one", "best", "faces right")
    lines = [f"| from | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    order = [*(asked.name for asked in ASKED), NEAREST, RANDOM, CEILING]
    return lines + [_line(name, rows[name]) for name in order if name in rows]


def _line(name: str, shapes: dict[str, list[Score]]) -> str:
    several = max(map(len, shapes.values()), default=0) > 1
    cells = [_cell(_chamfers(name, shapes), "{:.4f}")]
    cells += [_cell([min(s.chamfer for s in scores) for scores in shapes.values()], "{:.4f}") if several else NO_NUMBER]
    for value in (lambda score: 100 * score.f_score_2, lambda score: 100 * score.f_score_5):
        cells += [_cell([single(name, scores, value) for scores in shapes.values()], "{:.1f}")]
        cells += [_cell([max(map(value, scores)) for scores in shapes.values()], "{:.1f}") if several else NO_NUMBER]
    return f"| {name} | {' | '.join(cells)} | {_facing(name, shapes)} |"


def _chamfers(name: str, shapes: dict[str, list[Score]]) -> list[float]:
    return [single(name, scores, lambda score: score.chamfer) for scores in shapes.values()]


def _cell(values: Sequence[float], layout: str) -> str:
    mean, error = mean_and_error(values)
    return f"{layout.format(mean)} ± {layout.format(error)}"


def _facing(name: str, shapes: dict[str, list[Score]]) -> str:
    share, error, count = facing(name, shapes)
    return f"{share:.0f} ± {error:.0f} %" if count else NO_NUMBER


def facing(name: str, shapes: dict[str, list[Score]]) -> tuple[float, float, int]:
    """Mean share of clouds that face the right way in per cent, its standard error, and of how many shapes."""
    tell = [scores for scores in shapes.values() if scores[0].faces_right is not None]
    shares = [100 * single(name, scores, lambda score: float(bool(score.faces_right))) for scores in tell]
    return (*mean_and_error(shares), len(tell)) if tell else (float("nan"), float("nan"), 0)


def paired(rows: Rows) -> list[str]:
    """Each row with pictures against the two baselines on the same shapes."""
    lines = ["| Chamfer distance, one | against | lower on | mean difference |", "|---" * 4 + "|"]
    shown = [asked.name for asked in ASKED if asked.views and asked.name in rows]
    others = [name for name in (CAPTION.name, NEAREST) if name in rows]
    return lines + [_comparison(name, other, rows) for name in shown for other in others]


def _comparison(name: str, other: str, rows: Rows) -> str:
    ours, theirs = (np.array(_chamfers(row, rows[row])) for row in (name, other))
    mean, error = mean_and_error((ours - theirs).tolist())
    return f"| {name} | {other} | {(ours < theirs).sum()} of {len(ours)} | {mean:+.4f} ± {error:.4f} |"


def sweep_table(scores: Sequence[Score]) -> list[str]:
    """Chamfer distance and F at 5 % of one try for each guidance."""
    scales = sorted({score.guidance for score in scores})
    lines = [f"| from | score | {' | '.join(f'{scale:g}' for scale in scales)} |", "|---" * (len(scales) + 2) + "|"]
    by_scale = [by_row([score for score in scores if score.guidance == scale]) for scale in scales]
    values: dict[str, tuple[Callable[[Score], float], str]] = {
        "Chamfer": (lambda score: score.chamfer, "{:.4f}"),
        "F at 5 %": (lambda score: 100 * score.f_score_5, "{:.1f}"),
    }
    for name in [asked.name for asked in ASKED if all(asked.name in rows for rows in by_scale)]:
        for title, (value, layout) in values.items():
            cells = [_cell([single(name, s, value) for s in rows[name].values()], layout) for rows in by_scale]
            lines.append(f"| {name} | {title} | {' | '.join(cells)} |")
    return lines


def as_json(rows: Rows) -> dict[str, Any]:
    """Every score of every shape by row, with the means."""
    return {
        name: {
            "chamfer": mean_and_error(_chamfers(name, shapes)),
            "faces_right": facing(name, shapes),
            "shapes": {shape: [_plain(score) for score in scores] for shape, scores in shapes.items()},
        }
        for name, shapes in rows.items()
    }


def _plain(score: Score) -> dict[str, Any]:
    wanted = ("sample", "chamfer", "f_score_2", "f_score_5", "faces_right", "note")
    return {key: value for key, value in asdict(score).items() if key in wanted}


def write_into(page: Path, text: str) -> None:
    """Replace what stands between the markers of a page, or add a section at its end."""
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    if BEGIN not in before or END not in before:
        before = f"{before.rstrip()}\n\n{TITLE}\n\n{BEGIN}\n{END}\n".lstrip()
    head, tail = before.split(BEGIN)[0], before.split(END)[1]
    with atomic_path(page) as temporary:
        temporary.write_text(f"{head}{BEGIN}\n\n{text.strip()}\n\n{END}{tail}", encoding="utf-8")
