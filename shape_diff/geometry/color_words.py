"""Colour words: their sRGB values, and which of them a set of colours shows."""

import re

import numpy as np

COLOR_WORDS: dict[str, tuple[float, float, float]] = {
    "red": (0.80, 0.15, 0.13),
    "green": (0.25, 0.60, 0.25),
    "blue": (0.20, 0.38, 0.78),
    "yellow": (0.93, 0.79, 0.22),
    "orange": (0.93, 0.52, 0.16),
    "purple": (0.52, 0.28, 0.66),
    "pink": (0.93, 0.58, 0.70),
    "brown": (0.48, 0.32, 0.20),
    "white": (0.94, 0.94, 0.93),
    "black": (0.12, 0.12, 0.13),
    "grey": (0.55, 0.56, 0.58),
    "golden": (0.85, 0.65, 0.25),
}

_SPELLINGS = {"gray": "grey", "gold": "golden"}


def with_color_word(caption: str, word: str) -> str:
    """A caption that names no colour, with the colour word put before what it describes.

    "a throwing star" with "red" -> "a red throwing star"; "an urn" -> "a red urn"; without an article the word leads.
    """
    article = "an" if word[0] in "aeiou" else "a"
    match = re.match(r"(?i)(an?|two|three|four|several|some)\s+", caption)
    if match is None:
        return f"{word} {caption}"
    lead = article if match[1].lower() in ("a", "an") else match[1]
    return f"{lead} {word} {caption[match.end() :]}"


def color_words_in(caption: str) -> list[str]:
    """The colour words of a caption, each once, in order of appearance."""
    words = [_SPELLINGS.get(word, word) for word in re.findall(r"[a-z]+", caption.lower())]
    return list(dict.fromkeys(word for word in words if word in COLOR_WORDS))


def color_distances(rgb: np.ndarray, word: str) -> np.ndarray:
    """How far colours are from what a word names.

    Args:
        rgb: (n, 3) sRGB in [0, 1].
        word: a key of COLOR_WORDS.

    Returns:
        (n,) CIE 1976 colour differences (Delta E*ab); about 2 is just noticeable, 100 is black against white.
    """
    from skimage.color import rgb2lab  # takes half a second to import

    named = rgb2lab(np.array(COLOR_WORDS[word])[None])
    return np.linalg.norm(rgb2lab(rgb.astype(np.float64)) - named, axis=-1)
