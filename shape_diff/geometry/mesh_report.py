"""What can be said about a mesh: is it closed, of how many parts, how large, how near to the points it is made of."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.spatial import cKDTree

from shape_diff.geometry.mesh import Mesh
from shape_diff.geometry.mesh_edges import MeshEdges, connected_parts, mesh_edges
from shape_diff.geometry.point_cloud import PointCloud
from shape_diff.geometry.self_intersection import intersecting_faces
from shape_diff.geometry.triangles import even_weights, face_vectors

NUM_SURFACE_SITES = 20_000
NUM_NEAREST_SITES = 4


@dataclass(frozen=True)
class MeshReport:
    """Measures of a mesh; lengths, areas and volumes in the units of its vertices.

    Attributes:
        vertices: number of vertices.
        faces: number of faces.
        watertight: every edge has exactly two faces, which run along it in opposite directions.
        edge_manifold: no edge has more than two faces.
        vertex_manifold: the faces around every vertex hang together by edges, so that no two parts touch in a point.
        open_edges: edges with one face only; 0 for a closed mesh.
        self_intersections: faces that meet a face they share no vertex with (see self_intersection.py), or None if
            not asked for.
        components: parts not connected by an edge or vertex.
        genus: number of handles of all parts together, or None where the mesh is not closed.
        volume: enclosed volume, negative if the faces look inwards; None where the mesh is not watertight.
        area: surface area.
        bounds: lowest and highest corner of the bounding box, or None without vertices.
        cloud_distance_mean: mean distance of the points of a cloud to the surface, or None without a cloud.
        cloud_distance_max: the largest of them.
    """

    vertices: int
    faces: int
    watertight: bool
    edge_manifold: bool
    vertex_manifold: bool
    open_edges: int
    self_intersections: int | None
    components: int
    genus: int | None
    volume: float | None
    area: float
    bounds: tuple[tuple[float, ...], tuple[float, ...]] | None
    cloud_distance_mean: float | None = None
    cloud_distance_max: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The measures as JSON can hold them."""
        return asdict(self)

    def as_text(self) -> str:
        """The measures for people, one a line."""
        return "\n".join(f"{name}: {value}" for name, value in self._lines())

    def _lines(self) -> Iterator[tuple[str, str]]:
        yield "size", f"{self.faces:,} faces, {self.vertices:,} vertices, {self.components:,} component(s)"
        yield "watertight", "yes" if self.watertight else f"no, {self.open_edges:,} open edges"
        yield "manifold", f"edges {_yes(self.edge_manifold)}, vertices {_yes(self.vertex_manifold)}"
        if self.self_intersections is not None:
            yield "self-intersections", f"{self.self_intersections:,} faces" if self.self_intersections else "none"
        if self.genus is not None:
            yield "genus", str(self.genus)
        if self.volume is not None:
            yield "volume", f"{self.volume:.6g}"
        yield "area", f"{self.area:.6g}"
        if self.bounds is not None:
            low, high = (", ".join(f"{value:.6g}" for value in corner) for corner in self.bounds)
            yield "bounds", f"({low}) to ({high})"
        if self.cloud_distance_mean is not None:
            yield (
                "distance of the points",
                f"mean {self.cloud_distance_mean:.3g}, largest {self.cloud_distance_max:.3g}",
            )


def mesh_report(mesh: Mesh, cloud: PointCloud | None = None, self_intersections: bool = True) -> MeshReport:
    """Measure a mesh and, if given, how far the points of `cloud` are from it.

    Finding self-intersections takes about 4 s a million faces, four times all the rest, and can be left out. The
    distance is exact to the faces of the nearest of many sites on the surface, so it may be slightly too large.
    Vertices that no face uses are counted but belong to no component.
    """
    corners = mesh.triangles.astype(np.float64)
    vectors = face_vectors(corners)
    edges = mesh_edges(mesh.faces)
    watertight = _is_watertight(edges)
    used, components = _components(mesh.faces)
    distance = None
    if cloud is not None and len(cloud) and len(mesh.faces):
        distance = _distances(cloud.xyz, corners, vectors)
    return MeshReport(
        vertices=len(mesh.vertices),
        faces=len(mesh.faces),
        watertight=watertight,
        edge_manifold=bool((edges.count <= 2).all()),
        vertex_manifold=int(edges.umbrellas(edges.neighbors).max(initial=-1)) + 1 == used,
        open_edges=len(edges.borders),
        self_intersections=len(intersecting_faces(mesh)) if self_intersections else None,
        components=components,
        genus=_genus(used - len(edges.count) + len(mesh.faces), components) if watertight else None,
        volume=_volume(corners, vectors) if watertight else None,
        area=float(np.linalg.norm(vectors, axis=1).sum() / 2),
        bounds=_bounds(mesh.vertices),
        cloud_distance_mean=None if distance is None else float(distance.mean()),
        cloud_distance_max=None if distance is None else float(distance.max()),
    )


def distances_to_surface(mesh: Mesh, points: np.ndarray) -> np.ndarray:
    """(n,) distance of each of `points` (n, 3) to a mesh with faces, as `mesh_report` measures it."""
    corners = mesh.triangles.astype(np.float64)
    return _distances(points, corners, face_vectors(corners))


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _is_watertight(edges: MeshEdges) -> bool:
    """Whether there are edges and each has two faces, which run along it in opposite directions."""
    is_closed = (edges.count == 2).all() and (edges.balance == 0).all() and (edges.start != edges.end).all()
    return bool(is_closed) and len(edges.count) > 0


def _components(faces: np.ndarray) -> tuple[int, int]:
    """The number of vertices in use and of the connected parts they form."""
    used, index = np.unique(faces, return_inverse=True)
    if len(used) == 0:
        return 0, 0
    index = index.reshape(-1, 3)
    return len(used), connected_parts(index[:, [0, 1]].ravel(), index[:, [1, 2]].ravel(), len(used))[0]


def _genus(euler_characteristic: int, components: int) -> int | None:
    """Handles of a closed surface, from V - E + F = 2 (components - genus).

    None if the number is odd or negative: then parts touch in single vertices and the formula does not hold.
    """
    doubled = 2 * components - euler_characteristic
    return doubled // 2 if doubled >= 0 and doubled % 2 == 0 else None


def _volume(corners: np.ndarray, vectors: np.ndarray) -> float:
    """Sum of the signed tetrahedra to the middle of the box, which keeps far-away meshes exact."""
    middle = (corners.min(axis=(0, 1)) + corners.max(axis=(0, 1))) / 2
    return float(np.einsum("ij,ij->", corners[:, 0] - middle, vectors) / 6)


def _bounds(vertices: np.ndarray) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    if len(vertices) == 0:
        return None
    return tuple(vertices.min(axis=0).tolist()), tuple(vertices.max(axis=0).tolist())


def _distances(points: np.ndarray, corners: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """(n,) distance of points (n, 3) to the surface: the exact one to the faces of the nearest sites on it."""
    sites, face = _surface_sites(corners, np.linalg.norm(vectors, axis=1))
    count = min(NUM_NEAREST_SITES, len(sites))
    _, index = cKDTree(sites, balanced_tree=False, compact_nodes=False).query(points, k=range(1, count + 1))
    candidates = [point_triangle_distance(points, corners[face[index[:, i]]]) for i in range(count)]
    return np.min(candidates, axis=0)


def _surface_sites(corners: np.ndarray, doubled_areas: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The centre of every face and random points on the large ones, and their faces; the same for the same mesh."""
    generator = np.random.default_rng(0)
    share = doubled_areas / max(float(doubled_areas.sum()), 1e-300)
    face = np.repeat(np.arange(len(corners)), (share * NUM_SURFACE_SITES).astype(np.int64))
    sites = np.einsum("sc,scj->sj", even_weights(len(face), generator), corners[face])
    return np.concatenate([corners.mean(axis=1), sites]), np.concatenate([np.arange(len(corners)), face])


def point_triangle_distance(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """(n,) distance of each point (n, 3) to its own triangle (n, 3, 3): to the plane above it, else to an edge."""
    edges = np.roll(corners, -1, axis=1) - corners
    offsets = points[:, None] - corners
    squared = np.maximum(np.einsum("nej,nej->ne", edges, edges), 1e-300)
    along = np.clip(np.einsum("nej,nej->ne", offsets, edges) / squared, 0, 1)
    to_edges = np.linalg.norm(offsets - along[:, :, None] * edges, axis=2).min(axis=1)
    normal = np.cross(edges[:, 0], edges[:, 1])
    length = np.linalg.norm(normal, axis=1)
    above = (np.einsum("nej,nj->ne", np.cross(edges, offsets), normal) >= 0).all(axis=1) & (length > 0)
    height = np.abs(np.einsum("nj,nj->n", offsets[:, 0], normal)) / np.maximum(length, 1e-300)
    return np.where(above, height, to_edges)
