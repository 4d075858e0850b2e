"""Meshes with the pictures of their files: nothing of them is lost between file and file."""

from pathlib import Path

import numpy as np
import pytest

from shape_diff.formats.export import write_textured_mesh
from shape_diff.formats.mesh_files import read_mesh, read_surface
from shape_diff.geometry import Mesh
from shape_diff.geometry.painted_mesh import Paint, paint_of_surface, textured_mesh_of
from shape_diff.geometry.surface import MIRROR, REPEAT, Texture
from shape_diff.geometry.textured_mesh import TexturedMesh
from shape_diff.reconstruction.texturing import bake_paint

WHITE = np.ones((4, 3), dtype=np.float32)
CORNERS = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 0]], dtype=np.float32)
FACES = np.array([[0, 1, 2], [0, 2, 3]])
PLACES = np.random.default_rng(0).dirichlet([1, 1, 1], 300)


def noise(side: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8)


def opaque(image: np.ndarray) -> np.ndarray:
    return np.concatenate([image, np.full_like(image[..., :1], 255)], axis=2)


def square(uv: np.ndarray, picture: list[int], textures: list[np.ndarray], wrap: str = REPEAT) -> tuple[Mesh, Paint]:
    kept = tuple(Texture(opaque(image), (wrap, wrap)) for image in textures)
    return Mesh(CORNERS, FACES), Paint(uv.astype(np.float32), WHITE, np.array(picture, dtype=np.int32), kept)


def seen(mesh: Mesh, paint: Paint) -> np.ndarray:
    """Colours of PLACES on each face."""
    return np.stack([
        paint.texels(np.full(len(PLACES), paint.picture[face]), (PLACES @ paint.uv[mesh.faces[face]]))[:, :3]
        for face in range(len(mesh.faces))
    ])  # fmt: skip


def seen_of(textured: TexturedMesh) -> np.ndarray:
    texture = Texture(opaque(textured.image), ("clamp", "clamp"))
    return np.stack([texture.at(PLACES @ textured.uv[corners])[:, :3] for corners in textured.uv_faces])


@pytest.mark.parametrize("suffix", [".glb", ".obj"])
def test_what_was_written_is_read_with_its_picture(tmp_path: Path, suffix: str) -> None:
    textured = TexturedMesh(Mesh(CORNERS, FACES), CORNERS[:, :2], FACES, noise(32))
    mesh, paint = paint_of_surface(read_surface(write_textured_mesh(textured, tmp_path / f"a{suffix}")))
    assert paint is not None and len(paint.textures) == 1 and len(mesh.vertices) == 4
    assert np.array_equal(paint.textures[0].pixels[..., :3], textured.image)
    assert np.abs(np.sort(mesh.triangles, axis=0) - np.sort(textured.mesh.triangles, axis=0)).max() == 0
    again = textured_mesh_of(mesh, paint)
    assert again is not None and np.array_equal(again.image, textured.image)
    assert np.allclose(seen_of(again), seen(mesh, paint))


def test_a_mesh_without_pictures_has_no_paint(tmp_path: Path) -> None:
    (tmp_path / "a.obj").write_text("v 0 0 0 1 0 0\nv 1 0 0 1 0 0\nv 0 1 0 1 0 0\nf 1 2 3\n")
    mesh, paint = paint_of_surface(read_surface(tmp_path / "a.obj"))
    assert paint is None and np.array_equal(mesh.rgb, read_mesh(tmp_path / "a.obj").rgb)


def test_two_pictures_become_one() -> None:
    mesh, paint = square(CORNERS[:, :2], [0, 1], [noise(16), noise(8, 1)])
    joined = textured_mesh_of(mesh, paint)
    assert joined is not None and joined.image.shape == (24, 16, 3)
    # On the border between two pixels rounding may choose either.
    assert (seen_of(joined) == seen(mesh, paint)).all(axis=-1).mean() > 0.97


def test_a_face_in_another_tile_is_moved_and_one_through_several_is_not() -> None:
    inside = CORNERS[:, :2] * 0.8 + 0.1
    moved = textured_mesh_of(*square(inside + np.array([3, -2]), [0, 0], [noise(16)]))
    plain = textured_mesh_of(*square(inside, [0, 0], [noise(16)]))
    assert moved is not None and plain is not None and np.allclose(moved.uv, plain.uv, atol=1e-6)
    assert textured_mesh_of(*square(3 * inside, [0, 0], [noise(16)])) is None
    assert textured_mesh_of(*square(inside + 1, [0, 0], [noise(16)], MIRROR)) is None


def test_a_tinted_picture_that_repeats_is_painted_anew() -> None:
    mesh, paint = square(2 * CORNERS[:, :2], [0, 0], [np.array([[[200, 40, 90]]], dtype=np.uint8)])
    tint = np.tile(np.array([1.0, 0.5, 1.0], dtype=np.float32), (4, 1))
    tinted = Paint(paint.uv, tint, paint.picture, paint.textures)
    assert textured_mesh_of(mesh, tinted) is None
    baked = bake_paint(mesh, tinted, 64)
    # sRGB 0.5 is 0.214 in linear light, and 40 is 0.0212: their product is sRGB 13.
    assert np.abs(baked.image.reshape(-1, 3).astype(int) - [200, 13, 90]).max() <= 1
