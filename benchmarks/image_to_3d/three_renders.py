"""Pictures by three.js in headless Chromium."""

import functools
import http.server
import io
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

PAGE = """<!doctype html><style>body { margin: 0; background: BACKGROUND }</style>
<script type="importmap">{"imports": {"three": "/build/three.module.js"}}</script>
<script type="module">
import * as THREE from "three";
import { PLYLoader } from "/examples/jsm/loaders/PLYLoader.js";
const renderer = new THREE.WebGLRenderer({ antialias: true, alpha: true, preserveDrawingBuffer: true });
renderer.setSize(SIZE, SIZE);
document.body.appendChild(renderer.domElement);
const scene = new THREE.Scene();
scene.add(new THREE.HemisphereLight(0xffffff, 0x999999, 1.6));
const sun = new THREE.DirectionalLight(0xffffff, 2.0);
sun.position.set(-1.5, 3, 2.5);
scene.add(sun);
const paint = (color, more) => new THREE.MeshStandardMaterial({ color, roughness: 0.7, ...more });
const put = (geometry, color, x, y, z) => {
  const mesh = new THREE.Mesh(geometry, paint(color));
  mesh.position.set(x, y, z);
  scene.add(mesh);
};
OBJECT
const camera = new THREE.PerspectiveCamera(32, 1, 0.1, 50);
camera.position.set(...EYE);
camera.lookAt(0, 0, 0);
renderer.render(scene, camera);
document.title = "done";
</script>"""

MESH = """
const geometry = await new PLYLoader().loadAsync("/mesh.ply");
geometry.computeVertexNormals();
scene.add(new THREE.Mesh(geometry, paint(0xffffff, { vertexColors: true, flatShading: true })));
"""
STOOL = """
put(new THREE.CylinderGeometry(0.62, 0.62, 0.16, 40), 0xc0392b, 0, 0.72, 0);
for (const [x, z] of [[-0.4, -0.4], [0.4, -0.4], [-0.4, 0.4], [0.4, 0.4]])
  put(new THREE.CylinderGeometry(0.07, 0.07, 1.5, 16), 0xd9a566, x, -0.1, z);
for (const z of [-0.4, 0.4]) put(new THREE.BoxGeometry(0.8, 0.08, 0.08), 0xd9a566, 0, -0.4, z);
for (const x of [-0.4, 0.4]) put(new THREE.BoxGeometry(0.08, 0.08, 0.8), 0xd9a566, x, -0.25, 0);
"""


def three_picture(
    three: Path, model: str | Path, eye: tuple[float, float, float], background: str, size: int
) -> Image.Image:
    """A screenshot of a page.

    Args:
        three: folder of the npm package.
        model: a PLY file, or a script that puts things into the scene.
        eye: place of the camera, which looks at the origin.
        background: CSS colour of the page.
        size: side in pixels.

    Raises:
        OSError: the page did not finish, or Chromium does not start.
    """
    script = MESH if isinstance(model, Path) else model
    page = PAGE.replace("OBJECT", script).replace("SIZE", str(size)).replace("BACKGROUND", background)
    own = {"/page.html": page.replace("EYE", json.dumps(eye)).encode()}
    if isinstance(model, Path):
        own["/mesh.ply"] = model.read_bytes()
    with _server(three, own) as address:
        return _screenshot(f"{address}/page.html", size)


def _screenshot(address: str, size: int) -> Image.Image:
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.support.ui import WebDriverWait

    chromium, driver_file = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver_file:
        raise FileNotFoundError("chromium and chromedriver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in ("headless=new", "no-sandbox", "enable-unsafe-swiftshader", "hide-scrollbars", "window-size=600,600"):
        options.add_argument(f"--{flag}")
    try:
        driver = webdriver.Chrome(options, webdriver.ChromeService(driver_file))
    except WebDriverException as error:
        raise OSError(f"Chromium does not start: {error.msg}") from error
    try:
        driver.get(address)
        WebDriverWait(driver, 120).until(lambda driver: driver.title == "done")
        picture = Image.open(io.BytesIO(driver.get_screenshot_as_png()))
        return picture.convert("RGB").crop((0, 0, size, size))
    except WebDriverException as error:
        raise OSError(f"the page was not drawn: {error.msg}") from error
    finally:
        driver.quit()


class _Files(http.server.SimpleHTTPRequestHandler):
    """The package's files, and pages that stand in memory."""

    def __init__(self, *arguments: object, own: dict[str, bytes], directory: str) -> None:
        self.own = own
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path not in self.own:
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html" if self.path.endswith("html") else "application/octet-stream")
        self.end_headers()
        self.wfile.write(self.own[self.path])

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing is printed."""


@contextmanager
def _server(folder: Path, own: dict[str, bytes]) -> Iterator[str]:
    handler = functools.partial(_Files, own=own, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
