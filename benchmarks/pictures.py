"""CPU seconds of the pictures that need no display and no GPU: previews, thumbnails, frames of a turntable.

    python benchmarks/pictures.py

The cloud is a sphere with bumps, 4,096 points with colours and normals; the mesh is its surface, 82k triangles. Best of
three, one thread. CPU seconds are printed, as they hardly depend on what else the machine does.
"""

import sys
import time
from collections.abc import Callable

import numpy as np
import trimesh

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.preview import cloud_thumbnail, mesh_thumbnail, preview_picture
from shape_diff.rendering.scene import Scene, cloud_scene, mesh_scene

POINTS, SIZE, ROUNDS = 4096, 512, 3


def bumpy_ball() -> tuple[PointCloud, Mesh]:
    """A shape that shades itself, as points and as triangles."""
    ball = trimesh.creation.icosphere(subdivisions=6)
    place = np.asarray(ball.vertices)
    vertices = place * (1 + 0.15 * np.sin(9 * place).prod(axis=1, keepdims=True))
    mesh = Mesh(vertices, ball.faces, place * 0.5 + 0.5)
    chosen = np.random.default_rng(0).choice(len(place), POINTS, replace=False)
    return PointCloud(vertices[chosen], place[chosen] * 0.5 + 0.5, place[chosen]), mesh


def cpu_seconds(work: Callable[[], object]) -> float:
    """The least CPU time of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def first_picture(scene: Scene | None) -> np.ndarray:
    assert scene is not None
    return scene.picture(scene.fit(Camera()), SIZE, SIZE)


def main() -> None:
    """Print one line for each kind of picture."""
    cloud, mesh = bumpy_ball()
    baked = cloud_scene(cloud, SIZE)
    first_picture(baked)
    rows: dict[str, Callable[[], object]] = {
        f"cloud, {SIZE} px, studio light": lambda: first_picture(cloud_scene(cloud, SIZE)),
        f"cloud, {SIZE} px, further view of it": lambda: first_picture(baked),
        f"cloud, {SIZE} px, draft": lambda: first_picture(cloud_scene(cloud, SIZE, draft=True)),
        f"mesh, {SIZE} px, studio light": lambda: first_picture(mesh_scene(mesh)),
        f"mesh, {SIZE} px, draft": lambda: first_picture(mesh_scene(mesh, draft=True)),
        "thumbnail of the cloud, 96 px": lambda: cloud_thumbnail(cloud, 96),
        "thumbnail of the mesh, 96 px": lambda: mesh_thumbnail(mesh, 96),
        "preview of generate, 2 x 4 views of 320 px": lambda: preview_picture(cloud, mesh, "a bumpy ball"),
    }
    for name, work in rows.items():
        sys.stdout.write(f"{name:45s} {cpu_seconds(work):6.2f} CPU s\n")


if __name__ == "__main__":
    main()
