"""Positions far from the origin, as geographic coordinates are, in numbers of 32 bits."""

import warnings

import numpy as np

from shape_diff.geometry.file_warning import CloudFileWarning

MAX_COORDINATE = 1e37
"""A tenth of what float32 holds, so that a mesh around the points can be written too."""
FAR = 1000.0
"""Distance from the origin, in sizes of the cloud, from which float32 leaves less than 1/16,000 of the size."""
MIN_STEPS = 4096
"""A cloud whose coordinates have fewer steps along its longest side has visible stairs at a grid of 128 cells."""


def near_origin(xyz: np.ndarray, name: str) -> np.ndarray:
    """Positions (n, 3) that float32 can hold: those far from the origin are moved, with a warning.

    Where they come as float32 the harm is done: how coarse they are is said too.

    Raises:
        ValueError: coordinates are beyond float32.
    """
    finite = xyz[np.isfinite(xyz).all(axis=1)]
    if len(finite) == 0:
        return xyz
    low, high = finite.min(axis=0).astype(np.float64), finite.max(axis=0).astype(np.float64)
    largest = max(-low.min(), high.max())
    if largest > MAX_COORDINATE:
        raise ValueError(f"the coordinates of {name} go up to {largest:.0e}; scale them down")
    center, size = (low + high) / 2, float((high - low).max())
    if size == 0 or np.abs(center).max() <= FAR * size:
        return xyz
    if xyz.dtype.kind == "f" and xyz.dtype.itemsize <= 4:
        step = float(np.spacing(xyz.dtype.type(largest)))
        if size < MIN_STEPS * step:
            message = (
                f"the coordinates of {name} were stored in 32 bits far from the origin, in steps of {step:.2g} at a "
                f"size of {size:.3g}: its surface has stairs; export it with a shift or as doubles"
            )
            warnings.warn(message, CloudFileWarning, stacklevel=2)
    unit = 10 ** np.floor(np.log10(size))
    shift = np.round(center / unit) * unit
    by = ", ".join(f"{-value:.12g}" for value in shift)
    warnings.warn(f"{name} lies far from the origin, so it was moved by ({by})", CloudFileWarning, stacklevel=2)
    return xyz - shift
