"""JSON that any reader takes."""

import json
import math
from typing import Any


def json_text(value: Any, indent: int | None = None) -> str:
    """Plain data as JSON; NaN and infinities, which JSON lacks, as null, and what is no plain data as its text."""
    return json.dumps(_finite(value), indent=indent, ensure_ascii=False, allow_nan=False, default=str)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
