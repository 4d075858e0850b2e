"""What is compared: every method of the library, and the Open3D pipeline that everyone has."""

import time
import warnings
from dataclasses import dataclass

import numpy as np

from benchmarks.reconstruction.baseline import open3d_pipeline
from benchmarks.reconstruction.processes import cpu_seconds
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.machine.workers import Failure, StandbyWorker
from shape_diff.reconstruction.methods import METHODS, reconstruct
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.warning import ReconstructionWarning

BASELINE = "open3d_pipeline"
"""Open3D alone, as its tutorial does it: estimated normals, consistent orientation, screened Poisson."""
REFERENCE = "poisson"
"""The method whose seconds the others' are divided by."""

_worker = StandbyWorker()


@dataclass(frozen=True)
class Attempt:
    """What came of one cloud.

    Attributes:
        mesh: None where there is none.
        seconds: wall clock, with the way to a worker process and back.
        cpu_seconds: processor time of this process and its workers, which other programs do not change.
        note: why there is no mesh, or what the library did instead; empty if all went well.
    """

    mesh: Mesh | None
    seconds: float
    cpu_seconds: float
    note: str = ""


def contenders() -> list[str]:
    """The names of all, the reference first and the baseline last."""
    return [REFERENCE, *(name for name in METHODS if name != REFERENCE), BASELINE]


def attempt(name: str, cloud: PointCloud, options: ReconstructionOptions) -> Attempt:
    """Let one of the contenders make a mesh; whatever it raises is part of the result."""
    wall, cpu = time.perf_counter(), cpu_seconds()
    mesh: Mesh | None = None
    notes: list[str] = []
    try:
        mesh = _open3d_pipeline(cloud, options.time_limit_s) if name == BASELINE else _ours(name, cloud, options, notes)
    except (ValueError, RuntimeError) as error:
        notes.append(str(error))
    if mesh is not None and len(mesh.faces) == 0:
        mesh = None
        notes.append("found no surface")
    return Attempt(mesh, time.perf_counter() - wall, cpu_seconds() - cpu, "; ".join(notes))


def _ours(name: str, cloud: PointCloud, options: ReconstructionOptions, notes: list[str]) -> Mesh:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ReconstructionWarning)
        mesh = reconstruct(cloud, name, options)
    notes += [str(warning.message) for warning in caught if issubclass(warning.category, ReconstructionWarning)]
    return mesh


def _open3d_pipeline(cloud: PointCloud, time_limit_s: float) -> Mesh:
    """Raises RuntimeError if it crashes or takes too long. Given normals are not looked at."""
    result = _worker.call(open3d_pipeline, (cloud.xyz, cloud.rgb), time_limit_s)
    if isinstance(result, Failure):
        raise RuntimeError(result.reason)
    vertices, faces, rgb = result
    return Mesh(vertices, faces, np.clip(rgb, 0, 1) if len(rgb) == len(vertices) else None)
