"""Shapes that new ones are made of: a sample's manifest, a cloud or a mesh of anybody's, or one in memory."""

import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from shape_diff.data.sampling import generator_for, sample_surface
from shape_diff.files.fingerprint import file_sha256
from shape_diff.formats.cloud_files import read_cloud
from shape_diff.formats.mesh_files import is_mesh, read_surface
from shape_diff.generation.lineage import Parent
from shape_diff.generation.manifest import read_manifest
from shape_diff.generation.shape_code import ShapeCode
from shape_diff.geometry import Frame, PointCloud
from shape_diff.geometry.file_warning import CloudFileWarning
from shape_diff.geometry.placement import Placement
from shape_diff.geometry.surface import UNCOLORED
from shape_diff.reconstruction.oriented_cloud import check_cloud, unit_normals

MESH_POINTS = 4096
"""Drawn from a mesh, where nothing else is said."""
LINE = 1e-4
"""Width of a shape by its length below which it is a line."""


@dataclass(frozen=True, eq=False)
class SourceShape:
    """A shape that others are made of.

    Attributes:
        cloud: its points as they were given, or as they were drawn from a mesh, in its own coordinates.
        frame: where its normalised copy stands.
        parent: how manifests name it.
        prompt: what it was made from, where that is known.
        code: what decided it, where that is known.
    """

    cloud: PointCloud
    frame: Frame
    parent: Parent
    prompt: str = ""
    code: ShapeCode | None = None

    def normalised(self, points: int) -> PointCloud:
        """So many of its points, the first ones twice where it has fewer: normalised, grey where it has no colours,
        and with unit normals, estimated where it has none."""
        chosen = self.cloud.thinned(points)
        if len(chosen) < points:
            chosen = chosen.select(np.arange(points) % len(chosen))
        return normalised_in(chosen, self.frame)

    def restored(self, cloud: PointCloud) -> PointCloud:
        """A normalised cloud where this shape stands."""
        return PointCloud(self.frame.restore(cloud.xyz), cloud.rgb, cloud.normals)


def normalised_in(cloud: PointCloud, frame: Frame) -> PointCloud:
    """A cloud in a frame, grey where it has no colours and with unit normals, estimated where it has none."""
    xyz = frame.normalize(cloud.xyz)
    rgb = np.full_like(xyz, UNCOLORED) if cloud.rgb is None else cloud.rgb
    return PointCloud(xyz, rgb, unit_normals(xyz, cloud.normals))


def joined_clouds(known: PointCloud, new: PointCloud) -> PointCloud:
    """The known points as they are, then new ones that have colours and normals.

    Where the known ones lack colours or normals, they take those of the nearest new point.
    """
    from scipy.spatial import cKDTree

    nearest = None if known.rgb is not None and known.normals is not None else cKDTree(new.xyz).query(known.xyz)[1]
    columns = []
    for own, others in ((known.rgb, new.rgb), (known.normals, new.normals)):
        assert others is not None
        columns.append(np.concatenate([others[nearest] if own is None else own, others]))
    return PointCloud(np.concatenate([known.xyz, new.xyz]), *columns)


def source_shape(
    cloud: PointCloud, parent: Parent, prompt: str = "", code: ShapeCode | None = None, frame: Frame | None = None
) -> SourceShape:
    """A cloud as a shape that others are made of, in a frame of its own if none is given.

    Raises:
        ValueError: it has fewer than 4 points, all in one place or in a line, or values that are not finite.
    """
    name = parent.name or "the shape"
    try:
        check_cloud(cloud)
        found = Frame.of(cloud.xyz)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
    seen = cloud.thinned(MESH_POINTS).xyz.astype(np.float64)
    if np.linalg.svd(seen - seen.mean(axis=0), compute_uv=False)[1] < LINE * found.scale * np.sqrt(len(seen)):
        raise ValueError(f"{name}: all points lie in a line, so there is no surface through them")
    return SourceShape(cloud, frame or found, parent, prompt, code)


def read_source(path: str | Path, mesh_points: int = MESH_POINTS) -> SourceShape:
    """Read a shape from a sample's manifest (NAME.json), a cloud file or a mesh file, which is sampled.

    A sample whose files are z up is turned back to y up, its size and place stay.

    Raises:
        FileNotFoundError: there is no such file, or the manifest's is gone.
        ValueError: it is neither, or nothing can be made of it.
    """
    path = Path(path)
    if path.is_dir():
        raise ValueError(f"{path} is a folder; name a sample's NAME.json, a cloud or a mesh")
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {path}")
    if path.suffix.lower() == ".json":
        return _of_manifest(path)
    parent = Parent(path.stem.removesuffix(".points"), str(path), file_sha256(path))
    return source_shape(_points_of(path, mesh_points), parent)


def _points_of(path: Path, mesh_points: int) -> PointCloud:
    """The points of a cloud, or of the surface of a mesh; a PLY may be either."""
    if not is_mesh(path):
        return read_cloud(path)
    surface = read_surface(path)
    for note in surface.notes:
        warnings.warn(note, CloudFileWarning, stacklevel=2)
    try:
        drawn = sample_surface(surface, mesh_points, generator_for(0, path.name))
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error
    return PointCloud(drawn.frame.restore(drawn.xyz), drawn.rgb if surface.colored else None, drawn.normals)


def _of_manifest(path: Path) -> SourceShape:
    manifest = read_manifest(path)
    try:
        points = path.parent / Path(manifest["files"]["points"]).name
        prompt, code = str(manifest["prompt"]), manifest.get("code")
        placement = Placement.from_dict(manifest["points"]["placement"] if "points" in manifest else None)
    except KeyError as error:
        raise ValueError(f"{path.name} is not the manifest of a sample; it lacks {error}") from error
    except TypeError as error:
        raise ValueError(f"{path.name} is not the manifest of a sample; its files should be names") from error
    known = None if code is None else ShapeCode.from_plain(code)
    parent = Parent(path.stem, str(path), file_sha256(path))
    cloud = read_cloud(points)
    if placement.up != "y":
        cloud = Placement(up=placement.up).cloud_undone(cloud)
    return source_shape(cloud, parent, prompt, known)
