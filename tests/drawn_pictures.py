"""Simple drawings of objects for tests of what users show."""

from pathlib import Path

from PIL import Image, ImageDraw

RED, BLUE = (200, 30, 40), (20, 60, 220)


def drawing(rgb: tuple[int, int, int] = RED, kind: str = "ellipse", size: tuple[int, int] = (90, 60)) -> Image.Image:
    """An ellipse or rectangle of one colour on a transparent ground."""
    picture = Image.new("RGBA", (size[0] + 40, size[1] + 40))
    getattr(ImageDraw.Draw(picture), kind)((20, 20, 19 + size[0], 19 + size[1]), fill=(*rgb, 255))
    return picture


def written(picture: Image.Image, path: Path) -> Path:
    """The picture as a file of the kind that the path's suffix says."""
    picture.save(path)
    return path
