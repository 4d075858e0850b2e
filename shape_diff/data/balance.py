"""How often each shape is drawn in training, so that no data set, category or pack of models drowns the others."""

from collections import Counter
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor

from shape_diff.data.dataset import ShapeRecord


def sampling_weights(records: Sequence[ShapeRecord], power: float, shares: Mapping[str, float]) -> Tensor:
    """(s,) weights of shapes.

    Each data set gets its share of all draws, whatever its size. Inside it a category weighs its number of shapes to
    the given power, and inside a category so does each pack (the author where the pack is not known): a thousand models
    of one pack are seen more often than ten of another, but not a hundred times.

    Args:
        records: what is said about each shape.
        power: 1 draws all shapes of a data set alike, 0 all its categories, and in them all packs.
        shares: of the data sets, by `ShapeRecord.source`; empty where there is only one.
    """
    groups = [(record.source, record.category, record.pack or record.author) for record in records]
    in_group = Counter(groups)
    in_category = Counter((source, category) for source, category, _ in groups)
    of_packs: Counter[tuple[str, str]] = Counter()
    for (source, category, _), count in in_group.items():
        of_packs[source, category] += count**power
    of_categories: Counter[str] = Counter()
    for (source, _), count in in_category.items():
        of_categories[source] += count**power
    weight = {
        (source, category, pack): shares.get(source, 1.0)
        * (in_category[source, category] ** power / of_categories[source])
        * (count ** (power - 1.0) / of_packs[source, category])
        for (source, category, pack), count in in_group.items()
    }
    return torch.tensor([weight[group] for group in groups])
