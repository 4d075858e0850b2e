"""How well an adapter learns a style from 30 shapes, and what is forgotten for it.

    python -m benchmarks.adaptation --data LOWPOLY [--out runs/adaptation] [--captions 40] [SETTING=VALUE ...]

The style is made by a rule: shapes of the procedural catalogue, stretched tall and painted in three bands whatever they
are (`style`). 30 kinds are learned with the words of their names alone; 40 other kinds are then asked for, and as many
val captions of a data set that has nothing to do with the style. Prints a table in Markdown for the model as it is and
with the adapter at several strengths. Settings are those of `shape-diff adapt`. Three minutes of one core of a
Zen 5.
"""

import argparse
import platform
import sys
import time
from pathlib import Path

import torch

from benchmarks.adaptation.scores import Asked, kept_scores, made, style_scores, val_loss
from benchmarks.adaptation.style import build_style
from benchmarks.mistakes import in_one_sentence
from shape_diff.app.build import build_session
from shape_diff.app.config import load_experiment
from shape_diff.data.dataset import ShapeDataset
from shape_diff.evaluation.metrics.judging import load_judge
from shape_diff.generation.pipeline import Pipeline
from shape_diff.machine.seeding import stream
from shape_diff.models.adapter import load_adapter
from shape_diff.models.finding import DEFAULT_MODEL
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture
from shape_diff.training.opening import first_captions
from shape_diff.training.tasks.adapter.denoised import as_denoised, points_of

COLUMNS = (
    "samples", "colours off", "height / width", "Frechet to the style", "R-precision, style captions",
    "R-precision, val captions", "Frechet to val shapes", "colours off, val captions", "val loss",
)  # fmt: skip
SHOWN = 12


def main(arguments: list[str] | None = None) -> None:
    """Adapt and measure; users' mistakes end in one sentence."""
    parsed = parse(arguments)
    with in_one_sentence():
        run(parsed)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.adaptation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="built data whose val captions are to be kept")
    parser.add_argument("--out", type=Path, default=Path("runs/adaptation"), help="default: %(default)s")
    parser.add_argument("--model", default=DEFAULT_MODEL, help="default: %(default)s")
    parser.add_argument("--shapes", type=int, default=30, help="of the style that are learned; default: %(default)s")
    parser.add_argument("--captions", type=int, default=40, help="of each sort that are asked; default: %(default)s")
    parser.add_argument("--best-of", type=int, default=1, help="codes drawn for a cloud; default: %(default)s")
    parser.add_argument("--strength", type=float, action="append", help="may be given several times; 0.5 and 1 if not")
    parser.add_argument("settings", nargs="*", metavar="SETTING=VALUE", help="of shape-diff adapt")
    return parser.parse_args(arguments)


def run(parsed: argparse.Namespace) -> None:
    """Build the style, adapt, sample and print the table."""
    build_style(parsed.out / "style", parsed.shapes, parsed.captions)
    adapter = adapted(parsed)
    words = load_adapter(adapter).header.words
    asked = Asked(ShapeDataset.load(parsed.out / "style").subset("val"), words)
    held_out = ShapeDataset.load(parsed.data).subset("val")
    chosen = torch.randperm(len(held_out), generator=stream(0, 0, "captions"))[: parsed.captions].tolist()
    kept = Asked(held_out.take(chosen))
    pipeline, judge = Pipeline.load(parsed.model), load_judge()
    x0 = as_denoised(pipeline.model, held_out, points_of(pipeline.model, 256), pipeline.device)
    told = pipeline.encoder.encode(first_captions(held_out))
    write = sys.stdout.write
    write(f"{parsed.shapes} shapes learned, {parsed.captions} captions each, best of {parsed.best_of}; ")
    write(f"{platform.processor() or platform.machine()}, {torch.get_num_threads()} thread(s), ")
    write(f"{time.strftime('%Y-%m-%d')}; model {pipeline.model.sha256[:12]}\n\n")
    write("| " + " | ".join(COLUMNS) + " |\n" + "|" + "---|" * len(COLUMNS) + "\n")
    versions = {"the model": pipeline}
    versions |= {
        f"adapter at {strength:g}": pipeline.adapted(f"{adapter}:{strength}")
        for strength in parsed.strength or (0.5, 1.0)
    }
    pictures = []
    for name, version in versions.items():
        of_style, of_others = (made(version, one.prompts, parsed.best_of) for one in (asked, kept))
        scores = style_scores(of_style, asked, judge, pipeline), kept_scores(of_others, kept, judge, pipeline)
        write(row(name, *scores, val_loss(version.model, x0, told)))
        sys.stdout.flush()
        pictures += [cloud_thumbnail(cloud, size=160) for cloud in of_style[:SHOWN]]
    true_style, true_kept = asked.truth(), kept.truth()
    write(row("true shapes", style_scores(true_style, asked, judge, pipeline),
              kept_scores(true_kept, kept, judge, pipeline), None))  # fmt: skip
    pictures += [cloud_thumbnail(cloud, size=160) for cloud in true_style[:SHOWN]]
    write_picture(grid_picture(pictures, columns=min(SHOWN, len(true_style))), parsed.out / "samples.png")


def adapted(parsed: argparse.Namespace) -> Path:
    """The adapter's file; the same command again goes on where it was stopped."""
    config = load_experiment(
        [
            "experiment=adapt",
            f"data={parsed.out / 'style'}",
            f"runs_folder={parsed.out}",
            f"start_from={parsed.model}",
            *parsed.settings,
        ]
    )
    session = build_session(config)
    session.run()
    return session.folder.model


def row(
    name: str, style: tuple[float, float, float, float], kept: tuple[float, float, float], loss: float | None
) -> str:
    """A line of the table."""
    colors, tall, frechet, recognised = style
    kept_recognised, kept_frechet, kept_colors = kept
    numbers = [f"{colors:.2f}", f"{tall:.2f}", f"{frechet:.1f}", f"{recognised:.1%}", f"{kept_recognised:.1%}",
               f"{kept_frechet:.1f}", f"{kept_colors:.2f}", "" if loss is None else f"{loss:.3f}"]  # fmt: skip
    return f"| {name} | " + " | ".join(numbers) + " |\n"


if __name__ == "__main__":
    main()
