"""The one type for what is asked for."""

import json
from typing import Any

import pytest
from tiny_model import TINY_SAMPLING

from shape_diff.generation.request import Request


def test_a_request_comes_from_a_page() -> None:
    fields = json.loads('{"prompt": "a cup", "seed": 3, "sampling": {"guidance": 2}, "keep_steps": true}')
    request = Request.from_outside(fields)
    assert request == Request("a cup", seed=3, sampling={"guidance": 2}, keep_steps=True)
    assert request.settings(TINY_SAMPLING.changed({"guidance": 5.0})) == TINY_SAMPLING


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"prompt": 3}, "prompt must be of type str"),
        ({"prompt": "a", "seed": "1"}, "seed must be of type int"),
        ({"prompt": "a", "seed": True}, "seed must be of type int"),
        ({"prompt": "a", "sampling": {"points": 1.5}}, "points must be of type int"),
        ({"prompt": "a", "sampling": {"speed": 1}}, "no setting 'speed'"),
        ({"prompt": "a", "sampling": 3}, "sampling must be of type dict"),
        ({"prompt": "a", "images": ["/etc/passwd"]}, "no setting 'images'"),
        ({"prompt": "a", "with_mesh": 1}, "with_mesh must be of type bool"),
    ],
)
def test_what_a_page_may_not_ask_for(fields: dict[str, Any], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        Request.from_outside(fields)


def test_words_are_tidied_and_whole_settings_stand_for_themselves() -> None:
    checked = Request("  a\n cup ", negative=" a  hat ").checked()
    assert (checked.prompt, checked.negative) == ("a cup", "a hat")
    everywhere, some = TINY_SAMPLING, TINY_SAMPLING.changed({"guidance_interval": (0.1, 3.0)})
    assert Request("a", sampling=everywhere).settings(some).guidance_interval is None
    assert Request("a", sampling={"steps": 5}).settings(some) == some.changed({"steps": 5})


@pytest.mark.parametrize(
    ("request_", "word"),
    [
        (Request(), "empty"),
        (Request("a", count=0), "count"),
        (Request("a", seed=2**32), "seed"),
        (Request("a", seed=2**32 - 1, count=2), "seed"),
        (Request("a", negative="x" * 5000), "5,000"),
    ],
)
def test_what_no_model_could_make(request_: Request, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        request_.checked()
