"""What decides the training of a judge."""

from dataclasses import dataclass, field

from shape_diff.data.batches import BatchOptions
from shape_diff.training.run_config import RunConfig
from shape_diff.training.tasks.judge.trainer import JudgeTrainingOptions


@dataclass(frozen=True)
class JudgeExperimentConfig(RunConfig):
    """Everything that decides the training of a judge; its categories are those of the data.

    Attributes:
        batches: clouds, augmented as those that denoisers learn from.
        train: how long and how fast.
    """

    task: str = "judge"
    batches: BatchOptions = field(default_factory=lambda: BatchOptions(size=48, points=384))
    train: JudgeTrainingOptions = field(default_factory=JudgeTrainingOptions)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.start_from:
            raise ValueError("a judge starts from chance, so that its recipe tells all that it has seen")
