"""shape_diff: text and pictures to coloured, oriented 3D point clouds and meshes by diffusion.

Importing this package is cheap: what its names need (torch, trimesh) loads when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from shape_diff.diffusion.settings import SamplingSettings
    from shape_diff.formats.cloud_files import read_cloud, write_cloud
    from shape_diff.formats.export import write_mesh
    from shape_diff.generation.pipeline import Pipeline
    from shape_diff.generation.request import Request
    from shape_diff.generation.sample import Sample
    from shape_diff.geometry import Mesh, PointCloud

_HOMES = {
    "Mesh": "geometry",
    "Pipeline": "generation.pipeline",
    "PointCloud": "geometry",
    "Request": "generation.request",
    "Sample": "generation.sample",
    "SamplingSettings": "diffusion.settings",
    "read_cloud": "formats.cloud_files",
    "write_cloud": "formats.cloud_files",
    "write_mesh": "formats.export",
}
__all__ = [
    "Mesh", "Pipeline", "PointCloud", "Request", "Sample", "SamplingSettings", "__version__", "read_cloud",
    "write_cloud", "write_mesh",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'shape_diff' has no attribute {name!r}")
    return getattr(import_module(f"shape_diff.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
