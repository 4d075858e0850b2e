"""The page in a real browser: what it shows, pixel by pixel, and what it saves."""

import io
import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import pytest
from painted_samples import QUADRANTS, four_colors, write_square
from PIL import Image
from tiny_model import write_tiny_model
from web_samples import CLOUD_RGB, FIRST_STEP_RGB, MESH_RGB, STEPS, box_cloud, box_mesh, serving, two_items

from shape_diff.formats.cloud_files import read_cloud
from shape_diff.formats.export import write_mesh
from shape_diff.formats.mesh_files import read_mesh, read_surface
from shape_diff.geometry import PointCloud
from shape_diff.geometry.painted_mesh import paint_of_surface
from shape_diff.rendering.camera import Camera
from shape_diff_viewer.collection import Collection, open_paths
from shape_diff_viewer.item import shape_item
from shape_diff_viewer.keys import FRONT_END_ACTIONS, KEYS
from shape_diff_viewer.shape import Shape
from shape_diff_viewer.state import BACKGROUNDS, LAYERS
from shape_diff_viewer.web.page_files import FOLDER
from shape_diff_viewer.web.server import PageServer
from shape_diff_viewer.web.single_file import write_html

needs_browser = pytest.mark.needs("chromium")
pytestmark = pytest.mark.xdist_group("browser")

WIDTH, HEIGHT = 1180, 640
SCREEN = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--use-gl=angle",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--force-prefers-reduced-motion",
    f"--window-size={WIDTH},{HEIGHT}",
)  # fmt: skip
PATIENCE_S = 60


class Page:
    """One browser with its downloads."""

    def __init__(self, folder: Path) -> None:
        from selenium import webdriver

        options = webdriver.ChromeOptions()
        for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
            options.add_argument(flag)
        options.binary_location = shutil.which("chromium")
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.downloads = folder / "downloads"
        preferences = {
            "download.default_directory": str(self.downloads),
            "profile.default_content_setting_values.automatic_downloads": 1,  # clicks of a script are no user's
        }
        options.add_experimental_option("prefs", preferences)
        service = webdriver.chrome.service.Service(shutil.which("chromedriver"))
        self.browser = webdriver.Chrome(options=options, service=service)
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", SCREEN)

    def open(self, address: str) -> None:
        """Load a page and wait until its first sample is drawn."""
        self.browser.get(address)
        self.settle()

    def leave(self) -> None:
        """Go nowhere: a page would go on to ask its server for news after that has ended."""
        self.browser.get("about:blank")

    def run(self, script: str) -> Any:
        return self.browser.execute_script(script)

    def until(self, reached: Callable[[], Any]) -> Any:
        """Wait for something true."""
        deadline = time.monotonic() + PATIENCE_S
        while not (found := reached()):
            assert time.monotonic() < deadline, self.text("message")
            time.sleep(0.05)
        return found

    def settle(self) -> None:
        """Wait until nothing is loading and what was asked for is on the screen."""
        self.until(lambda: self.run("return busy.hidden && Number(canvas.dataset.frames) > 0"))
        self.browser.execute_async_script(
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done))"
        )

    def press(self, *keys: str) -> None:
        """Type on the page, not into a field."""
        from selenium.webdriver.common.action_chains import ActionChains

        self.run("document.activeElement.blur()")
        ActionChains(self.browser, duration=0).send_keys(*keys).perform()
        self.settle()

    def click(self, selector: str) -> None:
        self.run(f"document.querySelector({json.dumps(selector)}).click()")
        self.settle()

    def text(self, name: str) -> str:
        return str(self.run(f"return document.getElementById({json.dumps(name)}).textContent"))

    def pixels(self) -> np.ndarray:
        """(h, w, 3) uint8: the 3D view as it is on the screen."""
        box = self.run("const b = canvas.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]")
        screen = Image.open(io.BytesIO(self.browser.get_screenshot_as_png())).convert("RGB")
        return np.asarray(screen.crop([round(side) for side in box]))

    def downloaded(self, name: str) -> Path:
        """The file of that name, as soon as it is complete."""
        path = self.downloads / name
        return self.until(lambda: path if path.is_file() and path.stat().st_size else None)

    def complaints(self) -> list[str]:
        """Errors and warnings of the console since the last call; that reading pixels takes time is none of ours."""
        return [line["message"] for line in self.browser.get_log("browser") if "GPU stall" not in line["message"]]

    def hosts(self) -> set[str]:
        """Where requests went since the last call."""
        events = [json.loads(entry["message"])["message"] for entry in self.browser.get_log("performance")]
        asked = [
            event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"
        ]
        return {urlsplit(url).netloc for url in asked if urlsplit(url).scheme not in ("data", "blob", "chrome")}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    page = Page(tmp_path_factory.mktemp("browser"))
    try:
        yield page
    finally:
        page.browser.quit()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageServer]:
    model = write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")
    with serving(two_items(), model=model) as running:
        yield running


@pytest.fixture
def page(browser: Page, server: PageServer) -> Iterator[Page]:
    """The served page, freshly loaded, without light: every colour as it is in the file."""
    browser.open(server.address)
    browser.click("#surface [data-value=exact]")
    browser.run("gizmo.hidden = true")  # it lies over the corner of the view
    yield browser
    assert browser.complaints() == []
    assert browser.hosts() == {f"127.0.0.1:{server.server_port}"}


def share(pixels: np.ndarray, rgb: tuple[int, int, int]) -> float:
    """Part of the pixels that have exactly a colour."""
    return float((pixels == np.array(rgb)).all(axis=-1).mean())


def background(name: str) -> tuple[int, int, int]:
    red, green, blue = (round(255 * value) for value in BACKGROUNDS[name])
    return red, green, blue


def test_every_key_has_an_action_in_the_page() -> None:
    state, main = ((FOLDER / name).read_text(encoding="utf-8") for name in ("state.js", "main.js"))
    for key in KEYS:
        layer = key.action.removeprefix("toggle_")
        known = f"\n  {key.action}:" in state or (layer != key.action and layer in LAYERS)
        assert known or (key.action in FRONT_END_ACTIONS and f"{key.action}:" in main), key


@needs_browser
def test_layers_keys_and_exact_colours(page: Page) -> None:
    page.press("p", "m")
    shown = page.pixels()
    assert share(shown, CLOUD_RGB) > 0.05 and share(shown, MESH_RGB) == 0
    assert share(shown[5:25, 5:25], background("light")) == 1
    page.press("p", "m", "g")
    shown = page.pixels()
    assert share(shown, MESH_RGB) > 0.1 and share(shown, CLOUD_RGB) == 0
    assert share(shown, MESH_RGB) + share(shown, background("light")) > 0.98  # the rest is the smooth edge
    page.press("b")
    assert share(page.pixels()[5:25, 5:25], background("white")) == 1
    page.press("w")
    assert 0.5 < share(page.pixels(), MESH_RGB) / share(shown, MESH_RGB) < 1  # edges cover a part
    page.press("m", "w")
    assert share(page.pixels(), background("white")) > 0.999
    page.press("h")
    assert page.run("return help.open") and "play the denoising run" in page.text("keys")
    page.press("h")
    assert not page.run("return help.open")


@needs_browser
@pytest.mark.parametrize("suffix", [".glb", ".obj"])
def test_pictures_on_a_mesh_are_shown_pixel_by_pixel_and_exported(browser: Page, tmp_path: Path, suffix: str) -> None:
    path = write_square(tmp_path / f"square{suffix}")
    with serving(open_paths([path])) as server:
        browser.open(server.address)
        browser.click("#surface [data-value=exact]")
        browser.press("g", "1")
        shown = browser.pixels()
        (height, width), away = shown.shape[:2], shown.shape[0] // 5
        for row, colors in zip((-away, away), QUADRANTS, strict=True):
            for column, color in zip((-away, away), colors, strict=True):
                assert (shown[height // 2 + row, width // 2 + column] == color).all(), (row, column)
        browser.click("#color-by [data-value=clay]")
        assert share(browser.pixels(), QUADRANTS[0][0]) == 0
        (browser.downloads / "square.glb").unlink(missing_ok=True)
        browser.press("e")
        browser.click("#export-menu button:nth-child(2)")
        _, paint = paint_of_surface(read_surface(browser.downloaded("square.glb")))
        assert paint is not None and np.array_equal(paint.textures[0].pixels[..., :3], four_colors())
        browser.leave()
    assert browser.complaints() == []
    browser.hosts()


@needs_browser
def test_colours_stand_for_normals_and_height(page: Page) -> None:
    page.press("g", "1")
    page.click("#color-by [data-value=height]")
    column = page.pixels()[:, :, 0:3][:, 300].astype(int)
    inside = column[(column != background("light")).any(axis=1)]
    assert abs(inside[2] - (253, 231, 37)).max() < 12 and abs(inside[-3] - (68, 1, 84)).max() < 12
    assert page.text("legend-title") == "height"
    assert (page.text("legend-low"), page.text("legend-high")) == ("0.4", "1.6")


@needs_browser
def test_the_shape_is_where_the_camera_of_the_package_sees_it(page: Page) -> None:
    """The silhouette's box, from several sides, is that of the vertices projected by rendering.camera."""
    page.press("g")
    vertices = Shape(mesh=box_mesh()).shown_mesh.vertices  # type: ignore[union-attr]
    for key, camera in (("1", Camera(0, 0)), ("3", Camera(90, 0)), ("7", Camera(0, 90)), (None, Camera(35, 20))):
        page.press(key) if key else page.click("[data-action=look_iso]")
        covered = (page.pixels() == np.array(MESH_RGB)).all(axis=-1)
        rows, columns = np.flatnonzero(covered.any(axis=1)), np.flatnonzero(covered.any(axis=0))
        found = np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1])
        assert np.abs(found - projected_box(vertices, camera.fit(vertices), covered.shape)).max() <= 2, key


def projected_box(vertices: np.ndarray, camera: Camera, size: tuple[int, int]) -> np.ndarray:
    """Left, top, right and bottom in pixels of positions in a picture of size (height, width)."""
    seen = (vertices - camera.eye) @ camera.axes.T
    pixel = 2 * np.tan(np.radians(camera.fov_deg) / 2) / min(size)
    on_screen = seen[:, :2] / -seen[:, 2:] / pixel * [1, -1] + [size[1] / 2, size[0] / 2]
    return np.concatenate([on_screen.min(axis=0), on_screen.max(axis=0)])


@needs_browser
@pytest.mark.parametrize(("entry", "what", "frames"), [(5, "turntable", 36), (6, "denoising", STEPS)])
def test_moving_pictures_are_saved_in_the_size_that_is_asked_for(
    page: Page, entry: int, what: str, frames: int
) -> None:
    page.run("window.prompt = () => '40'")
    page.click("#screenshot-more")
    page.click(f"#screenshot-menu button:nth-child({entry})")
    with Image.open(page.downloaded(f"box.{what}.webp")) as animation:
        assert (animation.format, animation.size, animation.n_frames) == ("WEBP", (40, 40), frames)
    page.until(lambda: page.run("return message.hidden"))


@needs_browser
def test_scrubbing_and_playing_the_denoising_run(page: Page) -> None:
    from selenium.webdriver.common.keys import Keys

    last = STEPS - 1
    assert page.text("step-text") == f"step {last} of {last}, noise 0.00"
    page.press(*[Keys.ARROW_LEFT] * last)
    assert page.text("step-text") == f"step 0 of {last}, noise 4.00"
    shown = page.pixels()
    assert share(shown, FIRST_STEP_RGB) > 0.05 and share(shown, CLOUD_RGB) == 0 and share(shown, MESH_RGB) == 0
    page.press(Keys.SPACE)
    page.until(lambda: page.text("play-text") == "Play")
    assert page.text("step-text").startswith(f"step {last} of")
    assert share(page.pixels(), MESH_RGB) > 0.02


@needs_browser
def test_mouse_turns_moves_and_zooms_without_roll(page: Page) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.actions.wheel_input import ScrollOrigin

    page.press("g", "1")
    canvas = page.browser.find_element("id", "canvas")
    front = (page.pixels() == np.array(MESH_RGB)).all(axis=-1)
    mouse = ActionChains(page.browser, duration=0)
    mouse.move_to_element(canvas).click_and_hold().move_by_offset(60, 0).release().perform()
    page.settle()
    turned = (page.pixels() == np.array(MESH_RGB)).all(axis=-1)
    assert (turned != front).any()
    assert abs(turned[:, : turned.shape[1] // 2].sum() - turned.sum() / 2) < 0.2 * turned.sum()
    mouse.scroll_from_origin(ScrollOrigin.from_element(canvas), 0, 300).perform()
    page.settle()
    smaller = (page.pixels() == np.array(MESH_RGB)).all(axis=-1)
    assert smaller.sum() < 0.8 * turned.sum()
    page.press("r", "1")
    assert ((page.pixels() == np.array(MESH_RGB)).all(axis=-1) == front).all()


def inside_of(pixels: np.ndarray) -> np.ndarray:
    """(h, w) which pixels show something on the light background."""
    return (pixels != background("light")).any(axis=-1)


@needs_browser
def test_surfaces_are_soft_faceted_exact_or_see_through(page: Page) -> None:
    page.press("g")
    exact = page.pixels()
    assert share(exact, MESH_RGB) > 0.1
    looks = {}
    for name in ("x-ray", "facets", "soft"):
        page.click(f"#surface [data-value={name}]")
        looks[name] = page.pixels()
        assert share(looks[name], MESH_RGB) < 0.01, name
    sides = np.unique(looks["facets"].reshape(-1, 3), axis=0, return_counts=True)[1]
    assert (sides > 1000).sum() == 4  # three sides of the box, each of one colour, and the background
    page.press("p")
    page.click("#surface [data-value=x-ray]")
    assert (page.pixels() != looks["x-ray"]).any(axis=-1).mean() > 0.05  # the points within are seen


@needs_browser
def test_a_mesh_stands_on_the_ground_whatever_points_stray_below_it(browser: Page) -> None:
    mesh = box_mesh()
    cloud = box_cloud()
    xyz = cloud.xyz.copy()
    xyz[0] = (3, -1, -2)  # the box ends at 0.4
    stray = shape_item("stray", "a box and a stray point", Shape(PointCloud(xyz, cloud.rgb, cloud.normals), mesh))
    with serving(Collection([stray])) as server:
        browser.open(server.address)
        browser.click("#surface [data-value=exact]")
        browser.run("gizmo.hidden = true")
        shown = browser.pixels().astype(int)
        browser.leave()
    rows, columns = np.nonzero((shown == MESH_RGB).all(axis=-1))
    row, column = rows.max(), int(np.median(columns[rows == rows.max()]))
    below = shown[row + 2 : row + 5, column - 2 : column + 3]
    assert (below < np.array(background("light")) - 8).all(), "its shadow begins at its nearest corner"
    assert browser.complaints() == []
    browser.hosts()


@needs_browser
def test_the_light_is_turned_and_comes_back(page: Page) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    page.press("g", "l", "l")  # over see-through to soft
    first = page.pixels()
    page.run("lamp.value = 120; lamp.dispatchEvent(new Event('input'))")
    page.settle()
    turned = page.pixels()
    assert (turned != first).any(axis=-1).mean() > 0.05 and (inside_of(turned) == inside_of(first)).all()
    page.click("#lamp-middle")
    assert (page.pixels() == first).all()
    azimuth = "return new URLSearchParams(location.hash.slice(1)).get('camera')"
    before = page.run(azimuth)
    mouse = ActionChains(page.browser, duration=0).key_down(Keys.ALT)
    mouse.move_to_element(page.browser.find_element("id", "canvas")).click_and_hold().move_by_offset(60, 0)
    mouse.release().key_up(Keys.ALT).perform()
    page.settle()
    assert float(page.run("return lamp.value")) > 10 and page.run(azimuth) == before


@needs_browser
def test_a_cut_hides_what_is_beyond_it(page: Page) -> None:
    page.press("g", "1")
    whole = inside_of(page.pixels())
    middle = whole.shape[1] // 2
    page.press("k")
    cut = inside_of(page.pixels())
    assert cut[:, : middle - 2].sum() == whole[:, : middle - 2].sum() and cut[:, middle + 2 :].sum() == 0
    page.click("#cut-flip")
    other = inside_of(page.pixels())
    assert other[:, middle + 2 :].sum() > 1000 and other[:, : middle - 2].sum() == 0
    page.press("p", "m")
    assert inside_of(page.pixels())[:, : middle - 20].sum() == 0  # points end there too, but for their own size
    page.press("p", "m", "k", "k", "k")
    assert (inside_of(page.pixels()) == whole).all()


@needs_browser
def test_size_places_and_distances_are_those_of_the_file(page: Page) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    page.press("1", "s", "d")
    assert page.run("return [...document.querySelectorAll('#overlay text')].map((t) => t.textContent)") == [
        "2", "1.2", "0.8"
    ]  # fmt: skip
    page.press("s")
    canvas = page.browser.find_element("id", "canvas")
    for away in (0, 40):
        ActionChains(page.browser, duration=0).move_to_element_with_offset(canvas, away, 0).click().perform()
        page.settle()
    place = page.run("return [...document.querySelectorAll('#overlay text')].map((t) => t.textContent)")[1]
    distance = float(page.run("return document.querySelector('#overlay text.distance').textContent"))
    assert [float(number) for number in place.split(", ")] == pytest.approx([3, 1, -1.6], abs=0.02)
    wide = 2 * 40 / (np.diff(np.flatnonzero((page.pixels() == MESH_RGB).all(axis=-1).any(axis=0))[[0, -1]])[0] + 1)
    assert distance == pytest.approx(wide, rel=0.05)
    page.press("d")
    assert page.run("return document.querySelector('#overlay svg').children.length") == 0


@needs_browser
def test_z_up_stands_the_file_on_its_other_axis(page: Page) -> None:
    page.press("g", "1", "z")
    shown = (page.pixels() == MESH_RGB).all(axis=-1)
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    assert np.ptp(columns) / np.ptp(rows) == pytest.approx(2 / 0.8, rel=0.03)  # width by depth
    page.press("z")
    shown = (page.pixels() == MESH_RGB).all(axis=-1)
    assert np.ptp(np.flatnonzero(shown.any(axis=0))) / np.ptp(np.flatnonzero(shown.any(axis=1))) == pytest.approx(
        2 / 1.2, rel=0.03
    )


@needs_browser
def test_the_view_fills_the_screen_and_comes_back(page: Page) -> None:
    page.press("f")
    page.until(lambda: page.run("return document.fullscreenElement?.id") == "middle")
    page.press("f")
    page.until(lambda: page.run("return document.fullscreenElement") is None)


@needs_browser
def test_compare(page: Page) -> None:
    page.press("g", "c")
    shown = page.pixels()
    middle = shown.shape[1] // 2
    left, right = shown[:, : middle - 1], shown[:, middle + 1 :]
    assert share(left, CLOUD_RGB) > 0.02 and share(left, MESH_RGB) == 0
    assert share(right, MESH_RGB) > 0.02 and share(right, CLOUD_RGB) == 0
    assert page.text("captions") == "cloudmesh"
    page.press("p", "c")
    assert page.text("captions") == "a box of two coloursa plank"
    shown = page.pixels()
    assert share(shown[:, middle + 1 :], MESH_RGB) > 0.02 and share(shown[:, : middle - 1], CLOUD_RGB) > 0.005
    page.press("c")
    assert page.text("captions") == ""


@needs_browser
def test_gallery_and_filter(page: Page) -> None:
    page.run("const f = document.getElementById('filter'); f.value = 'PLANK'; f.dispatchEvent(new Event('input'))")
    assert page.run("return gallery.children.length") == 1 and page.text("gallery-note").startswith("1 of ")
    page.click("#gallery button")
    assert share(page.pixels(), MESH_RGB) > 0.02
    assert page.run("return play.disabled") and page.text("step-text") == "no denoising steps"


@needs_browser
def test_screenshots(page: Page) -> None:
    from selenium.webdriver.common.keys import Keys

    page.press("g", Keys.F12)
    shown, saved = page.pixels(), Image.open(page.downloaded("box.view.png"))
    assert saved.size == shown.shape[1::-1]
    covered = (shown == np.array(MESH_RGB)).all(axis=-1)
    inside = np.asarray(saved.convert("RGB"))[covered]
    assert (inside == np.array(MESH_RGB)).all(axis=1).mean() > 0.98  # but for the smooth edge
    page.click("#screenshot-more")
    page.click("#screenshot-menu button:nth-child(4)")
    large = Image.open(page.downloaded("box.transparent.view.png"))
    assert large.size == (4 * saved.width, 4 * saved.height)
    alpha = np.asarray(large)[..., 3]
    assert alpha[:40].max() == 0 and (alpha == 255).mean() == pytest.approx(covered.mean(), abs=0.01)
    assert share(np.asarray(large)[alpha == 255][:, :3], MESH_RGB) > 0.99


@needs_browser
def test_exported_files_keep_colours(page: Page) -> None:
    page.press("e")
    assert page.text("export-menu") == "OBJmeshGLBmeshPLYmeshSTLmeshPLYpointsGLB zipall 2 shown"
    page.click("#export-menu button:nth-child(1)")
    mesh = read_mesh(page.downloaded("box.obj"))
    assert mesh.rgb is not None and np.array_equal(np.rint(mesh.rgb * 255), np.tile(MESH_RGB, (8, 1)))
    assert np.allclose(np.sort(mesh.vertices, axis=0), np.sort(box_mesh().vertices, axis=0), atol=1e-6)


@needs_browser
def test_fingers_turn_and_zoom(page: Page) -> None:
    def touch(kind: str, *places: tuple[int, int]) -> None:
        points = [{"x": 520 + x, "y": 320 + y, "id": number} for number, (x, y) in enumerate(places)]
        page.browser.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    page.press("g", "1")
    front = page.pixels()
    touch("touchStart", (0, 0))
    touch("touchMove", (90, 0))
    touch("touchEnd")
    page.settle()
    assert (page.pixels() != front).any(axis=-1).mean() > 0.01
    turned = share(page.pixels(), MESH_RGB)
    touch("touchStart", (-40, 0), (40, 0))
    touch("touchMove", (-30, 0), (30, 0))
    touch("touchMove", (-20, 0), (20, 0))
    touch("touchEnd")
    page.settle()
    assert share(page.pixels(), MESH_RGB) == pytest.approx(turned / 4, rel=0.25)  # half as wide


@needs_browser
def test_opening_a_file_from_the_page(page: Page, tmp_path: Path) -> None:
    write_mesh(box_mesh(), tmp_path / "mine.ply")
    (tmp_path / "broken.ply").write_text("not a mesh")
    before = page.run("return gallery.children.length")
    page.browser.find_element("id", "file").send_keys(str(tmp_path / "mine.ply"))
    page.until(lambda: page.run("return gallery.children.length") == before + 1)
    page.settle()
    assert page.text("info").startswith("mine.ply") and share(page.pixels(), MESH_RGB) > 0.02
    page.browser.find_element("id", "file").send_keys(str(tmp_path / "broken.ply"))
    page.until(lambda: "does not begin with a line 'ply'" in page.text("message"))
    assert page.complaints()[0].endswith("(Unprocessable Entity)")


@needs_browser
def test_buttons_have_names_and_a_phone_shows_the_whole_width(page: Page) -> None:
    nameless = "return [...document.querySelectorAll('button, input, select, textarea')].filter((e) => !(e.ariaLabel"
    assert page.run(f"{nameless} || e.title || e.textContent.trim() || e.labels?.length || e.hidden)).length") == 0
    phone = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": False}
    try:
        page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
        page.settle()
        assert page.run("return document.documentElement.scrollWidth") <= 390
        assert page.run("return canvas.clientWidth") > 370 and share(page.pixels(), MESH_RGB) > 0.03
    finally:
        page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", SCREEN)


@pytest.fixture
def folder_page(browser: Page, tmp_path: Path) -> Iterator[tuple[Page, Path]]:
    """The page of a folder of its own with 60 boxes, of which many have the same title."""
    folder = tmp_path / "opened"
    folder.mkdir()
    for number in range(60):
        manifest = {"prompt": f"a wooden box {number % 4}", "seed": number, "files": {"ply": f"{number:02}.ply"}}
        write_mesh(box_mesh(), folder / f"{number:02}.ply")
        (folder / f"{number:02}.json").write_text(json.dumps(manifest))
    with serving(open_paths([folder])) as server:
        browser.open(server.address)
        yield browser, folder
        browser.leave()
        browser.complaints()
        browser.hosts()


@needs_browser
def test_sixty_tiles_keep_their_size_titles_seeds_and_one_tab_stop(folder_page: tuple[Page, Path]) -> None:
    page, _ = folder_page
    tiles = page.run(
        "return [...gallery.children].map((t) => [t.offsetHeight, t.children[1].offsetHeight, t.tabIndex])"
    )
    assert len(tiles) == 60 and all(height > 120 and title >= 16 for height, title, _ in tiles)
    assert [tab for _, _, tab in tiles].count(0) == 1
    assert page.run("return gallery.children[5].textContent") == "a wooden box 1★seed 5"
    page.run("gallery.children[0].focus()")
    for key, expected in (("ArrowRight", 1), ("ArrowDown", 3), ("ArrowLeft", 2), ("End", 59), ("Home", 0)):
        event = f"new KeyboardEvent('keydown', {{ key: '{key}', bubbles: true, cancelable: true }})"
        page.run(f"document.activeElement.dispatchEvent({event})")
        assert page.run("return [...gallery.children].indexOf(document.activeElement)") == expected
        assert page.run(f"return gallery.children[{expected}].getAttribute('aria-pressed')") == "true"


@needs_browser
def test_a_page_that_is_loaded_anew_shows_the_same(folder_page: tuple[Page, Path]) -> None:
    page, _ = folder_page
    page.click("#gallery button:nth-child(7)")
    page.press("w", "x", "7", "b", "5", "l", "k", "z", "s")
    page.until(lambda: "camera=" in page.run("return location.hash") and "flat=1" in page.run("return location.hash"))
    before = page.run("return location.hash")
    shown = page.pixels()
    page.browser.refresh()
    page.settle()
    page.until(lambda: (page.pixels() == shown).all())
    assert page.run("return location.hash") == before and "token" not in page.browser.current_url
    assert page.run("return gallery.children[6].getAttribute('aria-pressed')") == "true"


@needs_browser
def test_files_that_come_and_go_are_noticed_and_marks_are_kept(folder_page: tuple[Page, Path]) -> None:
    page, folder = folder_page
    write_mesh(box_mesh(), folder / "new.ply")
    page.until(lambda: page.run("return gallery.children.length") == 61)
    (folder / "new.ply").unlink()
    page.until(lambda: page.run("return gallery.children.length") == 60)
    page.click("#star")
    page.until(lambda: page.run("return document.getElementById('star').getAttribute('aria-pressed')") == "true")
    assert open_paths([folder]).items[0].favourite
    page.run("window.confirm = () => true; window.prompt = () => 'my box'")
    page.click("#rename")
    page.until(lambda: page.run("return gallery.children[0].children[1].textContent") == "my box")
    page.click("#delete")
    page.until(lambda: page.run("return gallery.children.length") == 59)
    assert (folder / ".deleted" / "00.ply").is_file() and not (folder / "00.json").exists()


@needs_browser
def test_a_job_is_found_again_and_cancelled_after_a_reload(page: Page, server: PageServer) -> None:
    page.run(
        "const set = (id, value) => { document.getElementById(id).value = value; };"
        "set('prompt', 'a wooden barrel'); set('steps', 500); set('points', 4096)"
    )
    page.click("#generate")
    page.until(lambda: server.jobs is not None and server.jobs.at_work() is not None)
    page.browser.refresh()
    page.settle()
    page.until(lambda: not page.run("return progress.hidden"))
    page.click("#cancel")
    page.until(lambda: page.run("return progress.hidden"))
    assert server.jobs is not None and server.jobs.at_work() is None
    page.run("gizmo.hidden = true")


@needs_browser
def test_a_picture_is_shown_as_the_model_sees_it_and_needs_no_words(page: Page, tmp_path: Path) -> None:
    picture = np.zeros((90, 160, 4), dtype=np.uint8)
    picture[20:70, 30:120] = (200, 60, 30, 255)
    Image.fromarray(picture).save(tmp_path / "cup.png")
    page.browser.find_element("id", "picture-file").send_keys(str(tmp_path / "cup.png"))
    page.until(lambda: page.run("return document.querySelectorAll('#pictures img').length") == 1)
    size = "const i = document.querySelector('#pictures img'); return [i.naturalWidth, i.naturalHeight]"
    page.until(lambda: page.run(size) == [128, 128])
    assert not page.run("return document.getElementById('prompt').required")
    page.click("#pictures .remove")
    assert page.run("return document.getElementById('prompt').required")


@needs_browser
def test_generate_from_the_page(page: Page) -> None:
    page.run(
        "const set = (id, value) => { document.getElementById(id).value = value; };"
        "set('prompt', 'a wooden barrel'); set('seed', 5); set('steps', 6); set('points', 300);"
        "document.getElementById('with-mesh').checked = false"
    )
    page.click("#generate")
    seen, before = set(), page.run("return gallery.children.length")

    def made() -> bool:
        seen.add(str(page.run("return progress.hidden ? '' : document.getElementById('progress-text').textContent")))
        return bool(page.run("return progress.hidden && gallery.children.length") == before + 1)

    page.until(made)
    page.settle()
    assert len(seen - {""}) >= 2  # it told where it was
    assert page.text("step-text") == "step 6 of 6, noise 0.00"
    assert "a wooden barrel" in page.text("info") and "300" in page.text("info")
    page.run(
        "const box = document.getElementById('prompt'); box.maxLength = 9000; box.value = 'x '.repeat(3000);"
        "document.getElementById('prompt-box').requestSubmit()"
    )
    page.until(lambda: page.text("message"))
    assert page.complaints()[0].endswith("(Unprocessable Entity)")


@needs_browser
def test_the_single_file_opens_from_disk(browser: Page, tmp_path: Path) -> None:
    written = write_html(two_items(), tmp_path / "two samples.html")
    assert written.samples == 2
    browser.complaints()
    browser.hosts()
    browser.open(written.path.as_uri())
    assert browser.run("return document.getElementById('prompt-box').hidden")
    browser.click("#surface [data-value=exact]")
    assert share(browser.pixels(), MESH_RGB) > 0.05
    browser.press("p", "m", "g")
    assert share(browser.pixels(), CLOUD_RGB) > 0.05
    for number, name in ((1, "box.obj"), (2, "box.ply"), (3, "box.points.ply")):
        (browser.downloads / name).unlink(missing_ok=True)
        browser.click("#export")
        browser.click(f"#export-menu button:nth-child({number})")
        browser.downloaded(name)
    for name in ("box.obj", "box.ply"):
        mesh = read_mesh(browser.downloads / name)
        assert np.allclose(mesh.vertices, box_mesh().vertices, atol=1e-4) and np.array_equal(
            mesh.faces, box_mesh().faces
        )
        assert mesh.rgb is not None and np.array_equal(np.rint(mesh.rgb * 255), np.tile(MESH_RGB, (8, 1)))
    cloud = read_cloud(browser.downloads / "box.points.ply")
    assert cloud.rgb is not None and np.array_equal(np.rint(cloud.rgb[0] * 255), CLOUD_RGB)
    assert browser.complaints() == [] and browser.hosts() == {""}


def test_single_file_mistakes(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"must be named something\.html"):
        write_html(two_items(), tmp_path / "page.txt")
    with pytest.raises(ValueError, match="nothing to put into the page"):
        write_html(Collection(), tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_a_title_cannot_become_markup(tmp_path: Path) -> None:
    collection = two_items()
    collection.items[0].title = "</script><script>alert(1)</script><!--"
    page = write_html(collection, tmp_path / "page.html").path.read_text(encoding="utf-8")
    assert "alert(1)</script>" not in page
