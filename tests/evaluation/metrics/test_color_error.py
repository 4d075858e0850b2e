import numpy as np
import pytest

from shape_diff.evaluation.metrics.color_error import color_word_errors, named_colors_shown
from shape_diff.geometry.color_words import COLOR_WORDS, color_distances, color_words_in, with_color_word


@pytest.mark.parametrize("word", sorted(COLOR_WORDS))
def test_every_word_is_nearest_to_its_own_colour(word: str) -> None:
    color = np.array([COLOR_WORDS[word]])
    assert min(COLOR_WORDS, key=lambda other: color_distances(color, other)[0]) == word


def test_black_differs_from_a_light_grey_by_its_lightness() -> None:
    """sRGB 0.94 has the CIE lightness 94.6, black has 0 and neither has any chroma to speak of."""
    assert color_distances(np.zeros((1, 3)), "white")[0] == pytest.approx(94.6, abs=0.5)


def test_a_small_part_in_the_named_colour_is_enough() -> None:
    rgb = np.tile(COLOR_WORDS["white"], (100, 1))
    rgb[:10] = COLOR_WORDS["red"]
    assert color_word_errors(rgb, "a white box with a red lid") == pytest.approx([0, 0], abs=1e-6)
    assert color_word_errors(rgb, "a blue box")[0] > 50
    assert color_word_errors(rgb, "a box") == []


@pytest.mark.parametrize(
    ("caption", "word", "expected"),
    [
        ("a throwing star", "red", "a red throwing star"),
        ("an urn", "red", "a red urn"),
        ("a barrel", "orange", "an orange barrel"),
        ("two crates", "blue", "two blue crates"),
        ("scissors", "green", "green scissors"),
    ],
)
def test_color_words_are_put_before_the_thing(caption: str, word: str, expected: str) -> None:
    assert with_color_word(caption, word) == expected


def test_color_words_are_found_once_in_either_spelling() -> None:
    assert color_words_in("A gray, grey and GOLD ring on greenish moss") == ["grey", "golden"]


def test_a_named_colour_is_shown_by_a_tenth_of_the_points() -> None:
    rgb = np.tile(COLOR_WORDS["white"], (100, 1))
    rgb[:10] = COLOR_WORDS["red"]
    rgb[10:19] = COLOR_WORDS["blue"]
    assert named_colors_shown(rgb, "a white box with a red lid and a blue knob") == [True, True, False]
    assert named_colors_shown(rgb, "a box") == []
