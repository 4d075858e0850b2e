"""A reconstructed surface as a file: with a texture where the format has one and colours are known."""

from pathlib import Path

from shape_diff.formats.export import TEXTURED_WRITERS, mesh_writer, write_mesh, write_textured_mesh
from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.simplification import simplify
from shape_diff.reconstruction.texturing import colors_of_points, texture_mesh

TEXTURED_BY_DEFAULT = (".glb",)
"""Viewers and game engines show a GLB's texture at once, its vertex colours seldom; an OBJ is one file without."""
TEXTURED_FACES = 10_000
"""To how many faces a textured mesh is simplified: unwrapping takes seconds up to here, and the texture keeps the
colours (docs/log.md)."""
TEXTURE_SIZE = 1024


def has_texture(path: Path, cloud: PointCloud, wanted: bool | None) -> bool:
    """Whether the file of this name gets a texture; `wanted` None leaves it to the format.

    Raises:
        ValueError: a texture is wanted and the format has none or the cloud has no colours.
    """
    suffix = path.suffix.lower()
    if wanted and suffix not in TEXTURED_WRITERS:
        raise ValueError(f"{suffix or 'this'} files have no texture; choose one of {', '.join(TEXTURED_WRITERS)}")
    if wanted and cloud.rgb is None:
        raise ValueError("a texture needs colours, and the cloud has none")
    return cloud.rgb is not None and (suffix in TEXTURED_BY_DEFAULT if wanted is None else wanted)


def write_surface(mesh: Mesh, cloud: PointCloud, path: Path, texture: bool | None = None) -> Mesh:
    """Write a surface and return it as it was written; a textured one is simplified to TEXTURED_FACES faces.

    Args:
        mesh: the surface of `cloud`, in its coordinates.
        cloud: where the texture's colours come from.
        path: its suffix is one of `MESH_WRITERS`; a textured OBJ gets two files beside it.
        texture: whether to make a texture; None for a GLB only.

    Raises:
        ValueError: see `has_texture` and `write_mesh`.
        OSError: a file cannot be written.
    """
    mesh_writer(path)
    if not has_texture(path, cloud, texture):
        write_mesh(mesh, path)
        return mesh
    mesh = simplify(mesh, TEXTURED_FACES) if len(mesh.faces) > TEXTURED_FACES else mesh
    colors = colors_of_points(cloud, ReconstructionOptions.color_neighbors)
    textured = texture_mesh(mesh, colors, TEXTURE_SIZE)
    write_textured_mesh(textured, path)
    return textured.mesh
