"""What decides the training of an adapter."""

from dataclasses import dataclass, field
from pathlib import Path

from shape_diff.data.batches import BatchOptions
from shape_diff.models.finding import DEFAULT_MODEL
from shape_diff.training.run_config import RunConfig
from shape_diff.training.tasks.adapter.own_samples import KeepOptions
from shape_diff.training.tasks.adapter.trainer import AdapterTrainingOptions

MIN_SHAPES = 10
"""From fewer a model learns these shapes, not what they have in common."""


@dataclass(frozen=True)
class AdapterOptions:
    """What an adapter is.

    Attributes:
        rank: of its updates; a file of rank 16 has 0.9 MB for `codes`, 1.8 MB for `text_image`.
        words: said behind every caption of the shapes, as in "in brick style", and in prompts that want the style.
    """

    rank: int = 16
    words: str = ""


@dataclass(frozen=True)
class AdapterExperimentConfig(RunConfig):
    """Everything that decides the training of an adapter of the generator `start_from`.

    Attributes:
        adapter: what it is.
        keep: how the model is reminded of what it makes.
        batches: of the shapes; a prior over codes learns from as many points as their encoder sees, whatever is said.
        train: how long and how fast.
    """

    task: str = "adapter"
    start_from: str = DEFAULT_MODEL
    adapter: AdapterOptions = field(default_factory=AdapterOptions)
    keep: KeepOptions = field(default_factory=KeepOptions)
    batches: BatchOptions = field(default_factory=lambda: BatchOptions(size=48, points=256, shear=0.0))
    train: AdapterTrainingOptions = field(default_factory=AdapterTrainingOptions)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.start_from:
            raise ValueError("start_from must name the model that is adapted")
        share, size = self.keep.share, self.batches.size
        if self.keep.rows(size) >= size:
            raise ValueError(f"keep.share={share} of batches.size={size} leaves no shape to learn")

    @property
    def own_samples(self) -> Path:
        """Where samples of models' own are kept, for all runs beside this one."""
        return Path(self.runs_folder) / "own_samples"
