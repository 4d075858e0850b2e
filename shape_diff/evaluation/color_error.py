"""Whether clouds show the colours that their captions name."""

import numpy as np

from shape_diff.geometry.color_words import color_distances, color_words_in

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
