"""Whether clouds show the colours that their captions name."""

import numpy as np

from shape_diff.geometry.color_words import COLOR_WORDS, color_distances, color_words_in

SHARE = 0.1
"""A named colour may belong to a small part, so only the best-fitting tenth of the points is asked."""


def color_word_errors(rgb: np.ndarray, caption: str) -> list[float]:
    """For each colour word of the caption, how far the best-fitting tenth of the points is from that colour.

    Args:
        rgb: (n, 3) sRGB in [0, 1].
        caption: any text; without colour words the list is empty.

    Returns:
        Mean CIE 1976 colour differences (Delta E*ab).
    """
    count = max(1, int(SHARE * len(rgb)))
    return [float(np.sort(color_distances(rgb, word))[:count].mean()) for word in color_words_in(caption)]


def named_colors_shown(rgb: np.ndarray, caption: str) -> list[bool]:
    """For each colour word of the caption, whether a tenth of the points is nearer to it than to any other colour word.

    Args:
        rgb: (n, 3) sRGB in [0, 1].
        caption: any text; without colour words the list is empty.
    """
    named = color_words_in(caption)
    if not named:
        return []
    words = sorted(COLOR_WORDS)
    nearest = np.stack([color_distances(rgb, word) for word in words]).argmin(axis=0)
    return [bool((nearest == words.index(word)).mean() >= SHARE) for word in named]
