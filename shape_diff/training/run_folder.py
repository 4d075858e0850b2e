"""The folder of a training run: configuration, metrics, checkpoint, model and pictures."""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import Tensor

from shape_diff.files.atomic import atomic_path
from shape_diff.files.json_text import json_text
from shape_diff.files.lock import folder_lock
from shape_diff.files.tensors import read_tensors, write_tensors


@dataclass(frozen=True)
class RunFolder:
    """Files of one run; the same folder is found again when the same command is repeated.

    Attributes:
        path: the folder.
        product: name of the file that the run is for.
    """

    path: Path
    product: str = "model.safetensors"

    @property
    def model(self) -> Path:
        return self.path / self.product

    @property
    def state(self) -> Path:
        return self.path / "state.safetensors"

    @property
    def metrics(self) -> Path:
        return self.path / "metrics.jsonl"

    def begin(self, config: dict[str, Any]) -> None:
        """Make the folder and write the configuration, with the hash of the data that it was made from.

        Raises:
            ValueError: the folder holds a run with another configuration or data; the sentence names what differs.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        file = self.path / "config.json"
        if file.exists() and self.state.exists():
            different = _differences(_read_config(file), config)
            if different:
                raise ValueError(
                    f"{self.path} holds a run with other settings ({', '.join(different[:5])}); "
                    "choose another run folder with run=NAME or delete this one"
                )
        with atomic_path(file) as temporary:
            temporary.write_text(json.dumps(config, indent=2, allow_nan=False) + "\n")

    def held(self) -> AbstractContextManager[None]:
        """Keep other processes out while a run goes on; raises ValueError where one is in already."""
        return folder_lock(self.path, wait=False)

    def save_state(self, tensors: dict[str, Tensor], progress: dict[str, Any]) -> None:
        """Write everything that resuming needs, whole or not at all."""
        write_tensors(self.state, tensors, {"progress": json.dumps(progress, allow_nan=False)})

    def load_state(self) -> tuple[dict[str, Tensor], dict[str, Any]] | None:
        """What `save_state` wrote, or None in a fresh folder; raises ValueError for a damaged file."""
        if not self.state.exists():
            return None
        try:
            tensors, header = read_tensors(self.state)
            return tensors, json.loads(header["progress"])
        except (KeyError, ValueError) as error:
            raise ValueError(f"{self.state} is damaged ({error}); delete it to start this run again") from error

    def log(self, row: dict[str, Any]) -> None:
        """Append one row to the metrics."""
        with self.metrics.open("a") as file:
            file.write(json_text(row) + "\n")

    def rows(self) -> list[dict[str, Any]]:
        """All complete rows of the metrics; a line cut off by a kill is skipped."""
        lines = self.metrics.read_text().splitlines() if self.metrics.exists() else []
        return [json.loads(line) for line in lines if line.endswith("}")]

    def forget_after(self, step: int) -> None:
        """Drop metrics of steps that a resumed run will do again."""
        kept = [json_text(row) + "\n" for row in self.rows() if row["step"] <= step]
        with atomic_path(self.metrics) as temporary:
            temporary.write_text("".join(kept))


RESUMABLE_CHANGES = (
    "train.steps",
    "train.max_minutes",
    "train.log_every",
    "train.save_every",
    "train.sample_every",
    "prompts",
    "runs_folder",
)
"""Settings that may differ when a run goes on: how long it runs, and what it reports and where."""


def _read_config(file: Path) -> dict[str, Any]:
    try:
        config = json.loads(file.read_text())
    except json.JSONDecodeError as error:
        raise ValueError(f"{file} is damaged ({error}); delete the folder to start this run again") from error
    return config if isinstance(config, dict) else {}


def _differences(old: dict[str, Any], new: dict[str, Any], prefix: str = "") -> list[str]:
    names = []
    for key in sorted(set(old) | set(new)):
        a, b, name = old.get(key), new.get(key), prefix + key
        if isinstance(a, dict) and isinstance(b, dict):
            names += _differences(a, b, name + ".")
        elif a != b and name not in RESUMABLE_CHANGES:
            names.append(name)
    return names
