"""Experiment configurations: YAML files in `configs/` and command-line overrides, checked against dataclasses.

Hydra and OmegaConf stop here; everything below takes its own small dataclass.
"""

import dataclasses
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml
from hydra import compose, initialize_config_dir
from hydra.core.config_store import ConfigStore
from hydra.errors import HydraException
from omegaconf import DictConfig, OmegaConf
from omegaconf.errors import OmegaConfBaseException

from shape_diff.machine.resources import resource_folder
from shape_diff.models.table import backbone_class
from shape_diff.training.run_config import RunConfig
from shape_diff.training.tasks.adapter.config import AdapterExperimentConfig
from shape_diff.training.tasks.denoiser.config import ExperimentConfig
from shape_diff.training.tasks.field.config import FieldExperimentConfig
from shape_diff.training.tasks.judge.config import JudgeExperimentConfig
from shape_diff.training.tasks.shape_code.config import (
    CodeExperimentConfig,
    PriorExperimentConfig,
    ScorerExperimentConfig,
)


def experiment_names() -> list[str]:
    """The experiments in `configs/experiment`."""
    return sorted(path.stem for path in (resource_folder("configs") / "experiment").glob("*.yaml"))


TASKS: dict[str, type[RunConfig]] = {
    "denoiser": ExperimentConfig,
    "code": CodeExperimentConfig,
    "prior": PriorExperimentConfig,
    "scorer": ScorerExperimentConfig,
    "judge": JudgeExperimentConfig,
    "adapter": AdapterExperimentConfig,
}
"""What `shape-diff train` can train: the name that an experiment has as its `task`, and its settings."""


OWN_FILE = "own-file"
"""What an experiment of the user's is called inside Hydra."""


def load_experiment(overrides: list[str]) -> RunConfig:
    """Compose `configs/train.yaml` with overrides such as 'experiment=smoke' and 'train.lr=1e-3'.

    An experiment is one of `configs/experiment` by its name, or a file of the user's by its path, as mine/big.yaml,
    which may begin with another by `defaults: [lowpoly_cpu]`.

    Raises:
        ValueError: an unknown experiment or setting, a missing one, or a value of the wrong type or out of range.
    """
    overrides = [_registered(override) for override in overrides]
    task, backbone = _what_is_trained(overrides)
    chosen = {"network": backbone_class(backbone)} if task is ExperimentConfig else {}
    for override in overrides:
        _check_override(override, task, chosen)
    schema = _writable(OmegaConf.structured(task))
    for name, kind in chosen.items():
        schema[name] = _writable(OmegaConf.structured(kind))
    config = _composed("train", "schema", schema, _with_free_parameters(schema, overrides))
    assert isinstance(config, task)
    return config


def _with_free_parameters(schema: Any, overrides: list[str]) -> list[str]:
    """The overrides as Hydra takes them where they give a noise distribution parameters that the file does not.

    If they choose another distribution than the experiment's, its parameters are forgotten.
    """
    law, parameter = "process.noise.distribution=", "process.noise.parameters."
    chosen = [override.removeprefix(law) for override in overrides if override.startswith(law)]
    free = [f"++{override}" if override.startswith(parameter) else override for override in overrides]
    if not chosen:
        return free
    with _explained_errors():
        noise = _merged("train", "schema", schema, [o for o in overrides if o.startswith("experiment=")]).process.noise
    if chosen[-1] == noise.distribution:
        return free
    return [*(f"~{parameter}{name}" for name in noise.parameters), *free]


def _registered(override: str) -> str:
    """The override; where it names an experiment by a file, by a name that the file was made known under."""
    name, _, value = override.partition("=")
    if name != "experiment" or not value.endswith((".yaml", ".yml")):
        return override
    path = Path(value).expanduser()
    if not path.is_file():
        raise ValueError(f"there is no experiment file {path}")
    try:
        settings = OmegaConf.load(path)
    except (OSError, UnicodeDecodeError, OmegaConfBaseException, yaml.YAMLError) as error:
        raise ValueError(f"{path} is not an experiment in YAML: {' '.join(str(error).split())}") from error
    except RecursionError as error:  # by an anchor, as in run: &a [*a]
        raise ValueError(f"{path} is not an experiment in YAML: something in it contains itself") from error
    if not isinstance(settings, DictConfig):
        raise ValueError(f"{path} is not an experiment: it should hold settings by their names")
    ConfigStore.instance().store(OWN_FILE, settings, group="experiment", package="_global_")
    return f"experiment={OWN_FILE}"


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
        if value not in (*experiment_names(), OWN_FILE):
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
