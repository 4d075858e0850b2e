"""Where a sample comes from when it was made of other shapes: the entry of a family tree in its manifest."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Parent:
    """A shape that a sample was made of.

    Attributes:
        name: of its file without suffix, or of the sample.
        file: the file as it was named; empty for a shape that was given in memory.
        sha256: of that file; empty likewise.
    """

    name: str
    file: str = ""
    sha256: str = ""

    def as_plain(self) -> dict[str, str]:
        """As JSON data."""
        return {"name": self.name, "file": self.file, "sha256": self.sha256}


@dataclass(frozen=True)
class Lineage:
    """How a sample was made.

    Attributes:
        operation: vary, edit, complete, blend, refine or generate.
        parents: the shapes it was made of, in the order in which they were given.
        arguments: what else decided it, as JSON data.
        rewards: name -> weight, and value before and after; before is the sample of the same seed without rewards.
    """

    operation: str
    parents: tuple[Parent, ...] = ()
    arguments: dict[str, Any] = field(default_factory=dict)
    rewards: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """A few words for a title and a file's name."""
        return " ".join([self.operation, *(parent.name for parent in self.parents)])

    def as_plain(self) -> dict[str, Any]:
        """As JSON data."""
        return {
            "operation": self.operation,
            "parents": [parent.as_plain() for parent in self.parents],
            "arguments": self.arguments,
            "rewards": self.rewards,
        }
