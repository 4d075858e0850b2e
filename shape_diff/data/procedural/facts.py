"""What is true of a built shape: the notes of its kind, weighed by the surface that can be seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shape_diff.data.procedural.assembly import Assembly
from shape_diff.data.procedural.palette import MATERIALS
from shape_diff.data.procedural.shape import Part, Shape

SEEN = 0.004
"""The share of the surface from which a part is worth a word."""
WHOLE, EACH_OF_TWO, BOTH = 0.6, 0.25, 0.85
"""Shares of the surface from which one colour, or two together, are the colour of the whole thing."""


@dataclass(frozen=True)
class PartFacts:
    """All parts of one name.

    Attributes:
        name: the singular.
        plural: the plural.
        count: instances that can be seen.
        colors: names of their colours, each once; at most two are worth saying.
        material: that all of them share, or None.
        share: of the whole surface.
        mass: whether it has no number.
    """

    name: str
    plural: str
    count: int
    colors: tuple[str, ...]
    material: str | None
    share: float
    mass: bool


@dataclass(frozen=True)
class Facts:
    """What captions are composed from.

    Attributes:
        nouns: what it may be called.
        adjectives: before the noun.
        phrases: after the noun.
        absent: parts that are not there.
        colors: of the whole: one name, two, or none where there are more.
        material: of most of the surface, or None.
        parts: that can be seen and are worth naming, in the kind's order.
        main_color: name of the colour with the largest surface.
        variant: the structural choices as one text.
        sentences: captions of the kind's own.
    """

    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    phrases: tuple[str, ...]
    absent: tuple[str, ...]
    colors: tuple[str, ...]
    material: str | None
    parts: tuple[PartFacts, ...]
    main_color: str
    variant: str
    sentences: tuple[str, str, str] | None


def gather_facts(shape: Shape, assembly: Assembly, nouns: tuple[str, ...]) -> Facts:
    """The notes of a shape joined with what its surface shows."""
    areas = assembly.areas / assembly.areas.sum()
    by_part = np.bincount(assembly.part, areas, minlength=len(shape.parts))
    by_color = _sums([part.color.name for part in shape.parts], by_part)
    by_material = _sums([part.color.material for part in shape.parts], by_part)
    main_material, material_share = max(by_material.items(), key=lambda item: item[1])
    return Facts(
        nouns=(shape.noun,) if shape.noun else nouns,
        adjectives=tuple(shape.adjectives),
        phrases=tuple(shape.phrases),
        absent=tuple(shape.absent),
        colors=_overall_colors(by_color),
        material=main_material if material_share >= WHOLE else None,
        parts=_part_facts(shape.parts, assembly, areas),
        main_color=max(by_color, key=lambda name: by_color[name]),
        variant="/".join(shape.variants),
        sentences=shape.sentences,
    )


def color_material_words(colors: Sequence[str], material: str | None) -> str:
    """Colour and material before a noun: "red", "brown wooden", "golden", "" for more than two colours."""
    entry = MATERIALS.get(material or "")
    if entry is not None and entry.names_color:
        return entry.word
    words = [" and ".join(colors)] if 0 < len(colors) <= 2 else []
    return " ".join([*words, *([entry.word] if entry else [])])


def _sums(keys: Sequence[str | None], shares: np.ndarray) -> dict:
    sums: dict = {}
    for key, share in zip(keys, shares, strict=True):
        sums[key] = sums.get(key, 0.0) + float(share)
    return sums


def _overall_colors(by_color: dict[str, float]) -> tuple[str, ...]:
    ranked = sorted(by_color.items(), key=lambda item: -item[1])
    if ranked[0][1] >= WHOLE:
        return (ranked[0][0],)
    if len(ranked) > 1 and ranked[1][1] >= EACH_OF_TWO and ranked[0][1] + ranked[1][1] >= BOTH:
        return ranked[0][0], ranked[1][0]
    return ()


def _part_facts(parts: Sequence[Part], assembly: Assembly, areas: np.ndarray) -> tuple[PartFacts, ...]:
    groups: dict[str, list[int]] = {}
    for number, part in enumerate(parts):
        groups.setdefault(part.name, []).append(number)
    described = [_describe([parts[n] for n in group], group, assembly, areas) for group in groups.values()]
    return tuple(facts for facts in described if facts is not None)


def _describe(
    members: Sequence[Part], numbers: Sequence[int], assembly: Assembly, areas: np.ndarray
) -> PartFacts | None:
    """Facts of the parts of one name; None where they are not worth a word or some instance cannot be seen."""
    here = np.isin(assembly.part, numbers)
    share = float(areas[here].sum())
    first = members[0]
    if not first.spoken or share < SEEN:
        return None
    seen = len(np.unique(np.stack([assembly.part[here], assembly.instance[here]]), axis=1).T)
    materials = {part.color.material for part in members}
    return PartFacts(
        name=first.name,
        plural=first.plural,
        count=seen,
        colors=tuple(dict.fromkeys(part.color.name for part in members)),
        material=materials.pop() if len(materials) == 1 else None,
        share=share,
        mass=first.mass,
    )
