import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from drawn_objects import (
    OBJECTS,
    SIDE,
    background,
    drawn,
    mask_of,
    noisy,
    on_background,
    overlap,
    through_jpeg,
    with_shadow,
)

from shape_diff.machine.optional_parts import REMBG
from shape_diff.pictures.border_matte import cut_by_border
from shape_diff.pictures.matte import MATTES, cut_by_rembg, cut_out, rembg_is_ready


def found(rgb: np.ndarray) -> np.ndarray:
    return mask_of(cut_by_border(rgb))


@pytest.mark.parametrize("kind", OBJECTS)
@pytest.mark.parametrize("behind", ["white", "black", "gradient", "vignette"])
def test_the_object_is_found_on_plain_uneven_noisy_and_compressed_backgrounds(kind: str, behind: str) -> None:
    if (kind, behind) == ("cube", "vignette"):
        pytest.skip("the cube's top has the colour of this background")
    thing = drawn(kind)
    rgb = on_background(thing, background(behind))
    # Half a pixel around a pole of five pixels is a tenth of it; the rim of the plate is nearly as bright as the sky.
    least = 0.92 if kind == "lamp" or (kind, behind) == ("plate", "gradient") else 0.97
    assert overlap(found(rgb), mask_of(thing)) > least
    assert overlap(found(noisy(rgb, 6)), mask_of(thing)) > least
    assert overlap(found(through_jpeg(rgb, 50)), mask_of(thing)) > least


@pytest.mark.parametrize("kind", OBJECTS)
@pytest.mark.parametrize("behind", ["white", "gradient"])
def test_light_shadows_go_with_the_background(kind: str, behind: str) -> None:
    thing = drawn(kind)
    shaded = with_shadow(background(behind), thing, 0.25)
    assert overlap(found(on_background(thing, shaded)), mask_of(thing)) > 0.93
    assert overlap(found(noisy(on_background(thing, shaded), 3)), mask_of(thing)) > 0.93


def test_white_inside_a_white_plate_on_white_paper_stays() -> None:
    thing = drawn("plate")
    alpha = cut_by_border(on_background(thing, background("white")))[..., 3]
    assert alpha[SIDE // 2, SIDE // 2] == 255
    assert (alpha[mask_of(thing)] > 127).mean() > 0.97


def test_the_border_is_soft_and_has_the_colour_of_the_object() -> None:
    """A dark red disk out of white: what the lens mixed with white comes apart into red and transparency."""
    thing = drawn("ball")
    thing = np.concatenate([np.broadcast_to(np.uint8([150, 20, 30]), (*thing.shape[:2], 3)), thing[..., 3:]], axis=2)
    cut = cut_by_border(on_background(thing, background("white")))
    mixed = (thing[..., 3] > 60) & (thing[..., 3] < 200)
    assert mixed.sum() > 200
    assert np.abs(cut[mixed][:, 3].astype(float) - thing[mixed][:, 3]).mean() < 20
    assert ((cut[mixed][:, 3] > 20) & (cut[mixed][:, 3] < 235)).mean() > 0.5
    seen = mixed & (cut[..., 3] > 50)
    mixed_rgb = on_background(thing, background("white"))[seen].astype(float)
    before = np.abs(mixed_rgb - [150, 20, 30]).mean()
    assert np.abs(cut[seen][:, :3].astype(float) - [150, 20, 30]).mean() < 0.35 * before


def test_dust_is_removed_and_a_second_object_is_not() -> None:
    thing = drawn("ball")
    rgb = on_background(thing, background("white")).copy()
    rgb[5:8, 5:8] = 0
    rgb[200:235, 5:40] = (200, 30, 30)
    mask = found(rgb)
    assert not mask[3:10, 3:10].any() and mask[205:230, 10:35].all()


def test_a_busy_background_is_left_alone_and_said() -> None:
    busy = np.random.default_rng(0).integers(0, 256, (12, 12, 3), dtype=np.uint8).repeat(20, 0).repeat(20, 1)
    cutout = cut_out(on_background(drawn("ball"), busy), "border")
    assert (cutout.pixels[..., 3] == 255).all()
    assert "no plain background was found" in cutout.note and "whole picture" in cutout.note


def test_a_picture_that_is_all_background_is_kept_whole_and_said() -> None:
    gradient = on_background(np.zeros((SIDE, SIDE, 4), np.uint8), background("gradient"))
    cutout = cut_out(gradient, "border")
    assert np.array_equal(cutout.pixels[..., :3], gradient) and (cutout.pixels[..., 3] == 255).all()
    assert "nothing was left" in cutout.note


def test_the_note_says_how() -> None:
    assert cut_out(on_background(drawn("ball"), background("white")), "border").note == (
        "the background was removed by the colour of the border"
    )


@pytest.mark.parametrize("shape", [(16, 16), (17, 300), (300, 3), (1, 40)])
def test_small_and_narrow_pictures(shape: tuple[int, int]) -> None:
    rgb = np.full((*shape, 3), 250, np.uint8)
    rgb[shape[0] // 3 : shape[0] // 3 * 2 + 1, shape[1] // 3 : shape[1] // 3 * 2] = (30, 60, 90)
    assert cut_by_border(rgb).shape == (*shape, 4)


def test_every_matte_in_the_table_keeps_size_and_type() -> None:
    rgb = on_background(drawn("ball"), background("white"))
    for name, matte in MATTES.items():
        if name == "rembg":
            continue  # has a test of its own below, which needs the package
        pixels = matte(rgb)
        assert pixels.shape == (*rgb.shape[:2], 4) and pixels.dtype == np.uint8


@pytest.fixture
def no_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for rembg without weights."""
    monkeypatch.setenv("U2NET_HOME", str(tmp_path / "rembg"))
    (tmp_path / "rembg").mkdir()
    return tmp_path / "rembg"


def test_auto_does_not_use_rembg_without_weights_on_disk(no_weights: Path) -> None:
    assert not rembg_is_ready()
    assert "colour of the border" in cut_out(on_background(drawn("ball"), background("white")), "auto").note
    assert list(no_weights.iterdir()) == []


@pytest.mark.skipif(REMBG.is_installed, reason="rembg is installed")
def test_without_rembg_the_sentence_says_what_to_install() -> None:
    with pytest.raises(ValueError, match=r"pip install 'shape-diff\[rembg\]'"):
        cut_by_rembg(np.zeros((32, 32, 3), np.uint8))


def test_a_rembg_that_ends_the_program_on_import_is_an_error_like_others(tmp_path: Path) -> None:
    """What rembg 2.0 does without onnxruntime."""
    (tmp_path / "rembg").mkdir()
    (tmp_path / "rembg" / "__init__.py").write_text("import sys\nsys.exit(1)\n")
    code = (
        "import numpy as np\nfrom shape_diff.pictures.matte import cut_by_rembg\n"
        "try:\n    cut_by_rembg(np.zeros((32, 32, 3), np.uint8))\nexcept ValueError as error:\n    print(error)\n"
    )
    script = f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\n{code}"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and "shape-diff[rembg]" in done.stdout


def write_toy_u2net(path: Path) -> None:
    """A network of U^2-Net's input and output that answers with how dark a pixel is."""
    import onnx
    from onnx import TensorProto, helper

    def tensor(name: str, channels: int) -> object:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, channels, 320, 320])

    nodes = [
        helper.make_node("ReduceMean", ["picture"], ["mean"], axes=[1], keepdims=1),
        helper.make_node("Neg", ["mean"], ["mask"]),
    ]
    graph = helper.make_graph(nodes, "toy", [tensor("picture", 3)], [tensor("mask", 1)])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), str(path))


@pytest.mark.needs("rembg", "onnx")
def test_rembg_runs_with_weights_on_disk(no_weights: Path) -> None:
    write_toy_u2net(no_weights / "u2net.onnx")
    assert rembg_is_ready()
    thing = drawn("lamp")
    thing[..., :3] = 0
    cutout = cut_out(on_background(thing, background("white")), "auto")
    assert cutout.note == "the background was removed by rembg"
    assert overlap(mask_of(cutout.pixels), mask_of(thing)) > 0.9


@pytest.mark.needs("rembg")
def test_rembg_with_broken_weights_is_one_sentence(no_weights: Path) -> None:
    (no_weights / "u2net.onnx").write_bytes(b"nothing of the kind")
    with pytest.raises(ValueError, match="rembg could not load its network u2net: ") as caught:
        cut_out(on_background(drawn("ball"), background("white")), "rembg")
    assert "\n" not in str(caught.value)
