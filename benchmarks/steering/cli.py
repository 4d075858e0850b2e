"""How well work with shapes does what it says, on held-out shapes.

    python -m benchmarks.steering --data DATA [--model codes] [--shapes 20] [--only completion variation]

- completion: wholes of 25, 50 and 75 % of the points on one side of a plane, and of what one view sees, four of each,
  beside the caption alone and the training shape that fits the part best, moved onto it.
- variation: distance from the source and R-precision at each strength. The distance must grow.
- blend: largest step of a strip of seven over the mean step.
- edit: the upper half made anew; what is outside must stay.
- refine: 16,000 points from 1,000.
- reward: each before and after, and R-precision.
- round-trip: shapes of another place and size, encoded and decoded (models with shape codes).

Chamfer distance is the mean of squared distances, both directions summed, the longest side being 2. Prints tables in
Markdown. A minute a shape on one busy core.
"""

import argparse
import platform
import sys
import time
from pathlib import Path

import torch

from benchmarks.mistakes import in_one_sentence
from benchmarks.steering.measures import MEASURES, Setup
from shape_diff.data.joining import load_datasets
from shape_diff.evaluation.metrics.judging import load_judge
from shape_diff.generation.pipeline import Pipeline
from shape_diff.machine.allocation import keep_freed_memory
from shape_diff.machine.seeding import stream
from shape_diff.models.finding import DEFAULT_MODEL


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; users' mistakes end in one sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--shapes", type=int, default=20)
    parser.add_argument("--only", nargs="*", choices=list(MEASURES), default=list(MEASURES))
    given = parser.parse_args(arguments)
    keep_freed_memory()
    with in_one_sentence():
        pipeline = Pipeline.load(given.model, "cpu")
        every = load_datasets(given.data)
    held_out = every.subset("val")
    chosen = torch.randperm(len(held_out), generator=stream(0, 0, "shapes"))[: given.shapes].tolist()
    setup = Setup(pipeline, load_judge(), held_out.take(chosen), every.subset("train"))
    write = sys.stdout.write
    write(f"{len(chosen)} held-out shapes; {platform.machine()}, {torch.get_num_threads()} thread(s), ")
    write(f"{time.strftime('%Y-%m-%d')}; model {pipeline.model.name} {pipeline.model.sha256[:12]}\n")
    for name in given.only:
        write(f"\n**{name}**\n\n")
        for number, row in enumerate(MEASURES[name](setup)):
            write("| " + " | ".join(row) + " |\n" + ("|---" * len(row) + "|\n" if number == 0 else ""))
            sys.stdout.flush()
