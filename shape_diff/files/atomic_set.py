"""Several files that appear together or not at all."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED = ".unfinished-"
"""How the names of folders begin in which a set is being made."""


@contextmanager
def atomic_set(path: Path) -> Iterator[Path]:
    """Yield the path to write `path` to, in an empty folder; all files made there move beside `path` on success.

    `path` itself moves last, so that the files it refers to are there before it. On error, what was there before stays
    or comes back.

    Raises:
        OSError: the folder cannot be made or written, or the disk is full.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, as a rename is atomic only within a file system.
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=UNFINISHED) as name:
        new, old = Path(name) / "new", Path(name) / "old"
        new.mkdir()
        old.mkdir()
        yield new / path.name
        files = sorted(new.iterdir(), key=lambda file: (file.name == path.name, file.name))
        _exchange(files, path.parent, old)


def _exchange(files: list[Path], folder: Path, old: Path) -> None:
    """Move files to a folder and what they replace to `old`; on error everything goes back."""
    moved: list[Path] = []
    try:
        for file in files:
            target = folder / file.name
            if target.is_dir():
                raise IsADirectoryError(f"{target} is a folder, so no file of that name can be written")
            if target.exists():
                target.replace(old / file.name)
            moved.append(target)
            file.replace(target)
    except OSError:
        for target in moved:
            target.unlink(missing_ok=True)
            if (old / target.name).exists():
                (old / target.name).replace(target)
        raise
