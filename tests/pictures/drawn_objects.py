"""Objects drawn on nothing, with their true masks, and backgrounds as users photograph them."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIDE = 240
_FINE = 4


def drawn(kind: str, side: int = SIDE) -> np.ndarray:
    """An object (side, side, 4) uint8 with a smooth border."""
    image = Image.new("RGBA", (side * _FINE, side * _FINE))
    draw = ImageDraw.Draw(image)
    for shape, corners, color in _OBJECTS[kind]:
        points = [(x * side * _FINE / 100, y * side * _FINE / 100) for x, y in corners]
        {"box": draw.rectangle, "disk": draw.ellipse, "polygon": draw.polygon}[shape](points, fill=(*color, 255))
    return np.array(image.resize((side, side), Image.Resampling.BOX))


def mask_of(thing: np.ndarray) -> np.ndarray:
    return thing[..., 3] > 127


def background(kind: str, side: int = SIDE) -> np.ndarray:
    """(side, side, 3) float64 colours of 0 to 255."""
    y, x = np.mgrid[0:side, 0:side][..., None] / side
    return {
        "white": np.full((side, side, 3), 255.0),
        "black": 3.0 + 8 * y + 0 * np.ones(3),
        "gradient": np.array([150.0, 190, 220]) + 50 * y - 25 + 20 * x,
        "vignette": np.array([235.0, 235, 230]) * (1 - 0.3 * 2 * ((x - 0.5) ** 2 + (y - 0.5) ** 2)),
    }[kind]


def on_background(thing: np.ndarray, behind: np.ndarray) -> np.ndarray:
    """(h, w, 3) uint8."""
    alpha = thing[..., 3:] / 255
    return np.rint(thing[..., :3] * alpha + behind * (1 - alpha)).clip(0, 255).astype(np.uint8)


def with_shadow(behind: np.ndarray, thing: np.ndarray, strength: float) -> np.ndarray:
    """The background with a soft shadow at the foot of the object."""
    side = len(behind)
    mask = mask_of(thing)
    foot = np.flatnonzero(mask.any(axis=1))[-1]
    left, right = np.flatnonzero(mask[foot - 4 : foot].any(axis=0))[[0, -1]]
    shade = Image.new("L", (side, side))
    box = (left - 0.05 * side, foot - 0.08 * side, right + 0.15 * side, foot + 0.05 * side)
    ImageDraw.Draw(shade).ellipse(box, fill=round(255 * strength))
    blurred = shade.filter(ImageFilter.GaussianBlur(0.025 * side))
    return behind * (1 - np.asarray(blurred)[..., None] / 255)


def noisy(rgb: np.ndarray, sigma: float) -> np.ndarray:
    noise = np.random.default_rng(0).normal(0, sigma, rgb.shape)
    return np.rint(rgb + noise).clip(0, 255).astype(np.uint8)


def through_jpeg(rgb: np.ndarray, quality: int) -> np.ndarray:
    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file))


def overlap(found: np.ndarray, true: np.ndarray) -> float:
    """Intersection over union of two masks."""
    return float((found & true).sum() / max(1, (found | true).sum()))


_BROWN, _OAK, _DARK, _BLUE, _PALE = (150, 90, 40), (200, 120, 60), (120, 70, 30), (60, 110, 190), (230, 240, 255)
_GREEN, _RED = (40, 120, 60), (180, 40, 40)
_OBJECTS = {
    "chair": [
        ("box", ((25, 10), (32, 90)), _BROWN),
        ("box", ((70, 50), (76, 90)), _DARK),
        ("box", ((25, 48), (76, 56)), _OAK),
    ],
    "ball": [("disk", ((20, 20), (80, 80)), _BLUE), ("disk", ((35, 30), (50, 42)), _PALE)],
    "cube": [
        ("polygon", ((20, 40), (50, 30), (80, 40), (50, 52)), (200, 200, 200)),
        ("polygon", ((20, 40), (50, 52), (50, 85), (20, 72)), (150, 150, 150)),
        ("polygon", ((80, 40), (50, 52), (50, 85), (80, 72)), (110, 110, 110)),
    ],
    "plate": [
        ("disk", ((15, 30), (85, 70)), (190, 190, 185)),
        ("disk", ((17, 31.5), (83, 68.5)), (255, 255, 255)),
        ("disk", ((30, 40), (70, 60)), (215, 215, 212)),
        ("disk", ((31, 40.7), (69, 59.3)), (255, 255, 255)),
    ],
    "lamp": [
        ("box", ((49, 10), (51, 85)), (40, 40, 45)),
        ("box", ((35, 85), (65, 88)), (40, 40, 45)),
        ("polygon", ((40, 10), (60, 10), (66, 28), (34, 28)), (225, 200, 120)),
    ],
    "cropped": [("box", ((30, 35), (60, 100)), _GREEN), ("box", ((35, 20), (55, 35)), _RED)],
}
OBJECTS = tuple(_OBJECTS)
