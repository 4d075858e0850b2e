"""How much a file of a stranger may unpack to: readers ask here before they make room for what a file promises."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_LIMIT: ContextVar[int | None] = ContextVar("_LIMIT", default=None)


@contextmanager
def unpacked_at_most(size: int) -> Iterator[None]:
    """Within this block readers refuse files that unpack to more than `size` bytes; else there is no limit."""
    token = _LIMIT.set(size)
    try:
        yield
    finally:
        _LIMIT.reset(token)


def check_unpacked(size: int, name: str) -> None:
    """Raise ValueError if `name`, which would take `size` bytes in memory, is more than is allowed here."""
    limit = _LIMIT.get()
    if limit is not None and size > limit:
        raise ValueError(f"{name} unpacks to {size / 1e6:,.0f} MB; at most {limit / 1e6:,.0f} MB are taken here")


def check_archive(path: Path) -> None:
    """The same for a zip archive, by the sizes in its directory; raises BadZipFile if it is none."""
    with zipfile.ZipFile(path) as archive:
        check_unpacked(sum(member.file_size for member in archive.infolist()), path.name)
