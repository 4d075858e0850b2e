"""Pictures for people: previews, contact sheets and thumbnails."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PIL import Image, ImageDraw, ImageFont, ImageOps

from shape_diff.geometry import Mesh, PointCloud
from shape_diff.geometry.painted_mesh import Paint
from shape_diff.rendering.camera import Camera
from shape_diff.rendering.scene import Scene, blank, cloud_scene, mesh_scene

PREVIEW_VIEWS = (Camera(35, 20), Camera(90, 8), Camera(215, 20), Camera(-30, 62))
"""Front right, right, back left, and from above."""

DRAFT_FACES = 20_000
"""From so many faces on a quick preview does without shadows on the mesh; so many round themselves."""
QUICK_SIZE = 256
"""Side of one view of a quick preview in pixels."""
_QUICK_GAP = 2
_GUTTER = 12
_PAPER = (255, 255, 255)
_INK = (38, 40, 46)


def preview_picture(
    cloud: PointCloud | None,
    mesh: Mesh | None,
    title: str = "",
    size: int = 320,
    shown: Sequence[Image.Image | np.ndarray] = (),
) -> Image.Image:
    """The same four views of a cloud (top row) and of a mesh (bottom row) under a title.

    Args:
        cloud: None leaves the row out; an empty cloud gives blank pictures.
        mesh: likewise.
        title: any text; it is shortened to fit, and characters without a glyph are shown as boxes.
        size: side of one view in pixels.
        shown: pictures that the shape was made from, for a column at the left.
    """
    rows = []
    if cloud is not None:
        rows.append(cloud_scene(cloud, size))
    if mesh is not None:
        rows.append(mesh_scene(mesh))
    cameras = _shared_cameras([scene for scene in rows if scene is not None])
    tiles = [_view(scene, camera, size) for scene in rows for camera in cameras]
    sheet = _tile(tiles, len(PREVIEW_VIEWS), gap=2)
    return _under_title(_beside(shown, sheet, size) if shown else sheet, title, size)


def quick_preview(
    cloud: PointCloud,
    mesh: Mesh | None,
    title: str = "",
    size: int = QUICK_SIZE,
    shown: Sequence[Image.Image | np.ndarray] = (),
) -> Image.Image:
    """A cloud from the front right and its mesh from there and from behind in one row, ten times as fast.

    `preview_tile` knows where which view stands.

    Args:
        cloud: an empty one gives a blank picture.
        mesh: None shows the cloud from behind too.
        title: any text, as in `preview_picture`.
        size: side of one view in pixels.
        shown: pictures that the shape was made from, for a column at the left.
    """
    points = cloud_scene(cloud, size, draft=True)
    surface = None if mesh is None else mesh_scene(mesh, draft=len(mesh.faces) > DRAFT_FACES, few_lights=True)
    cameras = _shared_cameras([scene for scene in (points, surface) if scene is not None])
    front, back = cameras[0], cameras[2]
    views = [(points, front), (points, back)] if mesh is None else [(points, front), (surface, front), (surface, back)]
    sheet = _tile([_view(scene, camera, size) for scene, camera in views], len(views), _QUICK_GAP)
    return _under_title(_beside(shown, sheet, size) if shown else sheet, title, size)


def preview_tile(preview: Image.Image, size: int = QUICK_SIZE) -> Image.Image | None:
    """The mesh from the front right, or else the cloud, cut from a `quick_preview`; None for other pictures."""
    left, top = preview.width - 2 * size - _QUICK_GAP, preview.height - size
    if left < 0 or top not in (0, _header_height(size)):
        return None
    return preview.crop((left, top, left + size, preview.height))


def grid_picture(
    tiles: Sequence[Image.Image | np.ndarray], columns: int, labels: Sequence[str] | None = None
) -> Image.Image:
    """A contact sheet, row by row; tiles of different sizes are centred in cells of the largest.

    Args:
        tiles: pictures, or arrays (h, w, 3) uint8.
        columns: cells in a row.
        labels: one caption for each tile, shortened to its width.

    Raises:
        ValueError: no column, or not one label for each tile.
    """
    if columns < 1:
        raise ValueError(f"a grid needs at least one column, got {columns}")
    if labels is not None and len(labels) != len(tiles):
        raise ValueError(f"{len(labels)} labels for {len(tiles)} tiles")
    pictures = [_as_picture(tile) for tile in tiles]
    if labels is not None:
        pictures = [_labelled(picture, label) for picture, label in zip(pictures, labels, strict=True)]
    return _tile(pictures, columns, gap=4)


def cloud_thumbnail(cloud: PointCloud, size: int = 128, azimuth: float = 35, elevation: float = 20) -> Image.Image:
    """A quick picture of a cloud in fewer lights, for sheets of hundreds; angles in degrees."""
    scene = cloud_scene(cloud, size, draft=True)
    camera = Camera(azimuth, elevation)
    return _view(scene, camera if scene is None else scene.fit(camera), size)


def mesh_thumbnail(
    mesh: Mesh, size: int = 128, azimuth: float = 35, elevation: float = 20, paint: Paint | None = None
) -> Image.Image:
    """A quick picture of a mesh without shadows on itself; angles in degrees, `paint` are the pictures on it."""
    scene = mesh_scene(mesh, draft=True, paint=paint)
    camera = Camera(azimuth, elevation)
    return _view(scene, camera if scene is None else scene.fit(camera), size)


def _shared_cameras(scenes: list[Scene]) -> list[Camera]:
    """The preview's cameras at one distance that frames every scene in every view."""
    if not scenes:
        return list(PREVIEW_VIEWS)
    corners = np.concatenate([scene.frame.restore(scene.points) for scene in scenes])
    fitted = [view.fit(corners) for view in PREVIEW_VIEWS]
    distance = max(camera.distance for camera in fitted)
    return [replace(camera, distance=distance) for camera in fitted]


def _view(scene: Scene | None, camera: Camera, size: int) -> Image.Image:
    return Image.fromarray(blank(size, size) if scene is None else scene.picture(camera, size, size))


def _as_picture(tile: Image.Image | np.ndarray) -> Image.Image:
    return (tile if isinstance(tile, Image.Image) else Image.fromarray(np.asarray(tile))).convert("RGB")


def _tile(pictures: list[Image.Image], columns: int, gap: int) -> Image.Image:
    """Pictures in rows, `gap` pixels of paper between them."""
    width = max((picture.width for picture in pictures), default=1)
    height = max((picture.height for picture in pictures), default=1)
    columns = max(1, min(columns, len(pictures)))
    rows = max(1, -(-len(pictures) // columns))
    sheet = Image.new("RGB", (columns * (width + gap) - gap, rows * (height + gap) - gap), _PAPER)
    for index, picture in enumerate(pictures):
        left, top = (index % columns) * (width + gap), (index // columns) * (height + gap)
        sheet.paste(picture, (left + (width - picture.width) // 2, top + (height - picture.height) // 2))
    return sheet


def _beside(shown: Sequence[Image.Image | np.ndarray], sheet: Image.Image, width: int) -> Image.Image:
    """The sheet right of a column in which all that was shown fits."""
    sources = _tile([_as_picture(tile) for tile in shown], columns=1 if len(shown) <= 2 else 2, gap=2)
    fitted = ImageOps.contain(sources, (width, sheet.height))
    wider = Image.new("RGB", (width + _GUTTER + sheet.width, sheet.height), _PAPER)
    wider.paste(fitted, ((width - fitted.width) // 2, (sheet.height - fitted.height) // 2))
    wider.paste(sheet, (width + _GUTTER, 0))
    return wider


def _under_title(sheet: Image.Image, title: str, size: int) -> Image.Image:
    """The sheet below a header line, or unchanged without a title."""
    if not title.strip():
        return sheet
    font_size = _title_size(size)
    header = Image.new("RGB", (sheet.width, sheet.height + _header_height(size)), _PAPER)
    header.paste(sheet, (0, header.height - sheet.height))
    _write(header, title, (int(0.8 * font_size), int(1.1 * font_size)), font_size, anchor="lm")
    return header


def _title_size(size: int) -> int:
    return max(10, size // 15)


def _header_height(size: int) -> int:
    return int(2.2 * _title_size(size))


def _labelled(picture: Image.Image, label: str) -> Image.Image:
    font_size = int(np.clip(picture.width // 11, 9, 18))
    result = Image.new("RGB", (picture.width, picture.height + int(1.6 * font_size)), _PAPER)
    result.paste(picture)
    _write(result, label, (picture.width // 2, picture.height + int(0.8 * font_size)), font_size, anchor="mm")
    return result


def _write(picture: Image.Image, text: str, place: tuple[int, int], font_size: int, anchor: str) -> None:
    """One line of text, shortened to the width of the picture, without signs and accents that the font has not."""
    font = ImageFont.load_default(font_size)
    draw = ImageDraw.Draw(picture)
    # Lone surrogates cannot be encoded for the font engine; line breaks would not be one line.
    plain = "".join(
        sign if _has_glyph(font, sign) else unicodedata.normalize("NFKD", sign)
        for sign in text.encode("utf-8", "replace").decode("utf-8")
    )
    known = (sign for sign in plain if _has_glyph(font, sign))
    text = " ".join("".join(known).split())
    room = picture.width - font_size
    if draw.textlength(text, font) > room:
        while text and draw.textlength(text + "...", font) > room:
            text = text[:-1]
        text += "..."
    draw.text(place, text, fill=_INK, font=font, anchor=anchor)


def _has_glyph(font: ImageFont.ImageFont | ImageFont.FreeTypeFont, sign: str) -> bool:
    """Whether a font draws a sign as anything but the box that it has for those it does not know."""
    return sign.isspace() or bytes(font.getmask(sign)) != bytes(font.getmask("\U0010fffd"))
