"""What is shown to a judge: a caption, and nine others that colour alone does not tell from it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shape_diff.data.dataset import ShapeDataset
from shape_diff.evaluation.runs.sample_sets import caption_of
from shape_diff.geometry import PointCloud
from shape_diff.geometry.color_words import COLOR_WORDS, color_distances, color_words_in

CHOICES = 10
EVERYDAY = Path(__file__).parent / "everyday.txt"


@dataclass(frozen=True)
class Subject:
    """One picture's caption.

    Attributes:
        caption: what it should show.
        kind: its category, "" for a prompt of no data set.
        color: the colour word that most of it has, "" where that is not known.
        cloud: the true shape, None for a prompt of no data set.
    """

    caption: str
    kind: str = ""
    color: str = ""
    cloud: PointCloud | None = None


def val_subjects(data: Path, count: int, seed: int) -> list[Subject]:
    """Val shapes drawn so that no category comes twice before each has come once.

    Raises:
        ValueError: the data set is damaged or has fewer.
    """
    shapes = ShapeDataset.load(data).subset("val")
    if count > len(shapes):
        raise ValueError(f"{data} has {len(shapes)} val shapes; ask for at most as many, not {count}")
    order = np.random.default_rng(seed).permutation(len(shapes)).tolist()
    turn: dict[str, int] = {}
    rounds = []
    for row in order:
        kind = shapes.records[row].category
        turn[kind] = turn.get(kind, 0) + 1
        rounds.append((turn[kind], row))
    rows = [row for _, row in sorted(rounds, key=lambda pair: pair[0])[:count]]
    return [_val_subject(shapes, row) for row in rows]


def _val_subject(shapes: ShapeDataset, row: int) -> Subject:
    record, cloud = shapes.records[row], shapes.cloud(row)
    return Subject(caption_of(record.captions), record.category, main_color(cloud), cloud)


def prompt_subjects(file: Path = EVERYDAY) -> list[Subject]:
    """The prompts of a text file, one a line; raises OSError or ValueError for a file without any."""
    prompts = [line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    if not prompts:
        raise ValueError(f"{file} holds no prompt; write one a line")
    return [Subject(prompt, prompt, next(iter(color_words_in(prompt)), "")) for prompt in prompts]


def main_color(cloud: PointCloud) -> str:
    """The colour word that is the nearest to most points."""
    assert cloud.rgb is not None
    words = list(COLOR_WORDS)
    nearest = np.stack([color_distances(cloud.rgb, word) for word in words]).argmin(axis=0)
    return words[int(np.bincount(nearest).argmax())]


def choices(subjects: list[Subject], number: int, seed: int) -> list[str]:
    """Captions for one subject in random order: its own and others of another kind, of its colour as far as there are.

    Raises:
        ValueError: there are too few subjects.
    """
    own = subjects[number]
    others = [s for s in subjects if s.kind != own.kind and s.caption != own.caption]
    if len(others) < CHOICES - 1:
        raise ValueError(f"{CHOICES} choices need {CHOICES - 1} subjects of other kinds, there are {len(others)}")
    rng = np.random.default_rng((seed, number))
    rng.shuffle(others)  # type: ignore[arg-type]
    others.sort(key=lambda s: s.color != own.color)
    wrong = list(dict.fromkeys(s.caption for s in others))[: CHOICES - 1]
    return [[own.caption, *wrong][i] for i in rng.permutation(len(wrong) + 1)]
