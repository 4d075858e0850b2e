"""What a kind returns: named, coloured parts, and what may be said about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from manifold3d import Manifold

from shape_diff.data.procedural.palette import Color
from shape_diff.data.procedural.solids import Solid, union


@dataclass(frozen=True)
class Part:
    """All instances of one name and colour.

    Attributes:
        name: what a person calls one of them.
        solids: the instances.
        color: of all of them.
        plural: the word for several.
        spoken: whether captions may name it.
        mass: whether it is spoken of without article or number, as "hair".
        painted: whether it lies in another part's surface (see `Shape.paint`).
    """

    name: str
    solids: tuple[Solid, ...]
    color: Color
    plural: str
    spoken: bool
    mass: bool
    painted: bool = False


@dataclass
class Shape:
    """Parts with notes for captions.

    Attributes:
        parts: in the order in which they were added; captions name them in this order.
        variants: the structural choices, which tell one build of a kind from another.
        adjectives: words before the noun, in their order.
        phrases: words after the noun, as "on three legs".
        absent: names of parts that are not there, worth saying.
        noun: what to call it instead of the kind's name.
        sentences: captions that a kind wrote itself, added to those that are composed.
    """

    parts: list[Part] = field(default_factory=list)
    variants: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    noun: str | None = None
    sentences: tuple[str, str, str] | None = None

    def part(
        self, name: str, solids: Solid | Sequence[Solid], color: Color, *,
        plural: str | None = None, spoken: bool = True, mass: bool = False,
    ) -> None:  # fmt: skip
        """Add a part: one solid, or a list with one solid for each instance, which captions count.

        Args:
            name: the singular, as "leg"; the same name may be used again with another colour.
            solids: what it is made of; overlaps with other parts are welcome, what is hidden is cut away.
            color: of all instances.
            plural: where it is not the name with an s.
            spoken: False for parts that nobody would mention.
            mass: True for what has no number, as "hair" or "smoke".

        Raises:
            ValueError: there is no solid, or one is empty or invalid.
        """
        bodies = (solids,) if isinstance(solids, Solid) else tuple(solids)
        if not bodies:
            raise ValueError(f"part {name!r} has no solids")
        self.parts.append(Part(name, bodies, color, plural or plural_of(name), spoken, mass))

    def paint(
        self, name: str, regions: Solid | Sequence[Solid], color: Color, on: str, *,
        plural: str | None = None, spoken: bool = True, mass: bool = False,
    ) -> None:  # fmt: skip
        """Give the part of another part that lies inside a region a name and colour of its own: stripes, spots, belts.

        Args:
            name: of the painted part.
            regions: one solid for each instance; only where it overlaps the other part does anything change.
            color: of the painted part.
            on: name of the part that is painted.
            plural: as in `part`.
            spoken: as in `part`.
            mass: as in `part`.

        Raises:
            ValueError: no earlier part has that name, or no region overlaps it.
        """
        bodies = [regions] if isinstance(regions, Solid) else list(regions)
        targets = [number for number, part in enumerate(self.parts) if part.name == on]
        if not targets:
            raise ValueError(f"there is no part {on!r} to paint; there are {[part.name for part in self.parts]}")
        canvas = union([solid for number in targets for solid in self.parts[number].solids])
        pieces = [piece for piece in (canvas & region for region in bodies) if not piece.body.is_empty()]
        if not pieces:
            raise ValueError(f"{name!r} lies nowhere on {on!r}")
        cutter = union(bodies)
        for number in targets:
            old = self.parts[number]
            left = tuple(rest for rest in (solid - cutter for solid in old.solids) if not rest.body.is_empty())
            self.parts[number] = Part(old.name, left, old.color, old.plural, old.spoken, old.mass, old.painted)
        self.parts.append(Part(name, tuple(pieces), color, plural or plural_of(name), spoken, mass, painted=True))

    def variant(self, word: str, spoken: bool = False) -> str:
        """Record a structural choice and return it; `spoken` makes it an adjective too."""
        self.variants.append(word)
        return self.adjective(word) if spoken else word

    def adjective(self, word: str) -> str:
        """Record a word that stands before the noun and return it: size first, then form, then style."""
        self.adjectives.append(word)
        return word

    def graded(self, value: float, low: tuple[str, float], high: tuple[str, float]) -> float:
        """Return a value; below the number in `low` or above that in `high` the word beside it becomes an adjective."""
        if value < low[1]:
            self.adjective(low[0])
        elif value > high[1]:
            self.adjective(high[0])
        return value

    def phrase(self, words: str) -> None:
        """Record words that stand after the noun: "on wheels", "with a pointed top"."""
        self.phrases.append(words)

    def without(self, name: str) -> None:
        """Record that a part one might expect is not there ("armrests"); a part of that name is then an error."""
        self.absent.append(name)

    def call(self, noun: str) -> None:
        """Use this noun in place of the kind's name: "letter b", "stack of three crates"."""
        self.noun = noun

    def say(self, short: str, colored: str, detailed: str) -> None:
        """Captions of the kind's own, used about as often as composed ones; every word must be true."""
        self.sentences = (short, colored, detailed)

    def whole(self) -> Solid:
        """Everything so far as one solid, to measure or to cut with."""
        return union([solid for part in self.parts for solid in part.solids])

    def check(self) -> None:
        """Raise ValueError where parts are missing, empty or invalid, or one exists that is said not to."""
        if not self.parts:
            raise ValueError("a shape needs at least one part")
        names = {word for part in self.parts for word in (part.name, part.plural)}
        if both := names.intersection(self.absent):
            raise ValueError(f"{sorted(both)[0]!r} is said to be absent but there is a part of that name")
        for part in self.parts:
            for solid in part.solids:
                _check(part.name, solid.body)


def plural_of(noun: str) -> str:
    """The regular plural: leg -> legs, box -> boxes, berry -> berries, knife -> knives, leg of lamb -> legs of lamb."""
    head, of, rest = noun.partition(" of ")
    if of:
        return f"{plural_of(head)} of {rest}"
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    if noun.endswith(("leaf", "knife", "shelf", "half", "wolf", "loaf")):
        return f"{noun[:-2] if noun.endswith('fe') else noun[:-1]}ves"
    return noun.replace("foot", "feet") if noun.endswith("foot") else f"{noun}s"


def _check(name: str, body: Manifold) -> None:
    status = body.status()
    if status.name != "NoError":
        raise ValueError(f"part {name!r} is not a closed solid: {status.name}")
    if body.is_empty():
        raise ValueError(f"part {name!r} is empty")
