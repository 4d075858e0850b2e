"""How near shapes generated from pictures are to the shapes in the pictures, and pages of pictures of them.

    python -m benchmarks.image_to_3d sweep   --data DATA --model MODEL          guidance, on shapes of its own
    python -m benchmarks.image_to_3d scores  --data DATA --model MODEL --into docs/results.md
    python -m benchmarks.image_to_3d gallery --data DATA --model MODEL --into docs/gallery
    python -m benchmarks.image_to_3d others  --meshes MESHES    assets/pictures again; see other_pictures.py

`scores` may be left out. Run from the root of the repository. DATA needs its views (`shape-diff data views`). Every
score is appended to scores.jsonl in --out at once: stop the program whenever you like; the same command goes on, and
one with fewer --shapes tabulates what is done. A cloud takes 1.5 to 4 seconds of a core.

The shapes are of the val split, spread evenly over it; no training step has seen them, nor any of their views. Each
is asked for by one, two or four clean views, by one view and the true caption, and by that caption alone. Clouds
are compared with the true shape in the data's canonical frame, whatever side the picture shows, by 2,048 points each:
- Chamfer: mean squared distance to the nearest point, both directions summed, the longest side being 2.
- F at 2 % and 5 % of the longest side of the true shape, in per cent.
- one, best: mean over the samples of a shape, and the best of them. Of neighbours: the nearest, the best of as many.
- faces right: clouds that fit better as they are than turned about the vertical by 90, 180 or 270 degrees, of the
  shapes on which that can be told.
Baselines: the training shape with the view most like the picture (cosine of the image encoder's summaries), training
shapes at random, and as a ceiling other points of the true shape itself. ± is one standard error over the shapes.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.image_to_3d import gallery, other_pictures
from benchmarks.image_to_3d.measure import ASKED, CAPTION, Case, Setup, measure, measure_baselines
from benchmarks.image_to_3d.neighbors import TrainingViews
from benchmarks.image_to_3d.records import Records
from benchmarks.image_to_3d.report import LEGEND, as_json, by_row, facing, paired, sweep_table, table, write_into
from benchmarks.image_to_3d.subjects import Subjects
from benchmarks.mistakes import in_one_sentence
from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.views import ViewSet
from shape_diff.files.atomic import atomic_path
from shape_diff.generation.pipeline import Pipeline
from shape_diff.machine.allocation import keep_freed_memory
from shape_diff.models.finding import DEFAULT_MODEL, recommended

OUT = Path("runs/image_to_3d")
TEXT_GUIDANCE = recommended()["guidance"]


def main(arguments: list[str] | None = None) -> None:
    """Run a command; users' mistakes end in one sentence."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given or (given[0] not in COMMANDS and given[0] not in ("-h", "--help")):
        given = ["scores", *given]
    parsed = parse(given)
    keep_freed_memory()
    with in_one_sentence():
        COMMANDS[parsed.command][0](parsed)


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m benchmarks.image_to_3d", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (run, declare) in COMMANDS.items():
        declare(commands.add_parser(name, help=run.__doc__, description=run.__doc__))
    return parser.parse_args(arguments)


def _model_options(command: argparse.ArgumentParser, shapes: int, samples: int) -> None:
    add = command.add_argument
    add("--data", type=Path, required=True, help="folder of the built data with views")
    add("--model", default=DEFAULT_MODEL, help="name or file of a model (default: %(default)s)")
    add("--out", type=Path, default=OUT, help="folder of the results (default: %(default)s)")
    add("--shapes", type=int, default=shapes, help="val shapes (default: %(default)s); more extends a run")
    add("--samples", type=int, default=samples, help="clouds of each (default: %(default)s)")
    add("--seed", type=int, default=0, help="which shapes (default: %(default)s)")
    add("--points", type=int, default=recommended()["points"], help="of each cloud (default: %(default)s)")
    add("--steps", type=int, default=recommended()["steps"], help="of the sampler (default: %(default)s)")
    add("--workers", type=int, default=0, help="processes; 0 for one a core (default)")
    add("--into", type=Path, help="page, or folder of the gallery, to write into")


def _scores_options(command: argparse.ArgumentParser) -> None:
    _model_options(command, shapes=48, samples=4)
    command.add_argument("--guidance", type=float, default=TEXT_GUIDANCE, help="with pictures (default: %(default)s)")
    command.add_argument(
        "--caption-guidance", type=float, default=TEXT_GUIDANCE, help="of the caption alone (default: %(default)s)"
    )


def _sweep_options(command: argparse.ArgumentParser) -> None:
    _model_options(command, shapes=20, samples=2)
    command.add_argument(
        "--guidance", type=_scales, default=(1.0, 1.5, 2.0, 3.0), help="scales, by commas (default: 1,1.5,2,3)"
    )


def _gallery_options(command: argparse.ArgumentParser) -> None:
    _model_options(command, shapes=40, samples=4)
    command.add_argument("--guidance", type=float, default=TEXT_GUIDANCE, help="(default: %(default)s)")
    command.add_argument(
        "--pictures", type=Path, default=other_pictures.FOLDER, help="other pictures (default: %(default)s)"
    )


def _scales(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(","))


class Run:
    """What every command with a model needs."""

    def __init__(self, parsed: argparse.Namespace) -> None:
        if min(parsed.shapes, parsed.samples) < 1:
            raise ValueError("there must be at least one shape and one sample")
        self.data, self.dataset = parsed.data, ShapeDataset.load(parsed.data)
        self.pipeline = Pipeline.load(parsed.model)
        if self.pipeline.model.image_encoder is None:
            raise ValueError(f"the model {parsed.model} takes no pictures")
        self.subjects = Subjects(parsed.data, self.dataset, parsed.seed)
        self.settings = self.pipeline.model.sampling.changed({"points": parsed.points, "steps": parsed.steps})
        model, views = self.pipeline.model, ViewSet.load(parsed.data, [])
        self.setup = Setup(model.name, model.sha256, self.dataset.sha256, views.sha256, self.settings)

    def words(self, more: str) -> str:
        """The stamp below a table."""
        stamp = self.setup.stamp()
        return (
            f"{more}; {self.settings.points:,} points, {self.settings.steps} steps of {self.settings.sampler}; model "
            f"{self.setup.model} {self.setup.model_sha256[:12]}, data {self.setup.data_sha256[:12]}, views "
            f"{self.setup.views_sha256[:12]}; {stamp['date']}, {stamp['machine']}."
        )


def run_scores(parsed: argparse.Namespace) -> None:
    """score clouds made from pictures and captions, beside the baselines"""
    run = Run(parsed)
    subjects, train = run.subjects.first(parsed.shapes), run.dataset.subset("train")
    views = _training_views(run, parsed, train)
    measure_baselines(run.pipeline, run.setup, subjects, train, views, parsed.samples, parsed.out)
    scale = {asked.name: parsed.caption_guidance if asked == CAPTION else parsed.guidance for asked in ASKED}
    cases = [Case(subject, asked, scale[asked.name]) for subject in subjects for asked in ASKED]
    measure(run.pipeline, run.setup, cases, parsed.samples, parsed.out, parsed.workers)
    names = {subject.name for subject in subjects}
    rows = by_row(
        [
            score
            for score in Records(parsed.out).scores(run.setup.id)
            if score.shape in names and score.sample < parsed.samples and score.guidance in (0, scale.get(score.row))
        ]
    )
    count = facing(CAPTION.name, rows[CAPTION.name])[2]
    stamp = run.words(
        f"{len(subjects)} val shapes, {parsed.samples} samples each, {count} with a side to tell; guidance "
        f"{parsed.guidance:g} with pictures, {parsed.caption_guidance:g} without"
    )
    scores = {"stamp": run.setup.stamp() | {"guidance": scale, "samples": parsed.samples}, "rows": as_json(rows)}
    _write(parsed.out / "scores.json", json.dumps(scores, indent=1) + "\n")
    command = "    python -m benchmarks.image_to_3d --data DATA --model MODEL"
    _publish(parsed, "scores.md", [command, "", *table(rows), "", LEGEND, "", *paired(rows), "", stamp])


def _training_views(run: Run, parsed: argparse.Namespace, train: ShapeDataset) -> TrainingViews:
    encoder = run.pipeline.model.image_encoder
    assert encoder is not None
    file = parsed.out / f"training-views-{run.setup.model_sha256[:12]}-{run.setup.views_sha256[:12]}.npy"
    return TrainingViews.load(file, encoder, parsed.data, train, parsed.workers)


def run_sweep(parsed: argparse.Namespace) -> None:
    """compare guidance scales on val shapes that the scores do not use"""
    run = Run(parsed)
    subjects = run.subjects.last(parsed.shapes)
    asked = [row for row in ASKED if row.views < 2]
    cases = [Case(subject, row, scale) for subject in subjects for row in asked for scale in parsed.guidance]
    measure(run.pipeline, run.setup, cases, parsed.samples, parsed.out, parsed.workers)
    wanted = {case.key(run.setup, sample) for case in cases for sample in range(parsed.samples)}
    scores = [score for score in Records(parsed.out).scores(run.setup.id) if score.key in wanted]
    stamp = run.words(f"Guidance on {len(subjects)} other val shapes, {parsed.samples} samples each")
    command = "    python -m benchmarks.image_to_3d sweep --data DATA --model MODEL"
    _publish(parsed, "sweep.md", [command, "", *sweep_table(scores), "", stamp])


def run_gallery(parsed: argparse.Namespace) -> None:
    """draw pages: pictures, samples, meshes and true shapes, and pictures from elsewhere"""
    run = Run(parsed)
    settings = replace(run.settings, guidance=parsed.guidance)
    studio = gallery.Studio(run.pipeline, settings, parsed.samples, parsed.workers)
    into = parsed.into or parsed.out / "gallery"
    pages = gallery.write_val_pages(studio, run.subjects.first(parsed.shapes), into)
    others = gallery.write_other_page(studio, parsed.pictures, into) if parsed.pictures.is_dir() else []
    _write(into / "pictures.md", gallery.page_text(pages, others, run.words(f"Guidance {parsed.guidance:g}")))


def run_others(parsed: argparse.Namespace) -> None:
    """render, draw and copy the pictures that are not our renders again"""
    other_pictures.make(other_pictures.Places(parsed.meshes, parsed.three, parsed.share), parsed.folder)


def _others_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--meshes", type=Path, required=True, help="folder of the val shapes' meshes")
    command.add_argument("--three", type=Path, default=Path("node_modules/three"), help="npm package three")
    command.add_argument("--share", type=Path, default=Path("/usr/share"), help="where fonts and clip art lie")
    command.add_argument("--folder", type=Path, default=other_pictures.FOLDER, help="(default: %(default)s)")


def _publish(parsed: argparse.Namespace, name: str, lines: Sequence[str]) -> None:
    """Keep a report in the folder of the results; print it, or write all that are there into a page."""
    _write(parsed.out / name, "\n".join(lines) + "\n")
    if parsed.into is None:
        sys.stdout.write("\n".join([*lines, ""]))
        return
    parts = [parsed.out / part for part in ("scores.md", "sweep.md")]
    write_into(parsed.into, "\n".join(part.read_text(encoding="utf-8") for part in parts if part.exists()))


def _write(path: Path, text: str) -> None:
    with atomic_path(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


Declare = Callable[[argparse.ArgumentParser], None]
COMMANDS: dict[str, tuple[Callable[[Any], None], Declare]] = {
    "scores": (run_scores, _scores_options),
    "sweep": (run_sweep, _sweep_options),
    "gallery": (run_gallery, _gallery_options),
    "others": (run_others, _others_options),
}
