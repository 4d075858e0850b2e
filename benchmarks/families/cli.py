"""Processes and backbones compared: same data, same time of training, same evaluation.

    python -m benchmarks.families compare --data DATA [--out runs/families] [--minutes 12] [--shapes 100]

Run from the root of the repository. Every process is trained with one small network (half of the shipped one's widths
and latents), every backbone with one process (EDM), each for so many minutes of processor time, by the program's own
training sessions. One cloud is sampled for each val caption, without guidance, with 8, 16 and 32 evaluations of the
denoiser, and compared with the caption's shape and, as a set, with the val shapes. Models, and the scores of each row,
are kept in --out: the same command goes on where it was stopped, and prints two tables in Markdown.

    python -m benchmarks.families.strips draws the pictures of docs/families.md.
"""

import argparse
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from benchmarks.families.contenders import (
    BACKBONES,
    DETERMINISTIC,
    PROCESSES,
    Contender,
    Training,
    samplers_of,
    steps_of,
)
from benchmarks.families.scoring import Bench, Scores
from benchmarks.families.tables import table
from benchmarks.families.trained import REFERENCE, trained
from benchmarks.mistakes import in_one_sentence
from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.families import FAMILIES
from shape_diff.diffusion.samplers import SAMPLERS
from shape_diff.files.atomic import atomic_path
from shape_diff.machine.allocation import keep_freed_memory
from shape_diff.models.model import load_model
from shape_diff.training.run_folder import RunFolder

BACKBONE_SAMPLER = "heun"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; users' mistakes end in one sentence."""
    parsed = parse(arguments)
    keep_freed_memory()
    with in_one_sentence():
        parsed.run(parsed)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command and its options."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.families", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    made = commands.add_parser("compare", help=compare.__doc__)
    made.set_defaults(run=compare)
    made.add_argument("--data", type=Path, required=True, help="built data with a train and a val split")
    made.add_argument("--out", type=Path, default=Path("runs/families"), help="models, scores and tables.md")
    made.add_argument(
        "--minutes", type=float, default=12, help="processor time of each training (default: %(default)s)"
    )
    made.add_argument("--shapes", type=int, default=100, help="val captions (default: %(default)s)")
    made.add_argument("--points", type=int, default=256, help="of each cloud (default: %(default)s)")
    made.add_argument("--clouds", type=int, default=32, help="in a training batch (default: %(default)s)")
    made.add_argument("--evaluations", type=int, nargs="+", default=[8, 16, 32], help="of the denoiser for a sample")
    made.add_argument("--processes", nargs="+", choices=PROCESSES, default=PROCESSES)
    made.add_argument(
        "--samplers", nargs="+", choices=list(SAMPLERS), default=DETERMINISTIC, help="besides that of each paper"
    )
    made.add_argument("--backbones", nargs="+", choices=list(BACKBONES), default=list(BACKBONES))
    return parser.parse_args(arguments)


def compare(parsed: argparse.Namespace) -> None:
    """train what is missing, score it and print the tables"""
    training = Training(parsed.minutes, parsed.points, parsed.clouds)
    data = ShapeDataset.load(parsed.data)
    bench = Bench(data, parsed.shapes, parsed.points, parsed.out / "scores")
    text = "\n".join([
        f"Processes, each trained with {next(iter(BACKBONES))}:", "",
        *table(("process", "sampler", "evaluations"), _of_processes(parsed, training, bench)), "",
        f"Backbones, each trained with {REFERENCE} and sampled by {BACKBONE_SAMPLER}:", "",
        *table(("backbone", "parameters", "clouds seen", "val loss", "evaluations"),
               _of_backbones(parsed, training, bench)), "",
        f"{training.minutes:g} minutes of processor time for each training, {training.clouds} clouds of "
        f"{training.points} points in a batch; {len(bench.rows)} val captions, one sample each, no guidance; "
        f"{platform.machine()}, {torch.get_num_threads()} thread(s), PyTorch {torch.__version__}; data "
        f"{data.sha256[:12]}; {time.strftime('%Y-%m-%d')}.", "",
    ])  # fmt: skip
    with atomic_path(parsed.out / "tables.md") as temporary:
        temporary.write_text(text)
    sys.stdout.write(text)


def _of_processes(parsed: argparse.Namespace, training: Training, bench: Bench) -> Iterator[tuple[list[str], Scores]]:
    """Every process, each of its samplers and each number of evaluations; first, real shapes of other captions."""
    yield ["training shapes", "", ""], bench.of_training_shapes()
    for process in parsed.processes:
        file = trained(Contender(process, next(iter(BACKBONES))), training, parsed.data, parsed.out)
        for sampler in samplers_of(process, parsed.samplers):
            for evaluations in parsed.evaluations:
                yield [process, sampler, str(evaluations)], _scores(bench, file, process, sampler, evaluations)


def _of_backbones(parsed: argparse.Namespace, training: Training, bench: Bench) -> Iterator[tuple[list[str], Scores]]:
    """Every backbone and each number of evaluations."""
    for backbone in parsed.backbones:
        file = trained(Contender(REFERENCE, backbone), training, parsed.data, parsed.out)
        model = load_model(str(file), torch.device("cpu"))
        size = sum(parameter.numel() for parameter in model.denoiser.parameters())
        loss = next(row["val_loss"] for row in reversed(RunFolder(file.parent).rows()) if "val_loss" in row)
        facts = [backbone, f"{size / 1e6:.1f}M", f"{model.recipe['shapes_seen']:,}", f"{loss:.3f}"]
        for evaluations in parsed.evaluations:
            yield [*facts, str(evaluations)], _scores(bench, file, REFERENCE, BACKBONE_SAMPLER, evaluations)


def _scores(bench: Bench, file: Path, process: str, sampler: str, evaluations: int) -> Scores:
    settings = load_model(str(file), torch.device("cpu")).sampling.changed(
        {
            "sampler": sampler,
            "schedule": FAMILIES[process].schedule,
            "steps": steps_of(sampler, evaluations),
            "points": bench.points,
            "guidance": 1.0,
        }
    )
    return bench.of_model(file, settings)
