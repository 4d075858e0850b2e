"""Colours by the names that people say, and the materials that come in some of them."""

from dataclasses import dataclass

Rgb = tuple[float, float, float]

PALETTE: dict[str, Rgb] = {
    "red": (0.80, 0.13, 0.12),
    "dark red": (0.48, 0.07, 0.10),
    "orange": (0.94, 0.50, 0.12),
    "yellow": (0.96, 0.83, 0.20),
    "light green": (0.62, 0.82, 0.42),
    "green": (0.22, 0.60, 0.25),
    "dark green": (0.09, 0.34, 0.17),
    "teal": (0.10, 0.52, 0.52),
    "turquoise": (0.30, 0.80, 0.76),
    "light blue": (0.56, 0.77, 0.93),
    "blue": (0.16, 0.37, 0.80),
    "dark blue": (0.10, 0.15, 0.40),
    "purple": (0.48, 0.24, 0.64),
    "light purple": (0.75, 0.64, 0.88),
    "pink": (0.95, 0.58, 0.70),
    "white": (0.96, 0.96, 0.95),
    "light grey": (0.77, 0.77, 0.77),
    "grey": (0.54, 0.54, 0.55),
    "dark grey": (0.30, 0.31, 0.32),
    "black": (0.09, 0.09, 0.10),
    "brown": (0.47, 0.29, 0.15),
    "dark brown": (0.27, 0.16, 0.10),
    "light brown": (0.70, 0.50, 0.31),
    "beige": (0.90, 0.81, 0.65),
    "gold": (0.80, 0.63, 0.14),
    "silver": (0.64, 0.69, 0.76),
    "copper": (0.74, 0.40, 0.22),
}
"""Name -> sRGB in [0, 1]."""

JITTER = 0.02
"""How far, in sRGB, brightness and each channel stray from the palette; no colour then comes nearer to another name."""


@dataclass(frozen=True)
class Material:
    """What something is made of.

    Attributes:
        word: the adjective, as "wooden".
        colors: names of the palette that it comes in.
        names_color: whether the word says the colour too, as "golden" does.
    """

    word: str
    colors: tuple[str, ...]
    names_color: bool = False


MATERIALS: dict[str, Material] = {
    "wood": Material("wooden", ("brown", "light brown", "dark brown", "beige")),
    "metal": Material("metal", ("grey", "light grey", "dark grey", "silver")),
    "iron": Material("iron", ("dark grey", "black", "grey")),
    "steel": Material("steel", ("silver", "light grey", "grey")),
    "gold": Material("golden", ("gold",), names_color=True),
    "silver": Material("silver", ("silver",), names_color=True),
    "copper": Material("copper", ("copper",), names_color=True),
    "stone": Material("stone", ("grey", "light grey", "dark grey", "beige")),
    "marble": Material("marble", ("white", "light grey", "beige")),
    "brick": Material("brick", ("dark red", "copper", "brown")),
    "clay": Material("clay", ("copper", "light brown", "brown")),
    "ceramic": Material("ceramic", ("white", "beige", "light blue", "teal", "yellow", "light green", "blue", "red")),
    "glass": Material("glass", ("light blue", "turquoise", "light green", "green", "dark green", "brown", "white")),
    "leather": Material("leather", ("brown", "dark brown", "light brown", "black", "dark red")),
    "fabric": Material(
        "fabric",
        ("red", "dark red", "orange", "yellow", "green", "dark green", "teal", "light blue", "blue", "dark blue",
         "purple", "pink", "beige", "light grey", "grey", "dark grey"),
    ),
    "plastic": Material(
        "plastic",
        ("red", "orange", "yellow", "green", "light green", "turquoise", "light blue", "blue", "purple", "pink",
         "white", "grey", "black"),
    ),
    "rubber": Material("rubber", ("black", "dark grey")),
    "straw": Material("straw", ("beige", "light brown")),
    "paper": Material("paper", ("white", "beige", "light brown")),
    "bone": Material("bone", ("white", "beige")),
}  # fmt: skip

VIVID = ("red", "orange", "yellow", "green", "light green", "teal", "turquoise", "light blue", "blue", "purple", "pink")
NEUTRAL = ("white", "light grey", "grey", "dark grey", "black", "beige", "brown")
PAINTS = (*VIVID, "dark red", "dark green", "dark blue", "light purple", "white", "grey", "dark grey", "black")
"""What manufactured things are painted in."""


@dataclass(frozen=True)
class Color:
    """A colour as it was drawn.

    Attributes:
        name: of the palette.
        rgb: sRGB in [0, 1], near the palette's.
        material: of MATERIALS, or None.
    """

    name: str
    rgb: Rgb
    material: str | None = None


def contrast(first: str, second: str) -> float:
    """How different two names look: the distance of their sRGB values, green weighing most and blue least (0 to 1)."""
    weights = (0.3, 0.59, 0.11)
    squares = (w * (a - b) ** 2 for w, a, b in zip(weights, PALETTE[first], PALETTE[second], strict=True))
    return sum(squares) ** 0.5
