"""Whether people recognise what was generated: pictures without captions, free names, then a choice among ten.

    python -m benchmarks.recognition make --out runs/seen/val --data DATA          val captions, one sample each
    python -m benchmarks.recognition make --out runs/seen/true --data DATA --true  the true shapes of the same captions
    python -m benchmarks.recognition make --out runs/seen/everyday                 prompts of everyday.txt
    python -m benchmarks.recognition second FOLDER      a form for a second reader, once names.csv is filled in
    python -m benchmarks.recognition score FOLDER

Run from the root of the repository. A judge sees sheet-*.png and nothing else, and writes into names.csv what each
picture shows; only then opens choices/choices.txt, where the nine wrong captions are of other kinds and, as far as
there are enough, of the same main colour, and fills in choices.csv. (Colour alone finds most captions among captions of
any colour.) A second reader, who sees no picture, says in same.csv whether the name and the caption are the same kind
of thing. key/ is for nobody. Every sample has the seed of its number; none is picked.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.mistakes import in_one_sentence
from benchmarks.recognition import scores, sheets, subjects
from shape_diff.generation.pipeline import Pipeline
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.machine.allocation import keep_freed_memory
from shape_diff.machine.progress import progress_bar
from shape_diff.models.finding import DEFAULT_MODEL
from shape_diff.reconstruction.methods import reconstruct


def main(arguments: list[str] | None = None) -> None:
    """Run a command; users' mistakes end in one sentence."""
    parsed = parse(arguments)
    keep_freed_memory()
    with in_one_sentence():
        parsed.run(parsed)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command and its options."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.recognition", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True)
    made = commands.add_parser("make", help=make.__doc__)
    made.set_defaults(run=make)
    made.add_argument("--out", type=Path, required=True, help="folder for the sheets")
    made.add_argument("--data", type=Path, help="built data whose val captions are shown; prompts without it")
    made.add_argument("--true", action="store_true", help="show the true shapes in the place of samples")
    made.add_argument("--prompts", type=Path, default=subjects.EVERYDAY, help="one a line (default: %(default)s)")
    made.add_argument("--model", default=DEFAULT_MODEL, help="name or file (default: %(default)s)")
    made.add_argument("--count", type=int, default=60, help="val captions (default: %(default)s)")
    made.add_argument("--seed", type=int, default=0, help="of what is drawn and of the samples")
    made.add_argument("--clouds", action="store_true", help="draw clouds, not meshes")
    for name, run in (("second", second), ("score", score)):
        command = commands.add_parser(name, help=run.__doc__)
        command.set_defaults(run=run)
        command.add_argument("folder", type=Path)
    return parser.parse_args(arguments)


def make(parsed: argparse.Namespace) -> None:
    """draw the sheets and write the forms"""
    if parsed.true and parsed.data is None:
        raise ValueError("--true needs the --data whose shapes are shown")
    if parsed.data is None:
        shown = subjects.prompt_subjects(parsed.prompts)
    else:
        shown = subjects.val_subjects(parsed.data, parsed.count, parsed.seed)
    asked = [subjects.choices(shown, number, parsed.seed) for number in range(len(shown))]
    parsed.out.mkdir(parents=True, exist_ok=True)
    pipeline = None if parsed.true else Pipeline.load(parsed.model)
    pictures = []
    for number, subject in enumerate(progress_bar(shown, "pictures")):
        cloud = _cloud(subject, pipeline, parsed.seed + number)
        pictures.append(sheets.picture_of(cloud, None if parsed.clouds else _mesh(cloud)))
    sheets.write_sheets(parsed.out, pictures, shown, asked)
    sys.stdout.write(f"{len(pictures)} pictures in {parsed.out}; fill in {sheets.ANSWERS} first\n")


def second(parsed: argparse.Namespace) -> None:
    """write the form of the second reader"""
    sys.stdout.write(f"{scores.write_second_form(parsed.folder)}\n")


def score(parsed: argparse.Namespace) -> None:
    """print the rates"""
    sys.stdout.write("\n".join(scores.scores(parsed.folder)) + "\n")


def _cloud(subject: subjects.Subject, pipeline: Pipeline | None, seed: int) -> PointCloud:
    if pipeline is not None:
        return pipeline.generate(subject.caption, seed=seed)[0].cloud
    assert subject.cloud is not None
    return subject.cloud


def _mesh(cloud: PointCloud) -> Mesh | None:
    """None where a cloud encloses nothing: then the cloud is drawn."""
    try:
        return reconstruct(cloud)
    except ValueError:
        return None
