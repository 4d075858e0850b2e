"""Shapes that are kept from training where nobody said which."""

import hashlib
from collections.abc import Sequence

EVERY = 20


def with_val_split(ids: Sequence[str], splits: Sequence[str]) -> list[str]:
    """The splits of shapes; where none is "val", a twentieth of "train", at least one of two or more, becomes it.

    Those of the smallest hashes of their ids are held out, whatever their order: few change as shapes are added.
    """
    known = [number for number, split in enumerate(splits) if split == "train"]
    if "val" in splits or len(known) < 2:
        return list(splits)
    by_hash = sorted(known, key=lambda number: hashlib.sha256(ids[number].encode()).digest())
    held_out = set(by_hash[: max(1, len(known) // EVERY)])
    return ["val" if number in held_out else split for number, split in enumerate(splits)]
