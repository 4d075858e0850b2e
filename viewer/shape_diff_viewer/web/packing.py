"""Shapes as small blobs for the page: quantised, as differences, in planes of bytes, compressed.

A blob is gzip of: the header's length (uint32, little-endian), the header (JSON), the bytes of the arrays.
page/unpack.js reads it.
"""

import gzip
import json
import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from shape_diff.geometry import PointCloud
from shape_diff_viewer.colors import COLOR_BY, cloud_colors, cloud_errors, mesh_colors, mesh_errors
from shape_diff_viewer.shape import Shape

POSITION_STEPS = 2**16 - 1
"""Positions are off by at most half a step, the extent of their array in this many parts."""
COLOR_STEPS = 2**8 - 1
NORMAL_STEPS = 127
MAX_STEP_POINTS = 6_000_000
"""Points of all denoising steps together that a blob holds; of longer runs every second, third ... step is packed."""


@dataclass(frozen=True)
class Packed:
    """Whole numbers that stand for an array, and how to get back to it.

    Attributes:
        name: what the array is.
        kind: "number", "direction" (two numbers on an octahedron) or "index".
        whole: unsigned integers; the first axis is the one along which neighbours are alike.
        low: values of 0, one for each place of the last axis.
        high: values of the largest integer.
    """

    name: str
    kind: str
    whole: np.ndarray
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()

    def header(self) -> dict[str, Any]:
        """What the page needs to unpack it."""
        about = {"name": self.name, "kind": self.kind, "shape": self.whole.shape, "planes": self.whole.itemsize}
        return about | {"low": self.low, "high": self.high}

    def content(self) -> bytes:
        """Differences along the first axis, modulo the type's range, lowest bytes first."""
        differences = self.whole.copy()
        differences[1:] -= self.whole[:-1]
        planes = differences.reshape(-1, 1).astype(differences.dtype.newbyteorder("<"), copy=False).view(np.uint8)
        return np.ascontiguousarray(planes.T).tobytes()


def pack_shape(shape: Shape) -> bytes:
    """Everything the page shows of a shape, in display coordinates, in about 8 bytes a point."""
    arrays = [*_cloud(shape), *_mesh(shape), *_steps(shape)]
    header = {
        "arrays": [array.header() for array in arrays],
        "notes": shape.notes,
        "frame": {"center": np.asarray(shape.frame.center).tolist(), "scale": shape.frame.scale},
        "sigmas": [] if shape.trajectory is None else shape.trajectory.sigmas[_packed_steps(shape)].tolist(),
        "legends": _legends(shape),
    }
    text = json.dumps(header, allow_nan=False).encode()
    content = struct.pack("<I", len(text)) + text + b"".join(array.content() for array in arrays)
    return gzip.compress(content, compresslevel=6, mtime=0)


def quantize(name: str, values: np.ndarray, steps: int, low: np.ndarray, high: np.ndarray) -> Packed:
    """Numbers (..., k) between low and high (k,) as integers from 0 to `steps`."""
    kind = np.uint16 if steps > COLOR_STEPS else np.uint8
    span = np.where(high > low, high - low, 1.0)
    whole = np.rint(np.clip((values - low) / span, 0, 1) * steps).astype(kind)
    return Packed(name, "number", whole, tuple(low.tolist()), tuple((low + span).tolist()))


def octahedral(normals: np.ndarray) -> np.ndarray:
    """Unit vectors (..., 3) -> places (..., 2) uint8 on an unfolded octahedron (Cigolle et al. 2014, listing 1)."""
    flat = normals / np.maximum(np.abs(normals).sum(axis=-1, keepdims=True), 1e-9)
    xy, below = flat[..., :2], flat[..., 2:] < 0
    folded = (1 - np.abs(xy[..., ::-1])) * np.where(xy < 0, -1, 1)
    return np.rint((np.where(below, folded, xy) + 1) * NORMAL_STEPS).astype(np.uint8)


def _positions(name: str, xyz: np.ndarray) -> Packed:
    points = xyz.reshape(-1, 3).astype(np.float64)
    return quantize(name, xyz.astype(np.float64), POSITION_STEPS, points.min(axis=0), points.max(axis=0))


def _fractions(name: str, values: np.ndarray) -> Packed:
    """Numbers in [0, 1] as bytes."""
    size = values.shape[-1]
    return quantize(name, values, COLOR_STEPS, np.zeros(size), np.ones(size))


def _attributes(prefix: str, cloud: PointCloud) -> Iterator[Packed]:
    if cloud.rgb is not None:
        yield _fractions(f"{prefix}Rgb", cloud.rgb)
    if cloud.normals is not None:
        yield Packed(f"{prefix}Normals", "direction", octahedral(cloud.normals))


def _cloud(shape: Shape) -> Iterator[Packed]:
    if shape.cloud is None or shape.shown_cloud is None:
        return
    yield _positions("cloud", shape.shown_cloud.xyz)
    yield from _attributes("cloud", shape.shown_cloud)
    if shape.shown_mesh is not None:
        yield _fractions("cloudError", (cloud_errors(shape) / _largest_error(shape))[:, None])


def _mesh(shape: Shape) -> Iterator[Packed]:
    mesh = shape.shown_mesh
    if mesh is None:
        return
    yield _positions("mesh", mesh.vertices)
    # As one column, so that each index is the difference to the one before it.
    yield Packed("faces", "index", mesh.faces.reshape(-1, 1).astype(np.uint32))
    if mesh.rgb is not None:
        yield _fractions("meshRgb", mesh.rgb)
    if shape.shown_cloud is not None:
        yield _fractions("meshError", (mesh_errors(shape) / _largest_error(shape))[:, None])


def _steps(shape: Shape) -> Iterator[Packed]:
    run = shape.trajectory
    if run is None:
        return
    steps = _packed_steps(shape)
    clouds = [shape.shown_step(step) for step in steps]
    yield _positions("steps", np.stack([cloud.xyz for cloud in clouds]))
    yield _fractions("stepsRgb", run.rgb[steps])
    yield Packed("stepsNormals", "direction", octahedral(run.normals[steps]))


def _packed_steps(shape: Shape) -> list[int]:
    """The numbers of the denoising steps in the blob: all, or evenly thinned ones with the first and the last."""
    assert shape.trajectory is not None
    steps, points = shape.trajectory.xyz.shape[:2]
    count = max(2, min(steps, MAX_STEP_POINTS // points))
    return sorted({round(step) for step in np.linspace(0, steps - 1, count).tolist()})


def _largest_error(shape: Shape) -> float:
    """The error of the last colour of the scale, in display units (the legend has it in % of the longest side, 2)."""
    assert shape.shown_cloud is not None
    legend = cloud_colors(shape, shape.shown_cloud, "error").legend
    assert legend is not None
    return legend.high / 50


def _legends(shape: Shape) -> dict[str, Any]:
    """What the ends of the colour scale mean, for each way of colouring that has one."""
    legends = {}
    for color_by in COLOR_BY:
        cloud = shape.shown_cloud
        coloring = mesh_colors(shape, color_by) if cloud is None else cloud_colors(shape, cloud, color_by)
        if coloring.legend is not None:
            legends[color_by] = asdict(coloring.legend)
    return legends
