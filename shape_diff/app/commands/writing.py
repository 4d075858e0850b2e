"""Samples to files: each is meshed and written while the next one is sampled."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from shape_diff.app.commands.mesh_summary import mesh_summary

if TYPE_CHECKING:
    from shape_diff.generation.outputs import SampleWriter
    from shape_diff.generation.pipeline import Pipeline
    from shape_diff.generation.sample import Sample


def written(
    samples: "Iterable[Sample]", pipeline: "Pipeline", writer: "SampleWriter", with_mesh: bool
) -> "Iterator[tuple[Sample, dict[str, Any]]]":
    """Mesh and write samples in their order, one thread beside the sampling of the next.

    What was sampled is written even where sampling the next one fails or is interrupted.

    Yields:
        Each sample with its manifest, once its files are there.

    Raises:
        OSError: a file cannot be written.
    """

    def finished(sample: "Sample") -> dict[str, Any]:
        start = time.perf_counter()
        mesh, error = None, None
        if with_mesh:
            try:
                mesh = pipeline.mesh(sample.cloud, writer.options)
            except ValueError as reason:  # the cloud of a weak model may enclose nothing
                error = str(reason)
        timings = {"sampling": sample.seconds, "reconstruction": time.perf_counter() - start}
        return writer.write(sample, mesh, timings, error)

    before: tuple[Sample, Future[dict[str, Any]]] | None = None
    with ThreadPoolExecutor(1, "writing") as thread:  # which ends when all that was begun is written
        for sample in samples:
            if before is not None:
                yield before[0], before[1].result()
            before = sample, thread.submit(finished, sample)
        if before is not None:
            yield before[0], before[1].result()


def summary(manifest: dict[str, Any]) -> str:
    """One line on a sample: its files, its mesh in numbers, and what rewards were before and after."""
    parts = [", ".join(file.removeprefix(manifest["name"]) for file in manifest["files"].values())]
    if manifest["mesh_error"]:
        parts.append(f"no mesh: {manifest['mesh_error']}")
    elif manifest["mesh"] is not None:
        parts.append(mesh_summary(manifest["mesh"]))
    rewards = manifest["lineage"]["rewards"] if manifest["lineage"] else {}
    parts += [f"{name} {one['before']:.4g} -> {one['after']:.4g}" for name, one in rewards.items()]
    return "; ".join(parts)
