"""Every contender on every disturbed cloud, scored against the true surface."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from benchmarks.reconstruction.contenders import BASELINE, REFERENCE, Attempt, attempt
from benchmarks.reconstruction.disturbances import Disturbance
from benchmarks.reconstruction.records import Records, Result, Scores, this_run
from benchmarks.reconstruction.regenerated import Regenerator
from benchmarks.reconstruction.shapes import Shape, reference_of
from shape_diff.data.sampling import generator_for
from shape_diff.evaluation.metrics.surface_scores import NUM_SAMPLES, Reference, sample_mesh
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_report import mesh_report
from shape_diff.machine.progress import progress_bar
from shape_diff.reconstruction.options import ReconstructionOptions

FLOOR = "true surface"
"""Other points of the true surface, scored like a mesh: what no method can be better than."""
POINTS = "points alone"
"""The points that were given, scored from them to the true surface only."""


@dataclass(frozen=True)
class Plan:
    """What is to be measured.

    Attributes:
        shapes: in the order in which they are done.
        disturbances: done for one shape after the other.
        methods: names of contenders.
        options: for the library's methods.
        changes: the changed options in words, which become part of a method's name.
        minutes: no new shape is begun after this time.
    """

    shapes: Sequence[Shape]
    disturbances: Sequence[Disturbance]
    methods: Sequence[str]
    options: ReconstructionOptions
    changes: str = ""
    minutes: float = float("inf")

    def name(self, method: str) -> str:
        return f"{method} {self.changes}" if self.changes and method != BASELINE else method

    def methods_for(self, disturbance: Disturbance) -> list[str]:
        """The baseline never looks at given normals, so it is not run on the same points twice."""
        return [method for method in self.methods if method != BASELINE or disturbance.normals != "true"]


def measure(plan: Plan, folder: Path) -> bool:
    """Do what is not done yet; returns whether all is done."""
    records, run, regenerator = Records(folder), this_run(), Regenerator()
    done = {result.key for result in records.results()}
    records.append(run)
    _warm_up(plan)
    deadline = time.monotonic() + 60 * plan.minutes
    for shape in progress_bar(plan.shapes, "shapes"):
        missing = [d for d in plan.disturbances if _missing(plan, shape, d, done)]
        if missing and time.monotonic() > deadline:
            return False
        if missing:
            subject = Subject(shape, shape.truth(folder / "truth"), run.run)
            for disturbance in missing:
                cloud = disturbance.cloud(subject.truth, shape, regenerator)
                methods = _missing(plan, shape, disturbance, done)
                for result in subject.results(plan, disturbance, cloud, methods):
                    records.append(result)
    return True


def _missing(plan: Plan, shape: Shape, disturbance: Disturbance, done: set[tuple[str, str, str]]) -> list[str]:
    """Methods without a result; the reference is timed again beside them, as only seconds of one run compare."""
    names = {method: plan.name(method) for method in plan.methods_for(disturbance)}
    missing = [method for method, name in names.items() if (shape.name, disturbance.label, name) not in done]
    return missing if REFERENCE in missing or not missing else [REFERENCE, *missing]


def _warm_up(plan: Plan) -> None:
    """Let worker processes start and import what they need, which a program does once and not for each mesh."""
    generator = np.random.default_rng(0)
    normals = generator.standard_normal((2000, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    for method in plan.methods:
        attempt(method, PointCloud(normals, np.abs(normals), normals), plan.options)


class Subject:
    """A shape with its true surface, on which contenders are scored."""

    def __init__(self, shape: Shape, truth: PointCloud, run: str) -> None:
        self.shape, self.truth, self.run = shape, truth, run
        self.reference = Reference(reference_of(truth))
        self._tree = cKDTree(self.reference.samples.xyz)

    def results(
        self, plan: Plan, disturbance: Disturbance, cloud: PointCloud, methods: Sequence[str]
    ) -> Iterator[Result]:
        given = {FLOOR: self.truth.select(np.arange(len(self.truth) - NUM_SAMPLES)), POINTS: cloud}
        for name, points in given.items():
            yield self._result(disturbance, name, Attempt(None, 0.0, 0.0), self._one_way(points))
        for method in methods:
            made = attempt(method, cloud, plan.options)
            scores: Scores = {} if made.mesh is None else self.scores(made.mesh)
            yield self._result(disturbance, plan.name(method), made, scores)

    def scores(self, mesh: Mesh) -> Scores:
        try:
            samples = sample_mesh(mesh, NUM_SAMPLES, generator_for(2, self.shape.name))
        except ValueError:
            return {}
        report = mesh_report(mesh, self_intersections=False)
        return asdict(self.reference.scores(samples)) | {
            "watertight": float(report.watertight),
            "components": report.components,
            "faces": report.faces,
        }

    def _one_way(self, points: PointCloud) -> Scores:
        """Scores in one direction, which for points of the same surface is what both directions are in the mean."""
        normals = self.reference.samples.normals
        distance, nearest = self._tree.query(points.xyz)
        side = self.reference.longest_side
        scores: Scores = {"chamfer_l1": float(distance.mean())}
        scores |= {f"f_score_{share}": float((distance <= share / 100 * side).mean()) for share in (1, 2)}
        if points.normals is not None and normals is not None:
            agreement = np.abs(np.einsum("nj,nj->n", points.normals, normals[nearest]))
            scores["normal_consistency"] = float(agreement.mean())
        return scores

    def _result(self, disturbance: Disturbance, method: str, made: Attempt, scores: Scores) -> Result:
        shape, seconds, cpu_seconds = self.shape, round(made.seconds, 4), round(made.cpu_seconds, 4)
        return Result(
            shape.name,
            shape.group,
            disturbance.label,
            method,
            self.run,
            seconds,
            cpu_seconds,
            made.note,
            _rounded(scores),
        )


def _rounded(scores: Scores) -> Scores:
    return {name: value if value is None else round(value, 6) for name, value in scores.items()}
