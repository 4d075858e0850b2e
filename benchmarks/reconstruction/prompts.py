"""Clouds generated from prompts and the health of their meshes, by every contender: holes, specks, handles.

There is no truth to compare these with, but a mesh that falls into pieces or has holes shows without one.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from benchmarks.reconstruction.contenders import BASELINE, attempt, contenders
from benchmarks.reconstruction.pictures import NO_MESH, captioned, write_small
from benchmarks.reconstruction.report import header, row
from shape_diff.evaluation.metrics.surface_scores import sample_mesh
from shape_diff.files.atomic import atomic_path
from shape_diff.formats.cloud_files import read_cloud, write_cloud
from shape_diff.generation.pipeline import Pipeline
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.mesh_edges import connected_parts, mesh_edges
from shape_diff.geometry.mesh_report import mesh_report
from shape_diff.machine.progress import progress_bar
from shape_diff.reconstruction.methods import WITH_NORMALS
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.rendering.preview import grid_picture
from shape_diff.rendering.scene import render_cloud, render_mesh

FILE = "prompts.json"
SEED = 7
SPECK_SHARE = 0.01
"""A part with less than this share of the area is a speck."""
STRAY_DISTANCE = 0.1
"""5 % of the longest side."""
NUM_SITES = 20_000

PROMPTS = (
    "a red mushroom with white spots",
    "a wooden barrel",
    "a green pine tree",
    "a wooden chair",
    "a grey rock",
    "a blue crystal",
    "a medieval sword",
    "a round wooden table",
    "a white cup of coffee",
    "a small house with a red roof",
    "a potted plant with green leaves",
    "a wooden fence",
)


@dataclass(frozen=True)
class Health:
    """What can be said of a mesh without its truth.

    Attributes:
        prompt: what its cloud was generated from.
        method: name of the contender.
        parts: components beyond the largest with SPECK_SHARE of the area or more.
        specks: the others beyond the largest.
        open_edges: edges with one face.
        holes: closed runs of such edges.
        watertight: see MeshReport.
        genus: handles of all parts, or None where the mesh is not closed.
        self_intersections: faces that cross others.
        stray: share of the surface that is further than STRAY_DISTANCE from every point: bubbles and filled boxes.
        note: why there is no mesh, or what was done instead.
    """

    prompt: str
    method: str
    parts: int = 0
    specks: int = 0
    open_edges: int = 0
    holes: int = 0
    watertight: bool = False
    genus: int | None = None
    self_intersections: int | None = None
    stray: float = 0.0
    note: str = ""


def health(prompt: str, method: str, mesh: Mesh | None, cloud: PointCloud, note: str) -> Health:
    """Measure a mesh; without one the numbers are zero and it is not watertight."""
    if mesh is None or len(mesh.faces) == 0:
        return Health(prompt, method, note=note or "no faces")
    report = mesh_report(mesh)
    shares = np.sort(_area_shares(mesh))[:-1]
    return Health(
        prompt,
        method,
        parts=int((shares >= SPECK_SHARE).sum()),
        specks=int((shares < SPECK_SHARE).sum()),
        open_edges=report.open_edges,
        holes=_count_holes(mesh),
        watertight=report.watertight,
        genus=report.genus,
        self_intersections=report.self_intersections,
        stray=_stray_share(mesh, cloud),
        note=note,
    )


def _stray_share(mesh: Mesh, cloud: PointCloud) -> float:
    sites = sample_mesh(mesh, NUM_SITES, np.random.default_rng(0)).xyz
    distance, _ = cKDTree(cloud.xyz).query(sites)
    return float((distance > STRAY_DISTANCE).mean())


def _area_shares(mesh: Mesh) -> np.ndarray:
    """Share of the area that each component has."""
    corners = mesh.triangles.astype(np.float64)
    areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    start, end = mesh.faces[:, [0, 1]].ravel(), mesh.faces[:, [1, 2]].ravel()
    _, part = connected_parts(start, end, len(mesh.vertices))
    sums = np.bincount(part[mesh.faces[:, 0]], weights=areas)
    return sums[np.unique(part[mesh.faces[:, 0]])] / areas.sum()


def _count_holes(mesh: Mesh) -> int:
    """Open edges that hang together are one hole."""
    edges = mesh_edges(mesh.faces)
    ends = np.stack([edges.start[edges.borders], edges.end[edges.borders]])
    vertices, index = np.unique(ends, return_inverse=True)
    start, end = index.reshape(2, -1)
    return connected_parts(start, end, len(vertices))[0] if len(vertices) else 0


def generated_clouds(folder: Path) -> dict[str, PointCloud]:
    """The prompts' clouds by the shipped model, kept in a folder."""
    clouds, pipeline = {}, None
    for prompt in progress_bar(PROMPTS, "sampling"):
        path = folder / "prompts" / f"{prompt.replace(' ', '-')}.ply"
        if not path.exists():
            pipeline = pipeline or Pipeline.load(device="cpu")
            write_cloud(pipeline.generate(prompt, seed=SEED)[0].cloud, path)
        clouds[prompt] = read_cloud(path)
    return clouds


def measure_prompts(folder: Path, picture: Path | None, size: int) -> None:
    """Write FILE, and a sheet of cloud, default method and baseline for each prompt."""
    rows, tiles = [], []
    for prompt, cloud in progress_bar(list(generated_clouds(folder).items()), "prompts"):
        tiles.append(captioned(render_cloud(cloud, size=size), prompt, "", ""))
        for method in contenders():
            made = attempt(method, cloud, ReconstructionOptions())
            found = health(prompt, method, made.mesh, cloud, made.note)
            rows.append(asdict(found))
            if method in (WITH_NORMALS, BASELINE):
                tiles.append(captioned(render_mesh(made.mesh or NO_MESH, size=size), *_label(found)))
    with atomic_path(folder / FILE) as temporary:
        temporary.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    if picture is not None:
        write_small(grid_picture(tiles, columns=6), picture)


def _label(found: Health) -> tuple[str, str, str]:
    if found.note:
        return found.method, found.note, ""
    genus = "?" if found.genus is None else found.genus
    return (
        f"{found.method}, {100 * found.stray:.0f} % stray",
        f"parts {1 + found.parts}, specks {found.specks}, genus {genus}",
        f"holes {found.holes}, open edges {found.open_edges}",
    )


def prompts_table(folder: Path) -> list[str]:
    """Markdown lines with the sums over all prompts; none where nothing was measured."""
    path = folder / FILE
    rows = [Health(**values) for values in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []
    titles = (
        "closed",
        "parts beyond the first",
        "specks",
        "holes",
        "open edges",
        "genus",
        "cross themselves",
        "stray %",
    )
    lines = header(["", *titles])
    for method in dict.fromkeys(found.method for found in rows):
        lines.append(row([method, *_sums([found for found in rows if found.method == method])], 8))
    return lines


def _sums(found: Sequence[Health]) -> list[object]:
    genus = [each.genus for each in found if each.genus is not None]
    return [
        f"{sum(each.watertight for each in found)} of {len(found)}",
        *(sum(getattr(each, name) for each in found) for name in ("parts", "specks", "holes", "open_edges")),
        f"{sum(genus)} ({len(genus)} meshes)",
        sum(bool(each.self_intersections) for each in found),
        f"{100 * np.mean([each.stray for each in found]):.1f}",
    ]
