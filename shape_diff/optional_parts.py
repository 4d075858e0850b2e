"""Packages that add something where they are installed, and how to get them."""

import importlib.util
from dataclasses import dataclass


@dataclass(frozen=True)
class OptionalPart:
    """A package that is not needed for the main job."""

    name: str
    found: bool
    purpose: str
    remedy: str


def optional_parts() -> list[OptionalPart]:
    """Every optional package and whether it is installed; nothing is imported."""
    return [
        OptionalPart(name, importlib.util.find_spec(name) is not None, purpose, remedy)
        for name, purpose, remedy in _PARTS
    ]


_PARTS = (
    (
        "open3d",
        "the window of shape-diff view; the mesh methods screened_poisson, ball_pivoting and alpha",
        "pip install 'shape-diff[open3d]'; on Debian also apt install libusb-1.0-0 libgl1 libegl1 libgomp1",
    ),
    ("igl", "training the neural mesh method on your own meshes", "pip install 'shape-diff[field]'"),
)
