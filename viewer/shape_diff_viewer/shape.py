"""What is loaded of one sample, ready to be looked at: finite and not larger than a window can show."""

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np

from shape_diff.geometry import Frame, Mesh, PointCloud
from shape_diff.geometry.painted_mesh import Paint
from shape_diff.geometry.placement import UP_AXES
from shape_diff.geometry.strays import stray_points
from shape_diff.geometry.trajectory import Trajectory

MAX_DISPLAY_POINTS = 500_000


@dataclass(frozen=True, eq=False)
class Shape:
    """A cloud, a mesh and a denoising run of one sample, any of them None, in the coordinates of their files.

    Attributes:
        cloud: finite points, at most MAX_DISPLAY_POINTS.
        mesh: triangles with finite corners, at least one.
        trajectory: the denoising run.
        notes: sentences on what is not shown.
        paint: the pictures on the mesh, where its file has any.
        up: the axis of the files that is shown upwards, "y" or "z".
    """

    cloud: PointCloud | None = None
    mesh: Mesh | None = None
    trajectory: Trajectory | None = None
    notes: tuple[str, ...] = field(default=())
    paint: Paint | None = None
    up: str = "y"

    def __post_init__(self) -> None:
        if self.cloud is None and self.mesh is None and self.trajectory is None:
            raise ValueError("a shape needs a cloud, a mesh or a denoising run")

    @property
    def nbytes(self) -> int:
        """About what it takes in memory, with its copies in display coordinates."""
        parts = [part for part in (self.cloud, self.mesh, self.trajectory) if part is not None]
        arrays = sum(array.nbytes for part in parts for array in vars(part).values() if isinstance(array, np.ndarray))
        return 2 * arrays + (0 if self.paint is None else self.paint.nbytes)

    @cached_property
    def frame(self) -> Frame:
        """Where the shape stands: display coordinates are those normalised by this frame."""
        points = self._extent()
        if np.ptp(points, axis=0).max() > 0:
            return Frame.of(points)
        return Frame(center=points[0].astype(np.float64), scale=1.0)

    @cached_property
    def shown_cloud(self) -> PointCloud | None:
        """The cloud, or else the last step of the run, in display coordinates: inside of [-1, 1]^3."""
        cloud = self.cloud
        if cloud is None and self.trajectory is not None:
            cloud = self.trajectory.cloud(len(self.trajectory) - 1)
        return None if cloud is None else self._shown(cloud)

    @cached_property
    def shown_mesh(self) -> Mesh | None:
        """The mesh in display coordinates."""
        return None if self.mesh is None else replace(self.mesh, vertices=self._placed(self.mesh.vertices))

    @cached_property
    def shown_points(self) -> np.ndarray:
        """(n, 3) points and vertices of the finished sample in display coordinates: its extent."""
        cloud, mesh = self.shown_cloud, self.shown_mesh
        parts = [cloud.xyz] if cloud is not None else []
        return np.concatenate(parts if mesh is None else [*parts, mesh.vertices])

    def shown_step(self, step: int) -> PointCloud:
        """The points at a denoising step in display coordinates; raises ValueError without such a step."""
        if self.trajectory is None:
            raise ValueError("this sample has no denoising steps; generate it with --keep-steps")
        last = len(self.trajectory) - 1
        if step == last and self.shown_cloud is not None and len(self.shown_cloud) == self.trajectory.xyz.shape[1]:
            return self.shown_cloud  # the same points with all their digits
        return self._shown(self.trajectory.cloud(step))

    def _shown(self, cloud: PointCloud) -> PointCloud:
        normals = None if cloud.normals is None else self._turned(cloud.normals)
        return replace(cloud, xyz=self._placed(cloud.xyz), normals=normals)

    def restored(self, xyz: np.ndarray) -> np.ndarray:
        """Places (n, 3) in display coordinates -> (n, 3) in those of the files."""
        return self.frame.restore(xyz @ UP_AXES[self.up].T)

    @property
    def file_axes(self) -> np.ndarray:
        """(3, 3): a row each, where the x, y and z axes of the files point as they are shown."""
        return UP_AXES[self.up]

    def _placed(self, xyz: np.ndarray) -> np.ndarray:
        return self._turned(self.frame.normalize(xyz))

    def _turned(self, vectors: np.ndarray) -> np.ndarray:
        return vectors if self.up == "y" else (vectors @ UP_AXES[self.up]).astype(np.float32)

    def _extent(self) -> np.ndarray:
        if self.cloud is not None:
            return self.cloud.xyz
        if self.mesh is not None:
            return self.mesh.vertices[np.unique(self.mesh.faces)]
        assert self.trajectory is not None
        return self.trajectory.xyz[-1]


def shape_to_show(
    cloud: PointCloud | None = None,
    mesh: Mesh | None = None,
    trajectory: Trajectory | None = None,
    name: str = "",
    paint: Paint | None = None,
) -> Shape:
    """A shape of raw data: what is not finite is dropped, too large clouds are thinned, and notes say so.

    Args:
        cloud: points, some perhaps NaN.
        mesh: triangles, some perhaps with NaN corners.
        trajectory: a denoising run.
        name: what messages call the data.
        paint: the pictures on the mesh.

    Raises:
        ValueError: nothing that can be shown is left.
    """
    notes: list[str] = []
    shown_cloud = None if cloud is None else _thinned(_finite_cloud(cloud, name, notes), notes)
    shown_mesh = None
    if mesh is not None:
        shown_mesh, paint = _finite_mesh(mesh, paint, name, notes)
    return Shape(shown_cloud, shown_mesh, trajectory, tuple(notes), paint)


@lru_cache(maxsize=4)
def with_z_up(shape: Shape) -> Shape:
    """The same shape with the z axis of its files upwards, kept for the shapes in view."""
    return replace(shape, up="z")


def random_part(cloud: PointCloud, count: int) -> PointCloud:
    """At most `count` points of a cloud, the same ones every time and in its order."""
    if len(cloud) <= count:
        return cloud
    return cloud.select(np.sort(np.random.default_rng(0).choice(len(cloud), count, replace=False)))


def _finite_cloud(cloud: PointCloud, name: str, notes: list[str]) -> PointCloud:
    if len(cloud) == 0:
        raise ValueError(f"{name or 'the cloud'} has no points")
    finite = np.isfinite(cloud.xyz).all(axis=1)
    lost = len(cloud) - int(finite.sum())
    if lost == len(cloud):
        raise ValueError(f"none of the {len(cloud):,} points of {name or 'the cloud'} has finite coordinates")
    if lost:
        notes.append(f"{lost:,} of {len(cloud):,} points have NaN or infinite coordinates and are not shown")
        cloud = cloud.select(finite)
    stray = stray_points(cloud.xyz.astype(np.float64))
    if stray.any():
        notes.append(f"{int(stray.sum()):,} of {len(cloud):,} points lie far from all others and are not shown")
        cloud = cloud.select(~stray)
    rgb = None if cloud.rgb is None else np.clip(np.nan_to_num(cloud.rgb, nan=0.5), 0, 1)
    normals = None if cloud.normals is None else np.nan_to_num(cloud.normals, posinf=0, neginf=0)
    return PointCloud(cloud.xyz, rgb, normals)


def _thinned(cloud: PointCloud, notes: list[str]) -> PointCloud:
    if len(cloud) <= MAX_DISPLAY_POINTS:
        return cloud
    notes.append(f"{len(cloud):,} points: {MAX_DISPLAY_POINTS:,} of them are shown")
    return random_part(cloud, MAX_DISPLAY_POINTS)


def _finite_mesh(mesh: Mesh, paint: Paint | None, name: str, notes: list[str]) -> tuple[Mesh, Paint | None]:
    """The mesh without triangles of non-finite corners and without vertices that no triangle uses."""
    if len(mesh.faces) == 0:
        raise ValueError(f"{name or 'the mesh'} has no faces")
    good = np.isfinite(mesh.vertices).all(axis=1)[mesh.faces].all(axis=1)
    lost = len(mesh.faces) - int(good.sum())
    if lost == len(mesh.faces):
        raise ValueError(f"none of the {lost:,} triangles of {name or 'the mesh'} has finite corners")
    if lost:
        notes.append(f"{lost:,} of {len(mesh.faces):,} triangles have NaN or infinite corners and are not shown")
    used, faces = np.unique(mesh.faces[good], return_inverse=True)
    rgb = None if mesh.rgb is None else np.clip(np.nan_to_num(mesh.rgb[used], nan=0.5), 0, 1)
    return Mesh(mesh.vertices[used], faces.reshape(-1, 3), rgb), None if paint is None else paint.part(used, good)
