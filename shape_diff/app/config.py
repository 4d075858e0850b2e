"""Experiment configurations: YAML files in `configs/` and command-line overrides, checked against dataclasses.

Hydra and OmegaConf stop here; everything below takes its own small dataclass.
"""

import dataclasses
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import yaml
from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from shape_diff.data.batches import BatchOptions
from shape_diff.data.field_samples import FieldSampleOptions
from shape_diff.data.picture_batches import PictureOptions
from shape_diff.diffusion.channels import CHANNELS, ChannelCodec
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.machine.resources import resource_folder
from shape_diff.models.table import backbone_class
from shape_diff.networks.field import FieldNetworkConfig
from shape_diff.networks.image_encoder import ImageEncoderConfig
from shape_diff.networks.two_stream import TwoStreamConfig
from shape_diff.pictures.framing import PICTURE_SIZE
from shape_diff.training.run_config import RunConfig
from shape_diff.training.tasks.denoiser.trainer import TrainingOptions
from shape_diff.training.tasks.field.batches import FieldBatchOptions
from shape_diff.training.tasks.field.disturbance import DisturbanceOptions
from shape_diff.training.tasks.field.trainer import FieldTrainingOptions
from shape_diff.training.tasks.shape_code.config import CodeExperimentConfig, PriorExperimentConfig

FIRST_SAMPLING = SamplingSettings(
    points=4096, steps=32, sampler="dpmpp_2m", schedule="karras", guidance=2.0, guidance_interval=None
)
"""What a new model is recommended with, unless its experiment says otherwise."""


@dataclass(frozen=True)
class ExperimentConfig(RunConfig):
    """Everything that decides the training of a denoiser of clouds.

    Attributes:
        backbone: the denoising network, a name in `models.table.NETWORKS`.
        network: its configuration, of the class that the table has for that name.
        process: the diffusion process, noise levels in training among it.
        sampling: what the model file will recommend.
    """

    backbone: str = "two_stream"
    network: Any = field(default_factory=TwoStreamConfig)
    image_encoder: ImageEncoderConfig = field(default_factory=ImageEncoderConfig)
    codec: ChannelCodec = field(default_factory=ChannelCodec)
    process: Process = field(default_factory=Process)
    sampling: SamplingSettings = field(default_factory=lambda: FIRST_SAMPLING)
    batches: BatchOptions = field(default_factory=BatchOptions)
    pictures: PictureOptions = field(default_factory=PictureOptions)
    train: TrainingOptions = field(default_factory=TrainingOptions)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.network.channels != CHANNELS:
            raise ValueError(f"network.channels must be {CHANNELS}, got {self.network.channels}")
        self.process.check_codec(self.codec)
        if self.pictures.share:
            self._check_pictures()

    def _check_pictures(self) -> None:
        share, size, encoder = self.pictures.share, self.batches.size, self.image_encoder
        if not self.pictures.rows(size):
            raise ValueError(f"pictures.share={share} of batches.size={size} is not one cloud; raise one of them")
        if encoder.size != PICTURE_SIZE:
            raise ValueError(f"image_encoder.size must be that of the pictures, {PICTURE_SIZE}, not {encoder.size}")
        for name in ("token_dim", "pooled_dim"):
            ours, theirs = getattr(encoder, name), getattr(self.network, name)
            if ours != theirs:
                raise ValueError(f"image_encoder.{name} must be that of the network, {theirs}, got {ours}")


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


def experiment_names() -> list[str]:
    """The experiments in `configs/experiment`."""
    return sorted(path.stem for path in (resource_folder("configs") / "experiment").glob("*.yaml"))


TASKS: dict[str, type[RunConfig]] = {
    "denoiser": ExperimentConfig,
    "code": CodeExperimentConfig,
    "prior": PriorExperimentConfig,
}
"""What `shape-diff train` can train: the name that an experiment has as its `task`, and its settings."""


def load_experiment(overrides: list[str]) -> RunConfig:
    """Compose `configs/train.yaml` with overrides such as 'experiment=smoke' and 'train.lr=1e-3'.

    Raises:
        ValueError: an unknown experiment or setting, a missing one, or a value of the wrong type or out of range.
    """
    task, backbone = _what_is_trained(overrides)
    chosen = {"network": backbone_class(backbone)} if task is ExperimentConfig else {}
    for override in overrides:
        _check_override(override, task, chosen)
    schema = _writable(OmegaConf.structured(task))
    for name, kind in chosen.items():
        schema[name] = _writable(OmegaConf.structured(kind))
    config = _composed("train", "schema", schema, overrides)
    assert isinstance(config, task)
    return config


def _what_is_trained(overrides: list[str]) -> tuple[type[RunConfig], str]:
    """The settings' class of an experiment's task, and its denoising network's name, which decide what can be set."""
    naming = [override for override in overrides if override.partition("=")[0] in ("experiment", "task", "backbone")]
    for override in naming:
        _check_override(override, ExperimentConfig, {})
    with _explained_errors():
        first = _merged("train", "schema", OmegaConf.create({"task": "denoiser", "backbone": "two_stream"}), naming)
    if first.task not in TASKS:
        raise ValueError(f"unknown task '{first.task}'; choose one of {', '.join(TASKS)}")
    return TASKS[first.task], str(first.backbone)


def load_field_experiment(overrides: list[str]) -> FieldExperimentConfig:
    """Compose `configs/field.yaml` with overrides such as 'train.lr=1e-3'; ValueError as for `load_experiment`."""
    for override in overrides:
        _check_override(override, FieldExperimentConfig, {})
    schema = _writable(OmegaConf.structured(FieldExperimentConfig))
    config = _composed("field", "field_schema", schema, overrides)
    assert isinstance(config, FieldExperimentConfig)
    return config


def _composed(file: str, schema_name: str, schema: Any, overrides: list[str]) -> object:
    """The configuration of a file in `configs/` that starts from the schema, with overrides."""
    with _explained_errors():
        return OmegaConf.to_object(_merged(file, schema_name, schema, overrides))


def _merged(file: str, schema_name: str, schema: Any, overrides: list[str]) -> Any:
    ConfigStore.instance().store(schema_name, schema)
    with initialize_config_dir(version_base="1.3", config_dir=str(resource_folder("configs"))):
        return compose(file, overrides=overrides)


@contextmanager
def _explained_errors() -> Iterator[None]:
    """Errors of Hydra's become ValueErrors of one sentence."""
    try:
        yield
    except (HydraException, OmegaConfBaseException, yaml.YAMLError) as error:
        raise ValueError(_explained(error)) from error


def as_plain(config: RunConfig | FieldExperimentConfig) -> dict[str, Any]:
    """The configuration as JSON data."""
    plain = _json_safe(OmegaConf.to_container(OmegaConf.structured(config)))
    assert isinstance(plain, dict)
    return plain


def _json_safe(value: Any) -> Any:
    """Infinity, which JSON lacks, as the text 'inf' that an override may be given."""
    if isinstance(value, dict):
        return {str(key): _json_safe(item) for key, item in value.items()}
    return str(value) if isinstance(value, float) and math.isinf(value) else value


def _writable(schema: Any) -> Any:
    """Frozen dataclasses give read-only nodes, which overrides could not fill."""
    OmegaConf.set_readonly(schema, False)
    for key in schema:
        if not OmegaConf.is_missing(schema, key) and isinstance(schema[key], DictConfig):
            _writable(schema[key])
    return schema


def _check_override(override: str, schema: type[Any], chosen: dict[str, type[Any]]) -> None:
    """Refuse what is not NAME=VALUE with a known name, listing what exists; `chosen` has classes that names decide."""
    name, equals, value = override.partition("=")
    if not equals or not name:
        raise ValueError(f"'{override}' is not a setting; give NAME=VALUE, such as train.lr=1e-3")
    if name == "experiment" and issubclass(schema, RunConfig):
        if value not in experiment_names():
            raise ValueError(f"unknown experiment '{value}'; choose one of {', '.join(experiment_names())}")
        return
    kind: Any = schema
    parts = name.lstrip("+~").split(".")
    for depth, part in enumerate(parts):
        if not dataclasses.is_dataclass(kind):
            return
        known = {f.name: f.type for f in dataclasses.fields(kind)} | (chosen if kind is schema else {})
        if part not in known:
            where = ".".join(parts[:depth]) or "an experiment"
            raise ValueError(f"there is no setting '{name}'; {where} has {', '.join(known)}")
        kind = known[part]


def _explained(error: Exception) -> str:
    """The first line of an error of Hydra's, or of the cause that it hides."""
    missing = re.search(r"missing (?:mandatory value|.* argument): '?(\w+)", str(error))
    if missing:
        return (
            f"the setting '{missing[1]}' is missing; give {missing[1]}=VALUE or "
            f"experiment=NAME with one of {', '.join(experiment_names())}"
        )
    if isinstance(error, yaml.YAMLError):
        return "a file of configs/experiment is not valid YAML: " + " ".join(str(error).split())
    lines = str(error).strip().splitlines()
    if error.__cause__ is not None and str(error.__cause__).strip():
        lines = [lines[0], str(error.__cause__).strip().splitlines()[0]]
    else:
        lines = lines[:1] + [line.strip() for line in lines[1:] if "full_key" in line]
    return ": ".join(line.rstrip(".") for line in lines)
