"""What every run begins with: its data, its folder, and what is known of its recipe."""

from pathlib import Path
from typing import Any

from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.joining import load_datasets
from shape_diff.machine.ranks import is_first
from shape_diff.models.model import Model
from shape_diff.training.run_config import RunConfig
from shape_diff.training.run_folder import RunFolder

SHOWN = 12
"""Pictures of held-out captions, where no prompts are given."""


def opened(config: RunConfig, plain: dict[str, Any]) -> tuple[ShapeDataset, ShapeDataset, RunFolder, dict[str, Any]]:
    """What is learned, what is held out, the run's folder and the recipe so far.

    Args:
        config: of the run.
        plain: the same as JSON data.

    Raises:
        ValueError: a data set is missing or damaged, or the folder holds another run.
    """
    dataset = load_datasets(config.data_folders, config.weights)
    if config.limit:
        train = held_out = dataset.take(range(min(config.limit, len(dataset))))
    else:
        train, held_out = dataset.subset("train"), dataset.subset("val")
    folder = RunFolder(Path(config.runs_folder) / config.run)
    if is_first():
        folder.begin(plain | {"data_sha256": dataset.sha256})
    return train, held_out, folder, recipe_of(plain, dataset)


def first_captions(shapes: ShapeDataset) -> list[str]:
    """The first caption of each shape: what held-out shapes are asked for by."""
    return [record.captions[0] for record in shapes.records]


def prompts_of(config: RunConfig, held_out: ShapeDataset) -> list[str]:
    """What the pictures during training show: what was wished, or else some of what is held out."""
    return config.prompts or first_captions(held_out)[:SHOWN]


def recipe_of(plain: dict[str, Any], dataset: ShapeDataset) -> dict[str, Any]:
    """The configuration and the data of a run."""
    return {"config": plain, "data_sha256": dataset.sha256, "data_shapes": len(dataset)}


def started_from(model: Model) -> dict[str, Any]:
    """Which model a run started from and how that was trained, so that a chain of runs is told whole."""
    return {"started_from": {"sha256": model.sha256, "recipe": model.recipe}}
