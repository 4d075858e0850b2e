"""Independent measures of what the catalogue claims: thickness by rays, colours by nearest name, counts by labels."""

import re

import numpy as np
from skimage.color import rgb2lab

from shape_diff.data.procedural.assembly import Assembly
from shape_diff.data.procedural.palette import PALETTE
from shape_diff.data.procedural.registry import Built
from shape_diff.data.procedural.solids import Solid

NUMBERS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_LAB = rgb2lab(np.array(list(PALETTE.values()))[None])[0]
_COLOR_WORD = {name.replace("grey", "gray"): name for name in PALETTE} | {"golden": "gold"}
_COLORS = re.compile(r"\b(" + "|".join(sorted(_COLOR_WORD, key=len, reverse=True)) + r")\b")


def nearest_names(rgb: np.ndarray) -> np.ndarray:
    """(n, 3) sRGB -> (n,) names of the palette colours that look most alike (Delta E)."""
    lab = rgb2lab(np.asarray(rgb, float)[None])[0]
    return np.array(list(PALETTE))[np.linalg.norm(lab[:, None] - _LAB, axis=-1).argmin(axis=1)]


def thickness(solid: Solid, rays: int = 48) -> float:
    """How far below its surface a solid ends, at the median of places spread evenly over it."""
    mesh = solid.body.to_mesh64()
    corners = np.array(mesh.vert_properties)[:, :3][np.array(mesh.tri_verts)]
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    area = np.linalg.norm(cross, axis=1)
    generator = np.random.default_rng(0)
    face = generator.choice(len(area), rays, p=area / area.sum())
    weights = generator.dirichlet(np.ones(3), rays)
    start = np.einsum("kc,kcd->kd", weights, corners[face])
    return float(np.median(_first_hits(start, -cross[face] / area[face, None], corners)))


def _first_hits(start: np.ndarray, direction: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """(k,) distance to the first triangle ahead (Moeller and Trumbore 1997); 0 where none is hit."""
    a, ab, ac = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    p = np.cross(direction[:, None], ac)
    det = np.einsum("fj,kfj->kf", ab, p)
    det = np.where(np.abs(det) < 1e-14, np.inf, det)
    s = start[:, None] - a
    u = np.einsum("kfj,kfj->kf", s, p) / det
    q = np.cross(s, ab)
    v = np.einsum("kj,kfj->kf", direction, q) / det
    t = np.einsum("fj,kfj->kf", ac, q) / det
    hit = (u >= -1e-9) & (v >= -1e-9) & (u + v <= 1 + 1e-9) & (t > 1e-7)
    first = np.where(hit, t, np.inf).min(axis=1)
    return np.where(np.isfinite(first), first, 0.0)


def is_closed(assembly: Assembly) -> bool:
    """Whether every edge of the surface is run through once in each direction."""
    faces = assembly.faces
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    there, count = np.unique(edges, axis=0, return_counts=True)
    back = np.unique(edges[:, ::-1], axis=0)
    return bool((count == 1).all() and len(there) == len(back) and (there == back).all())


def false_words(built: Built) -> list[str]:
    """What the captions of a shape say of colours and numbers that its surface does not show."""
    return [
        wrong for caption in built.captions for wrong in _false_colors(caption, built) + _false_numbers(caption, built)
    ]


def _false_colors(caption: str, built: Built) -> list[str]:
    text = caption.replace("grey", "gray")
    areas, of_face = built.assembly.areas, nearest_names(built.assembly.face_rgb)
    parts = _parts_by_word(built)
    named = [place for word in parts for place in re.finditer(rf"\b{re.escape(word)}\b", text)]
    wrong = []
    for found in _COLORS.finditer(text):
        if any(place.start() <= found.start() and found.end() <= place.end() for place in named):
            continue  # the white of an egg
        color = _COLOR_WORD[found[1]]
        subject = _subject(text, found.start(), found.end(), built.facts.nouns, set(parts))
        if subject is None:
            share = areas[of_face == color].sum() / areas.sum()
            if share < 0.24:
                wrong.append(f"{caption!r}: {color} is {share:.0%} of the surface")
        elif not subject or color not in of_face[parts[subject]]:
            wrong.append(f"{caption!r}: {color} is not on {subject or 'any part'}")
    return wrong


def _subject(text: str, start: int, end: int, nouns: tuple[str, ...], words: set[str]) -> str | None:
    """What a colour word speaks of: None for the whole thing, else the part before "is" or next in the clause."""
    noun_ends = [place.end() for noun in nouns if (place := re.search(rf"\b{re.escape(noun)}\b", text))]
    if end <= max(noun_ends, default=0) or re.search(r" in ([a-z]+ ){0,2}(and )?$", text[:start]):
        return None
    before = re.search(r"\bits ([a-z' -]+?) (?:is|are)(?: [a-z]+){0,2}(?: and)? $", text[:start])
    if before:
        return next((word for word in sorted(words, key=len, reverse=True) if before[1].endswith(word)), "")
    clause = re.split(r",| with | that has | made up of | and (?:a|an|its)\b", text[end:])[0]
    places = [
        (found.start(), -len(word), word) for word in words if (found := re.search(rf"\b{re.escape(word)}\b", clause))
    ]
    return min(places)[2] if places else ""


def _false_numbers(caption: str, built: Built) -> list[str]:
    assembly, wrong = built.assembly, []
    numbers = {word: number for number, word in enumerate(NUMBERS, start=2)}
    for found in re.finditer(r"\b(" + "|".join(NUMBERS) + r") ([a-z' -]+)", caption):
        plurals = {part.plural for part in assembly.parts}
        places = [
            (place.start(), -len(word), word)
            for word in plurals
            if (place := re.search(rf"\b{re.escape(word)}\b", found[2]))
        ]
        if not places:
            wrong.append(f"{caption!r}: nothing is counted by {found[1]!r}")
            continue
        chosen = [number for number, part in enumerate(assembly.parts) if part.plural == min(places)[2]]
        here = np.isin(assembly.part, chosen)
        count = len({*zip(assembly.part[here], assembly.instance[here], strict=True)})
        if count != numbers[found[1]]:
            wrong.append(f"{caption!r}: there are {count} {min(places)[2]}")
    return wrong


def _parts_by_word(built: Built) -> dict[str, np.ndarray]:
    """Singular and plural of each part -> which faces are its."""
    assembly = built.assembly
    words: dict[str, np.ndarray] = {}
    for number, part in enumerate(assembly.parts):
        for word in (part.name, part.plural):
            words[word] = words.get(word, False) | (assembly.part == number)
    return words
