"""The gallery keeps up with its folders, and what a user notes stays."""

import json
import os
import shutil
from pathlib import Path

import pytest
from viewer_samples import box_cloud, box_mesh

from shape_diff.formats.cloud_files import write_cloud
from shape_diff.formats.export import write_mesh
from shape_diff_viewer.collection import DELETED, Collection, open_paths
from shape_diff_viewer.item import _RecentShapes, shape_item
from shape_diff_viewer.opening import folder_items
from shape_diff_viewer.shape import Shape
from shape_diff_viewer.state import ViewerState


def names(collection: Collection) -> list[str]:
    return [item.name for item in collection.items]


def test_subfolders_are_searched_and_named_and_hidden_ones_are_not(tmp_path: Path) -> None:
    for folder in ("", "props/wood", ".hidden", DELETED):
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        write_mesh(box_mesh(), tmp_path / folder / "box.ply")
    collection = open_paths([tmp_path])
    assert [(item.name, item.folder) for item in collection.items] == [("box", ""), ("box.2", "props/wood")]
    assert [item.name for item in collection.filtered("wood")] == ["box.2"]


def test_links_to_folders_lead_nowhere(tmp_path: Path) -> None:
    opened, outside = tmp_path / "opened", tmp_path / "outside"
    opened.mkdir()
    outside.mkdir()
    write_mesh(box_mesh(), outside / "secret.ply")
    (opened / "link").symlink_to(outside)
    (opened / "loop").symlink_to(opened)
    assert folder_items(opened) == []


def test_new_changed_and_deleted_files_are_noticed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_mesh(box_mesh(), tmp_path / f"{name}.ply")
    collection = open_paths([tmp_path])
    a, b = collection.items
    revision = collection.revision
    assert not collection.refresh(now=True) and collection.revision == revision
    write_cloud(box_cloud(), tmp_path / "c.ply")
    write_mesh(box_mesh(4.0), tmp_path / "b.ply")
    os.utime(tmp_path / "b.ply", (1, 1))
    assert collection.refresh(now=True) and collection.revision != revision
    assert names(collection) == ["a", "b", "c"]
    assert collection.items[0] is a and collection.items[1] is not b
    (tmp_path / "a.ply").unlink()
    assert collection.refresh(now=True) and names(collection) == ["b", "c"]


def test_samples_are_found_in_a_folder_that_was_not_there(tmp_path: Path) -> None:
    collection = Collection([], [tmp_path / "outputs"])
    assert not collection.refresh(now=True)
    (tmp_path / "outputs").mkdir()
    write_cloud(box_cloud(), tmp_path / "outputs" / "a-cup.s0.points.ply")
    manifest = {"prompt": "a cup", "seed": 0, "files": {"points": "a-cup.s0.points.ply"}}
    (tmp_path / "outputs" / "a-cup.s0.json").write_text(json.dumps(manifest))
    assert collection.refresh(now=True) and [item.title for item in collection.items] == ["a cup"]
    (again,) = folder_items(tmp_path / "outputs")
    assert collection.join(again) is collection.items[0] and len(collection) == 1


def test_a_deleted_file_is_a_sentence_without_its_folder(tmp_path: Path) -> None:
    write_mesh(box_mesh(), tmp_path / "a.ply")
    (item,) = folder_items(tmp_path)
    (tmp_path / "a.ply").unlink()
    with pytest.raises(ValueError, match=r"^a\.ply is not there any more$"):
        item.load()


def test_the_state_goes_on_when_what_is_looked_at_goes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_mesh(box_mesh(), tmp_path / f"{name}.ply")
    state = ViewerState(open_paths([tmp_path]))
    (tmp_path / "a.ply").unlink()
    state.collection._searched = -1e9
    assert state.refresh() and state.selected is not None and state.selected.name == "b"
    assert state.problem == "a.ply is not there any more"
    (tmp_path / "b.ply").unlink()
    state.collection._searched = -1e9
    assert state.refresh() and state.selected is None and state.shape() is None
    write_mesh(box_mesh(), tmp_path / "c.ply")
    state.collection._searched = -1e9
    assert state.refresh() and state.selected is not None and state.selected.name == "c"


def test_titles_and_stars_outlive_the_program(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_mesh(box_mesh(), tmp_path / f"{name}.ply")
    collection = open_paths([tmp_path])
    collection.rename(collection.items[0], "  the good   box ")
    collection.mark_favourite(collection.items[1], True)
    again = ViewerState(open_paths([tmp_path]))
    assert [(item.title, item.favourite) for item in again.collection.items] == [
        ("the good box", False), ("b.ply", True)
    ]  # fmt: skip
    again.set_sort("favourites")
    assert [item.name for item in again.gallery()] == ["b", "a"]
    again.set_sort("name")
    assert [item.name for item in again.gallery()] == ["b", "a"]  # b.ply, the good box
    with pytest.raises(ValueError, match="sorted by opened, newest, name, favourites"):
        again.set_sort("size")
    for title in (" ", "x" * 300):
        with pytest.raises(ValueError, match="a title has 1 to 200 letters"):
            collection.rename(collection.items[0], title)


def test_the_newest_come_first(tmp_path: Path) -> None:
    for name, time in (("old", 100), ("new", 300), ("middle", 200)):
        write_mesh(box_mesh(), tmp_path / f"{name}.ply")
        os.utime(tmp_path / f"{name}.ply", (time, time))
    state = ViewerState(open_paths([tmp_path]), sort="newest")
    assert [item.name for item in state.gallery()] == ["new", "middle", "old"]


def test_deleting_moves_all_files_of_a_sample_aside(tmp_path: Path) -> None:
    write_cloud(box_cloud(), tmp_path / "a.points.ply")
    (tmp_path / "a.json").write_text(json.dumps({"prompt": "a", "files": {"points": "a.points.ply"}}))
    write_mesh(box_mesh(), tmp_path / "b.ply")
    collection = open_paths([tmp_path])
    collection.discard(collection.items[0])
    assert names(collection) == ["b"] and not collection.refresh(now=True)
    assert {path.name for path in (tmp_path / DELETED).iterdir()} == {"a.json", "a.points.ply"}
    for path in (tmp_path / DELETED).iterdir():
        shutil.move(path, tmp_path / path.name)
    assert collection.refresh(now=True) and names(collection) == ["b", "a"]


def test_what_is_kept_is_bounded_by_bytes() -> None:
    shapes = [Shape(box_cloud(1000)) for _ in range(4)]
    recent = _RecentShapes(2 * shapes[0].nbytes)
    items = [shape_item(str(number), "", shape) for number, shape in enumerate(shapes)]
    for item, shape in zip(items, shapes, strict=True):
        assert recent.get(item, lambda shape=shape: shape) is shape
    assert list(recent._shapes) == items[2:]
    large = _RecentShapes(10)
    assert large.get(items[0], lambda: shapes[0]) is shapes[0] and len(large._shapes) == 1
