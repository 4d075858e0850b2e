"""Users' mistakes in a benchmark end in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """End the program with the sentence of an error that says what is wrong with settings or files."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise SystemExit(f"error: {error}") from error
