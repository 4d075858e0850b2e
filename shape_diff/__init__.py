"""shape_diff: text and pictures to coloured, oriented 3D point clouds and meshes by diffusion.

Importing this package is cheap: `Pipeline` and what it needs (torch, transformers) load when first used.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Mesh", "Pipeline", "PointCloud", "Request", "__version__"]

if TYPE_CHECKING:
    from shape_diff.generation.pipeline import Pipeline
    from shape_diff.generation.request import Request
    from shape_diff.geometry import Mesh, PointCloud


def __getattr__(name: str) -> Any:
    if name in ("Pipeline", "Request"):
        from shape_diff.generation import pipeline

        return getattr(pipeline, name)
    if name in ("Mesh", "PointCloud"):
        from shape_diff import geometry

        return getattr(geometry, name)
    raise AttributeError(f"module 'shape_diff' has no attribute {name!r}")
