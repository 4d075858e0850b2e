"""Facts to three captions: short, with colours, detailed; varied in grammar and true of the shape."""

from collections.abc import Sequence

import numpy as np

from shape_diff.data.procedural.facts import Facts, PartFacts, color_material_words
from shape_diff.data.procedural.palette import MATERIALS

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MAX_PARTS = 4
"""How many parts a detailed caption names."""
MAX_WORDS = 34
"""Longer captions lose parts at the end; text encoders are given a few dozen words."""


def compose_captions(facts: Facts, generator: np.random.Generator) -> tuple[str, str, str]:
    """Three captions of rising detail in lower case."""
    speaker = _Speaker(facts, generator)
    composed = (speaker.short(), speaker.colored(), speaker.detailed())
    if facts.sentences and generator.random() < 0.5:
        composed = facts.sentences
    spelling = "grey" if generator.random() < 0.1 else "gray"
    short, colored, detailed = (" ".join(text.replace("grey", spelling).split()) for text in composed)
    return short, colored, detailed


def with_article(words: str) -> str:
    """ "a" or "an" before words, by their first letter and a few exceptions of sound; none before "pieces of" etc."""
    silent = words.startswith(("hour", "honest", "heir"))
    hard = words.startswith(("uni", "use", "eu", "one", "u-", "ufo", "uku"))
    letter = len(words) > 1 and words[1] in "- " and words[0] in "aefhilmnorsx"
    return f"{'an' if (words[0] in 'aeiou' and not hard) or silent or letter else 'a'} {words}"


def listing(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


class _Speaker:
    """Draws wording for one shape."""

    def __init__(self, facts: Facts, generator: np.random.Generator) -> None:
        self.facts, self.generator = facts, generator
        self.noun = self._pick(facts.nouns) if self._chance(0.35) else facts.nouns[0]
        self.look = color_material_words(facts.colors, facts.material)
        self.material = MATERIALS[facts.material].word if facts.material else ""

    def short(self) -> str:
        """The noun, at most with one or two words."""
        adjective = self._pick(self.facts.adjectives) if self.facts.adjectives else ""
        forms = [
            self._thing(),
            self._thing(adjective),
            self._thing(self.material),
            self._thing(adjective, self.material),
        ]
        return self._pick(forms)

    def colored(self) -> str:
        """The noun with its colours."""
        adjective = self._pick(self.facts.adjectives) if self.facts.adjectives and self._chance(0.7) else ""
        parts = self._parts(2)
        phrase = self._pick(self.facts.phrases) if self.facts.phrases and self._chance(0.5) else ""
        with_parts = f"with {listing(parts)}" if parts else phrase
        if not self.look:
            return self._pick([
                f"{self._thing(adjective, self.material)} {with_parts}",
                f"{self._thing(self.material)} {phrase if phrase else with_parts}",
                f"{self._thing(adjective)} that has {listing(parts)}" if parts else self._thing(adjective),
            ])  # fmt: skip
        forms = [
            self._thing(adjective, self.look),
            f"{self._thing(adjective, self.look)} {phrase}",
            f"{self._thing(adjective, self.look)} {with_parts}",
            f"{self._thing(self.look)} with {listing(parts[:1])}" if parts else self._thing(self.look),
        ]
        if self.facts.colors and not (self.facts.material and MATERIALS[self.facts.material].names_color):
            forms.append(f"{self._thing(adjective, self.material)} in {' and '.join(self.facts.colors)}")
        return self._pick(forms)

    def detailed(self) -> str:
        """All adjectives, phrases, parts with colours and counts, and what is missing, as far as there is room."""
        for number in range(MAX_PARTS, -1, -1):
            text = self._detailed(number)
            if len(text.split()) <= MAX_WORDS:
                return text
        return text

    def _detailed(self, number: int) -> str:
        adjectives = " ".join(self.facts.adjectives)
        phrases = ", ".join(self.facts.phrases)
        parts = self._parts(number)
        absent = self._absence()
        full = self._thing(adjectives, self.look)
        if not parts:
            return f"{full} {phrases} {absent}"
        join = "with" if not phrases.startswith("with ") else "and"
        forms = [
            f"{full} {phrases} {join} {listing(parts)}{',' if absent else ''} {absent}",
            f"{full}, {phrases + ', ' if phrases else ''}with {listing(parts)}{',' if absent else ''} {absent}",
            f"{full} {phrases} that has {listing(parts)} {absent and 'but ' + self._lack()}",
            f"{self._thing(adjectives)} {phrases} made up of {listing(parts)}" if len(parts) > 1 else full,
            f"{self._thing(adjectives, self.material)} {phrases}, {self._statements(number)}{absent and ', '} {absent}",
            f"{full} {phrases} and {listing(parts)}"
            if phrases.startswith("with ")
            else f"{full} {phrases}, {listing(parts)}",
        ]
        return self._pick(forms).replace(" ,", ",")

    def _statements(self, number: int) -> str:
        """ "its seat is red and its four legs are black": parts with one or two colours."""
        chosen = [part for part in self._chosen(number) if 0 < len(part.colors) <= 2]
        if not chosen:
            return f"with {listing(self._parts(number))}"
        lines = []
        for part in chosen:
            several = part.count > 1 and not part.mass
            count = f"{NUMBERS[part.count]} " if several and part.count < len(NUMBERS) else ""
            name = part.plural if several else part.name
            lines.append(f"its {count}{name} {'are' if several else 'is'} {' and '.join(part.colors)}")
        return listing(lines)

    def _chosen(self, number: int) -> list[PartFacts]:
        """The parts to name: those with most surface or rare ones alike, in the kind's order."""
        parts = list(self.facts.parts)
        if len(parts) > number:
            keep = sorted(self.generator.permutation(len(parts))[:number])
            parts = [parts[place] for place in keep]
        return parts

    def _parts(self, number: int) -> list[str]:
        return [self._part(part) for part in self._chosen(number)]

    def _part(self, part: PartFacts) -> str:
        """ "a red seat", "four black legs", "gray hair"."""
        material = part.material if self._chance(0.6) else None
        look = color_material_words(part.colors, material)
        if part.colors == self.facts.colors and self._chance(0.7):
            look = ""  # the colour of the whole need not be said again
        if part.mass:
            return f"{look} {part.name}".strip()
        if part.count == 1:
            return with_article(f"{look} {part.name}".strip())
        count = NUMBERS[part.count] if part.count < len(NUMBERS) and self._chance(0.8) else ""
        return f"{count} {look} {part.plural}".strip()

    def _absence(self) -> str:
        return f"without {' or '.join(self.facts.absent)}" if self.facts.absent and self._chance(0.8) else ""

    def _lack(self) -> str:
        """ "no lid or handles", where `_absence` says "without a lid or handles"."""
        return f"no {' or '.join(name.removeprefix('an ').removeprefix('a ') for name in self.facts.absent)}"

    def _thing(self, *words: str) -> str:
        return with_article(" ".join([*[word for word in words if word], self.noun]))

    def _pick(self, options: Sequence[str]) -> str:
        return options[int(self.generator.integers(len(options)))]

    def _chance(self, probability: float) -> bool:
        return bool(self.generator.random() < probability)
