"""What every experiment says, whatever it trains: where it is kept and what it learns from."""

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


def folders_of(data: Any) -> list[Path]:
    """The folders of a setting that is a path or a list of paths; raises ValueError where it is neither, or empty."""
    paths = data if isinstance(data, list) else [data]
    if not paths or not all(isinstance(path, str) and path.strip() for path in paths):
        raise ValueError(f"data must be a folder or a list of folders, such as data=[A,B], got {data!r}")
    return [Path(path) for path in paths]


@dataclass(frozen=True)
class RunConfig:
    """A run and its data.

    Attributes:
        run: name of the run's folder below `runs_folder`.
        data: the data set's folder, made by `shape-diff data build`, or a list of such folders.
        task: what is trained, a name in `app.config.TASKS`; an experiment says it.
        weights: the share of each data set in training batches, up to a factor; all alike if there are none.
        runs_folder: where runs are kept.
        limit: learn the first so many shapes by heart, which are then also looked at; 0 uses the splits.
        start_from: a model file whose weights are the first ones; empty to start from chance.
        device: auto, cpu, cuda, cuda:N or mps.
        prompts: what the pictures during training show.
    """

    run: str
    data: Any  # str | list[str], which OmegaConf cannot express
    task: str = "denoiser"
    weights: list[float] = field(default_factory=list)
    runs_folder: str = "runs"
    limit: int = 0
    start_from: str = ""
    device: str = "auto"
    prompts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in ("run", "runs_folder"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} must not be empty")
        folders = self.data_folders
        if self.weights and len(self.weights) != len(folders):
            raise ValueError(f"weights must be {len(folders)} numbers, one for each data set, got {self.weights}")
        if not all(0 < weight < math.inf for weight in self.weights):
            raise ValueError(f"weights must be positive, got {self.weights}")
        if self.limit < 0:
            raise ValueError(f"limit must not be negative, got {self.limit}")

    @property
    def data_folders(self) -> list[Path]:
        """The folders of the data sets."""
        return folders_of(self.data)

    @property
    def caption_cache(self) -> Path:
        """Where encoded captions are kept, for all runs beside this one."""
        return Path(self.runs_folder) / "captions"
