import pytest
import torch
from jaxtyping import TypeCheckError

from shape_diff.condition import Condition


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
