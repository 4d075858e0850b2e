"""A denoising run as it can be watched: the points on their way from noise to the sample."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shape_diff.files.atomic import atomic_path
from shape_diff.geometry.color import to_uint8
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.geometry.read_limits import check_archive

STEPS_SUFFIX = ".steps.npz"
NORMAL_RANGE = 127


@dataclass(frozen=True)
class Trajectory:
    """The steps of one sample: the first is noise, the last the sample.

    Attributes:
        xyz: (s, n, 3) float32 noisy positions divided by sqrt(1 + sigma^2 / sigma_data^2), which keeps the noise a ball
            of the shape's size; at sigma 0 the positions themselves.
        rgb: (s, n, 3) float32 sRGB in [0, 1] of the denoised estimate.
        normals: (s, n, 3) float32 unit normals of the denoised estimate.
        sigmas: (s,) float32 noise levels, the last 0.
    """

    xyz: np.ndarray
    rgb: np.ndarray
    normals: np.ndarray
    sigmas: np.ndarray

    def __post_init__(self) -> None:
        for name in ("xyz", "rgb", "normals", "sigmas"):
            object.__setattr__(self, name, np.ascontiguousarray(getattr(self, name), dtype=np.float32))
        steps, points = self.xyz.shape[:2] if self.xyz.ndim == 3 else (0, 0)
        if self.xyz.shape != (steps, points, 3) or steps == 0 or points == 0:
            raise ValueError(f"xyz must have shape (steps, points, 3), got {self.xyz.shape}")
        for name, shape in (("rgb", self.xyz.shape), ("normals", self.xyz.shape), ("sigmas", (steps,))):
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} must have shape {shape}, got {getattr(self, name).shape}")

    def __len__(self) -> int:
        return len(self.sigmas)

    def cloud(self, step: int) -> PointCloud:
        """The points at one step, 0 to len - 1; raises ValueError for any other."""
        if not 0 <= step < len(self):
            raise ValueError(f"step must be between 0 and {len(self) - 1}, got {step}")
        return PointCloud(self.xyz[step], self.rgb[step], self.normals[step])


def write_trajectory(trajectory: Trajectory, path: str | Path) -> Path:
    """Write a run in about 9 bytes a point and step and return the path: float16 positions, 8-bit colours and normals.

    Raises:
        OSError: the file cannot be written.
    """
    path = Path(path)
    with atomic_path(path) as temporary:
        np.savez_compressed(
            temporary,
            xyz=trajectory.xyz.astype(np.float16),
            rgb=to_uint8(trajectory.rgb),
            normals=np.rint(np.clip(trajectory.normals, -1, 1) * NORMAL_RANGE).astype(np.int8),
            sigmas=trajectory.sigmas,
        )
    return path


def read_trajectory(path: str | Path) -> Trajectory:
    """Read what `write_trajectory` wrote.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file is damaged or holds something else.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    try:
        check_archive(path)
        with np.load(path, allow_pickle=False) as file:
            stored = {name: file[name] for name in ("xyz", "rgb", "normals", "sigmas")}
    except (OSError, ValueError, EOFError, KeyError, AttributeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"{path.name} is not a readable file of denoising steps: {error}") from error
    kinds = {name: array.dtype for name, array in stored.items()}
    if kinds != {"xyz": np.float16, "rgb": np.uint8, "normals": np.int8, "sigmas": np.float32}:
        raise ValueError(f"{path.name} holds arrays of other types than denoising steps have")
    if not all(np.isfinite(stored[name]).all() for name in ("xyz", "sigmas")):
        raise ValueError(f"{path.name} has NaN or infinite positions or noise levels")
    try:
        return Trajectory(stored["xyz"], stored["rgb"] / np.float32(255), _unit(stored["normals"]), stored["sigmas"])
    except ValueError as error:
        raise ValueError(f"{path.name} is damaged: {error}") from error


def _unit(normals: np.ndarray) -> np.ndarray:
    """8-bit normals -> float32 of length 1."""
    normals = normals.astype(np.float32)
    return normals / np.maximum(np.linalg.norm(normals, axis=-1, keepdims=True), 1e-9)
