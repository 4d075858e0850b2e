"""What becomes of clouds in the mesh stage, where there are none and where there is one."""

import numpy as np

from shape_diff.evaluation.runs.mesh_health import mesh_health
from shape_diff.geometry import PointCloud


def test_of_no_clouds_there_is_nothing_to_tell() -> None:
    assert mesh_health([]) == ({}, [])


def test_a_ball_is_made_and_a_point_is_not() -> None:
    normals = np.random.default_rng(0).normal(size=(1500, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    ball, point = PointCloud(normals, normals=normals), PointCloud(np.ones((9, 3)), normals=np.ones((9, 3)))
    health, meshes = mesh_health([ball, point])
    assert health["meshes made"] == 0.5 and health["watertight"] == 1
    assert meshes[0] is not None and meshes[1] is None
