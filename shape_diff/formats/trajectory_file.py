"""Files of denoising runs: positions, colours and normals of every step, compressed."""

import zipfile
import zlib
from pathlib import Path

import numpy as np

from shape_diff.files.atomic import atomic_path
from shape_diff.formats.read_limits import check_archive
from shape_diff.geometry.color import to_uint8
from shape_diff.geometry.trajectory import Trajectory

STEPS_SUFFIX = ".steps.npz"
NORMAL_RANGE = 127


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
