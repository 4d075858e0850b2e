"""Shapes as small blobs for the page: quantised, as differences, in planes of bytes, compressed.

A blob is gzip of: the header's length (uint32, little-endian), the header (JSON), the bytes of the arrays, the files of
the pictures. page/unpack.js reads it.
"""

import gzip
import io
import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from PIL import Image

from shape_diff.geometry import PointCloud
from shape_diff.geometry.surface import Texture
from shape_diff_viewer.colors import COLOR_BY, cloud_colors, cloud_errors, mesh_colors, mesh_errors
from shape_diff_viewer.shape import Shape

POSITION_STEPS = 2**16 - 1
"""Positions are off by at most half a step, the extent of their array in this many parts."""
COLOR_STEPS = 2**8 - 1
NORMAL_STEPS = 127
UV_STEPS = 2**32 - 1
MAX_TEXTURE_SIDE = 2048
EXACT_SIDE = 256
"""Pictures up to this size keep every pixel: palettes, where neighbours have nothing to do with each other."""
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


@dataclass(frozen=True)
class PackedPicture:
    """A picture file and how it continues beyond its borders."""

    content: bytes
    media_type: str
    wrap: tuple[str, str]
    sharp: bool

    def header(self) -> dict[str, Any]:
        """What the page needs to lay it over faces."""
        about = {"type": self.media_type, "size": len(self.content)}
        return about | {"wrap": self.wrap, "sharp": self.sharp}


def pack_shape(shape: Shape, steps: bool = True) -> bytes:
    """Everything the page shows of a shape, in display coordinates, in about 8 bytes a point.

    How far cloud and mesh are from each other takes long to find out and comes apart (`pack_errors`).

    Args:
        shape: what is packed.
        steps: whether its denoising run is.
    """
    arrays = [*_cloud(shape), *_mesh(shape), *(_steps(shape) if steps else ())]
    pictures = [] if shape.paint is None else [_picture(texture) for texture in shape.paint.textures]
    run = shape.trajectory if steps else None
    header = {
        "arrays": [array.header() for array in arrays],
        "pictures": [picture.header() for picture in pictures],
        "groups": _groups(shape),
        "notes": shape.notes,
        "frame": {"center": np.asarray(shape.frame.center).tolist(), "scale": shape.frame.scale},
        "sigmas": [] if run is None else run.sigmas[_packed_steps(shape)].tolist(),
        "legends": _legends(shape, [color_by for color_by in COLOR_BY if color_by != "error"]),
    }
    return _blob(header, [*(array.content() for array in arrays), *(picture.content for picture in pictures)])


def pack_errors(shape: Shape) -> bytes:
    """How far each point is from the mesh and each vertex from the cloud, as arrays of the same blob.

    Raises:
        ValueError: there is only one of them.
    """
    if shape.shown_cloud is None or shape.shown_mesh is None:
        raise ValueError("the error is the distance between cloud and mesh, and this sample has only one of them")
    arrays = []
    if shape.cloud is not None:
        arrays.append(_fractions("cloudError", (cloud_errors(shape) / _largest_error(shape))[:, None]))
    arrays.append(_fractions("meshError", (mesh_errors(shape) / _largest_error(shape))[:, None]))
    header = {"arrays": [array.header() for array in arrays], "legends": _legends(shape, ["error"])}
    return _blob(header, [array.content() for array in arrays])


def _blob(header: dict[str, Any], parts: Sequence[bytes]) -> bytes:
    text = json.dumps(header, allow_nan=False).encode()
    return gzip.compress(struct.pack("<I", len(text)) + text + b"".join(parts), compresslevel=4, mtime=0)


def quantize(name: str, values: np.ndarray, steps: int, low: np.ndarray, high: np.ndarray) -> Packed:
    """Numbers (..., k) between low and high (k,) as integers from 0 to `steps`."""
    kind = np.uint32 if steps > POSITION_STEPS else np.uint16 if steps > COLOR_STEPS else np.uint8
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


def _mesh(shape: Shape) -> Iterator[Packed]:
    mesh = shape.shown_mesh
    if mesh is None:
        return
    yield _positions("mesh", mesh.vertices)
    # As one column, so that each index is the difference to the one before it.
    yield Packed("faces", "index", mesh.faces[_face_order(shape)].reshape(-1, 1).astype(np.uint32))
    if mesh.rgb is not None:
        yield _fractions("meshRgb", mesh.rgb)
    if shape.paint is not None:
        uv = shape.paint.uv.astype(np.float64)
        yield quantize("meshUv", uv, UV_STEPS, uv.min(axis=0), uv.max(axis=0))
        yield _fractions("meshTint", shape.paint.tint)


def _face_order(shape: Shape) -> np.ndarray | slice:
    """Faces with the same picture one after the other."""
    return slice(None) if shape.paint is None else np.argsort(shape.paint.picture, kind="stable")


def _groups(shape: Shape) -> list[dict[str, int]]:
    """Which picture lies on which corners of the packed faces: picture, first corner and number of corners."""
    if shape.paint is None:
        return []
    pictures, counts = np.unique(shape.paint.picture, return_counts=True)
    starts = np.cumsum(counts) - counts
    groups = zip(pictures.tolist(), starts.tolist(), counts.tolist(), strict=True)
    return [{"picture": picture, "start": 3 * start, "count": 3 * count} for picture, start, count in groups]


def _picture(texture: Texture) -> PackedPicture:
    """A texture as a file: exact where it is small or see-through, else as a JPEG of few bytes."""
    pixels = texture.pixels
    image = Image.fromarray(pixels)
    side = max(image.size)
    if side > MAX_TEXTURE_SIDE:
        image.thumbnail((MAX_TEXTURE_SIDE, MAX_TEXTURE_SIDE), Image.Resampling.BOX)
    content = io.BytesIO()
    if side <= EXACT_SIDE or pixels[..., 3].min() < 255:
        image.save(content, "PNG", compress_level=3)
        return PackedPicture(content.getvalue(), "image/png", texture.wrap, side <= EXACT_SIDE)
    image.convert("RGB").save(content, "JPEG", quality=90, subsampling=0)
    return PackedPicture(content.getvalue(), "image/jpeg", texture.wrap, False)


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


def _legends(shape: Shape, ways: Sequence[str]) -> dict[str, Any]:
    """What the ends of the colour scale mean, for each of some ways of colouring that has one."""
    legends = {}
    for color_by in ways:
        cloud = shape.shown_cloud
        coloring = mesh_colors(shape, color_by) if cloud is None else cloud_colors(shape, cloud, color_by)
        if coloring.legend is not None:
            legends[color_by] = asdict(coloring.legend)
    return legends
