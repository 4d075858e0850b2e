import pytest
import torch
from jaxtyping import TypeCheckError

from shape_diff.diffusion.condition import Condition


def condition(batch: int = 3, tokens: int = 4) -> Condition:
    return Condition(torch.randn(batch, tokens, 5), torch.ones(batch, tokens, dtype=torch.bool), torch.randn(batch, 2))


def test_null_has_nothing_to_read() -> None:
    null = condition().null()
    assert len(null) == 3
    assert not null.mask.any()
    assert not null.pooled.any()


def test_dropped_rows_equal_null_and_others_are_kept() -> None:
    full = condition()
    dropped = full.drop(torch.tensor([True, False, True]))
    assert not dropped.mask[0].any()
    assert not dropped.pooled[2].any()
    torch.testing.assert_close(dropped.tokens[1], full.tokens[1])


def test_stacking_pads_to_the_longest() -> None:
    short, long = condition(1, 2), condition(2, 6)
    both = Condition.stack([short, long])
    assert both.tokens.shape == (3, 6, 5)
    assert both.mask[0].tolist() == [True, True, False, False, False, False]
    torch.testing.assert_close(both.select(torch.tensor([2])).tokens, long.tokens[1:])


def test_parts_that_disagree_are_refused() -> None:
    # Under pytest the annotation speaks first, in use the constructor does.
    with pytest.raises((ValueError, TypeCheckError), match="mask"):
        Condition(torch.zeros(2, 3, 4), torch.ones(2, 2, dtype=torch.bool), torch.zeros(2, 1))


def random_condition(tokens: int, seed: int, batch: int = 3) -> Condition:
    g = torch.Generator().manual_seed(seed)
    mask = torch.rand(batch, tokens, generator=g) < 0.7
    return Condition(torch.randn(batch, tokens, 5, generator=g), mask, torch.randn(batch, 2, generator=g))


def test_joined_conditions_keep_their_tokens_in_order() -> None:
    text, pictures = random_condition(4, 0), random_condition(6, 1)
    both = Condition.joined([text, pictures])
    assert torch.equal(both.tokens[:, :4], text.tokens) and torch.equal(both.tokens[:, 4:], pictures.tokens)
    assert torch.equal(both.mask[:, :4], text.mask) and torch.equal(both.mask[:, 4:], pictures.mask)


def test_the_summary_of_joined_conditions_is_the_mean_of_theirs() -> None:
    parts = [random_condition(2, seed) for seed in range(3)]
    expected = (parts[0].pooled + parts[1].pooled + parts[2].pooled) / 3
    torch.testing.assert_close(Condition.joined(parts).pooled, expected)
    torch.testing.assert_close(Condition.joined(parts[:1]).pooled, parts[0].pooled)


def test_a_dropped_part_adds_nothing_to_what_is_joined() -> None:
    text, pictures = random_condition(4, 0), random_condition(6, 1)
    no_text = torch.tensor([True, False, True])
    no_pictures = torch.tensor([False, True, True])
    both = Condition.joined([text.drop(no_text), pictures.drop(no_pictures)])
    for row, left in ((0, pictures), (1, text)):
        torch.testing.assert_close(both.pooled[row], left.pooled[row])
        assert torch.equal(both.tokens[row][both.mask[row]], left.tokens[row][left.mask[row]])
    assert not both.mask[2].any() and not both.pooled[2].any()


def test_nothing_joined_to_nothing_is_unconditional() -> None:
    both = Condition.joined([condition().null(), condition().null()])
    assert not both.mask.any() and not both.pooled.any() and not both.tokens.any()
