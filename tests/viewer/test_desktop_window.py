"""The window for real: started on a virtual screen, used with mouse and keys, its pixels read from the screen."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from painted_samples import QUADRANTS
from PIL import Image

from shape_diff.formats.mesh_files import read_mesh
from shape_diff_viewer.desktop.display_check import check_display

DRIVER = Path(__file__).with_name("desktop_driver.py")
RED, BLUE, GREEN, PAPER = [204, 77, 51], [51, 128, 204], [51, 179, 102], [245, 245, 242]
LIMIT_S = 600
"""Far more than it takes on a quiet machine, a minute; a hanging window must not hang the tests."""
pytestmark = [pytest.mark.needs("open3d", "xvfb"), pytest.mark.xdist_group("window")]


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The name of a virtual display and the file that holds its pixels."""
    folder = tmp_path_factory.mktemp("screen")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1180x760x24", "-fbdir", str(folder)]
    server = subprocess.Popen([*command, "-nolisten", "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}", folder / "Xvfb_screen0"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desktop")


@pytest.fixture(scope="module")
def seen(screen: tuple[str, Path], folder: Path) -> dict[str, Any]:
    """What the driver saw in one session of the window."""
    display, pixels = screen
    environment = os.environ | {"DISPLAY": display, "OMP_NUM_THREADS": "1"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISPLAY", display)
        try:
            check_display()
        except ValueError as error:
            pytest.skip(str(error))
    log = folder / "log.txt"
    with log.open("w") as output:
        command = [sys.executable, "-X", "faulthandler", str(DRIVER), str(folder / "seen.json"), str(pixels)]
        window = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=output)
        try:
            code = window.wait(LIMIT_S)
        except subprocess.TimeoutExpired:
            window.send_signal(signal.SIGABRT)  # faulthandler writes where it hangs
            code = window.wait(20)
    assert code == 0, log.read_text()[-3000:]
    found = json.loads((folder / "seen.json").read_text())
    assert "failed" not in found, found["failed"]
    return found


def test_points_show_exactly_their_colours(seen: dict[str, Any]) -> None:
    assert seen["starts_shaded"]
    assert seen["points_colors"] == [PAPER, RED]
    assert seen["points_red"] > 10_000


def test_switching_points_off_leaves_nothing(seen: dict[str, Any]) -> None:
    assert seen["colors_without_points"] == [PAPER]


def test_larger_points_cover_more(seen: dict[str, Any]) -> None:
    assert seen["larger_red"] > seen["points_red"]


def test_mesh_is_shaded_or_exact(seen: dict[str, Any]) -> None:
    assert seen["mesh_shaded"]
    assert seen["mesh_colors"] == [PAPER, BLUE]


def test_it_opens_on_the_mesh(seen: dict[str, Any]) -> None:
    assert seen["starts_with"]["mesh"] and not seen["starts_with"]["points"]


def test_pictures_on_a_mesh_are_shown_pixel_by_pixel(seen: dict[str, Any]) -> None:
    wanted = [list(color) for row in QUADRANTS for color in row]
    assert np.abs(np.subtract(seen["square_places"], wanted)).max() <= 2  # the card converts them there and back


def test_silhouette_is_that_of_the_rendered_pictures(seen: dict[str, Any]) -> None:
    assert seen["overlap"] > 0.99


def test_lines_are_drawn(seen: dict[str, Any]) -> None:
    assert seen["wireframe_pixels"] > 5000
    assert seen["axes_pixels"] > 200
    assert seen["normals_shown"]


def test_a_mesh_is_seen_through_or_cut_open(seen: dict[str, Any]) -> None:
    assert seen["xray_shaded"] and seen["xray_blue"] == 0
    (left, _, right, _), cut = seen["front_box"], seen["cut_box"]
    assert cut[0] == left and cut[2] == pytest.approx((left + right) / 2, abs=3)


def test_sizes_and_distances_are_told(seen: dict[str, Any]) -> None:
    width, height, depth = (float(words) for words in seen["labels"])
    assert width == pytest.approx(2.3, abs=0.02) and height == pytest.approx(1.6, abs=0.1) and depth < 1.1
    first, second, distance = seen["measured"]
    places = [np.array([float(number) for number in place.split(", ")]) for place in (first, second)]
    assert places[0][2] > 0.2  # the side that is seen, not the one behind
    assert float(distance.removeprefix("distance ")) == pytest.approx(np.linalg.norm(places[1] - places[0]), abs=0.02)
    assert seen["marked"]


def test_the_view_can_have_the_window_alone(seen: dict[str, Any]) -> None:
    assert seen["alone"] and seen["back"]


def test_orthographic_keeps_the_size(seen: dict[str, Any]) -> None:
    assert seen["orthographic_pixels"] != seen["perspective_pixels"]
    assert seen["orthographic_pixels"] == pytest.approx(seen["perspective_pixels"], rel=0.15)


def test_mouse_turns_moves_and_zooms(seen: dict[str, Any]) -> None:
    start, turned, moved, near = seen["cameras"]
    assert seen["orbit_shown"]
    # The right side comes to the front when the shape is dragged to the right: 120 and 60 pixels of the shorter side.
    assert turned["azimuth_deg"] < start["azimuth_deg"] and turned["elevation_deg"] > start["elevation_deg"]
    assert turned["target"] == start["target"] and turned["distance"] == start["distance"]
    assert moved["target"] != turned["target"] and moved["azimuth_deg"] == turned["azimuth_deg"]
    assert near["distance"] < moved["distance"]
    assert (seen["front"]["azimuth_deg"], seen["front"]["elevation_deg"]) == (0, 0)
    assert (seen["right"]["azimuth_deg"], seen["right"]["elevation_deg"]) == (90, 0)  # by a click on the axis


def test_denoising_is_scrubbed_and_played(seen: dict[str, Any]) -> None:
    assert (seen["step_after_slider"], seen["step_after_key"]) == (0, 1)
    assert seen["noise_colors"] == [PAPER, RED]
    assert seen["noise_box"] != seen["finished_box"]
    assert seen["played"] and seen["end_equals_sample"]


def test_gallery_selects_with_fewer_and_with_more_points(seen: dict[str, Any]) -> None:
    assert seen["selected"] == "green" and seen["fewer_colors"] == [PAPER, GREEN]
    assert seen["back_to"] == "red" and seen["back_colors"] == [PAPER, RED]


def test_thumbnails_show_their_own_sample(seen: dict[str, Any]) -> None:
    blue, green = seen["thumbnail_tints"]  # of the first its mesh, of the second its cloud
    assert blue[2] > blue[0] + 10 and green[1] > green[0] + 10


def test_broken_sample_is_named(seen: dict[str, Any]) -> None:
    assert seen["broken"] == "broken.ply ends in the middle"


def test_the_gallery_is_sorted(seen: dict[str, Any]) -> None:
    assert seen["cells_opened"][0] == "red" and seen["cells_name"] == sorted(seen["cells_opened"])


def test_typing_filters_and_presses_no_keys(seen: dict[str, Any]) -> None:
    assert seen["filtered"] == ["green"]
    shown = [layer for layer, on in seen["layers_after_typing"].items() if on]
    assert shown == ["points"]


def test_compared_views_share_the_camera(seen: dict[str, Any]) -> None:
    assert seen["compare_colors"] == [[PAPER, RED], [PAPER, BLUE]]
    for cloud, mesh in (seen["compare_boxes"], seen["turned_boxes"]):
        # Square points of 6 pixels reach beyond the surface they are on.
        assert np.abs(np.subtract(cloud, mesh)).max() <= 9
    assert seen["compare_boxes"][1] != seen["turned_boxes"][1]
    assert seen["compare_two"] == [PAPER, GREEN]


def test_pictures_are_saved_and_leave_the_view_alone(seen: dict[str, Any], folder: Path) -> None:
    width, height = seen["view_size"]
    plain, large, cut_out = (Image.open(folder / name) for name in ("red.png", "red.2.png", "red.3.png"))
    assert plain.size == cut_out.size == (width, height) and large.size == (4 * width, 4 * height)
    alpha = np.asarray(cut_out)[..., 3]
    red = (np.asarray(plain) == RED).all(axis=2)
    assert np.array_equal(alpha == 255, red) and np.array_equal(alpha == 0, ~red)
    assert (np.asarray(cut_out)[red][:, :3] == RED).all()
    assert seen["view_after_pictures"]


def test_exported_colours_are_those_of_the_sample(seen: dict[str, Any], folder: Path) -> None:
    mesh = read_mesh(folder / "red.glb")
    assert mesh.rgb is not None and len(mesh.faces) == 1280
    assert (np.rint(mesh.rgb * 255) == BLUE).all()


def test_a_raising_callback_is_shown_and_the_window_stays(seen: dict[str, Any]) -> None:
    assert seen["guarded"] == "something went wrong in the viewer: RuntimeError: boom"
    assert seen["alive"]


def test_samples_are_starred_renamed_and_deleted(seen: dict[str, Any]) -> None:
    assert seen["favourite"] and seen["renamed"] == "a renamed sample" and "a renamed sample" in seen["tiles"]
    assert seen["left"] == ["red", "green"] and seen["then"] == "green"


def test_a_picture_is_shown_as_the_model_sees_it_until_it_is_taken_out(seen: dict[str, Any]) -> None:
    assert seen["shown"] == ["cup"] and seen["orange"] > 500 and seen["shown_then"] == 0


def test_prompt_generates_into_the_gallery(seen: dict[str, Any], folder: Path) -> None:
    assert seen["generated"] == "a wooden barrel" and seen["samples"] == 4
    assert seen["seeds"] == [0, 1] and seen["looked_at"] == 0
    assert seen["generated_steps"] == 3
    assert list((folder / "outputs").glob("*.points.ply"))


def test_window_closes(seen: dict[str, Any]) -> None:
    assert seen["closed"]


def test_ctrl_c_closes_the_window(screen: tuple[str, Path], seen: dict[str, Any], tmp_path: Path) -> None:
    assert seen["closed"]  # windows work here
    (tmp_path / "cloud.xyz").write_text("0 0 0\n1 0 0\n0 1 0\n0 0 1\n")
    code = (
        "import sys; sys.argv = ['shape-diff', 'view', 'cloud.xyz']\n"
        "from shape_diff_viewer.desktop.window import ViewerWindow\n"
        "run = ViewerWindow.run\n"
        "ViewerWindow.run = lambda self: (print('open', flush=True), run(self))\n"
        "from shape_diff.app.cli import main; main()\n"
    )
    environment = os.environ | {"DISPLAY": screen[0], "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == b"open\n"
        time.sleep(1)  # until the loop runs; a signal before it is Python's own
        window.send_signal(signal.SIGINT)
        try:
            assert window.wait(60) == 0
        finally:
            window.kill()


def view_command(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`shape-diff view` on a small cloud, in an environment without a display but for what is given."""
    cloud = folder / "cloud.xyz"
    cloud.write_text("0 0 0\n1 0 0\n0 1 0\n0 0 1\n")
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-c", "from shape_diff.app.cli import main; main()", "view", str(cloud)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=kept | environment, check=False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux may have no display")
@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":9871"}, {"WAYLAND_DISPLAY": "wayland-0"}], ids=str)
def test_without_display_one_sentence_names_the_browser(environment: dict[str, str], tmp_path: Path) -> None:
    done = view_command(tmp_path, **environment)
    assert done.returncode == 2, done.stderr
    assert "display" in done.stderr
    assert "shape-diff view --web" in re.sub(r"\s+", " ", done.stderr)
    assert "Traceback" not in done.stderr


def test_without_graphics_driver_one_sentence(screen: tuple[str, Path], tmp_path: Path) -> None:
    done = view_command(tmp_path, DISPLAY=screen[0], VK_ICD_FILENAMES="/none", VK_DRIVER_FILES="/none")
    assert done.returncode == 2, done.stderr
    assert "Vulkan" in done.stderr and "shape-diff view --web" in re.sub(r"\s+", " ", done.stderr)
