"""What decides the training of the distance field."""

from dataclasses import dataclass, field

from shape_diff.data.field_samples import FieldSampleOptions
from shape_diff.networks.field import FieldNetworkConfig
from shape_diff.training.tasks.field.batches import FieldBatchOptions
from shape_diff.training.tasks.field.disturbance import DisturbanceOptions
from shape_diff.training.tasks.field.trainer import FieldTrainingOptions


@dataclass(frozen=True)
class FieldExperimentConfig:
    """Everything that decides a training run of the learned field.

    Attributes:
        run: name of the run's folder below `runs_folder`.
        data: the data set's folder, made by `shape-diff data build`.
        meshes: the folder of meshes it was built from.
        captions: the captions.jsonl it was built with; empty where there was none.
        runs_folder: where runs are kept.
        samples_folder: where signed distances are kept for the next run; empty for the run's folder.
        shapes: train shapes to learn from, drawn by chance; 0 for all.
        val_shapes: val shapes to look at.
        generated: clouds that the generator noises and denoises, for training.
        generator: the model that does it, a shipped model's name or a file.
        device: auto, cpu, cuda, cuda:N or mps.
    """

    run: str
    data: str
    meshes: str
    captions: str = ""
    runs_folder: str = "runs"
    samples_folder: str = ""
    shapes: int = 0
    val_shapes: int = 96
    generated: int = 256
    generator: str = "text_image"
    device: str = "auto"
    network: FieldNetworkConfig = field(default_factory=FieldNetworkConfig)
    samples: FieldSampleOptions = field(default_factory=FieldSampleOptions)
    batches: FieldBatchOptions = field(default_factory=FieldBatchOptions)
    disturbance: DisturbanceOptions = field(default_factory=DisturbanceOptions)
    train: FieldTrainingOptions = field(default_factory=FieldTrainingOptions)

    def __post_init__(self) -> None:
        for name in ("run", "data", "meshes", "runs_folder"):
            if not getattr(self, name).strip():
                raise ValueError(f"{name} must not be empty")
        for name in ("shapes", "generated"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative, got {getattr(self, name)}")
        if self.val_shapes < 1:
            raise ValueError(f"val_shapes must be at least 1, got {self.val_shapes}")
