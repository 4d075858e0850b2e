"""Ten pictures that are not our renders: by other renderers, drawings and photos that are free to use.

What makes them again, beside the packages of this project:

    apt-get install chromium chromium-driver xvfb povray fonts-noto-color-emoji openclipart-png
    npm install three
    xvfb-run -s "-screen 0 640x480x24" python -m benchmarks.image_to_3d others --meshes MESHES

Pictures whose software is missing are left as they are, which is said. Their sources stand in
assets/pictures/SOURCES.md.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from benchmarks.image_to_3d.three_renders import STOOL, three_picture
from shape_diff.rendering.picture_file import write_picture

FOLDER = Path("assets/pictures")
SIZE = 256
EMOJI_SIZE = 109
"""The one size that the bitmaps of Noto Color Emoji have."""

EDGE = 8
"""Paper around clip art in pixels."""

TABLE_SCENE = """#version 3.7;
global_settings { assumed_gamma 1.0 }
camera { location <2.4, 2.3, -3.6> right x up y look_at <0, 0.62, 0> angle 36 }
background { color rgb <0.78, 0.84, 0.9> }
light_source { <4, 7, -4> color rgb 1 area_light <1.5, 0, 0>, <0, 0, 1.5>, 5, 5 adaptive 1 }
light_source { <-5, 4, -2> color rgb 0.35 shadowless }
plane { y, 0 pigment { color rgb <0.78, 0.84, 0.9> } finish { ambient 0.3 diffuse 0.6 } }
union {
  cylinder { <0, 1.1, 0>, <0, 1.2, 0>, 0.95 }
  cylinder { <0, 0.1, 0>, <0, 1.1, 0>, 0.1 }
  cone { <0, 0, 0>, 0.5, <0, 0.18, 0>, 0.12 }
  pigment { wood color_map { [0 color rgb <0.55, 0.32, 0.15>] [1 color rgb <0.38, 0.2, 0.08>] }
    scale 0.08 rotate y * 80 turbulence 0.06 }
  finish { ambient 0.15 diffuse 0.8 specular 0.2 }
}
"""


@dataclass(frozen=True)
class Places:
    """Where the material is.

    Attributes:
        meshes: the PLY files of the data set.
        three: the npm package three.
        share: /usr/share, or where Debian packages were unpacked instead.
    """

    meshes: Path
    three: Path
    share: Path


def by_open3d(places: Places, mesh: str, front: tuple[float, float, float]) -> Image.Image:
    """A val shape in Open3D's classic window on white, with its default light."""
    import open3d

    surface = open3d.io.read_triangle_mesh(_existing(places.meshes / f"{mesh}.ply"))
    surface.compute_vertex_normals()
    window = open3d.visualization.Visualizer()
    if not window.create_window(width=SIZE, height=SIZE, visible=False):
        raise OSError("Open3D opens no window; run this under xvfb-run")
    window.add_geometry(surface)
    view = window.get_view_control()
    view.set_front(list(front))
    view.set_up([0, 1, 0])
    view.set_lookat([0, 0, 0])
    view.set_zoom(0.8)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "window.png"
        window.poll_events()
        window.update_renderer()
        window.capture_screen_image(file, do_render=True)
        window.destroy_window()
        return Image.open(file).convert("RGB")


def by_three(places: Places, model: str, eye: tuple[float, float, float], background: str) -> Image.Image:
    """A val shape, or a stool made of three.js' own solids, in headless Chromium."""
    shown = STOOL if model == "stool" else _existing(places.meshes / f"{model}.ply")
    return three_picture(_existing(places.three), shown, eye, background, SIZE)


def by_povray(_: Places) -> Image.Image:
    """A round table on the ground, ray-traced with its shadow."""
    with tempfile.TemporaryDirectory() as folder:
        scene, file = Path(folder) / "table.pov", Path(folder) / "table.png"
        scene.write_text(TABLE_SCENE, encoding="ascii")
        command = ["povray", f"+I{scene}", f"+O{file}", f"+W{SIZE}", f"+H{SIZE}", "+A0.2", "-D"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Image.open(file).convert("RGB")


def emoji(places: Places, character: str, paper: str | None) -> Image.Image:
    """A drawing of Noto Color Emoji, transparent around it or on paper of a colour."""
    file = _existing(places.share / "fonts/truetype/noto/NotoColorEmoji.ttf")
    drawing = Image.new("RGBA", (136, 128))
    font = ImageFont.truetype(str(file), EMOJI_SIZE)
    ImageDraw.Draw(drawing).text((0, 0), character, font=font, embedded_color=True)
    if paper is None:
        return drawing
    page = Image.new("RGBA", (200, 200), paper)
    page.alpha_composite(drawing, (32, 36))
    return page.convert("RGB")


def clip_art(places: Places, name: str) -> Image.Image:
    """A drawing of the Open Clip Art Library on white."""
    with Image.open(_existing(places.share / "openclipart/png" / name)) as file:
        drawing = file.convert("RGBA")
    drawing = drawing.crop(drawing.getchannel("A").getbbox())
    page = Image.new("RGBA", (drawing.width + 2 * EDGE, drawing.height + 2 * EDGE), "white")
    page.alpha_composite(drawing, (EDGE, EDGE))
    page.thumbnail((SIZE, SIZE))
    return page.convert("RGB")


def photo(_: Places, name: str, box: tuple[int, int, int, int]) -> Image.Image:
    """A part of a photo that comes with scikit-image: left, top, right and bottom in pixels."""
    import skimage.data

    part = Image.fromarray(getattr(skimage.data, name)()).convert("RGB").crop(box)
    part.thumbnail((SIZE, SIZE), Image.Resampling.LANCZOS)
    return part


def _existing(path: Path) -> Path:
    if not path.exists():
        raise FileNotFoundError(f"there is no {path}")
    return path


PICTURES: dict[str, Callable[[Places], Image.Image]] = {
    "01-open3d-chair": lambda p: by_open3d(p, "kenney-chair-modern-cushion", (0.5, 0.4, 0.8)),
    "02-open3d-boat": lambda p: by_open3d(p, "kenney-watercraft-pack-009", (-0.7, 0.5, 0.6)),
    "03-threejs-plant": lambda p: by_three(p, "kenney-potted-plant", (2.2, 1.6, 3.4), "#dfe6ee"),
    "04-threejs-stool": lambda p: by_three(p, "stool", (1.8, 1.4, 3.0), "#ffffff"),
    "05-povray-table": by_povray,
    "06-emoji-chair": lambda p: emoji(p, "\N{CHAIR}", "#cfe3f1"),
    "07-emoji-cactus": lambda p: emoji(p, "\N{CACTUS}", None),
    "08-clip-art-barrel": lambda p: clip_art(p, "food/beverages/alcohol/wooden_barrel_petri_lumm_01.png"),
    "09-photo-coffee": lambda p: photo(p, "coffee", (90, 10, 480, 390)),
    "10-photo-rocket": lambda p: photo(p, "rocket", (200, 20, 440, 427)),
}


def make(places: Places, folder: Path) -> None:
    """Write the pictures that can be made here as PNG."""
    for name in PICTURES:
        sys.stderr.write(_made(name, places, folder))


def _made(name: str, places: Places, folder: Path) -> str:
    """Write one picture; returns why not, or nothing."""
    try:
        write_picture(PICTURES[name](places), folder / f"{name}.png")
    except (OSError, ImportError, subprocess.SubprocessError) as error:
        return f"{name} is left as it is: {error}\n"
    return ""
