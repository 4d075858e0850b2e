"""Several built data sets as one."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from shape_diff.data.dataset import ShapeDataset, ShapeRecord
from shape_diff.data.views import ViewSet


def named_folders(folders: Sequence[Path]) -> dict[str, Path]:
    """A short name for each data set, which no two share: the end of its path.

    Raises:
        ValueError: a folder is given twice.
    """
    paths = [Path(folder).resolve() for folder in folders]
    for path in paths:
        if paths.count(path) > 1:
            raise ValueError(f"the data set {path} is given twice; raise its weight instead")
    depth = 1
    while len({path.parts[-depth:] for path in paths}) < len(paths):
        depth += 1
    return {"/".join(path.parts[-depth:]): Path(folder) for path, folder in zip(paths, folders, strict=True)}


def load_datasets(folders: Sequence[Path], weights: Sequence[float] = ()) -> ShapeDataset:
    """One data set as it is, several joined; see `ShapeDataset.joined`.

    Raises:
        ValueError: a data set is missing, damaged or given twice, or the weights do not fit.
    """
    if len(folders) == 1:
        return ShapeDataset.load(folders[0])
    return ShapeDataset.joined(
        {name: ShapeDataset.load(folder) for name, folder in named_folders(folders).items()}, weights
    )


def load_views(folders: Sequence[Path], records: Sequence[ShapeRecord]) -> ViewSet:
    """The views of shapes of data sets that `load_datasets` read, in the order of the records.

    Raises:
        ValueError: the views of a data set are missing, damaged or not of all these shapes.
    """
    named = {"": folders[0]} if len(folders) == 1 else named_folders(folders)
    runs = groupby(records, key=lambda record: record.source)
    return ViewSet.joined([(named[source], [record.source_id for record in run]) for source, run in runs])
