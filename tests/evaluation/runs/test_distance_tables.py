"""Tables of distances against their definitions, and which of them are read instead of computed."""

from pathlib import Path

import pytest
import torch

from shape_diff.evaluation.metrics.chamfer import chamfer_distances
from shape_diff.evaluation.metrics.earth_mover import earth_mover_distance
from shape_diff.evaluation.runs.distance_tables import DistanceTables

EMD_POINTS = 12


def clouds(count: int, seed: int) -> torch.Tensor:
    return torch.randn(count, 30, 3, generator=torch.Generator().manual_seed(seed))


@pytest.fixture
def tables(tmp_path: Path) -> DistanceTables:
    return DistanceTables(tmp_path / "distances", EMD_POINTS)


def test_tables_between_two_sets(tables: DistanceTables) -> None:
    a, b = clouds(5, 0), clouds(4, 1)
    found = tables.between(a, b)
    torch.testing.assert_close(found["CD"], chamfer_distances(a, b))
    for name, convention in (("EMD", "squared"), ("EMD-unsquared", "unsquared")):
        whole = [[earth_mover_distance(x[:EMD_POINTS], y[:EMD_POINTS], convention) for y in b.numpy()]
                 for x in a.numpy()]  # fmt: skip
        for axis in (0, 1):
            torch.testing.assert_close(found[name].amin(axis), torch.tensor(whole).amin(axis))


def test_half_of_a_table_within_a_set_is_enough(tables: DistanceTables) -> None:
    a = clouds(6, 0)
    found = tables.between(a, a.clone())
    torch.testing.assert_close(found["CD"], chamfer_distances(a, a), atol=1e-6, rtol=1e-5)
    assert found["EMD"].diagonal().isinf().all(), "a cloud would be its own nearest"


def test_tables_are_kept_by_what_they_compare(tables: DistanceTables) -> None:
    a, b = clouds(3, 0), clouds(3, 1)
    tables.between(a, b)
    before = {path: path.stat().st_mtime_ns for path in tables.folder.iterdir()}
    DistanceTables(tables.folder, EMD_POINTS).compute([(a, b), (a.clone(), b.clone())])
    assert {path: path.stat().st_mtime_ns for path in tables.folder.iterdir()} == before, "computed again"
    moved = b.clone()
    moved[2, 29, 0] += 1.0  # a point that only the Chamfer distance reads
    tables.compute([(a, moved)])
    assert [path.name[:2] for path in tables.folder.iterdir() if path not in before] == ["CD"]
