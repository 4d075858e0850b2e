"""Posed bodies of four-legged animals and the heads that go on them; the trunk is about 1 long and faces +z."""

from dataclasses import dataclass

import numpy as np

from shape_diff.data.procedural.arrays import pair
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.procedural.solids import Solid, Vector, capsule, ellipsoid, frustum, hull_of, sphere, union

_WORDS = {
    "standing": ("standing", ""),
    "walking": ("walking", ""),
    "sitting": ("sitting", ""),
    "lying": ("", "lying down"),
    "rearing": ("rearing", "on its hind legs"),
    "grazing": ("grazing", "with its head lowered"),
}
"""Pose -> the adjective and the phrase that say it."""


@dataclass(frozen=True)
class Proportions:
    """Of a four-legged animal.

    Attributes:
        leg: height of the middle of its trunk above the ground when it stands.
        thick: radius of its legs at the ground.
        chest: width and height of the trunk at the shoulders.
        hips: the same at its other end.
        neck: length from the shoulders to the middle of the head.
        rise: degrees by which the neck points up.
        collar: radius of the neck at the shoulders.
        nape: radius of the neck at the head.
        head_low: height of the head's middle above the ground when it grazes.
    """

    leg: float
    thick: float
    chest: tuple[float, float]
    hips: tuple[float, float]
    neck: float
    rise: float
    collar: float
    nape: float
    head_low: float = 0.25


@dataclass(frozen=True)
class Body:
    """A posed body without head and tail.

    Attributes:
        trunk: from hips to shoulders.
        neck: from the shoulders to the head.
        legs: front right, front left, hind right, hind left.
        feet: where the legs end.
        shoulder: the middle of the trunk's front end.
        hip: the middle of its rear end.
        head: the middle of the head.
        rump: where a tail starts.
        tilt: degrees by which the trunk's front is raised.
    """

    trunk: Solid
    neck: Solid
    legs: tuple[Solid, ...]
    feet: tuple[Vector, ...]
    shoulder: Vector
    hip: Vector
    head: Vector
    rump: Vector
    tilt: float

    def on_head(self, solid: Solid, pitch: float = 0.0) -> Solid:
        """A solid made about the head's middle, nose down by `pitch` degrees, brought there."""
        return solid.turn(x=pitch).move(*self.head)

    def on_trunk(self, solid: Solid) -> Solid:
        """A solid made about the trunk's middle, brought there."""
        middle = (np.array(self.shoulder) + np.array(self.hip)) / 2
        return solid.turn(x=-self.tilt).move(*(float(value) for value in middle))

    def tail(self, *steps: tuple[float, float], radius: float, tip: float | None = None) -> Solid:
        """A tail through points (back, up) from the rump, thinning towards its tip."""
        x, y, z = self.rump
        path = [(x, y, z + radius), *[(x, max(y + up, radius), z - back) for back, up in steps]]
        radii = np.linspace(radius, radius if tip is None else tip, len(path))
        return union(
            [capsule(a, b, float(r), float(s)) for a, b, r, s in zip(path, path[1:], radii, radii[1:], strict=False)]
        )


def choose_pose(draw: Draw, shape: Shape, *poses: str) -> str:
    """Draw a pose, note it as a variant and say it now and then where it is the usual one, else always."""
    pose = shape.variant(draw.choice(*poses))
    adjective, phrase = _WORDS[pose]
    if pose == "standing" and draw.chance(0.7):
        return pose
    if phrase and (not adjective or draw.chance(0.4)):
        shape.phrase(phrase)
    else:
        shape.adjective(adjective)
    return pose


def pose_body(build: Proportions, pose: str) -> Body:
    """Bring a body into a pose.

    Args:
        build: its proportions.
        pose: "standing", "walking", "grazing", "sitting", "lying" or "rearing".

    Raises:
        ValueError: the pose is unknown.
    """
    if pose not in _WORDS:
        raise ValueError(f"pose must be one of {', '.join(_WORDS)}, got {pose!r}")
    hip, tilt = _hip_and_tilt(build, pose)
    slope = np.radians(tilt)
    shoulder = (0.0, float(hip[1] + 0.76 * np.sin(slope)), float(hip[2] + 0.76 * np.cos(slope)))
    if pose == "lying":
        shoulder = (0.0, build.chest[1] / 2, shoulder[2])
    chest = ellipsoid(build.chest[0], build.chest[1], 0.5).turn(x=-tilt).move(*shoulder)
    rear = ellipsoid(build.hips[0], build.hips[1], 0.46).turn(x=-tilt).move(*hip)
    front, front_feet = _front_legs(build, pose, shoulder)
    hind, hind_feet = _hind_legs(build, pose, hip)
    head = _head_place(build, pose, shoulder, tilt)
    root = (0.0, shoulder[1] + 0.12 * build.chest[1], shoulder[2])
    return Body(
        trunk=hull_of([chest, rear]),
        neck=capsule(root, head, build.collar, build.nape),
        legs=(*front, *hind),
        feet=(*front_feet, *hind_feet),
        shoulder=shoulder,
        hip=hip,
        head=head,
        rump=(0.0, hip[1] + (0.2 if pose != "sitting" else -0.15) * build.hips[1], hip[2] - 0.19),
        tilt=tilt,
    )


def _hip_and_tilt(build: Proportions, pose: str) -> tuple[Vector, float]:
    if pose == "sitting":
        return (0.0, 0.48 * build.hips[1], -0.3), 50.0
    if pose == "lying":
        return (0.0, 0.5 * build.hips[1], -0.38), 0.0
    if pose == "rearing":
        return (0.0, 0.95 * build.leg, -0.3), 48.0
    return (0.0, build.leg, -0.38), 0.0


def _front_legs(build: Proportions, pose: str, shoulder: Vector) -> tuple[list[Solid], list[Vector]]:
    r, (_, y, z) = build.thick, shoulder
    x = build.chest[0] / 2 - 0.9 * r
    if pose == "lying":
        foot = (x, r, z + 0.2 + 0.55 * build.leg)
        return pair(capsule((x, 1.3 * r, z - 0.1), foot, 1.2 * r, r)), [foot, (-x, *foot[1:])]
    if pose == "rearing":
        knee, foot = (x, y + 0.02, z + 0.45 * build.leg), (x, y - 0.4 * build.leg, z + 0.5 * build.leg)
        return pair(capsule((x, y, z), knee, 1.4 * r, r) + capsule(knee, foot, r)), [foot, (-x, *foot[1:])]
    strides = {"walking": (0.18, -0.14), "sitting": (0.06, 0.06)}.get(pose, (0.0, 0.0))
    feet = [(side * x, r, z + stride) for side, stride in zip((1, -1), strides, strict=True)]
    return [capsule((foot[0], y, z), foot, 1.4 * r, r) for foot in feet], feet


def _hind_legs(build: Proportions, pose: str, hip: Vector) -> tuple[list[Solid], list[Vector]]:
    r, (_, y, z) = build.thick, hip
    x = build.hips[0] / 2 - 0.9 * r
    if pose in ("sitting", "lying"):
        x = build.hips[0] / 2
        thigh = ellipsoid(2.6 * r, max(0.75 * build.hips[1], 3 * r), 0.42).stand(x, 0.0, z + 0.08)
        foot = (x + 0.4 * r, r, z + 0.3 + 0.2 * build.leg)
        return pair(thigh + capsule((x + 0.4 * r, r, z), foot, r)), [foot, (-foot[0], *foot[1:])]
    strides = {"walking": (-0.2, 0.14), "rearing": (0.1, 0.1)}.get(pose, (-0.03, -0.03))
    feet = [(side * x, r, z + stride) for side, stride in zip((1, -1), strides, strict=True)]
    return [capsule((foot[0], y, z), foot, 1.7 * r, r) for foot in feet], feet


def _head_place(build: Proportions, pose: str, shoulder: Vector, tilt: float) -> Vector:
    _, y, z = shoulder
    y += 0.12 * build.chest[1]
    if pose == "grazing":
        fall = y - build.head_low
        return 0.0, build.head_low, z + max(float(np.sqrt(max((1.1 * build.neck) ** 2 - fall**2, 0.0))), 0.32)
    angle = np.radians(min(build.rise + 0.5 * tilt, 88.0))
    return 0.0, float(y + build.neck * np.sin(angle)), float(z + build.neck * np.cos(angle))


def muzzled_head(skull: float, reach: float, muzzle: float, drop: float = 0.25) -> tuple[Solid, Solid]:
    """A round skull (radius) and its muzzle, about the head's middle.

    Args:
        skull: radius of the skull.
        reach: how far the muzzle's middle lies ahead.
        muzzle: radius of the muzzle's end.
        drop: how far that lies below the skull's middle, in radii of the skull.
    """
    back, front = (0.0, -0.15 * skull, 0.3 * skull), (0.0, -drop * skull, reach)
    return ellipsoid(1.9 * skull, 2 * skull, 2 * skull), capsule(back, front, 0.75 * skull, muzzle)


def pointed_ear(width: float, height: float, x: float, y: float, lean: float = 15.0, z: float = 0.0) -> list[Solid]:
    """Two ears that stand up, pointed, leaning outwards, with their feet at (+-x, y, z)."""
    ear = frustum(width / 2, 0.12 * width, height, 8).scale(z=0.6).stand(y=-0.1 * height)
    return pair(ear.turn(z=-lean).move(x, y, z))


def round_ear(size: float, x: float, y: float, z: float = 0.0) -> list[Solid]:
    """Two flat round ears with their middles at (+-x, y, z)."""
    return pair(ellipsoid(size, size, 0.5 * size, 12).move(x, y, z))


def long_ear(width: float, height: float, x: float, y: float, lean: float, z: float = 0.0) -> list[Solid]:
    """Two long round-ended ears from (+-x, y, z): leaning 0 points up, 90 sideways, 160 hangs."""
    ear = ellipsoid(width, height, 0.55 * width, 12).stand(y=-0.06 * height)
    return pair(ear.turn(z=-lean).move(x, y, z))


def eyes(x: float, y: float, z: float, radius: float) -> list[Solid]:
    """Two balls."""
    return pair(sphere(radius, 8).move(x, y, z))


def paint_feet(
    shape: Shape, body: Body, name: str, color: Color, height: float, plural: str | None = None, on: str = "leg"
) -> None:
    """Give the ends of the legs a colour: hooves, socks, paws."""
    regions = [ellipsoid(3 * height, 2 * height, 3 * height, 8).move(*foot) for foot in body.feet]
    shape.paint(name, regions, color, on=on, plural=plural)


def scattered_spots(draw: Draw, body: Solid, count: int, size: float, apart: float = 1.35) -> list[Solid]:
    """Balls about places on a surface, `apart` times their size from each other, to paint spots with."""
    mesh = body.body.refine_to_length(size).to_mesh64()
    left = np.array(mesh.vert_properties)[:, :3]
    spots: list[Solid] = []
    while len(spots) < count and len(left):
        place = left[draw.integer(0, len(left) - 1)]
        left = left[np.linalg.norm(left - place, axis=1) > apart * size]
        ball = ellipsoid(size * draw.uniform(0.8, 1.15), size, size * draw.uniform(0.8, 1.15), 8)
        spots.append(ball.move(*(float(value) for value in place)))
    return spots
