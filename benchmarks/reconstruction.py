"""How well and how fast point clouds become meshes: clean and noisy clouds of held-out shapes against their surface.

    python benchmarks/reconstruction.py shared/data/lowpoly --shapes 60
    python benchmarks/reconstruction.py shared/data/lowpoly --set screening=0 --set resolution=96

Input are points of the visible surface with true normals; the last rows also disturb the normals as a generated cloud
has them. 15,000 samples of the result are compared with 15,000 other points of the visible surface (one core, unless
OMP_NUM_THREADS says otherwise):

- CD: Chamfer-L1, mean of the two mean distances, x 100, the longest side being 2; "floor" is that of two sets of
  points of the true surface. What of the result cannot be seen from outside counts against it.
- F: F-score at 0.04, 2 % of the longest side. NC: mean absolute cosine of the normals, both ways.
- colour: root mean square error of vertex colours against the nearest true point of the same side, x 255.
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy.spatial import cKDTree

from shape_diff.data.sampling import generator_for, sample_surface
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_files import read_surface
from shape_diff.geometry.mesh_normals import vertex_normals
from shape_diff.geometry.mesh_report import mesh_report
from shape_diff.reconstruction.methods import METHODS, reconstruct
from shape_diff.reconstruction.options import ReconstructionOptions

NUM_REFERENCE = 15_000
F_SCORE_DISTANCE = 0.04
COLUMNS = ("CD x100", "F %", "NC %", "watertight %", "colour", "faces", "seconds")


@dataclass(frozen=True)
class Noise:
    """Standard deviation of the positions, tilt of the normals in degrees, share of flipped normals, or no normals."""

    sigma: float
    tilt_deg: float = 0.0
    flipped: float = 0.0
    no_normals: bool = False

    def __str__(self) -> str:
        if self.no_normals:
            return f"{self.sigma:g}, no normals"
        normals = f", normals {self.tilt_deg:g}°, {self.flipped:.0%} flipped" if self.tilt_deg else ""
        return f"{self.sigma:g}{normals}"

    def disturb(self, cloud: PointCloud, generator: np.random.Generator) -> PointCloud:
        assert cloud.normals is not None
        xyz = cloud.xyz + self.sigma * generator.standard_normal(cloud.xyz.shape)
        tilt = np.tan(np.radians(self.tilt_deg)) / np.sqrt(2)
        normals = cloud.normals + tilt * generator.standard_normal(cloud.normals.shape)
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        normals *= np.where(generator.random(len(cloud)) < self.flipped, -1, 1)[:, None]
        return PointCloud(xyz, cloud.rgb, None if self.no_normals else normals)


NOISES = (Noise(0), Noise(0.005), Noise(0.01), Noise(0.02), Noise(0.01, 10, 0.01), Noise(0.02, 20, 0.02))


def main() -> None:
    arguments = parse()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    options = replace(ReconstructionOptions(), **dict(map(parse_setting, arguments.set)))
    shapes = list(load_shapes(arguments.data, arguments.shapes, max(arguments.points)))
    write(f"{len(shapes)} shapes, {arguments.method}, {' '.join(arguments.set) or 'default options'}; {machine()}\n\n")
    write(f"| points | noise | {' | '.join(COLUMNS)} |\n|{'---|' * (len(COLUMNS) + 2)}\n")
    write(f"| floor | | {floor(shapes):.2f} | " + "| " * (len(COLUMNS) - 1) + "|\n")
    noises = tuple(replace(noise, no_normals=True) for noise in NOISES[:4]) if arguments.no_normals else NOISES
    for num_points in arguments.points:
        for noise in noises:
            scores = [score_shape(name, cloud, num_points, noise, arguments.method, options) for name, cloud in shapes]
            row = " | ".join(
                f"{value:.{digits}f}" for value, digits in zip(np.mean(scores, 0), (2, 1, 1, 0, 1, 0, 2), strict=True)
            )
            write(f"| {num_points} | {noise} | {row} |\n")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with meshes and captions.jsonl")
    parser.add_argument("--shapes", type=int, default=60, help="number of val shapes")
    parser.add_argument("--points", type=int, nargs="+", default=[1024, 4096])
    parser.add_argument("--method", choices=METHODS, default="poisson")
    parser.add_argument("--no-normals", action="store_true", help="give no normals, so that they are estimated")
    parser.add_argument("--set", action="append", default=[], metavar="OPTION=VALUE", help="change an option")
    return parser.parse_args()


def parse_setting(text: str) -> tuple[str, Any]:
    name, _, value = text.partition("=")
    types = {field.name: type(getattr(ReconstructionOptions(), field.name)) for field in fields(ReconstructionOptions)}
    if name not in types:
        raise SystemExit(f"there is no option {name!r}; choose one of {', '.join(types)}")
    return name, types[name](value)


def machine() -> str:
    return f"{platform.machine()}, {torch.get_num_threads()} thread(s), torch {torch.__version__}, {date.today()}"


def write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def load_shapes(data: Path, count: int, num_points: int) -> Iterator[tuple[str, PointCloud]]:
    """Evenly chosen val shapes, each with points for the input and after them points for the reference."""
    rows = [json.loads(line) for line in (data / "captions.jsonl").open(encoding="utf-8")]
    rows = [row for row in rows if row["split"] == "val"]
    for number in np.linspace(0, len(rows) - 1, min(count, len(rows))).astype(int):
        name = rows[number]["id"]
        surface = read_surface(data / rows[number]["file"])
        samples = sample_surface(surface, num_points + 2 * NUM_REFERENCE, generator_for(0, name))
        yield name, PointCloud(samples.xyz, samples.rgb, samples.normals)


def score_shape(
    name: str, truth: PointCloud, num_points: int, noise: Noise, method: str, options: ReconstructionOptions
) -> list[float]:
    generator = generator_for(1, name)
    cloud = noise.disturb(truth.select(np.arange(num_points)), generator)
    start = time.perf_counter()
    mesh = reconstruct(cloud, method, options)
    seconds = time.perf_counter() - start
    reference = truth.select(np.arange(len(truth) - NUM_REFERENCE, len(truth)))
    report = mesh_report(mesh)
    return [
        *surface_scores(mesh, reference, generator),
        100 * report.watertight,
        color_error(mesh, reference),
        report.faces,
        seconds,
    ]


def surface_scores(mesh: Mesh, reference: PointCloud, generator: np.random.Generator) -> tuple[float, float, float]:
    """Chamfer-L1 x 100, F-score in per cent and normal consistency in per cent."""
    assert reference.normals is not None
    xyz, normals = sample_mesh(mesh, len(reference), generator)
    to_mesh, nearest = cKDTree(xyz).query(reference.xyz)
    to_truth, nearest_truth = cKDTree(reference.xyz).query(xyz)
    recall, precision = (to_mesh < F_SCORE_DISTANCE).mean(), (to_truth < F_SCORE_DISTANCE).mean()
    agreement = [(reference.normals * normals[nearest]).sum(1), (normals * reference.normals[nearest_truth]).sum(1)]
    return (
        50 * float(to_mesh.mean() + to_truth.mean()),
        200 * float(recall * precision / max(recall + precision, 1e-9)),
        100 * float(np.abs(agreement).mean()),
    )


def sample_mesh(mesh: Mesh, count: int, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Even random points of a mesh and their face normals, (count, 3) each."""
    corners = mesh.triangles.astype(np.float64)
    vectors = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    doubled_area = np.linalg.norm(vectors, axis=1)
    face = generator.choice(len(corners), count, p=doubled_area / doubled_area.sum())
    root, along = np.sqrt(generator.random((count, 1))), generator.random((count, 1))
    a, b, c = corners[face].transpose(1, 0, 2)
    return (1 - root) * a + root * (1 - along) * b + root * along * c, vectors[face] / doubled_area[face, None]


def color_error(mesh: Mesh, reference: PointCloud) -> float:
    """Root mean square error x 255; normals count as 0.2 units of distance, so that a side is matched with itself."""
    assert mesh.rgb is not None and reference.rgb is not None and reference.normals is not None
    tree = cKDTree(np.hstack([reference.xyz, 0.2 * reference.normals]))
    _, nearest = tree.query(np.hstack([mesh.vertices, 0.2 * vertex_normals(mesh)])[::5])
    return 255 * float(np.sqrt(((mesh.rgb[::5] - reference.rgb[nearest]) ** 2).mean()))


def floor(shapes: list[tuple[str, PointCloud]]) -> float:
    """The Chamfer-L1 x 100 of two sets of points of the same surface."""
    distances = []
    for _, cloud in shapes:
        first, second = cloud.xyz[-NUM_REFERENCE:], cloud.xyz[-2 * NUM_REFERENCE : -NUM_REFERENCE]
        there, back = cKDTree(first).query(second)[0], cKDTree(second).query(first)[0]
        distances.append(50 * float(there.mean() + back.mean()))
    return float(np.mean(distances))


if __name__ == "__main__":
    main()
