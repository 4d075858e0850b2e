from pathlib import Path

import numpy as np
import pytest

from shape_diff.formats.trajectory_file import read_trajectory, write_trajectory
from shape_diff.geometry.trajectory import Trajectory


def run(steps: int = 5, points: int = 40) -> Trajectory:
    rng = np.random.default_rng(0)
    normals = rng.normal(size=(steps, points, 3))
    normals /= np.linalg.norm(normals, axis=2, keepdims=True)
    xyz, rgb = rng.normal(size=(steps, points, 3)), rng.random((steps, points, 3))
    return Trajectory(xyz, rgb, normals, np.linspace(80, 0, steps))


def test_a_file_brings_back_what_the_eye_can_see(tmp_path: Path) -> None:
    written = run()
    path = write_trajectory(written, tmp_path / "a.steps.npz")
    read = read_trajectory(path)
    assert np.abs(read.xyz - written.xyz).max() < 2e-3
    assert np.abs(read.rgb - written.rgb).max() <= 0.5 / 255 + 1e-6
    assert np.einsum("snc,snc->sn", read.normals, written.normals).min() > 0.9999
    np.testing.assert_array_equal(read.sigmas, written.sigmas)
    np.testing.assert_allclose(np.linalg.norm(read.normals, axis=2), 1, atol=1e-6)
    assert [path.name for path in tmp_path.iterdir()] == ["a.steps.npz"]


def test_a_file_takes_about_nine_bytes_a_point_and_step_at_most_twelve(tmp_path: Path) -> None:
    path = write_trajectory(run(20, 1000), tmp_path / "a.steps.npz")
    assert path.stat().st_size < 12.5 * 20 * 1000


def test_a_step_is_a_cloud() -> None:
    whole = run()
    cloud = whole.cloud(3)
    np.testing.assert_array_equal(cloud.xyz, whole.xyz[3])
    assert cloud.rgb is not None and cloud.normals is not None
    np.testing.assert_array_equal(cloud.rgb, whole.rgb[3])
    for step in (-1, 5):
        with pytest.raises(ValueError, match="between 0 and 4"):
            whole.cloud(step)


@pytest.mark.parametrize("field", ["rgb", "normals", "sigmas"])
def test_arrays_must_fit_together(field: str) -> None:
    whole = run()
    arrays = {name: getattr(whole, name) for name in ("xyz", "rgb", "normals", "sigmas")}
    with pytest.raises(ValueError, match=f"{field} must have shape"):
        Trajectory(**arrays | {field: arrays[field][:-1]})


def test_damaged_files_are_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="there is no file"):
        read_trajectory(tmp_path / "missing.steps.npz")
    whole = write_trajectory(run(), tmp_path / "a.steps.npz").read_bytes()
    for size in (0, 10, len(whole) // 2, len(whole) - 30):
        (tmp_path / "b.steps.npz").write_bytes(whole[:size])
        with pytest.raises(ValueError, match=r"b\.steps\.npz"):
            read_trajectory(tmp_path / "b.steps.npz")


def test_other_arrays_are_not_taken_for_steps(tmp_path: Path) -> None:
    whole, path = run(), tmp_path / "a.steps.npz"
    np.savez(path, xyz=whole.xyz)
    with pytest.raises(ValueError, match="not a readable"):
        read_trajectory(path)
    np.savez(path, xyz=whole.xyz, rgb=whole.rgb, normals=whole.normals, sigmas=whole.sigmas)
    with pytest.raises(ValueError, match="other types"):
        read_trajectory(path)
    bad = whole.xyz.astype(np.float16)
    bad[1, 2] = np.nan
    eight_bit = {"rgb": np.zeros(bad.shape, np.uint8), "normals": np.zeros(bad.shape, np.int8)}
    np.savez(path, xyz=bad, sigmas=whole.sigmas, **eight_bit)
    with pytest.raises(ValueError, match="NaN"):
        read_trajectory(path)
    np.savez(path, xyz=bad[:3], sigmas=whole.sigmas, **eight_bit)
    with pytest.raises(ValueError, match=r"NaN|damaged"):
        read_trajectory(path)
