"""The val shapes that are shown: pictures, captions and true points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from benchmarks.image_to_3d.fit import Truth
from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.views import ViewSet
from shape_diff.evaluation.runs.sample_sets import caption_of
from shape_diff.geometry import PointCloud
from shape_diff.pictures.preparing import PreparedPicture

GOLDEN_RATIO = (1 + 5**0.5) / 2


@dataclass(frozen=True)
class Subject:
    """A val shape that no training step has seen.

    Attributes:
        number: its place in the val split, which its seeds follow from.
        name: its id.
        caption: the true caption, the one that names colours.
        cloud: all its true points.
        pixels: (v, s, s, 4) uint8 its views, all from cameras of its own.
    """

    number: int
    name: str
    caption: str
    cloud: PointCloud
    pixels: np.ndarray

    @cached_property
    def truth(self) -> Truth:
        """What generated clouds are compared with."""
        return Truth(self.cloud.xyz)

    def pictures(self, count: int) -> list[PreparedPicture]:
        """Its first views, clean.

        Raises:
            ValueError: there are not so many.
        """
        if count > len(self.pixels):
            raise ValueError(f"{self.name} has {len(self.pixels)} views, and {count} are wanted")
        return [PreparedPicture(view, self.name, ()) for view in self.pixels[:count]]


class Subjects:
    """The val split in an order whose beginning and end are spread evenly over it, however long they are."""

    def __init__(self, data: Path, dataset: ShapeDataset, seed: int) -> None:
        self.data, self.val = data, dataset.subset("val")
        # Stretches of multiples of the golden ratio are spread evenly over the circle; the seed says where they start.
        start = np.random.default_rng(seed).random()
        self.order: list[int] = np.argsort(np.argsort((np.arange(len(self.val)) * GOLDEN_RATIO + start) % 1)).tolist()

    def first(self, count: int) -> list[Subject]:
        """Shapes to be scored; more begin with fewer."""
        return list(self._load(self.order[:count]))

    def last(self, count: int) -> list[Subject]:
        """Shapes to choose settings by: not those that are scored, unless nearly all of the split is wanted."""
        return list(self._load(self.order[::-1][:count]))

    def _load(self, numbers: Sequence[int]) -> Iterator[Subject]:
        records = [self.val.records[number] for number in numbers]
        views = ViewSet.load(self.data, [record.id for record in records])
        for number, record, pixels in zip(numbers, records, views.pixels, strict=True):
            cloud = self.val.cloud(number)
            yield Subject(number, record.id, caption_of(record.captions), cloud, pixels.numpy())
