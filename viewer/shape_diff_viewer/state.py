"""What is looked at and how: one state that every front end draws and every key, button and mouse changes.

No toolkit is imported here. Coordinates are display coordinates: each shape normalised to [-1, 1]^3 by its frame, so
that one camera serves two shapes side by side.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.painted_mesh import Paint
from shape_diff.rendering.camera import VIEWS, Camera
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.colors import COLOR_BY, Legend, cloud_colors, mesh_colors
from shape_diff_viewer.cutting import AXES, Cut, Plane
from shape_diff_viewer.item import Item
from shape_diff_viewer.measuring import Pick, box_corners, box_of, points_met, ray_at, surface_met, told
from shape_diff_viewer.shape import Shape, with_z_up

BACKGROUNDS: dict[str, tuple[float, float, float]] = {
    "light": (0.96, 0.96, 0.95),
    "white": (1.0, 1.0, 1.0),
    "grey": (0.35, 0.36, 0.38),
    "dark": (0.10, 0.11, 0.13),
}
"""sRGB by name, in the order in which a key goes through them."""


def _by_name(item: Item) -> tuple[str, str]:
    return item.title.lower(), item.name


SORTS: dict[str, Callable[[Item], Any] | None] = {
    "opened": None,
    "newest": lambda item: (-item.modified_s, _by_name(item)),
    "name": _by_name,
    "favourites": lambda item: (not item.favourite, _by_name(item)),
}
"""Orders of the gallery and the keys that items are sorted by."""
LAYERS = ("points", "mesh", "wireframe", "normals", "axes", "ground", "size")
SURFACES = ("soft", "facets", "exact", "x-ray")
"""How surfaces are drawn: in soft light, each face flat, without light in exactly their colours, or see-through."""
STEPS_PER_SECOND = 12.0
TURNTABLE_DEG_PER_SECOND = 30.0
MAX_TICK_S = 0.25
"""A front end that hung for longer continues where it was instead of jumping."""
DRAG_DEG = 180.0
"""Degrees of a drag over the shorter side of the view."""
MAX_ELEVATION_DEG = 90.0
ZOOM_RANGE = (0.1, 10.0)
"""Nearest and farthest distance as multiples of the one that frames the shape."""
FREE_BORDER = 1.05
POINT_SIZE_RANGE = (1.0, 30.0)
START_VIEW = Camera()

Listener = Callable[[set[str]], None]


@dataclass
class Layers:
    """What is drawn: the mesh, and in its place the points where there is none, or none yet."""

    points: bool = False
    mesh: bool = True
    wireframe: bool = False
    normals: bool = False
    axes: bool = False
    ground: bool = True
    size: bool = False


@dataclass
class ViewerState:
    """The state of a viewer. Change it through its methods, which tell the listeners what changed.

    Listeners get a set of these words: collection, selection, compare, step, playing, layers, points (their size and
    form), color, surface, cut, up, picks, background, turntable, camera, problem.

    Attributes:
        collection: the gallery.
        words: the filter; `gallery()` is what passes it.
        sort: the order of the gallery, a key of SORTS.
        selected: the sample that is looked at, or None in an empty gallery.
        compare: the sample in the right half, or None; the selected one itself stands for cloud beside mesh.
        step: the denoising step shown, or None for the finished sample.
        playing: whether `tick` moves the step on.
        layers: what is drawn.
        point_size: diameter in pixels.
        round_points: discs or balls instead of squares.
        color_by: one of COLOR_BY.
        surface: one of SURFACES.
        lamp_turn_deg: how far the light is turned about the vertical, from -180 to 180, rightwards positive.
        cut: the plane beyond which nothing is shown, or None.
        z_up: whether the z axis of the files points upwards, and not their y axis.
        measuring: whether a click picks a place.
        picks: the places that were picked, two at most, of which the distance is told.
        background: a key of BACKGROUNDS.
        turntable: whether `tick` turns the camera.
        camera: orbit camera without roll in display coordinates, shared by both halves.
        orthographic: without perspective; the scale at the target is that of the perspective camera.
        problem: a sentence on what went wrong last, or None.
    """

    collection: Collection = field(default_factory=Collection)
    words: str = ""
    sort: str = "opened"
    selected: Item | None = None
    compare: Item | None = None
    step: int | None = None
    playing: bool = False
    layers: Layers = field(default_factory=Layers)
    point_size: float = 5.0
    round_points: bool = True
    color_by: str = "rgb"
    surface: str = "soft"
    lamp_turn_deg: float = 0.0
    cut: Cut | None = None
    z_up: bool = False
    measuring: bool = False
    picks: tuple[Pick, ...] = ()
    background: str = "light"
    turntable: bool = False
    camera: Camera = START_VIEW
    orthographic: bool = False
    problem: str | None = None
    _listeners: list[Listener] = field(default_factory=list, repr=False)
    _clock: float = field(default=0.0, repr=False)
    _fitted: float = field(default=START_VIEW.distance, repr=False)

    def __post_init__(self) -> None:
        if self.selected is None and self.collection.items:
            self.select(self.collection.items[0])

    # Listening

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change; returns a function that ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def do(self, action: str) -> bool:
        """Carry out an action of `keys.KEYS`; False if it is one of the front end's."""
        known = ACTIONS.get(action)
        if known is not None:
            known(self)
        return known is not None

    # What is to be drawn

    def gallery(self) -> list[Item]:
        """The items that pass the filter, in order."""
        items, order = self.collection.filtered(self.words), SORTS[self.sort]
        return items if order is None else sorted(items, key=order)

    def sides(self) -> list[Item]:
        """The samples side by side: none, one or two."""
        return [item for item in (self.selected, self.compare) if item is not None]

    def shape(self, side: int = 0) -> Shape | None:
        """The loaded sample on the left (0) or right (1), or None; `problem` then says why there is none."""
        items = self.sides()
        if side >= len(items):
            return None
        try:
            shape = items[side].load()
            return with_z_up(shape) if self.z_up else shape
        except ValueError as error:
            self.report(str(error))
            return None

    def visible_cloud(self, side: int = 0) -> PointCloud | None:
        """The points to draw, coloured: those of the step, if one is chosen, or of the cloud."""
        shape = self.shape(side)
        if shape is None or not self._shows(side, "points"):
            return None
        cloud = self._cloud_now(shape)
        return None if cloud is None else replace(cloud, rgb=cloud_colors(shape, cloud, self.color_by).rgb)

    def visible_mesh(self, side: int = 0) -> Mesh | None:
        """The mesh to draw, coloured; None before the last denoising step. Wireframe alone needs it, too."""
        shape = self.shape(side)
        wanted = self._shows(side, "mesh") or self._shows(side, "wireframe")
        if shape is None or shape.shown_mesh is None or not wanted or self._unfinished(shape):
            return None
        return replace(shape.shown_mesh, rgb=mesh_colors(shape, self.color_by).rgb)

    def visible_paint(self, side: int = 0) -> Paint | None:
        """The pictures on `visible_mesh`, where colours are to be those of the file."""
        shape = self.shape(side)
        return None if shape is None or self.color_by != "rgb" else shape.paint

    def draws_faces(self, side: int = 0) -> bool:
        """Whether the mesh of `visible_mesh` is drawn as faces, and not only as edges."""
        return self._shows(side, "mesh")

    def draws_edges(self, side: int = 0) -> bool:
        """Whether the edges of the mesh of `visible_mesh` are drawn."""
        return self._shows(side, "wireframe")

    def draws_normals(self, side: int = 0) -> bool:
        """Whether the normals of `visible_cloud` are drawn as short lines."""
        return self._shows(side, "normals")

    def why_nothing(self, layer: str) -> str:
        """Why a layer that is switched on shows nothing of the sample on the left, or ""."""
        shape = self.shape()
        if shape is None or self.compare is not None or not self.shown(layer):
            return ""
        if layer in ("mesh", "wireframe"):
            if shape.mesh is None:
                return "this sample has no mesh"
            if self._unfinished(shape):
                return "the mesh is there after the last denoising step"
        cloud = shape.shown_cloud
        if layer == "points" and cloud is None:
            return "this sample has no points"
        if layer == "normals" and (not self._shows(0, "points") or cloud is None or cloud.normals is None):
            return "no points with normals are shown"
        return ""

    def plane(self, side: int = 0) -> Plane | None:
        """Where the sample is cut open."""
        shape = self.shape(side)
        return None if shape is None or self.cut is None else self.cut.plane(shape.shown_points, shape.file_axes)

    def legend(self) -> Legend | None:
        """The colour scale of the points on the left, or of the mesh where no points are drawn, if there is a scale."""
        shape = self.shape()
        if shape is None or (self.color_by == "error" and (shape.shown_cloud is None or shape.shown_mesh is None)):
            return None
        cloud = shape.shown_cloud
        if cloud is None or (shape.shown_mesh is not None and not self._shows(0, "points")):
            return mesh_colors(shape, self.color_by).legend
        return cloud_colors(shape, cloud, self.color_by).legend

    def ground_height(self, side: int = 0) -> float:
        """y of the ground under the sample: its lowest point, whatever step is shown."""
        shape = self.shape(side)
        return -1.0 if shape is None else float(shape.shown_points[:, 1].min())

    def last_step(self) -> int | None:
        """The number of the last denoising step, or None if no sample in view has any."""
        shapes = [self.shape(side) for side in range(len(self.sides()))]
        runs = [shape.trajectory for shape in shapes if shape is not None and shape.trajectory is not None]
        return max(len(run) - 1 for run in runs) if runs else None

    def background_rgb(self) -> tuple[float, float, float]:
        """sRGB of the background."""
        return BACKGROUNDS[self.background]

    # Samples

    def select(self, item: Item) -> None:
        """Look at a sample, from where the camera is; it is the finished sample unless the run is being watched."""
        if self.compare is not None and self.compare is self.selected:
            self.compare = item  # still its cloud beside its mesh
        elif self.compare is item:
            self.compare = self.selected  # they change places
        self.selected, self.problem = item, None
        self.step, self.playing, self.picks = None, False, ()
        self._show_something()
        self._changed("selection", "compare", "step", "playing", "picks", "problem")
        self.fit()

    def select_by(self, count: int) -> None:
        """Go `count` samples on among those that pass the filter, stopping at both ends."""
        items = self.gallery()
        if not items:
            return
        if self.selected in items:
            target = items[int(np.clip(items.index(self.selected) + count, 0, len(items) - 1))]
        else:
            target = items[0]
        if target is not self.selected:
            self.select(target)

    def set_sort(self, sort: str) -> None:
        """Choose the order of the gallery; raises ValueError for none of SORTS."""
        if sort not in SORTS:
            raise ValueError(f"a gallery can be sorted by {', '.join(SORTS)}, not {sort!r}")
        self.sort = sort
        self._changed("collection")

    def refresh(self) -> bool:
        """Notice new, changed and deleted files; what is looked at is read again or left. Returns whether any were."""
        if not self.collection.refresh():
            return False
        by_name = {item.name: item for item in self.collection.items}
        selected, compare = self.selected, self.compare
        self._changed("collection")
        if selected is not None and selected.name not in by_name:
            self.selected = self.compare = None
            gone = f"{selected.title} is not there any more"
            if self.collection.items:
                self.select_by(0)
            else:
                self._changed("selection", "compare")
            self.report(gone)
            return True
        if compare is not None:
            self.compare = by_name.get(compare.name)
        if selected is None and self.collection.items:
            self.select(self.collection.items[0])
        elif selected is not None and by_name[selected.name] is not selected:
            self.selected = by_name[selected.name]
            self._changed("selection", "compare", "step")
        return True

    def filter(self, words: str) -> None:
        """Show only the samples that match all words; the selected one stays selected."""
        self.words = words
        self._changed("collection")

    def add(self, item: Item, look: bool = True) -> None:
        """Put a new sample into the gallery, and look at it unless that is not wanted."""
        item = self.collection.join(item)
        self._changed("collection")
        if look:
            self.select(item)

    def rename(self, item: Item, title: str) -> None:
        """Call a sample something else; raises ValueError for a title that is empty or too long."""
        self.collection.rename(item, title)
        self._changed("collection", "selection")

    def mark_favourite(self, item: Item, on: bool) -> None:
        """Give a sample a star, or take it."""
        self.collection.mark_favourite(item, on)
        self._changed("collection", "selection")

    def discard(self, item: Item) -> None:
        """Take a sample out of the gallery, its files to the folder .deleted beside them, and look at the next one.

        Raises:
            OSError: they cannot be moved.
        """
        shown = self.gallery()
        at = shown.index(item) if item in shown else 0
        self.collection.discard(item)
        if self.compare is item:
            self.compare = None
        self._changed("collection", "compare")
        if self.selected is not item:
            return
        left = self.gallery() or self.collection.items
        if left:
            self.select(left[min(at, len(left) - 1)])
        else:
            self.selected = None
            self._changed("selection")

    def compare_with(self, item: Item | None) -> None:
        """Put a sample into the right half; the selected one itself puts its mesh beside its cloud; None ends it."""
        self.compare = item
        self._show_something()
        self._changed("compare")

    def next_compare(self) -> None:
        """Go on from one view to cloud beside mesh, to the next sample beside this one, and back to one view."""
        if self.selected is None:
            return
        ways: list[Item | None] = [None]
        shape = self.shape()
        if shape is not None and shape.shown_cloud is not None and shape.mesh is not None:
            ways.append(self.selected)
        others = [item for item in self.gallery() if item is not self.selected]
        if others:
            items = self.gallery()
            here = items.index(self.selected) if self.selected in items else -1
            ways.append(items[(here + 1) % len(items)])
        now = self.compare if self.compare in (None, self.selected) else ways[-1]
        self.compare_with(ways[(ways.index(now) + 1) % len(ways)] if now in ways else None)

    # Denoising

    def play(self) -> None:
        """Start the denoising run, from its beginning if it is at its end, or stop it."""
        last = self.last_step()
        if last is None:
            self.report("this sample has no denoising steps; generate it with --keep-steps")
            return
        self.playing = not self.playing
        self._clock = 0.0
        changed = {"playing"}
        if self.playing and (self.step is None or self.step >= last):
            self.step = 0
            changed.add("step")
        if self.playing:
            self._show_something()
        self._changed(*changed)

    def go_to_step(self, step: int | None) -> None:
        """Show a denoising step, the nearest there is, or the finished sample for None."""
        last = self.last_step()
        self.step = None if step is None or last is None else int(np.clip(step, 0, last))
        self._changed("step")

    def step_by(self, count: int) -> None:
        """Go `count` denoising steps on, stopping at both ends; the finished sample counts as the last step."""
        last = self.last_step()
        if last is not None:
            self.go_to_step((last if self.step is None else self.step) + count)

    def tick(self, seconds: float) -> bool:
        """Let time pass: the run plays, the turntable turns. Returns whether anything changed."""
        seconds = min(max(seconds, 0.0), MAX_TICK_S)
        changed = set()
        if self.turntable and seconds > 0:
            self.camera = replace(self.camera, azimuth_deg=self._turned(TURNTABLE_DEG_PER_SECOND * seconds))
            changed.add("camera")
        if self.playing:
            changed |= self._play_on(seconds)
        if changed:
            self._changed(*changed)
        return bool(changed)

    def _play_on(self, seconds: float) -> set[str]:
        self._clock += seconds * STEPS_PER_SECOND
        steps, last = int(self._clock), self.last_step()
        self._clock -= steps
        if last is None:
            self.playing = False
            return {"playing"}
        if steps == 0:
            return set()
        self.step = min((self.step or 0) + steps, last)
        if self.step < last:
            return {"step"}
        self.playing = False
        return {"step", "playing"}

    # Layers and looks

    def toggle(self, layer: str) -> None:
        """Show or hide a layer; raises ValueError for an unknown one."""
        self.show(layer, not self.shown(layer))

    def show(self, layer: str, shown: bool) -> None:
        """Show or hide a layer; raises ValueError for an unknown one."""
        self.shown(layer)
        setattr(self.layers, layer, shown)
        self._changed("layers")

    def shown(self, layer: str) -> bool:
        """Whether a layer is switched on; raises ValueError for an unknown one."""
        if layer not in LAYERS:
            raise ValueError(f"there is no layer {layer!r}; choose one of {', '.join(LAYERS)}")
        return bool(getattr(self.layers, layer))

    def set_point_size(self, size: float) -> None:
        """Diameter of points in pixels, clipped to POINT_SIZE_RANGE."""
        self.point_size = float(np.clip(size, *POINT_SIZE_RANGE))
        self._changed("points")

    def scale_points(self, factor: float) -> None:
        """Make points larger or smaller."""
        self.set_point_size(self.point_size * factor)

    def set_round_points(self, round_points: bool) -> None:
        """Balls or squares."""
        self.round_points = round_points
        self._changed("points")

    def set_color_by(self, color_by: str) -> None:
        """What colours stand for; raises ValueError for none of COLOR_BY."""
        if color_by not in COLOR_BY:
            raise ValueError(f"colours can stand for {', '.join(COLOR_BY)}, not {color_by!r}")
        self.color_by = color_by
        shape = self.shape()
        if color_by == "error" and shape is not None and (shape.shown_cloud is None or shape.shown_mesh is None):
            self.report("the error is the distance between cloud and mesh, and this sample has only one of them")
        self._changed("color")

    def set_surface(self, surface: str) -> None:
        """How surfaces are drawn; raises ValueError for none of SURFACES."""
        if surface not in SURFACES:
            raise ValueError(f"surfaces can be drawn {', '.join(SURFACES)}, not {surface!r}")
        self.surface = surface
        self._changed("surface")

    def next_surface(self) -> None:
        """The next of SURFACES, the first after the last."""
        self.set_surface(SURFACES[(SURFACES.index(self.surface) + 1) % len(SURFACES)])

    def turn_lamp(self, degrees: float) -> None:
        """Turn the light about the vertical, as far as half a turn to either side."""
        self.lamp_turn_deg = float(np.clip(degrees, -180, 180))
        self._changed("surface")

    def set_cut(self, cut: Cut | None) -> None:
        """Cut the shape open, or make it whole."""
        self.cut = cut
        self._changed("cut")

    def next_cut(self) -> None:
        """Cut across x, then y, then z, then nothing."""
        following = 0 if self.cut is None else self.cut.axis + 1
        self.set_cut(Cut(following) if following < len(AXES) else None)

    def toggle_z_up(self) -> None:
        """Show the z axis of the files upwards, or the y axis again."""
        self.z_up, self.picks = not self.z_up, ()
        self._changed("up", "picks")
        self.fit()

    def set_background(self, name: str) -> None:
        """Choose a background; raises ValueError for none of BACKGROUNDS."""
        if name not in BACKGROUNDS:
            raise ValueError(f"there is no background {name!r}; choose one of {', '.join(BACKGROUNDS)}")
        self.background = name
        self._changed("background")

    def next_background(self) -> None:
        """The next of BACKGROUNDS, the first after the last."""
        names = list(BACKGROUNDS)
        self.set_background(names[(names.index(self.background) + 1) % len(names)])

    def toggle_turntable(self) -> None:
        """Begin or stop turning."""
        self.turntable = not self.turntable
        self._changed("turntable")

    # Measuring

    def toggle_measuring(self) -> None:
        """Begin to pick places, or stop and forget them."""
        self.measuring, self.picks = not self.measuring, ()
        self._changed("picks")

    def point_at(self, at: tuple[float, float], size: tuple[int, int], side: int = 0) -> Pick | None:
        """Pick what is nearest under a place of a view; after two picks on one sample the next one begins anew.

        Args:
            at: pixels from the left and from the top of the view.
            size: width and height of the view in pixels.
            side: the left view (0) or the right one (1).

        Returns:
            the pick, or None where there is nothing.
        """
        origin, direction, pixel = ray_at(self.camera, self.orthographic, at, size)
        met = self._met(side, origin, direction, pixel)
        if len(met) == 0:
            return None
        x, y, z = (origin + met[0] * direction).tolist()
        pick = Pick(self.sides()[side], side, (x, y, z))
        same = len(self.picks) == 1 and self.picks[0].side == side
        self.picks = (*self.picks, pick) if same else (pick,)
        self._changed("picks")
        return pick

    def measured(self) -> list[str]:
        """Coordinates of the picks in the file, and their distance."""
        shapes = [self.shape(pick.side) for pick in self.picks]
        return told(self.picks, [shape for shape in shapes if shape is not None])

    def _met(self, side: int, origin: np.ndarray, direction: np.ndarray, pixel: float) -> np.ndarray:
        """Distances along a ray at which something that is shown is met, nearest first."""
        met, plane = [np.zeros(0)], self.plane(side)
        mesh = self.visible_mesh(side) if self.draws_faces(side) else None
        cloud = self.visible_cloud(side)
        if mesh is not None:
            met.append(surface_met(mesh.vertices, mesh.faces, origin, direction))
        if cloud is not None:
            met.append(points_met(cloud.xyz, origin, direction, pixel, self.orthographic))
        found = np.sort(np.concatenate(met))
        return found if plane is None else found[plane.depth(origin + found[:, None] * direction) >= 0]

    # Camera. A drag is measured in shorter sides of the view, rightwards and downwards positive.

    def orbit(self, dx: float, dy: float) -> None:
        """Turn the shape with the pointer: about the vertical, and up and down as far as straight above or below."""
        elevation = float(np.clip(self.camera.elevation_deg + DRAG_DEG * dy, -MAX_ELEVATION_DEG, MAX_ELEVATION_DEG))
        self._look(replace(self.camera, azimuth_deg=self._turned(-DRAG_DEG * dx), elevation_deg=elevation))

    def pan(self, dx: float, dy: float) -> None:
        """Move the shape with the pointer: what lies at the target's depth stays under it."""
        span = 2 * self.camera.distance * math.tan(math.radians(self.camera.fov_deg) / 2)
        right, up, _ = self.camera.axes
        x, y, z = (np.asarray(self.camera.target) - span * dx * right + span * dy * up).tolist()
        self._look(replace(self.camera, target=(x, y, z)))

    def zoom(self, factor: float) -> None:
        """Come nearer by a factor above 1, go back by one below; raises ValueError for one that is not positive."""
        if not factor > 0:
            raise ValueError(f"the zoom factor must be positive, got {factor}")
        low, high = (limit * self._fitted for limit in ZOOM_RANGE)
        self._look(replace(self.camera, distance=float(np.clip(self.camera.distance / factor, low, high))))

    def look(self, view: str) -> None:
        """Look from a side, a key of `rendering.camera.VIEWS` ("default" is the front right), and frame the shape."""
        if view not in VIEWS:
            raise ValueError(f"there is no view {view!r}; choose one of {', '.join(VIEWS)}")
        side = VIEWS[view]
        self.camera = replace(self.camera, azimuth_deg=side.azimuth_deg, elevation_deg=side.elevation_deg)
        self.fit()

    def fit(self) -> None:
        """Frame the finished samples in view, so that they stay in it whatever way they are turned, with their boxes
        where those are shown."""
        shapes = [shape for side in range(len(self.sides())) if (shape := self.shape(side)) is not None]
        points = [shape.shown_points for shape in shapes]
        if self.layers.size:
            points += [box_corners(*box_of(shape)) for shape in shapes]
        if points:
            self.camera = _framing(self.camera, np.concatenate(points))
            self._fitted = self.camera.distance
        self._changed("camera")

    def toggle_orthographic(self) -> None:
        """With or without perspective."""
        self.orthographic = not self.orthographic
        self._changed("camera")

    # Problems

    def report(self, problem: str | None) -> None:
        """Say what went wrong; the same sentence is not said twice in a row."""
        if problem != self.problem:
            self.problem = problem
            self._changed("problem")

    # Within

    def _changed(self, *what: str) -> None:
        for listener in list(self._listeners):
            listener(set(what))

    def _look(self, camera: Camera) -> None:
        self.camera = camera
        self._changed("camera")

    def _turned(self, degrees: float) -> float:
        return (self.camera.azimuth_deg + degrees) % 360.0

    def _shows(self, side: int, layer: str) -> bool:
        """Whether a layer is drawn on a side; one sample on both sides is its cloud beside its mesh."""
        if self.compare is not None and self.compare is self.selected:
            if side == 0:
                return layer == "points" or (layer == "normals" and self.layers.normals)
            return layer == "mesh" or (layer == "wireframe" and self.layers.wireframe)
        return self.shown(layer) or (layer == "points" and self.layers.mesh and self._is_meshless(side))

    def _is_meshless(self, side: int) -> bool:
        """Whether points stand for a mesh that is not there, or not yet."""
        shape = self.shape(side)
        return shape is not None and (shape.mesh is None or self._unfinished(shape))

    def _cloud_now(self, shape: Shape) -> PointCloud | None:
        if self.step is None or shape.trajectory is None:
            return shape.shown_cloud
        return shape.shown_step(min(self.step, len(shape.trajectory) - 1))

    def _unfinished(self, shape: Shape) -> bool:
        return self.step is not None and shape.trajectory is not None and self.step < len(shape.trajectory) - 1

    def _show_something(self) -> None:
        """Switch on the mesh, or the points that stand for it, where nothing would be seen."""
        shapes = [shape for side in range(len(self.sides())) if (shape := self.shape(side)) is not None]
        edges = self.layers.wireframe and all(shape.mesh is not None for shape in shapes)
        points = self.layers.points and all(shape.shown_cloud is not None for shape in shapes)
        if not (self.layers.mesh or edges or points):
            self.layers.mesh = True
            self._changed("layers")


def _framing(camera: Camera, points: np.ndarray) -> Camera:
    """The camera aimed at the middle of points (n, 3), as near as keeps the ball around them in the picture."""
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    radius = max(float(np.linalg.norm(points - middle, axis=1).max()), 1e-3) * FREE_BORDER
    x, y, z = middle.tolist()
    return replace(camera, distance=radius / math.sin(math.radians(camera.fov_deg) / 2), target=(x, y, z))


ACTIONS: dict[str, Callable[[ViewerState], None]] = {
    "play": ViewerState.play,
    "step_back": lambda state: state.step_by(-1),
    "step_forward": lambda state: state.step_by(1),
    "previous_sample": lambda state: state.select_by(-1),
    "next_sample": lambda state: state.select_by(1),
    **{f"toggle_{layer}": partial(ViewerState.toggle, layer=layer) for layer in LAYERS},
    "larger_points": lambda state: state.scale_points(1.25),
    "smaller_points": lambda state: state.scale_points(0.8),
    "next_background": ViewerState.next_background,
    "next_surface": ViewerState.next_surface,
    "next_cut": ViewerState.next_cut,
    "toggle_z_up": ViewerState.toggle_z_up,
    "toggle_measuring": ViewerState.toggle_measuring,
    "toggle_turntable": ViewerState.toggle_turntable,
    "fit": ViewerState.fit,
    "look_front": lambda state: state.look("front"),
    "look_right": lambda state: state.look("right"),
    "look_top": lambda state: state.look("top"),
    "look_iso": lambda state: state.look("default"),
    "toggle_orthographic": ViewerState.toggle_orthographic,
    "next_compare": ViewerState.next_compare,
}
"""What the actions of `keys.KEYS` do."""
