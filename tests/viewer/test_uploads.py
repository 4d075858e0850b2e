"""Files of strangers: read in a process of their own, within limits, and with nothing but what came with them."""

import base64
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from painted_samples import four_colors, write_square
from PIL import Image

from shape_diff.formats.array_file import read_npz
from shape_diff.formats.read_limits import unpacked_at_most
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.web.upload_reading import MAX_UNPACKED_BYTES
from shape_diff_viewer.web.uploads import Uploads


@pytest.fixture(scope="module")
def uploads() -> Iterator[Uploads]:
    made = Uploads(Collection())
    yield made
    made.close()


def npz_of_zeros(count: int) -> bytes:
    """Points in an archive of a thousandth of their size."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xyz.npy", "w") as member:
        np.lib.format.write_array_header_1_0(member, {"descr": "<f4", "fortran_order": False, "shape": (count, 3)})
        block = b"\0" * 2**20
        for _ in range(12 * count // 2**20 + 1):
            member.write(block)
    return content.getvalue()


def test_a_small_file_that_unpacks_to_gigabytes_is_refused_before_it_is_read(uploads: Uploads, tmp_path: Path) -> None:
    content = npz_of_zeros(50_000_000)
    assert len(content) < 2**20
    with pytest.raises(ValueError, match=r"bomb\.npz unpacks to 6\d\d MB; at most 537 MB are taken here"):
        uploads.shape([("bomb.npz", content)])
    (tmp_path / "few.npz").write_bytes(npz_of_zeros(100))
    with unpacked_at_most(1000), pytest.raises(ValueError, match="unpacks to"):
        read_npz(tmp_path / "few.npz")
    assert len(read_npz(tmp_path / "few.npz")) == 100  # one's own files know no limit


def gltf(**changes: object) -> dict:
    corners = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], dtype="<f4").tobytes()
    uri = f"data:application/octet-stream;base64,{base64.b64encode(corners).decode()}"
    return {
        "asset": {"version": "2.0"}, "scenes": [{"nodes": [0]}], "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}], "buffers": [{"byteLength": 36, "uri": uri}],
    } | changes  # fmt: skip


def send(uploads: Uploads, document: dict) -> None:
    uploads.shape([("a.gltf", json.dumps(document).encode())])


def test_scenes_that_repeat_themselves_and_arrays_of_nothing_are_limited(uploads: Uploads) -> None:
    send(uploads, gltf())
    empty = [{"componentType": 5126, "count": 10**9, "type": "VEC3"}]
    with pytest.raises(ValueError, match="unpacks to 12,000 MB"):
        send(uploads, gltf(accessors=empty))
    large = {"componentType": 5126, "count": 3_000_000, "type": "VEC3"}
    nodes = [{"mesh": 0} for _ in range(500)]
    with pytest.raises(ValueError, match="unpacks to"):
        send(uploads, gltf(accessors=[large], nodes=nodes, scenes=[{"nodes": list(range(500))}]))


@pytest.mark.parametrize("way", ["{0}", "file://{0}", "../../{1}", "..%2f..%2f{1}", "{1}"])
def test_a_gltf_gets_no_file_that_did_not_come_with_it(uploads: Uploads, tmp_path: Path, way: str) -> None:
    secret = tmp_path / "secret.bin"
    secret.write_bytes(np.arange(9, dtype="<f4").tobytes())
    uri = way.format(secret, secret.name)
    with pytest.raises(ValueError, match="that it refers to is not beside it"):
        send(uploads, gltf(buffers=[{"byteLength": 36, "uri": uri}]))


def test_a_mesh_comes_with_its_materials_and_pictures(uploads: Uploads, tmp_path: Path) -> None:
    path = write_square(tmp_path / "square.obj")
    others = sorted(set(tmp_path.iterdir()) - {path})
    shape = uploads.shape([(file.name, file.read_bytes()) for file in (path, *others)]).load()
    assert shape.paint is not None and np.array_equal(shape.paint.textures[0].pixels[..., :3], four_colors())
    alone = uploads.shape([(path.name, path.read_bytes())]).load()
    assert alone.paint is None and any("not there" in note for note in alone.notes)


def test_a_reader_that_dies_is_a_sentence_and_the_next_file_is_read(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shape_diff_viewer.web.uploads.TIMEOUT_S", 0.0)
    with pytest.raises(ValueError, match=r"a\.xyz cannot be read: gave up after 0 seconds"):
        uploads.shape([("a.xyz", b"0 0 0\n1 1 1\n" * 200_000)])
    monkeypatch.undo()
    assert len(uploads.shape([("b.xyz", b"0 0 0\n1 1 1\n")]).load().shown_points) == 2


def test_a_picture_is_shown_as_the_model_sees_it(uploads: Uploads) -> None:
    picture = np.zeros((200, 300, 4), dtype=np.uint8)
    picture[60:120, 100:260] = (200, 60, 30, 255)
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "PNG")
    answer = uploads.picture([("../my cup.png", content.getvalue())])
    seen = Image.open(io.BytesIO(base64.b64decode(answer["seen"].partition(",")[2])))
    (prepared,) = uploads.pictures([answer["picture"]])
    assert answer["name"] == "my cup" and np.array_equal(np.asarray(seen), prepared.pixels)
    # Centred and scaled: the object touches the margin at both sides, wherever it stood.
    columns = np.flatnonzero((np.asarray(seen)[..., 3] > 128).any(axis=0))
    assert seen.size == (128, 128) and abs((columns[0] + columns[-1]) / 2 - 63.5) < 1.5 and len(columns) > 90
    for content_, word in ((b"nonsense", "picture"), (b"", "picture")):
        with pytest.raises(ValueError, match=word):
            uploads.picture([("a.png", content_)])
    for wrong in (-1, 99, True, "0", 0.0):
        with pytest.raises(ValueError, match="no such picture"):
            uploads.pictures([wrong])


def test_the_limit_is_far_above_what_people_send() -> None:
    assert MAX_UNPACKED_BYTES > 10_000_000 * 36
