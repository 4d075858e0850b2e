"""The kinds of the catalogue, and how one of them becomes a shape with captions."""

import hashlib
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from shape_diff.data.procedural.assembly import Assembly, assemble
from shape_diff.data.procedural.captions import compose_captions
from shape_diff.data.procedural.draw import Draw
from shape_diff.data.procedural.facts import Facts, gather_facts
from shape_diff.data.procedural.shape import Shape
from shape_diff.data.sampling import generator_for

CATALOGUE_VERSION = 1
"""Raised when a kind and seed give another shape or captions than before, so that builds are not mixed."""
_HELD_BACK = 16
"""One combination of kind, variant and main colour in so many is kept for validation."""

KINDS: dict[str, "Kind"] = {}
"""Name -> kind, of the themes imported so far; `catalogue` imports all of them."""


@dataclass(frozen=True)
class Kind:
    """One entry of the catalogue.

    Attributes:
        name: what a person calls it, a noun in the singular.
        synonyms: other names that are right for every variant.
        theme: the group it belongs to.
        make: draws one.
        has_front: whether its front faces +z.
    """

    name: str
    synonyms: tuple[str, ...]
    theme: str
    make: Callable[[Draw], Shape]
    has_front: bool


@dataclass(frozen=True)
class Built:
    """A shape with all that is known about it.

    Attributes:
        kind: the entry it was made by.
        seed: what it was drawn from.
        assembly: its surface.
        facts: what is true of it.
        captions: short, with colours, detailed.
    """

    kind: Kind
    seed: int
    assembly: Assembly
    facts: Facts
    captions: tuple[str, str, str]

    @property
    def id(self) -> str:
        """A name that says kind and seed: "wine-glass-17"."""
        return shape_id(self.kind.name, self.seed)

    @property
    def split(self) -> str:
        """ "val" for held-back combinations of kind, variant and main colour, so that none is in both splits."""
        combination = "|".join([self.kind.name, self.facts.variant, self.facts.main_color])
        digest = hashlib.sha256(combination.encode()).digest()
        return "val" if digest[0] % _HELD_BACK == 0 else "train"


def kind(
    name: str, synonyms: Sequence[str] = (), theme: str = "", has_front: bool = True
) -> Callable[[Callable[[Draw], Shape]], Callable[[Draw], Shape]]:
    """Register a function as a kind of the catalogue.

    Raises:
        ValueError: the theme is missing, or another function has the name already.
    """

    def register(make: Callable[[Draw], Shape]) -> Callable[[Draw], Shape]:
        if not theme:
            raise ValueError(f"the kind {name!r} needs a theme")
        known = KINDS.get(name)
        if known is not None and known.make.__module__ != make.__module__:
            raise ValueError(f"there are two kinds {name!r}: in {known.make.__module__} and {make.__module__}")
        KINDS[name] = Kind(name, tuple(synonyms), theme, make, has_front)
        return make

    return register


@cache
def catalogue() -> Mapping[str, Kind]:
    """All kinds by name, in the order of themes and names."""
    package = importlib.import_module("shape_diff.data.procedural.kinds")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(KINDS.items(), key=lambda item: (item[1].theme, item[0])))


def select_kinds(kinds: Iterable[str] = (), themes: Iterable[str] = ()) -> list[Kind]:
    """The kinds of the given names and themes; all of them where none is given.

    Raises:
        ValueError: a name or a theme is unknown.
    """
    known, names, wanted = catalogue(), list(kinds), list(themes)
    all_themes = sorted({entry.theme for entry in known.values()})
    for name in names:
        if name not in known:
            raise ValueError(f"there is no kind {name!r}; --list shows the {len(known)} that there are")
    for theme in wanted:
        if theme not in all_themes:
            raise ValueError(f"there is no theme {theme!r}; there are {', '.join(all_themes)}")
    everything = not names and not wanted
    return [entry for entry in known.values() if everything or entry.name in names or entry.theme in wanted]


def draw_shape(entry: Kind, seed: int) -> Shape:
    """What a kind draws from a seed: its parts and notes, not yet joined."""
    return entry.make(Draw(generator_for(seed, f"{entry.name}:{CATALOGUE_VERSION}")))


def build_shape(entry: Kind, seed: int) -> Built:
    """One shape of a kind, the same for the same seed everywhere.

    Raises:
        ValueError: the kind drew parts that cannot be joined or notes that contradict them.
    """
    shape = draw_shape(entry, seed)
    assembly = assemble(shape)
    facts = gather_facts(shape, assembly, (entry.name, *entry.synonyms))
    captions = compose_captions(facts, generator_for(seed, f"{entry.name}:{CATALOGUE_VERSION}:captions"))
    return Built(entry, seed, assembly, facts, captions)


def shape_id(name: str, seed: int) -> str:
    """Kind and seed as a file name."""
    return f"{name.replace(' ', '-').replace(chr(39), '')}-{seed}"
