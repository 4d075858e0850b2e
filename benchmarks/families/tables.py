"""Scores as Markdown."""

from collections.abc import Iterable, Sequence

from benchmarks.families.scoring import Scores

COLUMNS = ("1-NNA-CD", "MMD-CD", "CD to its shape", "F 5 %", "seconds a cloud")


def table(names: Sequence[str], rows: Iterable[tuple[Sequence[str], Scores]]) -> list[str]:
    """Lines of a table: what the first columns are called, and for each row what they say and its scores."""
    heads = [*names, *COLUMNS]
    lines = [_line(heads), "|" + "---|" * len(heads)]
    return lines + [_line([*what, *cells(scores)]) for what, scores in rows]


def cells(scores: Scores) -> list[str]:
    """One for each of `COLUMNS`; no time where nothing was sampled."""
    return [
        f"{scores.accuracy:.1%}",
        f"{scores.matching:.4f}",
        f"{scores.chamfer:.4f}",
        f"{scores.f_score:.3f}",
        f"{scores.seconds:.3f}" if scores.seconds else "",
    ]


def _line(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"
