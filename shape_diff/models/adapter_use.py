"""Which adapter is used, and how strongly: what users write, and what manifests hold."""

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class AdapterUse:
    """An adapter as it is asked for.

    Attributes:
        file: its path.
        strength: 0 gives the model's own samples, 1 what was learned; more exaggerates, less than 0 avoids.
        sha256: hash that the file must have; empty where any will do.
    """

    file: str
    strength: float = 1.0
    sha256: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.strength):
            raise ValueError(f"the strength of an adapter must be a number, got {self.strength}")

    @classmethod
    def of(cls, asked: "str | Path | AdapterUse") -> "AdapterUse":
        """From FILE or FILE:STRENGTH, as in style.safetensors:0.7; raises ValueError for a strength that is none."""
        if isinstance(asked, AdapterUse):
            return asked
        file, colon, strength = str(asked).rpartition(":")
        if not colon or Path(asked).is_file() or "/" in strength or "\\" in strength:  # as in C:\style.safetensors
            return cls(str(asked))
        try:
            return cls(file, float(strength))
        except ValueError:
            raise ValueError(f"an adapter is FILE or FILE:STRENGTH with a number, got {str(asked)!r}") from None

    def as_plain(self) -> dict[str, Any]:
        """As JSON data."""
        return {"file": self.file, "strength": self.strength, "sha256": self.sha256}
