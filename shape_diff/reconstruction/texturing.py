"""Colours of a surface as a picture over it, finer than its vertices."""

import numpy as np
from scipy.ndimage import distance_transform_edt

from shape_diff.geometry.color import linear_to_srgb, srgb_to_linear, to_uint8
from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_normals import face_normals, vertex_normals
from shape_diff.geometry.painted_mesh import Paint
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.geometry.textured_mesh import TexturedMesh
from shape_diff.geometry.uv_atlas import unwrap
from shape_diff.geometry.uv_raster import Texels, rasterize
from shape_diff.reconstruction.oriented_cloud import oriented_cloud
from shape_diff.reconstruction.vertex_color import ColorField, cloud_colors

SIZES = (16, 8192)
TEXELS_AT_ONCE = 2**17


def texture_mesh(mesh: Mesh, colors: ColorField, size: int = 1024) -> TexturedMesh:
    """Unwrap a mesh and paint its texture, and its vertices for formats without one.

    Args:
        mesh: 50,000 faces at most; up to 20,000 take seconds (see `uv_atlas.unwrap`).
        colors: what is painted, in the coordinates of the mesh: `colors_of_points(cloud, 12)` or a learned field.
        size: width and height of the image in texels, 16 to 8192.

    Raises:
        ValueError: the size is out of range, or the mesh has too many faces or none with an area.
    """
    if not SIZES[0] <= size <= SIZES[1]:
        raise ValueError(f"the texture must be from {SIZES[0]} to {SIZES[1]} texels wide, got {size}")
    atlas = unwrap(mesh, size)
    texels = rasterize(atlas.uv[atlas.faces], size, size)
    image = np.zeros((size, size, 3), dtype=np.uint8)
    image[texels.row, texels.column] = paint(mesh, texels, colors)
    painted = Mesh(mesh.vertices, mesh.faces, colors(mesh.vertices, vertex_normals(mesh)))
    return TexturedMesh(painted, atlas.uv, atlas.faces, fill_gaps(image, texels))


def bake_paint(mesh: Mesh, paint: Paint, size: int = 2048) -> TexturedMesh:
    """One picture of many, of pictures that repeat, and of ones that are tinted, on an atlas of its own.

    Raises:
        ValueError: the mesh has more than 50,000 faces, or none with an area.
    """
    atlas = unwrap(mesh, size)
    texels = rasterize(atlas.uv[atlas.faces], size, size)
    corners, weights = mesh.faces[texels.face], texels.barycentric
    uv, tint = (np.einsum("kc,kcd->kd", weights, of[corners]) for of in (paint.uv, paint.tint))
    seen = paint.texels(paint.picture[texels.face], uv)[:, :3]
    image = np.zeros((size, size, 3), dtype=np.uint8)
    image[texels.row, texels.column] = to_uint8(linear_to_srgb(srgb_to_linear(tint) * srgb_to_linear(seen)))
    return TexturedMesh(mesh, atlas.uv, atlas.faces, fill_gaps(image, texels))


def colors_of_points(cloud: PointCloud, num_neighbors: int) -> ColorField:
    """The colours of any cloud, in its coordinates, with its normals repaired or estimated as for `reconstruct`.

    Raises:
        ValueError: the cloud has no colours, or no surface can be made of it (see `oriented_cloud`).
    """
    oriented, frame = oriented_cloud(cloud)
    colors = cloud_colors(oriented, num_neighbors)
    return lambda xyz, normals: colors(frame.normalize(xyz), normals)


def paint(mesh: Mesh, texels: Texels, colors: ColorField) -> np.ndarray:
    """(k, 3) uint8 sRGB of k texels, by the position of each and the normal of its face.

    Normals blended over the corners lose to it where a simplified mesh has sharp edges: their texels would take the
    colours of both sides (docs/log.md).
    """
    normals = face_normals(mesh)
    rgb = np.zeros((len(texels.face), 3), dtype=np.uint8)
    for start in range(0, len(rgb), TEXELS_AT_ONCE):
        part = slice(start, start + TEXELS_AT_ONCE)
        face = texels.face[part]
        xyz = np.einsum("kc,kcj->kj", texels.barycentric[part], mesh.triangles[face])
        rgb[part] = to_uint8(colors(xyz, normals[face]))
    return rgb


def fill_gaps(image: np.ndarray, texels: Texels) -> np.ndarray:
    """The image with the colour of the nearest painted texel wherever there is none.

    Filtering and smaller copies of the picture (mipmaps) mix texels across the borders of charts; without this, the
    background would show as seams.
    """
    if len(texels.row) == 0:
        return image
    blank = np.ones(image.shape[:2], dtype=bool)
    blank[texels.row, texels.column] = False
    row, column = distance_transform_edt(blank, return_distances=False, return_indices=True)
    return image[row, column]
