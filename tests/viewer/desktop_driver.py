"""A program that opens the window, uses it as a person would (xdotool), looks at it and writes down what it saw.

Usage: desktop_driver.py RESULT.json SCREEN, in an empty folder, with DISPLAY naming an Xvfb that nobody else uses and
that keeps its screen in the file SCREEN.
"""

import json
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
import trimesh
from painted_samples import write_square
from PIL import Image

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.trajectory import Trajectory
from shape_diff.rendering.tracer import Tracer
from shape_diff_viewer.collection import Collection, open_paths
from shape_diff_viewer.desktop.display_check import check_display, load_open3d
from shape_diff_viewer.desktop.leaving import leave
from shape_diff_viewer.desktop.numbers import labels_of
from shape_diff_viewer.desktop.window import ViewerWindow
from shape_diff_viewer.item import Item, shape_item
from shape_diff_viewer.shape import Shape
from shape_diff_viewer.state import ViewerState

RED, BLUE, GREEN = (204, 77, 51), (51, 128, 204), (51, 179, 102)
PAPER = (245, 245, 242)
STEPS = 5
PATIENCE_S = 15.0
SCREEN = (1180, 760)


def samples() -> Collection:
    """A red cloud of 3,000 points with a blue mesh and a run, a green cloud of 500 points, and a broken file."""
    ball = trimesh.creation.icosphere(subdivisions=3)
    # Nothing round: a silhouette that says from where it is seen.
    stretch = np.array([1.0, 0.7, 0.4]) * (1 + 0.3 * (ball.vertices[:, :1] > 0.5))
    mesh = Mesh(ball.vertices * stretch, ball.faces, np.tile(np.array(BLUE) / 255, (len(ball.vertices), 1)))
    points, face = trimesh.sample.sample_surface(trimesh.Trimesh(mesh.vertices, mesh.faces), 3000, seed=0)
    normals = trimesh.Trimesh(mesh.vertices, mesh.faces).face_normals[face]
    cloud = PointCloud(points, np.tile(np.array(RED) / 255, (3000, 1)), normals)
    noise = np.random.default_rng(0).normal(size=(3000, 3))
    share = np.linspace(0, 1, STEPS)[:, None, None]
    run = Trajectory(
        points * share + noise * (1 - share), np.tile(cloud.rgb, (STEPS, 1, 1)), np.tile(normals, (STEPS, 1, 1)),
        np.linspace(1, 0, STEPS),
    )  # fmt: skip
    small = PointCloud(points[:500], np.tile(np.array(GREEN) / 255, (500, 1)))

    def broken() -> Shape:
        raise ValueError("broken.ply ends in the middle")

    return Collection(
        [
            shape_item("red", "red cloud, blue mesh", Shape(cloud, mesh, run)),
            shape_item("green", "green cloud", Shape(small)),
            Item("broken", "broken.ply", broken),
        ]
    )


class Person:
    """Clicks, types and looks, from a thread beside the window's."""

    def __init__(self, window: ViewerWindow, framebuffer: Path) -> None:
        self.window, self.state, self.framebuffer = window, window.state, framebuffer
        self.seen: dict[str, Any] = {}

    def ask(self, function: Callable[[], Any]) -> Any:
        """The result of a function on the main thread."""
        answers: SimpleQueue[Any] = SimpleQueue()
        self.window.app.post_to_main_thread(self.window.window, lambda: answers.put(function()))
        return answers.get(timeout=PATIENCE_S)

    def xdotool(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], check=True, timeout=PATIENCE_S)

    def place(self, widget: Any, x: float = 0.5, y: float = 0.5) -> tuple[int, int]:
        frame = self.ask(lambda: (widget.frame.x, widget.frame.y, widget.frame.width, widget.frame.height))
        return int(frame[0] + x * frame[2]), int(frame[1] + y * frame[3])

    def click(self, widget: Any, done: Callable[[], bool], x: float = 0.5, y: float = 0.5) -> None:
        """Click into a widget and wait for what should happen; the toolkit notices the mouse once a frame."""
        self.xdotool("mousemove", *self.place(widget, x, y))
        for event in ("mousedown", "mouseup"):
            self.let_it_draw()
            self.xdotool(event, 1)
        self.until(done)
        self.rest()

    def let_it_draw(self) -> None:
        """Two frames or more."""
        for _ in range(3):
            time.sleep(0.07)
            self.ask(lambda: self.window.window.post_redraw())

    def drag(self, dx: int, dy: int, button: int = 1) -> None:
        x, y = self.place(self.window.panes[0].widget)
        self.xdotool("mousemove", x, y, "mousedown", button)
        for part in (1, 2, 3, 4):
            self.let_it_draw()
            self.xdotool("mousemove", x + dx * part // 4, y + dy * part // 4)
        self.let_it_draw()
        self.xdotool("mouseup", button)

    def key(self, name: str) -> None:
        self.xdotool("key", name)

    def screen(self) -> np.ndarray:
        """(h, w, 3) uint8 of the whole screen, from the file that Xvfb keeps it in (XWD, version 7)."""
        content = self.framebuffer.read_bytes()
        header = np.frombuffer(content, dtype=">u4", count=25)
        size, width, height, stride, colors = (int(header[k]) for k in (0, 4, 5, 12, 19))
        pixels = np.frombuffer(content, np.uint8, height * stride, offset=size + 12 * colors)
        return pixels.reshape(height, stride)[:, : 4 * width].reshape(height, width, 4)[..., 2::-1].copy()

    def view(self, side: int = 0) -> np.ndarray:
        """(h, w, 3) uint8 of one view, without a border of two pixels."""
        frame = self.window.panes[side].widget
        x, y, width, height = self.ask(lambda: (frame.frame.x, frame.frame.y, frame.frame.width, frame.frame.height))
        return self.screen()[y + 2 : y + height - 2, x + 2 : x + width - 2]

    def until(self, condition: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
        """Wait for something to come true, which is returned at last."""
        end = time.monotonic() + seconds
        while not (true := bool(condition())) and time.monotonic() < end:
            time.sleep(0.15)
        return true

    def view_when(self, condition: Callable[[np.ndarray], bool], side: int = 0) -> np.ndarray:
        """The view as soon as it fulfils a condition, or as it is when patience is at an end."""
        end = time.monotonic() + PATIENCE_S
        while not condition(picture := self.view(side)) and time.monotonic() < end:
            time.sleep(0.1)
        return picture

    def rest(self) -> None:
        """Take the mouse to where it brings up no tooltip."""
        self.xdotool("mousemove", SCREEN[0] // 2, SCREEN[1] - 3)

    def note(self, **seen: Any) -> None:
        """Write down what was seen; at once, as the program may be about to end."""
        self.seen |= seen
        Path(sys.argv[1]).write_text(json.dumps(self.seen, indent=1))


def count(picture: np.ndarray, color: tuple[int, int, int]) -> int:
    return int((picture == color).all(axis=2).sum())


def colors(picture: np.ndarray) -> list[tuple[int, ...]]:
    """All colours, the most frequent first."""
    found, times = np.unique(picture.reshape(-1, 3), axis=0, return_counts=True)
    return [tuple(color) for color in found[np.argsort(-times)].tolist()]


def only(*wanted: tuple[int, int, int]) -> Callable[[np.ndarray], bool]:
    """Whether a picture has exactly these colours."""
    return lambda picture: set(colors(picture)) == set(wanted)


def shaded(picture: np.ndarray) -> bool:
    return len(colors(picture)) > 20


def differs(picture: np.ndarray) -> Callable[[np.ndarray], bool]:
    return lambda other: other.shape != picture.shape or bool((other != picture).any())


def equals(picture: np.ndarray) -> Callable[[np.ndarray], bool]:
    return lambda other: not differs(picture)(other)


def box(picture: np.ndarray, color: tuple[int, int, int]) -> list[int]:
    """left, top, right, bottom of the pixels of a colour; empty if there are none."""
    rows, columns = np.nonzero((picture == color).all(axis=2))
    return [] if len(rows) == 0 else [int(v) for v in (columns.min(), rows.min(), columns.max(), rows.max())]


def session(person: Person) -> None:
    """Everything a person does."""
    person.ask(lambda: setattr(person.window.gizmo.widget, "visible", False))  # it lies over the corner of the view
    for part in (
        look_at_points,
        look_at_mesh,
        orbit,
        watch_denoising,
        choose,
        thumbnails,
        compare,
        files,
        pictures_on_a_mesh,
        mistakes,
        change_samples,
        show_a_picture,
        generate,
    ):
        began = time.monotonic()
        part(person)
        person.note(**{f"seconds_{part.__name__}": round(time.monotonic() - began, 1)})


def look_at_points(person: Person) -> None:
    person.note(starts_shaded=shaded(person.view_when(shaded)), starts_with=vars(person.state.layers).copy())
    for key in "pmg":
        person.key(key)
    person.click(person.window.look.round_points, lambda: not person.state.round_points, 0.1)
    exact = person.view_when(only(PAPER, RED))
    person.note(points_colors=colors(exact)[:5], points_red=count(exact, RED))
    person.key("p")
    person.note(colors_without_points=colors(person.view_when(only(PAPER)))[:5])
    person.key("plus")
    person.key("p")
    larger = person.view_when(lambda picture: only(PAPER, RED)(picture) and count(picture, RED) > count(exact, RED))
    person.note(larger_red=count(larger, RED))


def look_at_mesh(person: Person) -> None:
    person.key("p")
    person.key("m")
    person.note(mesh_shaded=shaded(person.view_when(shaded)))
    person.ask(lambda: person.state.set_surface("exact"))
    flat = person.view_when(only(PAPER, BLUE))
    person.note(mesh_colors=colors(flat)[:5], overlap=overlap(person, flat))
    for name, key in (("wireframe", "w"), ("axes", "x")):
        person.key(key)
        drawn = person.view_when(differs(flat))
        person.note(**{f"{name}_pixels": int((drawn != flat).any(axis=2).sum())})
        person.key(key)
        person.view_when(equals(flat))
    surfaces_cuts_and_sizes(person, flat)
    person.key("5")
    parallel = person.view_when(lambda picture: differs(flat)(picture) and only(PAPER, BLUE)(picture))
    person.note(orthographic_pixels=count(parallel, BLUE), perspective_pixels=count(flat, BLUE))
    for key in "5mpn":
        person.key(key)
    person.note(normals_shown=shaded(person.view_when(shaded)))
    person.key("n")
    person.view_when(only(PAPER, RED))


def surfaces_cuts_and_sizes(person: Person, flat: np.ndarray) -> None:
    """Everything that changes how a mesh is drawn; `flat` is the view in exact colours, as which it is left."""
    state, pane = person.state, person.window.panes[0].widget
    person.ask(lambda: state.set_surface("x-ray"))
    xray = person.view_when(lambda picture: shaded(picture) and count(picture, BLUE) == 0)
    person.note(xray_blue=count(xray, BLUE), xray_shaded=shaded(xray))
    person.ask(lambda: state.set_surface("exact"))
    person.view_when(equals(flat))
    person.key("1")
    front = person.view_when(differs(flat))
    person.key("k")
    half = person.view_when(lambda picture: count(picture, BLUE) < 0.7 * count(front, BLUE))
    person.note(front_box=box(front, BLUE), cut_box=box(half, BLUE))
    person.ask(lambda: state.set_cut(None))
    person.view_when(equals(front))
    person.key("s")
    person.view_when(differs(front))
    person.note(labels=[words for _, words in person.ask(lambda: labels_of(state, 0))])
    person.key("s")
    person.key("d")
    person.until(lambda: state.measuring)
    person.click(pane, lambda: len(state.picks) == 1)
    person.click(pane, lambda: len(state.picks) == 2, 0.55)
    person.note(measured=person.ask(state.measured), marked=differs(front)(person.view_when(differs(front))))
    person.key("d")
    person.key("f")
    alone = person.until(lambda: person.ask(lambda: pane.frame.width) > 1000)
    person.key("f")
    person.note(alone=alone, back=person.until(lambda: person.ask(lambda: pane.frame.width) < 1000))
    person.ask(lambda: state.look("default"))
    person.view_when(equals(flat))


def overlap(person: Person, flat: np.ndarray) -> float:
    """Intersection over union of the window's silhouette and that of shape_diff.rendering from the same camera."""
    mesh = person.ask(lambda: person.state.visible_mesh())
    width, height = person.ask(lambda: person.window.panes[0].size)
    hits = Tracer(mesh.vertices, mesh.faces).first_hits(*person.state.camera.rays(height, width))
    traced = np.zeros(height * width, dtype=bool)
    traced[hits.ray] = True
    traced = traced.reshape(height, width)[2:-2, 2:-2]
    drawn = (flat == BLUE).all(axis=2)
    return float((traced & drawn).sum() / (traced | drawn).sum())


def orbit(person: Person) -> None:
    def camera() -> dict[str, Any]:
        return dict(person.ask(lambda: person.state.camera).__dict__)

    before, cameras = person.view(), [camera()]
    person.drag(120, 60)
    person.note(orbit_shown=differs(before)(person.view_when(differs(before))))
    cameras.append(camera())
    person.drag(-80, 40, button=3)
    cameras.append(camera())
    person.xdotool("click", 4)
    person.until(lambda: camera()["distance"] != cameras[-1]["distance"])
    cameras.append(camera())
    person.note(cameras=cameras)
    near = person.view()
    person.key("1")
    person.view_when(differs(near))
    person.note(front=camera())
    gizmo = person.window.gizmo
    person.ask(lambda: setattr(gizmo.widget, "visible", True))
    end = person.ask(lambda: gizmo.ends)[0] / gizmo.widget.frame.width
    person.click(gizmo.widget, lambda: camera()["azimuth_deg"] == 90, *end[:2])
    person.ask(lambda: setattr(gizmo.widget, "visible", False))
    person.note(right=camera())
    person.key("1")
    person.until(lambda: camera()["azimuth_deg"] == 0)
    person.rest()


def watch_denoising(person: Person) -> None:
    state = person.state
    person.view_when(only(PAPER, RED))
    time.sleep(1)
    finished = person.view()
    person.click(person.window.transport.slider, lambda: state.step == 0, 0.03)
    noise = person.view_when(lambda picture: only(PAPER, RED)(picture) and differs(finished)(picture))
    person.note(step_after_slider=state.step, noise_colors=colors(noise)[:5], noise_box=box(noise, RED))
    person.key("Right")
    person.until(lambda: state.step == 1)
    person.note(step_after_key=state.step, finished_box=box(finished, RED))
    person.click(person.window.transport.play, lambda: state.playing)
    person.note(played=person.until(lambda: state.step == STEPS - 1 and not state.playing))
    person.note(end_equals_sample=equals(finished)(person.view_when(equals(finished))))


def choose(person: Person) -> None:
    state, gallery = person.state, person.window.gallery
    person.click(gallery.cells[1].slot, lambda: state.selected is gallery.cells[1].item)
    fewer = person.view_when(only(PAPER, GREEN))
    person.note(selected=state.selected.name, fewer_colors=colors(fewer)[:5])
    person.key("Page_Down")
    person.until(lambda: state.problem is not None)
    person.until(lambda: person.ask(lambda: person.window.status.text) != "")
    person.note(broken=person.ask(lambda: person.window.status.text))
    person.key("Page_Up")
    person.key("Page_Up")
    person.note(back_colors=colors(person.view_when(only(PAPER, RED)))[:5], back_to=state.selected.name)
    person.click(gallery.filter, lambda: True)
    person.xdotool("type", "--delay", 60, "green")
    person.until(lambda: len(gallery.cells) == 1)
    person.note(filtered=[cell.item.name for cell in gallery.cells], layers_after_typing=state.layers.__dict__.copy())
    while len(gallery.cells) < 3 and person.ask(lambda: gallery.filter.text_value):
        person.key("BackSpace")
        person.let_it_draw()
    person.until(lambda: len(gallery.cells) == 3)
    for sort in ("name", "opened"):
        before = gallery.cells
        person.ask(partial(state.set_sort, sort))
        person.until(lambda before=before: gallery.cells is not before)
        person.note(**{f"cells_{sort}": [cell.item.name for cell in gallery.cells]})
    person.click(person.window.panes[0].widget, lambda: True)


def thumbnails(person: Person) -> None:
    gallery, paper = person.window.gallery, np.array(PAPER)

    def tint(cell: Any) -> list[float]:
        """Mean colour of a thumbnail."""
        (left, top), (right, bottom) = person.place(cell.slot, 0.15, 0.15), person.place(cell.slot, 0.85, 0.85)
        return [float(value) for value in person.screen()[top:bottom, left:right].mean(axis=(0, 1)) - paper]

    def tints() -> list[list[float]]:
        return [tint(cell) for cell in gallery.cells[:2]]

    person.until(lambda: tints()[0][2] > tints()[0][0] and tints()[1][1] > tints()[1][0])
    person.note(thumbnail_tints=tints())


def compare(person: Person) -> None:
    state = person.state
    person.key("c")
    right = person.view_when(only(PAPER, BLUE), side=1)
    left = person.view_when(only(PAPER, RED))
    person.note(compare_colors=[colors(left)[:5], colors(right)[:5]], compare_boxes=[box(left, RED), box(right, BLUE)])
    person.drag(60, 0)
    right = person.view_when(differs(right), side=1)
    left = person.view_when(differs(left))
    person.note(turned_boxes=[box(left, RED), box(right, BLUE)])
    person.key("c")
    person.note(compare_two=colors(person.view_when(only(PAPER, GREEN), side=1))[:5])
    person.ask(lambda: state.compare_with(None))
    person.until(lambda: not person.ask(lambda: person.window.panes[1].widget.visible))
    person.key("r")


def files(person: Person) -> None:
    window, here = person.window, Path.cwd()
    person.view_when(only(PAPER, RED))
    time.sleep(1)
    shown = person.view()
    person.key("F12")
    person.until((here / "red.png").exists)
    person.ask(lambda: window.files.picture(lambda: window.picture(4)))
    person.ask(lambda: window.files.picture(lambda: window.picture(transparent=True)))
    person.note(view_size=person.ask(lambda: window.panes[0].size))
    person.note(view_after_pictures=equals(shown)(person.view_when(equals(shown))))
    person.click(window.look.export_button, lambda: window.files.dialog is not None)
    person.view_when(differs(shown))
    time.sleep(1)
    person.click(window.files.dialog.save_button, (here / "red.glb").exists)


def pictures_on_a_mesh(person: Person) -> None:
    state, before = person.state, person.state.selected
    (square,) = open_paths([write_square(Path.cwd() / "square.glb")]).items
    person.ask(lambda: state.add(square))
    person.ask(lambda: (state.show("points", False), state.show("mesh", True), state.look("front")))
    view = person.view_when(
        lambda picture: count(picture, RED) == 0 and count(picture, PAPER) < 0.9 * picture[..., 0].size
    )
    (height, width), away = view.shape[:2], min(view.shape[:2]) // 5
    places = [(height // 2 + row, width // 2 + column) for row in (-away, away) for column in (-away, away)]
    person.note(square_places=[view[place].tolist() for place in places])
    person.ask(lambda: (state.show("points", True), state.show("mesh", False)))
    person.ask(lambda: (state.collection.discard(square), state.select(before)))


def mistakes(person: Person) -> None:
    window = person.window

    def boom(*_arguments: Any) -> None:
        raise RuntimeError("boom")

    person.ask(lambda: window.window.set_on_key(window.guard(boom, False)))
    person.key("z")
    person.until(lambda: "boom" in (person.state.problem or ""))
    person.note(guarded=person.state.problem)
    person.ask(lambda: window.window.set_on_key(window.guard(window.on_key, False)))
    person.key("Escape")
    person.key("b")
    person.note(alive=person.until(lambda: person.state.background != "light"))


def change_samples(person: Person) -> None:
    state, panel = person.state, person.window.sample
    item = state.selected
    assert item is not None
    person.click(panel.star, lambda: item.favourite)
    person.note(favourite=item.favourite)
    person.click(panel.rename, lambda: panel.question is not None)
    person.ask(lambda: setattr(panel.question.field, "text_value", "a renamed sample"))
    person.let_it_draw()
    person.click(panel.question.answer, lambda: item.title == "a renamed sample")
    person.until(lambda: any(title == item.title for _, title, _ in person.window.gallery.told))
    person.note(renamed=item.title, tiles=[title for _, title, _ in person.window.gallery.told])
    person.ask(lambda: state.select(state.collection.items[2]))
    renaming = panel.question
    person.let_it_draw()
    person.click(panel.delete, lambda: panel.question is not renaming)
    person.let_it_draw()
    person.click(panel.question.answer, lambda: len(state.collection) == 2)
    person.note(left=[item.name for item in state.collection.items], then=state.selected.name)


def show_a_picture(person: Person) -> None:
    row, path = person.window.generate.pictures, Path.cwd() / "cup.png"
    pixels = np.zeros((90, 160, 4), dtype=np.uint8)
    pixels[20:70, 30:120] = (200, 60, 30, 255)
    Image.fromarray(pixels).save(path)
    person.ask(lambda: row.add(str(path)))
    person.until(lambda: bool(row.pictures))
    person.until(lambda: count(person.screen(), (200, 60, 30)) > 500)
    request = person.ask(person.window.generate.request)
    person.note(shown=[picture.name for picture in request.images], orange=count(person.screen(), (200, 60, 30)))
    person.ask(lambda: row.remove(row.pictures[0]))
    person.note(shown_then=len(person.ask(person.window.generate.request).images))


def generate(person: Person) -> None:
    panel = person.window.generate
    person.click(panel.prompt, lambda: True, 0.2)
    person.xdotool("type", "--delay", 40, "a wooden barrel")
    person.ask(lambda: panel.points.set_value(256))
    person.ask(lambda: panel.steps.set_value(3))
    person.ask(lambda: panel.count.set_value(2))
    before = person.state.selected
    person.click(panel.button, lambda: panel.busy or person.state.selected is not before)
    person.until(lambda: not panel.busy, seconds=120)  # the first time the model is loaded
    selected = person.state.selected
    person.note(
        generated=None if selected is None else selected.title,
        generated_problem=person.state.problem,
        generated_steps=person.ask(person.state.last_step),
        samples=len(person.state.collection),
        seeds=[item.info["seed"] for item in person.state.collection.items if "seed" in item.info],
        looked_at=None if selected is None else selected.info.get("seed"),
    )


def main() -> None:
    graphics, o3d = check_display(), load_open3d()
    o3d.visualization.gui.Application.instance.initialize()
    window = ViewerWindow(o3d, graphics, ViewerState(samples()), SCREEN)
    person = Person(window, Path(sys.argv[2]))

    def work() -> None:
        try:
            session(person)
        except Exception:
            person.note(failed=traceback.format_exc())
        window.close()

    threading.Thread(target=work, daemon=True).start()
    window.run()
    person.note(closed=True)
    leave()


if __name__ == "__main__":
    main()
