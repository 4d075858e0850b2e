"""The server behind the page: what it answers, and what it refuses."""

import http.client
import io
import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import numpy as np
import pytest
from PIL import Image
from tiny_model import write_tiny_model
from web_samples import CLOUD_RGB, MESH_RGB, STEPS, box_cloud, box_mesh, serving, two_items

from shape_diff.formats.cloud_files import read_cloud, write_cloud
from shape_diff.formats.export import write_mesh
from shape_diff.formats.mesh_files import read_mesh
from shape_diff_viewer.collection import Collection, open_paths
from shape_diff_viewer.colors import COLOR_BY
from shape_diff_viewer.web.guard import MAX_UPLOAD_BYTES
from shape_diff_viewer.web.server import MAX_CONNECTIONS, PageServer, make_server

JSON = {"Content-Type": "application/json"}
BINARY = {"Content-Type": "application/octet-stream"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageServer]:
    model = write_tiny_model(tmp_path_factory.mktemp("model") / "tiny.safetensors")
    with serving(two_items(), model=model) as running:
        yield running


def ask(
    server: PageServer, path: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, bytes, dict[str, str]]:
    """One request with its path sent exactly as it is given."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    try:
        connection.request(method, path, body, token_of(server) | (headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def token_of(server: PageServer) -> dict[str, str]:
    return {"Authorization": f"token {server.guard.token}"}


def ask_json(server: PageServer, path: str, fields: dict | None = None) -> dict:
    body = None if fields is None else json.dumps(fields).encode()
    status, content, _ = ask(server, path, "GET" if body is None else "POST", body, JSON)
    assert status == 200, content
    return json.loads(content)


def error_of(content: bytes) -> str:
    return json.loads(content)["error"]


# Answers


def test_the_page_and_its_files(server: PageServer) -> None:
    status, page, headers = ask(server, "/")
    assert status == 200 and b"<canvas" in page
    assert headers["x-content-type-options"] == "nosniff"
    assert "http" not in headers["content-security-policy"]
    assert ask(server, "/main.js")[2]["content-type"].startswith("text/javascript")
    assert ask(server, "/viewer.css")[2]["content-type"].startswith("text/css")


def test_the_collection(server: PageServer) -> None:
    facts = ask_json(server, "/api/collection")
    assert [item["name"] for item in facts["items"]][:2] == ["box", "plank"]
    assert facts["items"][0]["info"]["seed"] == 7
    assert facts["canGenerate"] is True
    assert {"key": "Space", "action": "play"}.items() <= facts["keys"][0].items()


def test_thumbnail_and_payload(server: PageServer) -> None:
    assert ask(server, "/api/item/box/thumbnail.webp")[1].startswith(b"RIFF")
    assert ask(server, "/api/item/box/payload")[1].startswith(b"\x1f\x8b")


def test_the_points_of_a_generated_sample_come_without_its_mesh(tmp_path: Path) -> None:
    write_cloud(box_cloud(50), tmp_path / "a.points.ply")
    (tmp_path / "a.obj").write_text("not a mesh")
    files = {"points": "a.points.ply", "obj": "a.obj"}
    (tmp_path / "a.json").write_text(json.dumps({"prompt": "a", "seed": 0, "files": files}))
    write_mesh(box_mesh(), tmp_path / "b.ply")
    with serving(open_paths([tmp_path])) as server:
        assert ask(server, "/api/item/a/cloud")[1].startswith(b"\x1f\x8b")
        assert ask(server, "/api/item/a/payload")[0] == 422
        assert ask(server, "/api/item/b/cloud")[0] == 404


@pytest.mark.parametrize("suffix", ["obj", "ply", "glb"])
def test_exported_meshes_keep_place_and_colours(server: PageServer, tmp_path: Path, suffix: str) -> None:
    status, content, headers = ask(server, f"/api/item/box/export.{suffix}")
    assert status == 200 and f'filename="box.{suffix}"' in headers["content-disposition"]
    (tmp_path / f"box.{suffix}").write_bytes(content)
    mesh = read_mesh(tmp_path / f"box.{suffix}")
    assert np.allclose(np.sort(mesh.vertices, axis=0), np.sort(box_mesh().vertices, axis=0), atol=1e-6)
    assert mesh.rgb is not None and np.array_equal(np.rint(mesh.rgb * 255), np.tile(MESH_RGB, (len(mesh.rgb), 1)))


def test_exported_stl_and_points(server: PageServer, tmp_path: Path) -> None:
    assert len(ask(server, "/api/item/box/export.stl")[1]) == 84 + 50 * 12
    (tmp_path / "points.ply").write_bytes(ask(server, "/api/item/box/export.points.ply")[1])
    cloud = read_cloud(tmp_path / "points.ply")
    assert np.array_equal(cloud.xyz, box_cloud().xyz)
    assert cloud.rgb is not None and np.array_equal(np.rint(cloud.rgb[0] * 255), CLOUD_RGB)


@pytest.mark.parametrize(("what", "frames"), [("turntable", 36), ("denoising", STEPS)])
def test_moving_pictures_have_the_size_that_was_asked_for(server: PageServer, what: str, frames: int) -> None:
    status, content, headers = ask(server, f"/api/item/box/{what}.webp?size=24&color=height")
    assert status == 200 and f'filename="box.{what}.webp"' in headers["content-disposition"]
    with Image.open(io.BytesIO(content)) as animation:
        assert (animation.format, animation.size, animation.n_frames) == ("WEBP", (24, 24), frames)


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("box/turntable.webp?size=5000", 422, "an animation has 16 to 1024 pixels a side, got 5000"),
        ("box/turntable.webp?size=wide", 400, "size must be a number of pixels"),
        ("box/turntable.webp?color=taste", 422, f"colours can stand for {', '.join(COLOR_BY)}, not 'taste'"),
        ("plank/denoising.webp?size=24", 422, "this sample has no denoising steps; generate it with --keep-steps"),
    ],
)  # fmt: skip
def test_impossible_moving_pictures(server: PageServer, address: str, status: int, sentence: str) -> None:
    found, content, _ = ask(server, f"/api/item/{address}")
    assert (found, error_of(content)) == (status, sentence)


def test_what_is_not_there_is_said(server: PageServer) -> None:
    assert ask(server, "/api/item/nothing/payload")[0] == 404
    status, content, _ = ask(server, "/api/item/box/export.exe")
    assert status == 422 and "choose one of obj, ply, glb, stl" in error_of(content)
    status, content, _ = ask(server, "/api/item/plank/export.points.ply")
    assert status == 422 and error_of(content) == "a plank has no points to export"


def test_generate_with_progress(server: PageServer) -> None:
    sampling = {"points": 256, "steps": 4}
    fields = {"prompt": "a wooden barrel", "seed": 3, "sampling": sampling, "with_mesh": False, "keep_steps": True}
    job = ask_json(server, "/api/generate", fields)["job"]
    seen: list[float] = []
    deadline = time.monotonic() + 120
    while not (now := ask_json(server, f"/api/generate/{job}"))["finished"]:
        seen.append(now["progress"])
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert now["error"] is None and now["progress"] == 1
    assert seen == sorted(seen)
    (name,) = [item["name"] for item in now["items"]]
    assert [item["name"] for item in ask_json(server, "/api/collection")["items"]].count(name) == 1
    assert ask(server, f"/api/item/{name}/payload")[0] == 200
    assert list(server.jobs.generator.folder.glob("*.steps.npz")) if server.jobs else False


def test_one_job_at_a_time_and_cancel(server: PageServer) -> None:
    long = {"prompt": "a chair", "sampling": {"points": 4096, "steps": 5000}, "with_mesh": False}
    job = ask_json(server, "/api/generate", long)["job"]
    status, content, _ = ask(server, "/api/generate", "POST", json.dumps(long).encode(), JSON)
    assert status == 409 and "wait for it or cancel it" in error_of(content)
    ask_json(server, f"/api/generate/{job}/cancel", {})
    deadline = time.monotonic() + 60
    while not (now := ask_json(server, f"/api/generate/{job}"))["finished"]:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert now["cancelled"] and now["items"] == [] and now["error"] is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"prompt": " "}, "prompt"),
        ({"prompt": "a", "sampling": {"steps": 0}}, "step"),
        ({"prompt": "a", "size": 3}, "size"),
        ({"prompt": "a cup", "seed": -1}, "seed"),
        ({}, "prompt"),
        ({"prompt": "a", "images": ["/etc/passwd"]}, "images"),
        ({"prompt": "a", "pictures": [0]}, "no such picture"),
        ({"prompt": "a", "pictures": ["/etc/passwd"]}, "no such picture"),
        ({"prompt": "a", "count": 65}, "at most 64"),
    ],
)
def test_impossible_requests(server: PageServer, fields: dict, sentence: str) -> None:
    status, content, _ = ask(server, "/api/generate", "POST", json.dumps(fields).encode(), JSON)
    assert status == 422 and sentence in error_of(content)


def test_upload(server: PageServer, tmp_path: Path) -> None:
    write_cloud(box_cloud(50), tmp_path / "mine.ply")
    content = (tmp_path / "mine.ply").read_bytes()
    status, answer, _ = ask(server, "/api/upload?name=..%2F..%2Fmine.ply", "POST", content, BINARY)
    assert status == 200, answer
    item = json.loads(answer)["item"]
    assert item["title"] == "mine.ply"
    assert ask(server, f"/api/item/{item['name']}/export.points.ply")[1] == content


@pytest.mark.parametrize("climb", ["", "../", "../../", "../../../"])
def test_an_upload_reads_no_other_files(server: PageServer, tmp_path: Path, climb: str) -> None:
    (tmp_path / "secret.mtl").write_text("newmtl m\nKd 1 0 0\n")
    text = f"mtllib {climb}secret.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nusemtl m\nf 1 2 3\n"
    shape = server.uploads.shape([("a.obj", text.encode())]).load()
    assert shape.mesh is not None and shape.mesh.rgb is None
    assert any("secret.mtl" in note for note in shape.notes)
    (tmp_path / "a.obj").write_text(text.replace(climb, ""))  # beside the file it would be found
    assert read_mesh(tmp_path / "a.obj").rgb is not None


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("x.ply", b"", "empty"),
        ("x.ply", b"ply\nformat", "header"),
        ("x.exe", b"MZ", "known are"),
        ("", b"1", "known are"),
    ],
)
def test_broken_uploads(server: PageServer, name: str, content: bytes, sentence: str) -> None:
    status, answer, _ = ask(server, f"/api/upload?name={name}", "POST", content, BINARY)
    assert status == 422 and sentence in error_of(answer) and "/tmp" not in error_of(answer)


# Refusals

ESCAPES = [
    "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/etc/passwd",
    "/%2fetc%2fpasswd", "/main.js%00.png", "/..", "/page/../../server.py", "/server.py", "/web/server.py", "/api/",
    "/api/item/", "/api/item/..%2f..%2fsecret.ply/payload", "/api/item/%2e%2e/payload", "/api/item/../secret/payload",
    "/api/item/%2ftmp%2fsecret.ply/payload", "/api/item/secret%00/payload", "/api/item/box/export.obj%2f..%2fx",
    "/api/item/box/..", "/..%5c..%5cwindows", "/%252e%252e/etc/passwd", "http://elsewhere/etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("path", ESCAPES)
def test_nothing_outside_is_served(server: PageServer, path: str) -> None:
    status, content, _ = ask(server, path)
    assert status in (400, 403, 404, 422), content
    assert b"root:" not in content and b"class PageServer" not in content


def test_links_out_of_the_folder_are_not_served(tmp_path: Path) -> None:
    folder, outside = tmp_path / "opened", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    write_mesh(box_mesh(), outside / "secret.ply")
    write_mesh(box_mesh(), folder / "open.ply")
    (folder / "link.ply").symlink_to(outside / "secret.ply")
    (folder / "inner.ply").symlink_to(folder / "open.ply")
    manifest = {"prompt": "x", "files": {"ply": "../outside/secret.ply", "obj": str(outside / "secret.ply")}}
    (folder / "made.json").write_text(json.dumps(manifest))
    with serving(open_paths([folder])) as server:
        names = {item["name"] for item in ask_json(server, "/api/collection")["items"]}
        assert names == {"open", "inner", "made"}
        assert ask(server, "/api/item/open/payload")[0] == ask(server, "/api/item/inner/payload")[0] == 200
        assert ask(server, "/api/item/link/payload")[0] == 404
        assert ask(server, "/api/item/link/thumbnail.webp")[0] == 404
        assert ask(server, "/api/item/made/payload")[0] == 422


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "192.168.0.7", "["])
def test_foreign_host_names_are_refused(server: PageServer, host: str) -> None:
    assert ask(server, "/api/collection", headers={"Host": host})[0] == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9999", "[::1]:8080", "LOCALHOST:1"])
def test_names_of_this_machine_are_served(server: PageServer, host: str) -> None:
    assert ask(server, "/api/collection", headers={"Host": host})[0] == 200


def test_other_pages_cannot_change_anything(server: PageServer) -> None:
    body = json.dumps({"prompt": "a cup"}).encode()
    for headers in (
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": f"http://127.0.0.1:{server.server_port + 1}"},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    ):  # fmt: skip
        assert ask(server, "/api/generate", "POST", body, JSON | headers)[0] == 403
        assert ask(server, "/api/upload?name=x.ply", "POST", body, BINARY | headers)[0] == 403
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        assert ask(server, "/api/generate", "POST", body, {"Content-Type": kind})[0] == 415
        assert ask(server, "/api/upload?name=x.ply", "POST", body, {"Content-Type": kind})[0] == 415


def test_sizes_are_limited(server: PageServer) -> None:
    claimed = BINARY | {"Content-Length": str(MAX_UPLOAD_BYTES + 1)}
    status, content, _ = ask(server, "/api/upload?name=x.ply", "POST", b"x", claimed)
    assert status == 413 and "at most 67,108,864" in error_of(content)
    assert ask(server, "/api/generate", "POST", b" " * 70_000, JSON)[0] == 413
    assert ask(server, "/api/generate", "POST", b"x", JSON | {"Content-Length": "-1"})[0] == 411
    assert ask(server, "/" + "x" * 70_000)[0] == 414
    assert ask(server, "/api/generate", "POST", b"[" * 5000, JSON)[0] == 400
    assert ask(server, "/api/generate", "POST", b"[]", JSON)[0] == 400


def test_other_methods_are_refused(server: PageServer) -> None:
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE"):
        assert ask(server, "/", method)[0] == 501


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_every_address_needs_the_token_on_loopback_too(host: str) -> None:
    with serving(two_items(), host=host) as server:
        token = server.guard.token
        assert len(token) >= 20 and server.address.endswith(f"/?token={token}")
        wrong = [{}, {"Cookie": f"shape-diff-{server.server_port}={token[:-1]}"}, {"Authorization": "token "}]
        for shown in wrong:
            headers = {"Authorization": ""} | shown
            for path in (
                "/",
                "/api/collection",
                "/main.js",
                "/api/item/box/payload",
                f"/?token={token[:-1]}",
                "/?token=",
            ):
                status, content, _ = ask(server, path, headers=headers)
                assert status == 403 and "open the link that the program printed" in error_of(content)
            assert ask(server, "/api/generate", "POST", b"{}", JSON | headers)[0] == 403


def test_the_printed_link_lets_a_browser_in_by_a_cookie() -> None:
    with serving(two_items()) as server:
        link = server.address.removeprefix(f"http://127.0.0.1:{server.server_port}")
        status, content, headers = ask(server, link, headers={"Authorization": ""})
        assert (status, content, headers["location"]) == (303, b"", "/")
        cookie = headers["set-cookie"]
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
        carried = {"Authorization": "", "Cookie": f"other=1; {cookie.partition(';')[0]}; more=2"}
        assert ask(server, "/api/collection", headers=carried)[0] == 200
        # Another port, another program: its cookie has another name.
        assert ask(server, "/api/collection", headers=carried | {"Host": "localhost:1"})[0] == 403


def test_other_names_reach_a_server_that_listens_to_all() -> None:
    with serving(two_items(), host="0.0.0.0") as server:
        assert ask(server, "/api/collection", headers={"Host": "gpu-server:8080"})[0] == 200
        assert ask(server, "/../api/collection")[0] == 404


def test_head_answers_like_get_and_refusals_are_json(server: PageServer) -> None:
    for path in ("/", "/main.js", "/api/collection"):
        status, content, headers = ask(server, path, "HEAD")
        assert status == 200 and content == b"" and int(headers["content-length"]) > 100
    for method, path in (("PUT", "/"), ("GET", "/nothing"), ("GET", "/" + "x" * 70_000)):
        status, content, headers = ask(server, path, method)
        assert status >= 400 and headers["content-type"] == "application/json" and error_of(content)


def test_connections_are_limited(server: PageServer) -> None:
    held = [socket.create_connection(("127.0.0.1", server.server_port)) for _ in range(MAX_CONNECTIONS)]
    try:
        with pytest.raises(ConnectionError):
            for _ in range(10):
                ask(server, "/api/collection")
    finally:
        for connection in held:
            connection.close()
    deadline = time.monotonic() + 30
    while not answers(server):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def answers(server: PageServer) -> bool:
    try:
        return ask(server, "/main.js")[0] == 200
    except ConnectionError:
        return False


def test_a_viewer_that_does_not_generate() -> None:
    with serving(Collection()) as server:
        assert ask_json(server, "/api/collection")["canGenerate"] is False
        assert ask(server, "/api/generate", "POST", b'{"prompt": "x"}', JSON)[0] == 404


# Getting there


def test_through_a_tunnel(server: PageServer) -> None:
    """Bytes carried from another port, as `ssh -L` does."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        threading.Thread(target=relay, args=(door, server.server_port), daemon=True).start()
        base = f"http://localhost:{port}"
        asked = urllib.request.Request(f"{base}/api/item/box/payload", headers=token_of(server))
        with urllib.request.urlopen(asked, timeout=30) as answer:
            assert answer.read().startswith(b"\x1f\x8b")
        empty = urllib.request.Request(
            f"{base}/api/generate", b'{"prompt": ""}', JSON | token_of(server) | {"Origin": base}
        )
        with pytest.raises(HTTPError) as refused:
            urllib.request.urlopen(empty, timeout=30)
        assert refused.value.code == 422  # understood, and not refused as foreign


def relay(door: socket.socket, port: int) -> None:
    """Carry the bytes of every connection to `port` and back."""
    while True:
        try:
            near, _ = door.accept()
        except OSError:
            return
        far = socket.create_connection(("127.0.0.1", port))
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=carry, args=(source, target), daemon=True).start()


def carry(source: socket.socket, target: socket.socket) -> None:
    try:
        while content := source.recv(65_536):
            target.sendall(content)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


def test_a_taken_port_is_said_in_one_sentence(server: PageServer) -> None:
    with pytest.raises(ValueError, match=r"port \d+ is taken by another program; choose another with --port"):
        make_server(Collection(), "127.0.0.1", server.server_port, None)
    with pytest.raises(ValueError, match=r"--host 203\.0\.113\.9 is not an address of this machine"):
        make_server(Collection(), "203.0.113.9", 0, None)
    with pytest.raises(ValueError, match="--port must be"):
        make_server(Collection(), "127.0.0.1", 70_000, None)


def test_ctrl_c_ends_it_cleanly() -> None:
    code = (
        "from shape_diff_viewer.collection import Collection\n"
        "from shape_diff_viewer.web.server import serve\n"
        "serve(Collection(), port=0)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        advice = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait(20) == 0
    port = first.split("127.0.0.1:")[1].split("/")[0]
    assert f"ssh -N -L {port}:127.0.0.1:{port}" in advice
    assert rest == "the viewer has ended\n"
