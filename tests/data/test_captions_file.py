import re

import pytest
import trimesh
from shapes_on_disk import write_captions, write_meshes

from shape_diff.data.captions import read_rows, read_rows_and_absent


@pytest.fixture
def folder(tmp_path):
    write_meshes(tmp_path / "meshes", 3)
    return tmp_path


def row(**fields):
    return {"id": "box-000", "captions": ["a box"], **fields}


def test_rows_by_id_and_by_file_keep_their_order(folder):
    rows = [
        {"file": "meshes/box-002.ply", "captions": ["two"]},
        row(),
        {"id": "n", "file": "box-001.ply", "captions": ["x"]},
    ]
    found = read_rows(folder / "meshes", write_captions(folder / "captions.jsonl", rows))
    assert [(entry.id, entry.mesh.name) for entry in found] == [
        ("box-002", "box-002.ply"),
        ("box-000", "box-000.ply"),
        ("n", "box-001.ply"),
    ]


def test_everything_but_name_and_captions_has_a_default(folder):
    (entry,) = read_rows(folder, write_captions(folder / "captions.jsonl", ["", row(), ""]))
    assert (entry.category, entry.split, entry.colored, entry.has_front) == ("object", "train", None, True)


def test_without_captions_the_file_names_speak(tmp_path):
    for name in ("wooden_Chair-02.obj", "wooden_Chair-02.glb", "redCar.stl", "sub/redCar.stl", "007.off"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        trimesh.creation.box((1, 1, 1)).export(path)
    rows = read_rows(tmp_path, None)
    assert {entry.id: entry.captions[0] for entry in rows} == {
        "wooden_Chair-02": "wooden chair",
        "redCar": "red car",
        "sub/redCar": "red car",
        "007": "007",
    }
    assert {entry.mesh.suffix for entry in rows if "Chair" in entry.id} == {".glb"}


BAD_LINES = {
    "{not json": "line 2: not valid JSON",
    "[1, 2]": "line 2: needs a JSON object",
    '{"captions": ["x"]}': "line 2: needs an 'id' or a 'file'",
    '{"id": 7, "captions": ["x"]}': "line 2: 'id' must be a name, got 7",
    '{"id": "box-001"}': "line 2: 'captions' must be a list of texts, got None",
    '{"id": "box-001", "captions": "x"}': "line 2: 'captions' must be a list of texts",
    '{"id": "box-001", "captions": [1]}': "line 2: 'captions' must be a list of texts",
    '{"id": "box-001", "captions": ["  "]}': "line 2: 'captions' holds no text",
    '{"id": "box-001", "captions": ["x"], "split": 3}': "line 2: 'split' must be a text, got 3",
    '{"id": "box-001", "captions": ["x"], "colored": "yes"}': "line 2: 'colored' must be true or false",
    '{"id": "box-000", "captions": ["x"]}': "line 2: the id 'box-000' stands there a second time",
}


@pytest.mark.parametrize("line", BAD_LINES)
def test_mistakes_are_named_with_their_line(folder, line):
    captions = write_captions(folder / "captions.jsonl", [row(), line])
    with pytest.raises(ValueError, match=re.escape(BAD_LINES[line])):
        read_rows(folder, captions)


def test_rows_without_a_mesh_are_told_apart(folder):
    rows = [{"id": f"lost-{number}", "captions": ["x"]} for number in range(7)]
    found, absent = read_rows_and_absent(folder, write_captions(folder / "captions.jsonl", [row(), *rows]))
    assert [entry.id for entry in found] == [row()["id"]]
    assert absent == [f"lost-{number}" for number in range(7)]
    captions = write_captions(folder / "captions.jsonl", [row(), rows[0], rows[0]])
    with pytest.raises(ValueError, match=r"line 3: the id 'lost-0' stands there a second time"):
        read_rows(folder, captions)


def test_captions_of_other_meshes_are_refused_and_five_named(folder):
    rows = [{"id": f"lost-{number}", "captions": ["x"]} for number in range(7)]
    with pytest.raises(ValueError, match=r"7 meshes, none of which is in .*lost-0, .*lost-4 and 2 more"):
        read_rows(folder, write_captions(folder / "captions.jsonl", rows))


def test_paths_written_on_windows_are_found(tmp_path):
    write_meshes(tmp_path / "sub", 1)
    captions = write_captions(tmp_path / "captions.jsonl", [{"file": "sub\\box-000.ply", "captions": ["x"]}])
    found = read_rows(tmp_path, captions)
    assert [(entry.id, entry.mesh) for entry in found] == [("box-000", tmp_path / "sub" / "box-000.ply")]


def test_missing_and_empty_inputs_are_explained(folder, tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match="there is no folder"):
        read_rows(tmp_path / "nowhere", None)
    with pytest.raises(ValueError, match="holds no mesh files"):
        read_rows(tmp_path / "empty", None)
    with pytest.raises(ValueError, match="there is no captions file"):
        read_rows(folder, folder / "none.jsonl")
    with pytest.raises(ValueError, match="is empty"):
        read_rows(folder, write_captions(folder / "captions.jsonl", [""]))
    (folder / "latin.jsonl").write_bytes(b'{"id": "\xe9"}')
    with pytest.raises(ValueError, match="UTF-8"):
        read_rows(folder, folder / "latin.jsonl")
