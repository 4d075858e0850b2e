"""The manifest beside a sample, NAME.json, as it was written."""

import json
from pathlib import Path
from typing import Any


def read_manifest(path: Path) -> dict[str, Any]:
    """Its fields; ValueError for a file that is not one, OSError for one that cannot be read."""
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name} is not the manifest of a sample: it is no text") from error
    except ValueError as error:
        raise ValueError(f"{path.name} is not the manifest of a sample: {error}") from error
    if not isinstance(manifest, dict):
        raise ValueError(f"{path.name} is not the manifest of a sample")
    return manifest
