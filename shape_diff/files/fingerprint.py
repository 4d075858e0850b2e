"""Names for what was computed, which change with whatever it was computed from."""

import hashlib
import json
from pathlib import Path
from typing import Any


def fingerprint(*parts: Any) -> str:
    """16 hexadecimal digits that depend on all parts: plain data by value, a path by its file's name and contents.

    Raises:
        OSError: a file cannot be read.
    """
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{part.name} {file_sha256(part)}".encode() if isinstance(part, Path) else _text(part))
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def file_sha256(path: Path) -> str:
    """The hash of a file's contents; raises OSError where it cannot be read."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _text(part: Any) -> bytes:
    return json.dumps(part, sort_keys=True, allow_nan=False).encode()
