"""`shape-diff reconstruct`: any cloud a user has."""

import inspect
import json
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
import trimesh

from shape_diff.app.cli import main
from shape_diff.app.commands.generate import generate
from shape_diff.app.commands.mesh_arguments import mesh_options
from shape_diff.app.commands.reconstruct import reconstruct
from shape_diff.formats.cloud_files import write_cloud
from shape_diff.geometry import PointCloud
from shape_diff.models.header import Header
from shape_diff.models.model import save_model
from shape_diff.networks.field import FieldNetwork, FieldNetworkConfig
from shape_diff.reconstruction.mesh_options import LOW_POLY_FACES, MeshOptions
from shape_diff.reconstruction.methods import DEFAULT_METHOD, METHODS
from shape_diff.reconstruction.options import ReconstructionOptions


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["shape-diff", "reconstruct", *map(str, arguments)])
    with pytest.raises(SystemExit) as caught:
        main()
    return int(caught.value.code or 0)


@pytest.fixture
def ball(tmp_path: Path) -> Path:
    """Points on a sphere of radius 3 around (10, 0, 0), with normals and without colours."""
    normals = np.random.default_rng(0).normal(size=(2000, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return write_cloud(PointCloud(3 * normals + [10, 0, 0], normals=normals), tmp_path / "ball.ply")


def test_a_cloud_becomes_a_mesh_in_its_own_coordinates(
    ball: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = ball.with_name("ball.stl")
    assert run(monkeypatch, ball, "-o", out, "--resolution", 64, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["watertight"] and report["genus"] == 0
    mesh = trimesh.load_mesh(out)
    assert mesh.volume == pytest.approx(4 / 3 * np.pi * 27, rel=0.03)
    assert mesh.centroid == pytest.approx([10, 0, 0], abs=0.05)


def test_a_cloud_is_not_overwritten_by_its_mesh(
    ball: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ball.read_bytes()
    assert run(monkeypatch, ball, "-o", ball) == 2
    assert run(monkeypatch, ball, "-o", ball.with_suffix(".glb"), "--formats", "ply") == 2
    assert "would be overwritten" in capsys.readouterr().err
    assert ball.read_bytes() == before and not ball.with_suffix(".glb").exists()


def test_folders_are_told_to_be_folders(
    ball: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in ((ball.parent, "-o", "a.glb"), (ball, "-o", ball.parent)):
        assert run(monkeypatch, *arguments) == 2
        assert "is a folder; name a file" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".ply", ".obj"])
def test_a_mesh_is_drawn_from(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not from its eight corners."""
    trimesh.creation.box((1, 2, 0.5)).export(tmp_path / f"box{suffix}")
    assert run(monkeypatch, tmp_path / f"box{suffix}", "-o", tmp_path / "out.stl", "--resolution", 48) == 0
    assert "is a mesh; 50,000 points were drawn" in capsys.readouterr().err
    made = trimesh.load_mesh(tmp_path / "out.stl")
    assert made.extents == pytest.approx([1, 2, 0.5], abs=0.05) and made.volume == pytest.approx(1, rel=0.05)


def test_a_cloud_that_is_z_up_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corners = np.random.default_rng(0).normal(size=(2000, 3))
    corners /= np.linalg.norm(corners, axis=1, keepdims=True)
    tall = write_cloud(PointCloud(corners * [1, 1, 3], normals=None), tmp_path / "tall.ply")
    for up, axis in (("y", 1), ("z", 2)):
        out = tmp_path / f"{up}.stl"
        arguments = ("--cloud-up", "z", "--up", up, "--resolution", 48, "--method", "poisson")
        assert run(monkeypatch, tall, "-o", out, *arguments) == 0
        assert trimesh.load_mesh(out).extents.argmax() == axis
    assert run(monkeypatch, tall, "-o", tmp_path / "x.stl", "--cloud-up", "x") == 2


def test_the_columns_of_a_text_can_be_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Positions behind the normals: without a word they would be taken the other way round."""
    normals = np.random.default_rng(0).normal(size=(1500, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    np.savetxt(tmp_path / "a.txt", np.hstack([normals, 3 * normals]))
    arguments = (tmp_path / "a.txt", "-o", tmp_path / "a.stl", "--resolution", 48, "--columns", "nx ny nz x y z")
    assert run(monkeypatch, *arguments) == 0
    assert trimesh.load_mesh(tmp_path / "a.stl").volume == pytest.approx(4 / 3 * np.pi * 27, rel=0.03)


@pytest.mark.parametrize(
    ("name", "content", "out", "words"),
    [
        ("gone.ply", None, "a.obj", "gone.ply"),
        ("text.ply", "hello", "a.obj", "text.ply"),
        ("three.xyz", "0 0 0\n1 0 0\n0 1 0\n", "a.obj", "4"),
        ("same.xyz", "1 1 1\n" * 9, "a.obj", "equal"),
        ("nan.xyz", "0 0 nan\n" * 9, "a.obj", "NaN"),
        ("ball.ply", None, "a.fbx", ".glb"),
    ],
)
def test_mistakes_are_one_sentence(
    ball: Path, name: str, content: str | None, out: str, words: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    cloud = ball.with_name(name)
    if content is not None:
        cloud.write_text(content)
    assert run(monkeypatch, cloud, "-o", ball.with_name(out)) == 2
    sentence = capsys.readouterr().err.strip()
    assert sentence.startswith("error: ") and "\n" not in sentence
    assert words in sentence
    assert not ball.with_name(out).exists()


@pytest.fixture
def painted(tmp_path: Path) -> Path:
    """Points on a box of 2 x 1 x 0.5, blue above and red below."""
    generator = np.random.default_rng(1)
    side = generator.integers(0, 6, 6000)
    xyz = generator.uniform(-1, 1, (6000, 3))
    xyz[np.arange(6000), side % 3] = np.where(side < 3, 1, -1)
    normals = np.zeros((6000, 3))
    normals[np.arange(6000), side % 3] = np.where(side < 3, 1, -1)
    rgb = np.where(xyz[:, 1:2] > 0, [[0.1, 0.2, 0.9]], [[0.9, 0.2, 0.1]])
    return write_cloud(PointCloud(xyz * [1, 0.5, 0.25], rgb, normals), tmp_path / "box.ply")


def test_a_glb_has_a_texture_and_the_colours_are_right(painted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = painted.with_suffix(".glb")
    assert run(monkeypatch, painted, "-o", out, "--resolution", 64) == 0
    mesh = trimesh.load_mesh(out)
    assert isinstance(mesh.visual, trimesh.visual.TextureVisuals)
    colors = mesh.visual.to_color().vertex_colors
    top, bottom = mesh.vertices[:, 1] > 0.3, mesh.vertices[:, 1] < -0.3
    assert np.abs(colors[top, :3].mean(0) - 255 * np.array([0.1, 0.2, 0.9])).max() < 4
    assert np.abs(colors[bottom, :3].mean(0) - 255 * np.array([0.9, 0.2, 0.1])).max() < 4


def test_a_solid_for_the_printer(
    painted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """80 mm long, z up: the box's 1 high becomes 40 along z, its 0.5 deep 20 along y."""
    out = painted.with_suffix(".stl")
    options = ("--watertight", "--size-mm", 80, "--up", "z", "--faces", 2000, "--resolution", 64, "--json")
    assert run(monkeypatch, painted, "-o", out, *options) == 0
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    assert report["watertight"] and report["self_intersections"] == 0
    assert report["faces"] <= 2000
    assert "watertight: yes" in captured.err
    extents = trimesh.load_mesh(out).extents
    assert extents == pytest.approx([80, 20, 40], abs=2.5)  # two cells of the grid
    assert extents.max() == pytest.approx(80, rel=1e-4)


def test_a_sheet_stays_open_by_alpha_and_cannot_be_a_solid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    xyz = np.random.default_rng(0).uniform(-1, 1, (3000, 3)) * [1, 0, 1]
    sheet = write_cloud(PointCloud(xyz, normals=np.tile([0, 1, 0], (3000, 1))), tmp_path / "sheet.ply")
    assert run(monkeypatch, sheet, "-o", tmp_path / "sheet.obj", "--method", "alpha", "--json") == 0
    assert json.loads(capsys.readouterr().out)["open_edges"] > 0
    assert run(monkeypatch, sheet, "-o", tmp_path / "no.obj", "--method", "alpha", "--watertight") == 2
    assert "open edges" in capsys.readouterr().err
    assert not (tmp_path / "no.obj").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--method", "magic"), "poisson"),
        (("--faces", 2), "at least 4"),
        (("--up", "x"), "y or z"),
        (("--size-mm", -3), "above 0"),
        (("--resolution", 5), "16 to 512"),
        (("--texture",), ".stl files have no texture"),
    ],
)
def test_wrong_options_are_one_sentence(
    painted: Path, options: tuple[object, ...], words: str, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = painted.with_suffix(".stl")
    assert run(monkeypatch, painted, "-o", out, *options) == 2
    sentence = capsys.readouterr().err.strip()
    assert sentence.startswith("error: ") and "\n" not in sentence and words in sentence
    assert not out.exists()


def test_the_help_names_the_real_defaults_and_methods(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    defaults = inspect.signature(reconstruct).parameters
    options = ReconstructionOptions()
    assert defaults["method"].default == DEFAULT_METHOD
    assert defaults["resolution"].default == options.resolution
    assert defaults["time_limit"].default == options.time_limit_s
    assert defaults["field"].default == options.field
    assert run(monkeypatch, "--help") == 0
    shown = capsys.readouterr().out
    assert all(method in shown for method in METHODS)


def test_generate_and_reconstruct_share_their_mesh_options() -> None:
    shared = inspect.signature(mesh_options).parameters
    for command in (generate, reconstruct):
        own = inspect.signature(command).parameters
        assert [own[name].default for name in shared] == [parameter.default for parameter in shared.values()]
        assert "mesh_arguments" not in own
    chosen = mesh_options()
    assert chosen == MeshOptions()
    assert mesh_options(faces="full").finish.faces is None
    assert mesh_options(faces="12,000").finish.faces == 12_000
    assert mesh_options(look="low-poly").finish.faces == LOW_POLY_FACES


def test_formats_beside_the_file_and_levels_are_written_and_said(
    painted: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = painted.with_name("prop.glb")
    options = ("--formats", "stl", "--lods", 1, "--size-mm", 800, "--faces", 900, "--resolution", 48, "--json")
    assert run(monkeypatch, painted, "-o", out, *options) == 0
    captured = capsys.readouterr()
    report = json.loads(captured.out)
    files = [report, *report["other_files"]]
    assert [file["file"] for file in files] == ["prop.glb", "prop.stl", "prop.lod1.glb", "prop.lod1.stl"]
    for file in files:
        mesh = trimesh.load_mesh(out.with_name(file["file"]))
        assert len(mesh.faces) == file["faces"]
        assert mesh.extents.max() == pytest.approx(0.8 if file["unit"] == "m" else 800, rel=0.02)
        assert file["file"] in captured.err
    assert trimesh.load_mesh(out).bounds[0, 1] == pytest.approx(0, abs=1e-6)
    assert report["printing"]["thinnest_wall"] < 0.8


def test_a_field_of_ones_own_makes_the_surface(
    ball: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An untrained network keeps the tangent planes of the points, so it finds the ball too, but not the same one."""
    config = FieldNetworkConfig(
        point_dim=32, edge_dim=16, latent_dim=32, latents=8, blocks=1, heads=2, head_dim=16, bands=2
    )
    own = ball.with_name("own.safetensors")
    torch.manual_seed(0)
    weights = {f"field.{name}": tensor for name, tensor in FieldNetwork(config).state_dict().items()}
    save_model(own, weights, Header("field", {"field": config}))
    options = ("--method", "neural", "--resolution", 32)
    meshes = []
    for name, chosen in (("shipped.stl", ()), ("own.stl", ("--field", own))):
        assert run(monkeypatch, ball, "-o", ball.with_name(name), *options, *chosen) == 0
        meshes.append(trimesh.load_mesh(ball.with_name(name)))
    for mesh in meshes:
        assert mesh.volume == pytest.approx(4 / 3 * np.pi * 27, rel=0.1)
    assert meshes[0].volume != meshes[1].volume
    capsys.readouterr()
    for wrong, words in (("nope", "unknown model 'nope'"), ("text_image", "unknown model 'text_image'")):
        assert run(monkeypatch, ball, "-o", ball.with_name("a.stl"), *options, "--field", wrong) == 2
        assert words in capsys.readouterr().err
