"""How well, how fast and in how much memory point clouds become meshes: all methods, and Open3D alone beside them.

    python -m benchmarks.reconstruction measure --data ../shared/data/lowpoly --quick    a look, two minutes
    python -m benchmarks.reconstruction measure --data ../shared/data/lowpoly            the slices through the center
    python -m benchmarks.reconstruction memory                                           peak memory, fresh processes
    python -m benchmarks.reconstruction prompts --picture docs/reconstruction-prompts.png
    python -m benchmarks.reconstruction pictures --data ../shared/data/lowpoly --picture docs/reconstruction.png
    python -m benchmarks.reconstruction faces --data ../shared/data/lowpoly              how few triangles are enough
    python -m benchmarks.reconstruction report --into docs/reconstruction.md

Run from the root of the repository; it needs the extra `open3d`. Every result is appended to results.jsonl in --out at
once: stop the program whenever you like, the same command goes on where it was. Tables hold the shapes that every
method has done, so give trials of your own another --out. OMP_NUM_THREADS sets the threads (1 if it is not set).

Shapes: val shapes of the data set, 28 solids and 15 things with thin parts, made by trimesh, manifold3d, Open3D and
scikit-image. Clouds: points of the visible outer surface, the longest side being 2, disturbed. The center is 4,096
points with noise of standard deviation 0.01; `estimated` means that no normals are given, `generated` that the cloud
went through the shipped model's own denoiser. Slices change one thing of the center at a time:
{slices}.

Scores, between 80,000 points of the mesh and 80,000 of the true visible surface (what of a mesh cannot be seen from
outside counts against it):
- Chamfer-L1 x 100, the mean of the mean distances there and back.
- F at 1 % and 2 % of the longest side, in per cent; a cloud without a mesh counts as 0.
- normals: mean absolute cosine, in per cent. closed: share of watertight meshes.
- colour: root mean square difference x 255 from the nearest true point of the same side.
- seconds: wall clock of one call, worker processes already started. CPU seconds: processor time, which a busy machine
  hardly changes. x poisson: the median of their ratios to those of poisson on the same cloud in the same run.
"""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import torch

from benchmarks.mistakes import in_one_sentence
from benchmarks.reconstruction import faces, memory, pictures, prompts
from benchmarks.reconstruction.contenders import contenders
from benchmarks.reconstruction.disturbances import CENTER, SLICES
from benchmarks.reconstruction.measure import Plan, measure
from benchmarks.reconstruction.records import Records, this_run
from benchmarks.reconstruction.report import report
from benchmarks.reconstruction.shapes import GROUPS, all_shapes
from shape_diff.reconstruction.options import ReconstructionOptions

OUT = Path("runs/reconstruction")
NUM_VAL = 30
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"
"""The report goes between these lines of a page, so that what people wrote around it stays."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command; users' mistakes end in one sentence."""
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    parsed = parse(arguments)
    with in_one_sentence():
        COMMANDS[parsed.command][0](parsed)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    slices = ", ".join(f"{name} ({len(disturbances)} clouds a shape)" for name, disturbances in SLICES.items())
    parser = argparse.ArgumentParser(
        "python -m benchmarks.reconstruction",
        description=str(__doc__).replace("{slices}", slices),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (run, declare) in COMMANDS.items():
        command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
        command.add_argument("--out", type=Path, default=OUT, help="folder of the results (default: %(default)s)")
        declare(command)
    return parser.parse_args(arguments)


def _measure_options(command: argparse.ArgumentParser) -> None:
    _shape_options(command)
    add = command.add_argument
    add("--val", type=int, default=NUM_VAL, help="number of val shapes (default: %(default)s); more extends a run")
    add("--limit", type=int, help="only the first so many shapes, taken from all groups in turn")
    add("--slice", nargs="+", choices=[*SLICES][:-1], default=["center"], help="disturbances (default: center)")
    add("--full", action="store_true", help="all combinations instead of slices: hours")
    add("--quick", action="store_true", help="three shapes at the center")
    add("--methods", nargs="+", choices=contenders(), default=contenders(), help="(default: all)")
    add("--minutes", type=float, default=float("inf"), help="begin no new shape after this time")
    add("--set", action="append", default=[], metavar="OPTION=VALUE", help="change a reconstruction option")


def _memory_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--only", nargs=2, metavar=("METHOD", "POINTS"), help="measure one and print it as JSON")


def _prompts_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--picture", type=Path, help="PNG to write")
    command.add_argument("--size", type=int, default=180, help="side of a tile in pixels")


def _pictures_options(command: argparse.ArgumentParser) -> None:
    _shape_options(command)
    command.add_argument("--picture", type=Path, required=True, help="PNG to write")
    command.add_argument("--size", type=int, default=150, help="side of a tile in pixels")
    command.add_argument("--normals", choices=("true", "estimated", "generated"), default="true")


def _faces_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, help="folder with meshes and captions.jsonl")
    command.add_argument("--val", type=int, default=10, help="number of val shapes (default: %(default)s)")


def _report_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--into", type=Path, help="page whose tables are replaced; printed if not given")


def _shape_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, help="folder with meshes and captions.jsonl, for the val shapes")
    command.add_argument("--groups", nargs="+", choices=GROUPS, default=GROUPS, help="kinds of shapes (default: all)")


def run_measure(parsed: argparse.Namespace) -> None:
    """score every method on disturbed clouds of known shapes"""
    shapes = all_shapes(parsed.data, parsed.val, parsed.groups)
    names = ["full"] if parsed.full else parsed.slice
    plan = Plan(
        shapes=shapes[: 3 if parsed.quick else parsed.limit],
        disturbances=[disturbance for name in names for disturbance in SLICES[name]],
        methods=parsed.methods,
        options=replace(ReconstructionOptions(), **dict(map(_setting, parsed.set))),
        changes=" ".join(parsed.set),
        minutes=parsed.minutes,
    )
    finished = measure(plan, parsed.out)
    sys.stdout.write(report(Records(parsed.out).results(), []))
    if not finished:
        sys.stdout.write("\nThe time was up; the same command goes on.\n")


def run_memory(parsed: argparse.Namespace) -> None:
    """peak memory of every method, each in a fresh process"""
    if parsed.only:
        sys.stdout.write(memory.probe(parsed.only[0], int(parsed.only[1]), parsed.out))
        return
    memory.measure_memory(parsed.out)
    sys.stdout.write("\n".join(memory.memory_table(parsed.out)) + "\n")


def run_prompts(parsed: argparse.Namespace) -> None:
    """holes, specks and handles of meshes of generated clouds"""
    prompts.measure_prompts(parsed.out, parsed.picture, parsed.size)
    sys.stdout.write("\n".join(prompts.prompts_table(parsed.out)) + "\n")


def run_pictures(parsed: argparse.Namespace) -> None:
    """twelve shapes by every method in one sheet"""
    shapes = pictures.picture_shapes(all_shapes(parsed.data, pictures.NUM_VAL, parsed.groups))
    disturbance = replace(CENTER, normals=parsed.normals)
    pictures.write_sheet(shapes, disturbance, parsed.out, parsed.picture, parsed.size)


def run_faces(parsed: argparse.Namespace) -> None:
    """simplified meshes of val shapes and thin things against the true surface and the full mesh"""
    shapes = faces.simplified_shapes(parsed.data, parsed.val)
    rows = faces.measure_faces(shapes, parsed.out)
    sys.stdout.write("\n".join(faces.table(rows)) + f"\n\n{len(shapes)} shapes; {this_run().machine}.\n")


def run_report(parsed: argparse.Namespace) -> None:
    """the tables of all results as Markdown"""
    records = Records(parsed.out)
    tables = [report(records.results(), records.runs())]
    for title, lines in (
        ("Peak memory", memory.memory_table(parsed.out)),
        (f"Meshes of {len(prompts.PROMPTS)} generated clouds", prompts.prompts_table(parsed.out)),
    ):
        tables += [f"### {title}\n\n" + "\n".join(lines) + "\n"] if len(lines) > 2 else []
    if parsed.into is None:
        sys.stdout.write("\n".join(tables))
        return
    page = parsed.into.read_text(encoding="utf-8") if parsed.into.exists() else f"# Reconstruction\n\n{BEGIN}\n{END}\n"
    if BEGIN not in page or END not in page:
        raise ValueError(f"{parsed.into} lacks the lines '{BEGIN}' and '{END}' that the tables go between")
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    parsed.into.write_text(f"{before}{BEGIN}\n\n" + "\n".join(tables) + f"\n{END}{after}", encoding="utf-8")


def _setting(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    types = {field.name: type(getattr(ReconstructionOptions(), field.name)) for field in fields(ReconstructionOptions)}
    if name not in types:
        raise ValueError(f"there is no option {name!r}; choose one of {', '.join(types)}")
    return name, types[name](value)


Run = Callable[[argparse.Namespace], None]
Declare = Callable[[argparse.ArgumentParser], None]
COMMANDS: dict[str, tuple[Run, Declare]] = {
    "measure": (run_measure, _measure_options),
    "memory": (run_memory, _memory_options),
    "prompts": (run_prompts, _prompts_options),
    "pictures": (run_pictures, _pictures_options),
    "faces": (run_faces, _faces_options),
    "report": (run_report, _report_options),
}
