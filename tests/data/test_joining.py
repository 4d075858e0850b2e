"""Several data sets as one: whose shapes they are, how often each is drawn, and whose views they get."""

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from shapes_on_disk import write_captions, write_meshes

from shape_diff.data.balance import sampling_weights
from shape_diff.data.batches import BatchOptions, BatchSource
from shape_diff.data.builder import BuildOptions, build_dataset
from shape_diff.data.dataset import ShapeDataset, ShapeRecord
from shape_diff.data.joining import load_datasets, load_views, named_folders
from shape_diff.data.view_builder import ViewOptions, build_views
from shape_diff.data.views import ViewSet


def record(name: str, category: str = "thing", pack: str = "", author: str = "") -> ShapeRecord:
    return ShapeRecord(name, (f"a {category}",), category, "train", True, False, pack, author)


def dataset(records: list[ShapeRecord], points: int, mark: int) -> ShapeDataset:
    """Points that all lie at the place `mark`."""
    shape = (len(records), points, 3)
    return ShapeDataset(
        tuple(records),
        torch.full(shape, mark, dtype=torch.int16),
        torch.full(shape, mark, dtype=torch.uint8),
        torch.full(shape, mark, dtype=torch.int8),
        f"sha of {mark}",
    )


def test_shapes_of_both_follow_one_another_and_keep_what_is_said_of_them() -> None:
    one = dataset([record("cup", pack="tableware"), record("hat")], points=9, mark=1)
    two = dataset([record("hat", author="A. Hatter")], points=5, mark=2)
    both = ShapeDataset.joined({"kitchen": one, "attic": two})
    assert [r.id for r in both.records] == ["cup", "kitchen/hat", "attic/hat"]
    assert [r.source_id for r in both.records] == ["cup", "hat", "hat"]
    assert [r.source for r in both.records] == ["kitchen", "kitchen", "attic"]
    assert (both.records[0].pack, both.records[2].author) == ("tableware", "A. Hatter")
    for stored in (both.xyz, both.rgb, both.normals):
        assert stored.shape == (3, 5, 3)
        assert stored[:, 0, 0].tolist() == [1, 1, 2]
    assert both.take([2]).records[0].source == "attic" and both.take([2]).shares == both.shares


def test_the_hash_tells_the_data_sets_and_their_order() -> None:
    one, two = dataset([record("cup")], 4, 1), dataset([record("hat")], 4, 2)
    hashes = [
        ShapeDataset.joined(parts).sha256
        for parts in ({"a": one, "b": two}, {"a": two, "b": one}, {"a": one, "b": one}, {"a": one})
    ]
    assert len(set(hashes)) == 4
    assert hashes[0] == ShapeDataset.joined({"other": one, "names": two}).sha256


@pytest.mark.parametrize("weights", [(1.0,), (1.0, 0.0), (1.0, -1.0), (1.0, math.inf), (1.0, math.nan)])
def test_weights_that_mean_nothing_are_refused(weights: tuple[float, ...]) -> None:
    one, two = dataset([record("cup")], 4, 1), dataset([record("hat")], 4, 2)
    with pytest.raises(ValueError, match="2 positive numbers"):
        ShapeDataset.joined({"a": one, "b": two}, weights)


def test_each_data_set_gets_its_share_of_a_batch_whatever_its_size() -> None:
    many = dataset([record(f"cup-{i}", "cup") for i in range(60)], 4, 1)
    few = dataset([record(f"hat-{i}", "hat") for i in range(3)], 4, 2)
    both = ShapeDataset.joined({"many": many, "few": few}, (1.0, 0.25))
    batch = BatchSource(both, BatchOptions(size=4000, points=1), 0, torch.device("cpu")).batch(0)
    share = (batch.shape >= 60).float().mean().item()
    assert abs(share - 0.2) < 4 * math.sqrt(0.2 * 0.8 / 4000)


def weight_of(records: list[ShapeRecord], power: float = 0.5, **shares: float) -> torch.Tensor:
    weights = sampling_weights(records, power, shares)
    return weights / weights.sum()


def test_a_pack_weighs_its_size_to_the_power_within_its_category() -> None:
    voxels = [record(f"voxel-{i}", "person", "voxels") for i in range(64)]
    others = [record(f"doll-{i}", "person", "dolls") for i in range(4)] + [record("bear", "person", author="B")]
    trees = [record(f"tree-{i}", "tree", "forest") for i in range(16)]
    weights = weight_of(voxels + others + trees)
    people, forest = weights[:69].sum(), weights[69:].sum()
    assert people / forest == pytest.approx(math.sqrt(69) / math.sqrt(16), rel=1e-5)
    assert weights[:64].sum() / people == pytest.approx(8 / (8 + 2 + 1), rel=1e-5)
    assert weights[68] / people == pytest.approx(1 / (8 + 2 + 1), rel=1e-5)
    assert torch.allclose(weights[:64], weights[0].expand(64))


def test_packs_are_told_apart_from_those_of_other_data_sets() -> None:
    one = [replace(record(f"a-{i}", "cup", "kit"), source="one") for i in range(9)]
    two = [replace(record("b", "cup", "kit"), source="two")]
    assert weight_of(one + two, one=1.0, two=1.0)[-1] == pytest.approx(0.5)


def test_without_balance_all_shapes_of_a_data_set_are_alike() -> None:
    records = [record("a", "cup", "kit"), record("b", "cup", "box"), record("c", "cup", "box"), record("d", "hat")]
    assert torch.allclose(weight_of(records, power=1.0), torch.full((4,), 0.25))


def build(folder: Path, count: int, points: int, views: int = 0, **said: str) -> Path:
    """A data set of boxes, with views if there are to be some."""
    names = write_meshes(folder / "meshes", count)
    captions = write_captions(folder / "captions.jsonl", [{"id": n, "captions": ["a box"], **said} for n in names])
    options = BuildOptions(num_points=points, workers=1, sheet_shapes=0)
    build_dataset(folder / "meshes", captions, folder / "data", options, progress=False)
    if views:
        build_views(folder / "data", folder / "meshes", captions, ViewOptions(views, workers=1), progress=False)
    return folder / "data"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    base = tmp_path_factory.mktemp("sets")
    first = build(base / "first", 4, 32, views=2, pack="kit", author="A. Maker", license="CC-BY-4.0")
    return [first, build(base / "second", 2, 16, views=3)]


def test_built_data_says_pack_author_and_licence_and_older_data_still_loads(
    folders: list[Path], tmp_path: Path
) -> None:
    first, second = (ShapeDataset.load(folder).records[0] for folder in folders)
    assert (first.pack, first.author, first.license) == ("kit", "A. Maker", "CC-BY-4.0")
    assert (second.pack, second.author, second.license) == ("", "", "")
    shutil.copytree(folders[0], tmp_path / "old")
    index = json.loads((tmp_path / "old/dataset.json").read_text())
    for shape in index["shapes"]:
        del shape["pack"], shape["author"], shape["license"]
    (tmp_path / "old/dataset.json").write_text(json.dumps(index))
    assert ShapeDataset.load(tmp_path / "old").records[0].pack == ""


def test_folders_are_joined_under_the_names_that_tell_them_apart(folders: list[Path]) -> None:
    assert list(named_folders(folders)) == ["first/data", "second/data"]
    both = load_datasets(folders, [2.0, 1.0])
    assert both.shares == {"first/data": 2.0, "second/data": 1.0}
    assert (len(both), both.num_points) == (6, 16)
    assert both.records[4].id == "second/data/box-000" and both.records[2].id == "box-002"
    alone = load_datasets(folders[1:])
    assert alone.sha256 == ShapeDataset.load(folders[1]).sha256 and alone.records[0].source == ""
    with pytest.raises(ValueError, match="given twice"):
        load_datasets([folders[0], folders[0]])


def test_views_are_found_in_the_data_set_of_each_shape(folders: list[Path]) -> None:
    both = load_datasets(folders)
    views = load_views(folders, both.take([0, 5, 3, 4]).records)
    first, second = (ViewSet.load(folder, [f"box-{i:03d}" for i in range(2)]) for folder in folders)
    third = ViewSet.load(folders[0], ["box-003"])
    assert torch.equal(
        views.pixels, torch.stack([first.pixels[0], second.pixels[1, :2], third.pixels[0], second.pixels[0, :2]])
    )
    assert torch.equal(views.cameras[1], second.cameras[1, :2])
    assert views.sha256 not in {first.sha256, second.sha256}
    assert load_views(folders[:1], ShapeDataset.load(folders[0]).records).sha256 == first.sha256
