"""The window: panels around one or two views, tied to the viewer's state."""

import math
import time
from typing import Any

from PIL import Image

from shape_diff_viewer.collection import Collection
from shape_diff_viewer.desktop.callbacks import Guard
from shape_diff_viewer.desktop.display_check import Graphics, check_display, load_open3d
from shape_diff_viewer.desktop.file_actions import FileActions
from shape_diff_viewer.desktop.gallery import Gallery
from shape_diff_viewer.desktop.generate_panel import GeneratePanel
from shape_diff_viewer.desktop.gizmo import Gizmo
from shape_diff_viewer.desktop.help_sheet import help_dialog
from shape_diff_viewer.desktop.interrupt import closing_on_interrupt
from shape_diff_viewer.desktop.keyboard import Keyboard
from shape_diff_viewer.desktop.labels import drawable
from shape_diff_viewer.desktop.layout import Layout
from shape_diff_viewer.desktop.look_panel import LookPanel
from shape_diff_viewer.desktop.menu import Entry, build_menu
from shape_diff_viewer.desktop.numbers import labels_of
from shape_diff_viewer.desktop.orbit import MouseOrbit
from shape_diff_viewer.desktop.pane import Pane
from shape_diff_viewer.desktop.pane_content import content_of
from shape_diff_viewer.desktop.picture_row import PictureRow
from shape_diff_viewer.desktop.quiet import quiet_output
from shape_diff_viewer.desktop.sample_panel import SamplePanel
from shape_diff_viewer.desktop.snapshot import snapshot
from shape_diff_viewer.desktop.transport import Transport
from shape_diff_viewer.desktop.widgets import Widgets
from shape_diff_viewer.item import Item
from shape_diff_viewer.state import ViewerState

TITLE = "shape_diff"
SIZE = (1400, 900)
ESCAPE_S = 0.5
LARGE = 4
"""How many times larger a large picture is than the view."""


def show(collection: Collection) -> None:
    """Open the window on a collection and return when it is closed.

    Raises:
        ValueError: there is no display, no graphics driver or no Open3D; the sentence names the way out.
    """
    graphics = check_display()
    o3d = load_open3d()
    with quiet_output():
        o3d.visualization.gui.Application.instance.initialize()
        window = ViewerWindow(o3d, graphics, ViewerState(collection))
        window.app.run_one_tick()  # the first frame has its own greeting
    window.run()


class ViewerWindow:
    """Draws the state and forwards what the user does."""

    def __init__(self, o3d: Any, graphics: Graphics, state: ViewerState, size: tuple[int, int] = SIZE) -> None:
        self._ball_detail = 1 if graphics.software else 2
        self._o3d, self.gui, self.state = o3d, o3d.visualization.gui, state
        self.app = self.gui.Application.instance
        self.guard = Guard(self.say)
        self._keyboard = Keyboard(self.gui)
        self._dirty = {"everything"}
        self._closing = False
        self._escaped = -math.inf
        self._clock = time.monotonic()
        bar, actions = build_menu(self.gui, self._menus())
        self.app.menubar = bar
        self.window = self.app.create_window(TITLE, *size)
        for number, action in actions.items():
            self.window.set_on_menu_item_activated(number, self.guard(action))
        self.panes = [Pane(o3d, self.window.renderer, graphics) for _ in range(2)]
        self._build_panels()
        self._connect()

    def run(self) -> None:
        """Until the window is closed."""
        with closing_on_interrupt(self.close):
            try:
                self.app.run()
            finally:
                self.gallery.close()
                self.generate.abandon()

    def say(self, sentence: str) -> None:
        """Show a sentence in the status line."""
        self.state.report(sentence)

    def close(self) -> None:
        """Close the window, soon: doing it within a tick crashes Open3D."""
        self._closing = True
        self._later(self.window.close)

    def perform(self, action: str) -> None:
        """Carry out an action of the table of keys."""
        if self.state.do(action):
            return
        if action == "screenshot":
            self.files.picture(self.picture)
        elif action == "export":
            self.files.export(self.look.ending)
        elif action == "full_screen":
            self.layout.alone = not self.layout.alone
            self.window.show_menu(not self.layout.alone)
            self.window.set_needs_layout()
        elif action == "help":
            self._show_help()

    def _build_panels(self) -> None:
        make = Widgets(self.gui, int(self.window.theme.font_size), self.guard)
        self._make = make
        self.files = FileActions(make, self.window, self.state, self.say, self._later)
        relayout = self._arrange_soon
        pictures = PictureRow(self._o3d, make, self.files.choose, self._later, self.say, relayout)
        self.generate = GeneratePanel(make, self.state, pictures, relayout)
        self.gallery = Gallery(
            self._o3d,
            make.em,
            self.state,
            self._chosen,
            self._later,
            self.guard,
            relayout,
        )
        self.look = LookPanel(make, self.state, self.files.export, relayout)
        self.transport = Transport(make, self.state)
        self.sample = SamplePanel(make, self.window, self.state, self.generate.again)
        self.status = self.gui.Label("")
        self.gizmo = Gizmo(self._o3d, self.state, self.guard)
        self.layout = Layout(
            self.gui, self.window, make.em, self.panes,
            left=[self.generate.widget, self.gallery.head],
            below=self.gallery.list,
            right=[self.sample.actions, self.look.widget, make.heading("Sample"), self.sample.facts],
            corner=self.gizmo.widget,
            bar=[self.transport.play, self.transport.slider, self.transport.label],
            status=self.status,
        )  # fmt: skip

    def _connect(self) -> None:
        results = self.gui.Widget.EventCallbackResult
        for side, pane in enumerate(self.panes):
            mouse = MouseOrbit(self.gui, self.state, pane, side)
            pane.widget.set_on_mouse(self.guard(mouse.on_mouse, results.CONSUMED))
        self.window.set_on_layout(self.guard(self._on_layout))
        self.window.set_on_key(self.guard(self.on_key, False))
        self.window.set_on_tick_event(self.guard(self._on_tick, True))
        self.window.set_on_close(self.guard(self._may_close, True))
        self.state.subscribe(self._dirty.update)

    def _menus(self) -> dict[str, list[Entry]]:
        def act(action: str) -> Any:
            return lambda: self.perform(action)

        return {
            "File": [
                ("Open...", lambda: self.files.open_files()),
                ("Open folder...", lambda: self.files.open_folder()),
                None,
                ("Export...  (E)", act("export")),
                ("Export all shown as zip", lambda: self.files.zip(favourites=False)),
                ("Export favourites as zip", lambda: self.files.zip(favourites=True)),
                ("Picture  (F12)", act("screenshot")),
                ("Picture without background", lambda: self.files.picture(lambda: self.picture(transparent=True))),
                (f"Picture, {LARGE} times larger", lambda: self.files.picture(lambda: self.picture(LARGE))),
                ("Turntable WebP...", lambda: self.files.animate("turntable")),
                ("Denoising WebP...", lambda: self.files.animate("denoising")),
                None,
                ("Quit", self.close),
            ],
            "View": [
                ("Frame the shape  (R)", act("fit")),
                ("Front  (1)", act("look_front")),
                ("Right  (3)", act("look_right")),
                ("Top  (7)", act("look_top")),
                ("Iso", act("look_iso")),
                None,
                ("Orthographic  (5)", act("toggle_orthographic")),
                ("Turntable  (T)", act("toggle_turntable")),
                ("Z upwards  (Z)", act("toggle_z_up")),
                ("Measure  (D)", act("toggle_measuring")),
                ("The view alone  (F)", act("full_screen")),
                ("Compare  (C)", act("next_compare")),
                ("Compare cloud and mesh", lambda: self.state.compare_with(self.state.selected)),
                ("Next background  (B)", act("next_background")),
            ],
            "Help": [("Keys and mouse  (H)", act("help"))],
        }

    # Events

    def _on_layout(self, context: Any) -> None:
        self.layout.arrange(context, compare=self.state.compare is not None)
        self._look()

    def on_key(self, event: Any) -> bool:
        """Carry out the action of a key; returns whether Open3D must not act on it."""
        if int(event.key) == int(self.gui.KeyName.ESCAPE):
            self._escaped = time.monotonic()
            self.window.close_dialog()
            return True
        action = self._keyboard.action(event)
        if action is not None:
            self.perform(action)
        return action is not None

    def _may_close(self) -> bool:
        """Open3D takes Escape for a wish to close and asks here, before or after the key: decide when it knows both."""
        if not self._closing:
            self._later(self._close_unless_escaped)
        return self._closing

    def _close_unless_escaped(self) -> None:
        if time.monotonic() - self._escaped > ESCAPE_S:
            self.close()

    def _on_tick(self) -> bool:
        """Let time pass and draw what changed; returns whether the window must be drawn again."""
        now = time.monotonic()
        passed, self._clock = now - self._clock, now
        if self._closing:
            return False
        progress = self.generate.tick()
        self.state.refresh()
        self.state.tick(passed)
        changed = set(self._dirty)
        self._dirty.clear()
        if changed:
            self._refresh(changed)
        return bool(changed) or progress

    def _chosen(self, item: Item, beside: bool) -> None:
        if beside:
            self.state.compare_with(None if item is self.state.compare else item)
        else:
            self.state.select(item)

    def _arrange_soon(self) -> None:
        """Give the widgets their places and draw them with the next tick; Open3D by itself waits for an event."""
        self.window.set_needs_layout()
        self._dirty.add("layout")

    def _later(self, function: Any) -> None:
        self.app.post_to_main_thread(self.window, self.guard(function))

    # Drawing

    def _refresh(self, changed: set[str]) -> None:
        """Bring everything that depends on `changed` up to date."""
        if changed & {"compare", "everything"}:
            self.window.set_needs_layout()
        if changed - {"camera", "problem", "playing", "turntable"}:
            for side, pane in enumerate(self.panes):
                if side == 0 or self.state.compare is not None:
                    pane.show(content_of(self.state, side, self._ball_detail))
                    pane.write(labels_of(self.state, side), self._ink())
        if changed & {"camera", "compare", "everything"}:
            self._look()
        if changed & {"camera", "up", "background", "selection", "everything"}:
            self.gizmo.refresh()
        if changed & {"collection", "everything"}:
            self.gallery.refresh()
        if changed & {"selection", "compare", "collection", "everything"}:
            self.gallery.mark(self.state.selected, self.state.compare)
            self.sample.refresh()
            self.window.set_needs_layout()
        if changed & {"step", "playing", "selection", "compare", "everything"}:
            self.transport.refresh()
        if changed - {"camera"}:
            self.look.refresh()
        self.status.text = drawable(self.state.problem or "")

    def _ink(self) -> tuple[float, float, float]:
        """sRGB of what is written on the background."""
        return (0.1, 0.11, 0.13) if sum(self.state.background_rgb()) > 1.5 else (0.95, 0.96, 0.97)

    def _look(self) -> None:
        for pane in self.panes:
            pane.look(self.state.camera, self.state.orthographic)

    def picture(self, scale: int = 1, transparent: bool = False) -> Image.Image:
        """What the views show, side by side when there are two."""
        panes = self.panes if self.state.compare is not None else self.panes[:1]
        pictures = [snapshot(self.app, pane, scale, transparent) for pane in panes]
        self._look()
        joined = Image.new(pictures[0].mode, (sum(picture.width for picture in pictures), pictures[0].height))
        left = 0
        for picture in pictures:
            joined.paste(picture, (left, 0))
            left += picture.width
        return joined

    def _show_help(self) -> None:
        self.window.show_dialog(help_dialog(self._make, self.window.close_dialog))
