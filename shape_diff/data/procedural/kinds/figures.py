"""Posed human figures and what they wear; about 1.7 high, the head large as on a toy."""

from dataclasses import dataclass

from shape_diff.data.procedural.arrays import pair
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import (
    Solid,
    Vector,
    box,
    capsule,
    ellipsoid,
    frustum,
    hull_of,
    rounded_box,
    sphere,
    union,
)

SKINS = ("beige", "light brown", "brown", "dark brown", "beige")
HAIRS = ("black", "dark brown", "brown", "yellow", "copper", "grey", "white", "orange")
_ARMS: dict[str, tuple[Vector, Vector]] = {
    "down": ((0.1, -0.25, -0.02), (0.13, -0.5, 0.06)),
    "waving": ((0.24, 0.06, 0.0), (0.22, 0.32, 0.06)),
    "raised": ((0.14, 0.2, 0.0), (0.18, 0.46, 0.04)),
    "out": ((0.27, -0.02, 0.0), (0.52, 0.0, 0.04)),
    "on hip": ((0.24, -0.22, -0.06), (0.05, -0.44, 0.08)),
    "ahead": ((0.03, -0.04, 0.26), (0.0, -0.02, 0.52)),
    "holding": ((0.13, -0.24, 0.0), (0.14, -0.22, 0.28)),
    "swung ahead": ((0.08, -0.22, 0.12), (0.06, -0.34, 0.36)),
    "swung back": ((0.09, -0.22, -0.14), (0.12, -0.44, -0.22)),
}
"""Where elbow and hand are, from the shoulder, for the arm on the side of +x."""
_POSES: dict[str, tuple[str, str, str, str]] = {
    "standing": ("down", "down", "standing", ""),
    "waving": ("waving", "down", "standing", "waving"),
    "arms raised": ("raised", "raised", "standing", "with both arms raised"),
    "arms out": ("out", "out", "standing", "with outstretched arms"),
    "hands on hips": ("on hip", "on hip", "standing", "with hands on hips"),
    "walking": ("swung ahead", "swung back", "walking", "walking"),
    "sitting": ("down", "down", "sitting", "sitting"),
    "holding": ("holding", "down", "standing", ""),
    "walking and holding": ("holding", "swung ahead", "walking", "walking"),
    "reaching": ("ahead", "ahead", "walking", "reaching forward"),
}
"""Pose -> left arm, right arm, legs, and the words for it."""


@dataclass(frozen=True)
class Stature:
    """Sizes of a figure: leg length, height and half width of the chest, radius of the head."""

    leg: float = 0.72
    chest: float = 0.52
    shoulder: float = 0.2
    head: float = 0.19


@dataclass(frozen=True)
class Figure:
    """Where the joints of a posed figure are; pairs are (+x, -x).

    Attributes:
        stature: its sizes.
        pelvis: the middle of the hips.
        collar: the middle between the shoulders.
        head: the middle of the head.
        shoulders, elbows, hands, hips, knees, ankles: by their names.
    """

    stature: Stature
    pelvis: Vector
    collar: Vector
    head: Vector
    shoulders: tuple[Vector, Vector]
    elbows: tuple[Vector, Vector]
    hands: tuple[Vector, Vector]
    hips: tuple[Vector, Vector]
    knees: tuple[Vector, Vector]
    ankles: tuple[Vector, Vector]

    def on_head(self, solid: Solid) -> Solid:
        """A solid made about a head of radius 1, brought to the figure's head at its size."""
        size = self.stature.head
        return solid.scale(size, size, size).move(*self.head)

    def sleeves(self, radius: float, share: float = 1.0) -> list[Solid]:
        """Both arms from the shoulder, as far as a share of the forearm (0: to the elbow)."""
        arms = []
        for shoulder, elbow, hand in zip(self.shoulders, self.elbows, self.hands, strict=True):
            wrist = _between(elbow, hand, max(share, 0.05))
            arms.append(
                capsule(shoulder, elbow, radius, 0.92 * radius) + capsule(elbow, wrist, 0.92 * radius, 0.85 * radius)
            )
        return arms

    def legs(self, radius: float, share: float = 1.0) -> list[Solid]:
        """Both legs from the hip, as far as a share of the shin."""
        limbs = []
        for hip, knee, ankle in zip(self.hips, self.knees, self.ankles, strict=True):
            end = _between(knee, ankle, max(share, 0.05))
            limbs.append(capsule(hip, knee, 1.1 * radius, radius) + capsule(knee, end, radius, 0.9 * radius))
        return limbs

    def torso(self, swell: float = 1.0) -> Solid:
        """Chest and hips."""
        wide = 2 * self.stature.shoulder * swell
        upper = ellipsoid(1.12 * wide, 0.2, 0.27 * swell, 12).move(
            self.collar[0], self.collar[1] - 0.06, self.collar[2]
        )
        return hull_of([upper, ellipsoid(0.88 * wide, 0.2, 0.25 * swell, 12).move(*self.pelvis)])


@dataclass(frozen=True)
class Outfit:
    """What a figure wears.

    Attributes:
        skin: colour of face and hands.
        top: colour of what is worn above.
        bottom: colour of what is worn below.
        shoes: their colour.
        top_name: what it is called.
        bottom_name: "shorts", "skirt", "dress" or "robe", the last two in the colour of the top; others are trousers.
        shoe_name: what a shoe is called.
        sleeve: share of the forearm that is covered.
    """

    skin: Color
    top: Color
    bottom: Color
    shoes: Color
    top_name: str = "shirt"
    bottom_name: str = "trousers"
    shoe_name: str = "shoe"
    sleeve: float = 0.8


def draw_pose(draw: Draw, shape: Shape, *poses: str, stature: Stature | None = None) -> Figure:
    """Draw a pose, note it as a variant and say it."""
    pose = shape.variant(draw.choice(*poses))
    words = _POSES[pose][3]
    if words in ("walking", "waving", "sitting"):
        shape.adjective(words)
    elif words:
        shape.phrase(words)
    return pose_figure(pose, stature or Stature())


def pose_figure(pose: str, stature: Stature) -> Figure:
    """Bring a figure into a pose.

    Raises:
        ValueError: the pose is unknown.
    """
    if pose not in _POSES:
        raise ValueError(f"pose must be one of {', '.join(_POSES)}, got {pose!r}")
    left, right, stance, _ = _POSES[pose]
    low = 0.13 if stance == "sitting" else stature.leg
    knees, ankles = _stance(stance, low)
    collar = (0.0, low + stature.chest, 0.0)
    shoulder = (stature.shoulder, collar[1] - 0.06, 0.0)
    length = stature.chest / 0.52
    elbows, hands = zip(
        *[
            tuple(_mirrored(_plus(shoulder, step, length), side) for step in _ARMS[arm])
            for side, arm in ((1, left), (-1, right))
        ],
        strict=True,
    )
    return Figure(
        stature=stature,
        pelvis=(0.0, low, 0.0),
        collar=collar,
        head=(0.0, collar[1] + 0.06 + 0.95 * stature.head, 0.02),
        shoulders=(shoulder, _mirrored(shoulder, -1)),
        elbows=elbows,
        hands=hands,
        hips=((0.5 * stature.shoulder, low - 0.02, 0.0), (-0.5 * stature.shoulder, low - 0.02, 0.0)),
        knees=knees,
        ankles=ankles,
    )


def _stance(stance: str, low: float) -> tuple[tuple[Vector, Vector], tuple[Vector, Vector]]:
    if stance == "sitting":
        return ((0.16, 0.2, 0.34), (-0.16, 0.2, 0.34)), ((0.17, 0.08, 0.66), (-0.17, 0.08, 0.66))
    step = 0.2 if stance == "walking" else 0.0
    knees = ((0.12, low / 2 + 0.04, -0.3 * step + 0.02), (-0.12, low / 2 + 0.04, 0.8 * step + 0.02))
    return knees, ((0.13, 0.07, -1.1 * step), (-0.13, 0.07, step))


def dress(shape: Shape, figure: Figure, outfit: Outfit) -> None:
    """Add torso, arms, legs, shoes and head; hair, hat and props are the kind's own."""
    torso, long = figure.torso(), outfit.bottom_name in ("dress", "robe")
    hips = ellipsoid(2.05 * figure.stature.shoulder, 0.26, 0.28, 12).move(*figure.pelvis)
    top = [torso, *figure.sleeves(0.075, outfit.sleeve)]
    shape.part("arm", figure.sleeves(0.055), outfit.skin, spoken=False)
    shape.part("hand", [sphere(0.075, 8).move(*hand) for hand in figure.hands], outfit.skin, spoken=False)
    if outfit.bottom_name not in ("skirt", "dress", "robe"):
        share = 0.0 if outfit.bottom_name == "shorts" else 1.0
        shape.part("leg", figure.legs(0.07), outfit.skin, spoken=False)
        armor = outfit.bottom_name not in ("trousers", "shorts")
        name = outfit.bottom_name if armor else f"pair of {outfit.bottom_name}"
        shape.part(name, union([hips, *figure.legs(0.09, share)]), outfit.bottom, mass=armor)
        shape.part(outfit.top_name, union(top), outfit.top)
    else:
        shape.part("leg", figure.legs(0.075), outfit.skin, spoken=False)
        drape = _drape(figure, 0.08 if outfit.bottom_name == "robe" else 0.45 * figure.stature.leg)
        if long:
            shape.part(outfit.bottom_name, union([*top, hips, drape]), outfit.top)
        else:
            shape.part(outfit.bottom_name, union([hips, drape]), outfit.bottom)
            shape.part(outfit.top_name, union(top), outfit.top)
    shoes = [rounded_box(0.15, 0.13, 0.29, 0.05).move(x, y, z + 0.06) for x, y, z in figure.ankles]
    shape.part(outfit.shoe_name, shoes, outfit.shoes)
    add_head(shape, figure, outfit.skin)


def _drape(figure: Figure, hem: float) -> Solid:
    """A skirt from the hips to a height, or over the knees of someone who sits."""
    _, y, z = figure.pelvis
    if y < 0.2:
        knees = [ellipsoid(0.34, 0.22, 0.3, 12).move(*knee) for knee in figure.knees]
        return hull_of([ellipsoid(0.42, 0.24, 0.3, 12).move(0.0, y, z), *knees])
    return frustum(0.36, 0.17, y - hem + 0.05, 12).scale(z=0.85).stand(0.0, hem, z)


def add_head(shape: Shape, figure: Figure, skin: Color, eye: Color | None = None) -> None:
    """A head with neck, nose, ears and eyes."""
    face = ellipsoid(1.8, 2.05, 1.85).move(0.0, 0.0, 0.0) + sphere(0.2, 8).move(0.0, -0.1, 0.95)
    ears = pair(ellipsoid(0.3, 0.5, 0.4, 8).move(0.9, 0.0, 0.0))
    neck = capsule(figure.collar, figure.head, 0.08)
    shape.part("head", figure.on_head(union([face, *ears])) + neck, skin, spoken=False)
    black = eye or Color("black", (0.09, 0.09, 0.1))
    shape.part("eye", [figure.on_head(one) for one in pair(sphere(0.14, 8).move(0.36, 0.15, 0.84))], black)


def add_hair(draw: Draw, shape: Shape, figure: Figure, color: Color, *styles: str, unsaid: bool = False) -> str:
    """Draw a hair style, note it and add it: "short", "long", "bun", "ponytail", "curly", "spiky", "pigtails"."""
    style = draw.choice(*styles)
    if not unsaid:
        shape.variant(f"{style} hair")
    cap = ellipsoid(2.12, 2.3, 2.15).move(0.0, 0.06, -0.08) - box(3, 3, 2).move(0.0, -1.12, 1.12)
    cap = cap - box(3, 1, 3).move(0.0, -1.05, 0.0)
    extra: dict[str, list[Solid]] = {
        "short": [],
        "long": [
            hull_of(
                [
                    ellipsoid(2.0, 1.0, 0.8, 12).move(0.0, -0.1, -0.75),
                    ellipsoid(1.7, 0.6, 0.6, 12).move(0.0, -1.9, -0.8),
                ]
            )
        ],
        "bun": [sphere(0.5, 12).move(0.0, 1.05, -0.6)],
        "ponytail": [capsule((0.0, 0.6, -1.0), (0.0, -0.9, -1.5), 0.4, 0.22)],
        "curly": [sphere(0.5, 8).move(0.85 * x, y, -0.3 + z) for x, y, z in _CURLS],
        "spiky": [frustum(0.35, 0.08, 0.9, 6).stand(y=0.75).turn(x=t, z=s) for t, s in _SPIKES],
        "pigtails": pair(capsule((1.0, 0.4, -0.3), (1.5, -0.7, -0.3), 0.36, 0.24)),
    }
    shape.part("hair", figure.on_head(union([cap, *extra[style]])), color, mass=True)
    return style


_CURLS = [
    (-1, 0.3, 0.0),
    (1, 0.3, 0.0),
    (-0.7, 0.95, 0.2),
    (0.7, 0.95, 0.2),
    (0.0, 1.15, 0.3),
    (0.0, 0.9, -0.6),
    (-1, -0.4, -0.1),
    (1, -0.4, -0.1),
    (0, -0.2, -0.75),
]
_SPIKES = [(0, 0), (0, 38), (0, -38), (-40, 0), (-40, 30), (-40, -30), (30, 14), (30, -14)]


def _plus(place: Vector, step: Vector, length: float) -> Vector:
    return place[0] + length * step[0], place[1] + length * step[1], place[2] + length * step[2]


def _mirrored(place: Vector, side: int) -> Vector:
    return side * place[0], place[1], place[2]


def _between(a: Vector, b: Vector, share: float) -> Vector:
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2])
