import io
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from drawn_objects import background, drawn, mask_of, on_background, overlap
from PIL import Image, ImageCms

from shape_diff.pictures.framing import PICTURE_SIZE, is_framed
from shape_diff.pictures.preparing import MAX_VIEWS, prepare_picture, prepare_pictures
from shape_diff.pictures.reading import MAX_SIDE, PictureSource, read_picture

LEFT, RIGHT, GREY_LEFT, GREY_RIGHT = (200, 60, 30), (40, 90, 160), (180,) * 3, (60,) * 3


def halves(left: tuple[int, ...] = LEFT, right: tuple[int, ...] = RIGHT, framed: bool = False) -> np.ndarray:
    """Two colours side by side, (64, 64, 4) uint8; transparent all around if framed."""
    pixels = np.full((64, 64, 4), 255, np.uint8)
    pixels[:, :32, :3], pixels[:, 32:, :3] = left, right
    if framed:
        pixels[:16, :, 3] = pixels[-16:, :, 3] = pixels[:, :16, 3] = pixels[:, -16:, 3] = 0
    return pixels


GREY = halves(GREY_LEFT, GREY_RIGHT)
FRAMED = halves(framed=True)
FRAMED_GREY = halves(GREY_LEFT, GREY_RIGHT, framed=True)


def saved(image: Image.Image, path: Path, **options: object) -> Path:
    image.save(path, **options)  # type: ignore[arg-type]
    return path


def assert_same_picture(found: np.ndarray, expected: np.ndarray, tolerance: int = 0) -> None:
    """Equal alpha, and equal colours where they can be seen, but for the border of the halves."""
    assert found.shape == expected.shape and found.dtype == np.uint8
    assert np.array_equal(found[..., 3], expected[..., 3])
    seen = expected[..., 3] > 0
    seen[:, 28:36] = False  # where compression mixes the colours
    assert np.abs(found.astype(int) - expected)[seen].max() <= tolerance


def indexed(pixels: np.ndarray) -> Image.Image:
    """A palette picture of two colours, and a third that is to be transparent."""
    numbers = np.where(np.arange(64) < 32, 0, 1)[None].repeat(64, 0)
    numbers[pixels[..., 3] == 0] = 2
    image = Image.fromarray(numbers.astype(np.uint8))
    image.putpalette([*pixels[0, 0, :3].tolist(), *pixels[0, 63, :3].tolist(), 1, 2, 3])
    assert image.mode == "P"
    return image


def sixteen_bit(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray(pixels[..., 0].astype(np.uint16) * 257)


FILES = {
    "rgb.png": (Image.fromarray(halves()[..., :3]), {}, halves(), 0),
    "rgba.png": (Image.fromarray(FRAMED), {}, FRAMED, 0),
    "rgba.webp": (Image.fromarray(FRAMED), {"lossless": True, "exact": True}, FRAMED, 0),
    "rgba.tiff": (Image.fromarray(FRAMED), {}, FRAMED, 0),
    "rgb.jpg": (Image.fromarray(halves()[..., :3]), {"quality": 95}, halves(), 4),
    "rgb.bmp": (Image.fromarray(halves()[..., :3]), {}, halves(), 0),
    "rgb_with_key.png": (
        Image.fromarray(np.where(FRAMED[..., 3:] > 0, FRAMED[..., :3], np.uint8(9))),
        {"transparency": (9, 9, 9)},
        FRAMED,
        0,
    ),
    "palette.png": (indexed(halves()), {}, halves(), 0),
    "palette.gif": (indexed(halves()), {}, halves(), 0),
    "palette_transparent.png": (indexed(FRAMED), {"transparency": 2}, FRAMED, 0),
    "palette_transparent.gif": (indexed(FRAMED), {"transparency": 2}, FRAMED, 0),
    "palette_opacities.png": (indexed(FRAMED), {"transparency": bytes([255, 255, 0])}, FRAMED, 0),
    "grey.png": (Image.fromarray(GREY[..., 0]), {}, GREY, 0),
    "grey.jpg": (Image.fromarray(GREY[..., 0]), {"quality": 95}, GREY, 3),
    "grey_alpha.png": (Image.fromarray(FRAMED_GREY).convert("LA"), {}, FRAMED_GREY, 0),
    "grey16.png": (sixteen_bit(GREY), {}, GREY, 0),
    "grey16.tiff": (sixteen_bit(GREY), {}, GREY, 0),
    "grey32.tiff": (Image.fromarray(GREY[..., 0].astype(np.int32) * 257), {}, GREY, 0),
    "float.tiff": (Image.fromarray(GREY[..., 0].astype(np.float32) / 255), {}, GREY, 0),
    "bits.png": (Image.fromarray(halves((255,) * 3, (0,) * 3)).convert("1"), {}, halves((255,) * 3, (0,) * 3), 0),
    "cmyk.jpg": (Image.fromarray(halves()[..., :3]).convert("CMYK"), {"quality": 95}, halves(), 5),
    "cmyk.tiff": (Image.fromarray(halves()[..., :3]).convert("CMYK"), {}, halves(), 1),
    "lab.tiff": (
        ImageCms.profileToProfile(
            Image.fromarray(halves()[..., :3]),
            ImageCms.createProfile("sRGB"),
            ImageCms.createProfile("LAB"),
            outputMode="LAB",
        ),
        {},
        halves(),
        9,  # LAB of 8 bits is coarse in dark colours
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_colours(name: str, tmp_path: Path) -> None:
    image, options, expected, tolerance = FILES[name]
    read = read_picture(saved(image, tmp_path / name, **options))
    assert_same_picture(read.pixels, expected, tolerance)
    assert read.name == Path(name).stem and read.notes == ()


@pytest.mark.parametrize("name", [name for name in FILES if "key" not in name and "transparent" not in name])
def test_pil_images_are_read_as_files_are_and_left_alone(name: str) -> None:
    image, options, expected, tolerance = FILES[name]
    if "transparency" in options:
        image = image.copy()
        image.info["transparency"] = options["transparency"]
    before = (image.mode, image.size, image.tobytes())
    read = read_picture(image)
    assert_same_picture(read.pixels, expected, tolerance)
    assert read.name == "picture" and (image.mode, image.size, image.tobytes()) == before


def test_colours_stored_times_their_alpha() -> None:
    assert_same_picture(read_picture(Image.fromarray(FRAMED).convert("RGBa")).pixels, FRAMED)


ARRAYS = {
    "grey": (GREY[..., 0], GREY),
    "rgb": (halves()[..., :3], halves()),
    "rgba": (FRAMED, FRAMED),
    "grey16": (GREY[..., 0].astype(np.uint16) * 257, GREY),
    "rgba16": (FRAMED.astype(np.uint16) * 257, FRAMED),
    "big endian": ((FRAMED.astype(np.uint16) * 257).astype(">u2"), FRAMED),
    "half": ((GREY[..., 0] / 255).astype(np.float16), GREY),
    "float": ((FRAMED / 255).astype(np.float32), FRAMED),
    "double": (FRAMED / 255, FRAMED),
    "turned view": (np.ascontiguousarray(FRAMED[:, ::-1])[:, ::-1], FRAMED),
}


@pytest.mark.parametrize("name", ARRAYS)
def test_arrays(name: str) -> None:
    array, expected = ARRAYS[name]
    before = array.copy()
    assert_same_picture(read_picture(array).pixels, expected, tolerance=0)
    assert np.array_equal(array, before)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "tiff"])
def test_pictures_are_turned_as_the_camera_says(kind: str, orientation: int, tmp_path: Path) -> None:
    """Orientation n of the EXIF standard: which transposition the camera's sensor rows and columns went through."""
    upright = np.full((48, 80, 3), 240, np.uint8)
    upright[:16, :32], upright[32:, 48:] = LEFT, RIGHT
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.swapaxes(0, 1),
        6: upright.swapaxes(0, 1)[::-1],
        7: upright.swapaxes(0, 1)[::-1, ::-1],
        8: upright.swapaxes(0, 1)[:, ::-1],
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"jpg": {"quality": 95}, "png": {}, "webp": {"lossless": True}, "tiff": {}}[kind]
    path = saved(Image.fromarray(np.ascontiguousarray(stored)), tmp_path / f"turned.{kind}", exif=exif, **options)
    found = read_picture(path).pixels
    assert found.shape == (48, 80, 4)
    assert np.abs(found[8, 8, :3].astype(int) - LEFT).max() < 8
    assert np.abs(found[40, 70, :3].astype(int) - RIGHT).max() < 8


def test_a_large_photo_is_reduced_and_still_turned(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = Image.new("RGB", (4000, 1000), LEFT)
    photo.paste(RIGHT, (2000, 0, 4000, 1000))
    for name in ("photo.jpg", "photo.png"):
        found = read_picture(saved(photo, tmp_path / name, exif=exif)).pixels
        assert found.shape == (MAX_SIDE, MAX_SIDE // 4, 4)
        assert np.abs(found[100, 100, :3].astype(int) - LEFT).max() < 5
        assert np.abs(found[900, 100, :3].astype(int) - RIGHT).max() < 5


def test_reducing_does_not_mix_in_the_colours_of_transparent_pixels() -> None:
    pixels = np.zeros((2048, 2048, 4), np.uint8)
    pixels[..., 1] = 255  # green that nobody can see
    pixels[500:1500, 500:1500] = (200, 10, 20, 255)
    found = read_picture(pixels).pixels
    seen = found[..., 3] > 0
    assert found.shape[0] == MAX_SIDE and found[seen][:, 1].max() < 20


def profile_with_red_and_blue_exchanged() -> bytes:
    """sRGB's own profile whose red and blue primaries have changed places."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)


@pytest.mark.parametrize("kind", ["png", "jpg", "tiff"])
def test_colour_profiles_are_followed(kind: str, tmp_path: Path) -> None:
    profile = profile_with_red_and_blue_exchanged()
    options = {"quality": 95, "subsampling": 0} if kind == "jpg" else {}
    path = saved(Image.fromarray(halves()[..., :3]), tmp_path / f"a.{kind}", icc_profile=profile, **options)
    assert_same_picture(read_picture(path).pixels, halves(LEFT[::-1], RIGHT[::-1]), tolerance=6)


def test_a_profile_is_followed_beside_alpha_and_a_broken_one_is_not(tmp_path: Path) -> None:
    profile = profile_with_red_and_blue_exchanged()
    exchanged = halves(LEFT[::-1], RIGHT[::-1], framed=True)
    path = saved(Image.fromarray(FRAMED), tmp_path / "a.png", icc_profile=profile)
    assert_same_picture(read_picture(path).pixels, exchanged, tolerance=3)
    path = saved(Image.fromarray(FRAMED), tmp_path / "b.png", icc_profile=b"no profile at all" * 20)
    assert_same_picture(read_picture(path).pixels, FRAMED)


def test_a_picture_with_alpha_is_framed_by_it_and_nothing_is_said() -> None:
    thing = drawn("chair")
    moved = np.zeros((400, 500, 4), np.uint8)
    moved[100:340, 20:260] = thing
    prepared = prepare_picture(moved)
    assert prepared.pixels.shape == (PICTURE_SIZE, PICTURE_SIZE, 4) and prepared.pixels.dtype == np.uint8
    assert is_framed(prepared.pixels) and prepared.notes == () and prepared.name == "picture"
    assert not prepared.pixels[prepared.pixels[..., 3] == 0].any()


@pytest.mark.parametrize("kind", ["chair", "ball", "plate"])
def test_photo_and_cutout_of_one_object_are_prepared_alike(kind: str) -> None:
    thing = drawn(kind)
    cutout = prepare_picture(thing)
    photo = prepare_picture(on_background(thing, background("white")), matte="border")
    assert photo.notes == ("the background was removed by the colour of the border",)
    assert overlap(mask_of(photo.pixels), mask_of(cutout.pixels)) > 0.95
    both = (photo.pixels[..., 3] > 250) & (cutout.pixels[..., 3] > 250)
    assert np.abs(photo.pixels[both].astype(int) - cutout.pixels[both]).mean() < 3


def test_rounded_corners_are_not_a_cutout() -> None:
    """A screenshot has a few transparent pixels in its corners, and a background to be removed."""
    thing = drawn("ball")
    rgb = on_background(thing, background("white"))
    shot = np.concatenate([rgb, np.full((*rgb.shape[:2], 1), 255, np.uint8)], axis=2)
    shot[:4, :4] = shot[-4:, -4:] = (0, 0, 0, 0)
    prepared = prepare_picture(shot, matte="auto")
    assert len(prepared.notes) == 1
    assert overlap(mask_of(prepared.pixels), mask_of(prepare_picture(thing).pixels)) > 0.95


def test_the_matte_none_keeps_everything() -> None:
    rgb = on_background(drawn("ball"), background("white"))[:, :120]
    prepared = prepare_picture(rgb, matte="none")
    assert prepared.notes == () and is_framed(prepared.pixels)
    rows, columns = (int(mask_of(prepared.pixels).any(axis=axis).sum()) for axis in (1, 0))
    assert (rows, columns) == (113, 56)


@pytest.mark.parametrize(("busy", "expected"), [(False, 104), (True, 85)])
def test_a_matte_that_is_asked_for_adds_to_the_alpha(busy: bool, expected: int) -> None:
    """The left quarter is transparent; right of it stand most of a ball, or a pattern without any background."""
    rgb = on_background(drawn("ball"), background("white"))
    if busy:
        rgb = np.random.default_rng(0).integers(0, 256, (12, 12, 3), dtype=np.uint8).repeat(20, 0).repeat(20, 1)
    cut = np.concatenate([rgb, np.full((*rgb.shape[:2], 1), 255, np.uint8)], axis=2)
    cut[:, : cut.shape[1] // 4, 3] = 0
    mask = mask_of(prepare_picture(cut, matte="border").pixels)
    rows, columns = (int(mask.any(axis=axis).sum()) for axis in (1, 0))
    assert abs(rows - 113) <= 1 and abs(columns - expected) <= 2


@pytest.mark.parametrize("value", [0, 90, 255])
def test_a_blank_picture_is_used_with_a_warning(value: int) -> None:
    prepared = prepare_picture(np.full((60, 90, 3), value, np.uint8))
    assert prepared.notes == ("the picture shows nothing: it has one colour everywhere",)
    assert is_framed(prepared.pixels)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_frame_is_used_and_said(kind: str, tmp_path: Path) -> None:
    frames = [Image.fromarray(halves(LEFT, color)[..., :3]) for color in (RIGHT, (0, 255, 0), (255, 255, 0))]
    options = {"lossless": True} if kind == "WEBP" else {}
    path = saved(frames[0], tmp_path / "moving", format=kind, save_all=True, append_images=frames[1:], **options)
    read = read_picture(path)
    assert read.notes == ("it has 3 frames; only frame 1 is used",)
    assert_same_picture(read.pixels, halves(), tolerance=4)
    assert read.notes[0] in prepare_picture(path).notes


def test_a_pil_image_is_used_at_the_frame_it_shows(tmp_path: Path) -> None:
    frames = [Image.fromarray(halves(LEFT, color)[..., :3]) for color in (RIGHT, (0, 255, 0))]
    with Image.open(saved(frames[0], tmp_path / "a.gif", save_all=True, append_images=frames[1:])) as image:
        image.seek(1)
        read = read_picture(image)
    assert read.notes == ("it has 2 frames; only frame 2 is used",)
    assert_same_picture(read.pixels, halves(LEFT, (0, 255, 0)), tolerance=4)


def test_several_pictures_and_too_many() -> None:
    thing = drawn("ball")
    assert len(prepare_pictures([thing] * MAX_VIEWS)) == MAX_VIEWS
    assert prepare_pictures([]) == []
    with pytest.raises(ValueError, match="at most 4 pictures of one object can be used, got 100"):
        prepare_pictures([thing] * 100)


def png_header(width: int, height: int) -> bytes:
    """A PNG of any size with the data of a few lines."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000)))


def encoded(kind: str, side: int = 200) -> bytes:
    file = io.BytesIO()
    noise = np.random.default_rng(0).integers(0, 256, (side, side, 3), dtype=np.uint8)
    Image.fromarray(noise).save(file, kind)
    return file.getvalue()


BAD_FILES = {
    "empty": (b"", "is not a picture that can be read; use PNG, JPEG"),
    "text": (b"a chair, red\n" * 50, "is not a picture that can be read"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "is not a picture that can be read"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 64 64\n", "is not a picture that can be read"),
    "random": (np.random.default_rng(1).bytes(5000), "is not a picture that can be read"),
    "cut.jpg": (encoded("JPEG")[:3000], "is damaged or cut short"),
    "cut.png": (encoded("PNG")[:3000], "is damaged or cut short"),
    "cut.webp": (encoded("WEBP")[:3000], "is (damaged or cut short|not a picture)"),
    "cut.gif": (encoded("GIF")[:3000], "is damaged or cut short"),
    "cut.tiff": (encoded("TIFF")[:3000], "is (damaged or cut short|not a picture)"),
    "header.jpg": (encoded("JPEG")[:12], "is (damaged or cut short|not a picture)"),
    "damaged.png": (encoded("PNG")[:5000] + bytes(5000) + encoded("PNG")[10000:], "is damaged or cut short"),
    "bomb.png": (
        png_header(30_000, 30_000),
        "more than 100 megapixels, and is not read|more than 100 megapixels and is",
    ),
    "large.png": (png_header(11_000, 10_000), "11000 x 10000 pixels, more than 100 megapixels"),
    "short.png": (png_header(9_000, 9_000), "is damaged or cut short"),
    "dot.png": (png_header(1, 1), "dot has 1 x 1 pixels; an object needs at least 16"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_files_are_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    data, sentence = BAD_FILES[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ValueError, match=sentence) as caught:
        prepare_picture(path)
    assert "\n" not in str(caught.value) and path.stem in str(caught.value)


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"there is no picture .*missing\.png"):
        prepare_picture(tmp_path / "missing.png")
    with pytest.raises(ValueError, match="is a folder; a picture is one file"):
        prepare_picture(str(tmp_path))
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(ValueError, match="is not a regular file"):
        prepare_picture(tmp_path / "pipe.png")


NAN = np.full((32, 32, 3), np.nan)

BAD_ARRAYS = {
    "empty": (np.zeros((0, 0, 3), np.uint8), r"the array has no pixels \(0 x 0\)"),
    "no columns": (np.zeros((20, 0), np.uint8), r"no pixels \(0 x 20\)"),
    "one row": (np.zeros(20, np.uint8), r"shape \(h, w\), \(h, w, 3\) or \(h, w, 4\), got \(20,\)"),
    "channels first": (np.zeros((3, 32, 32), np.uint8), r"got \(3, 32, 32\)"),
    "batch": (np.zeros((1, 32, 32, 3), np.uint8), r"got \(1, 32, 32, 3\)"),
    "two channels": (np.zeros((32, 32, 2), np.uint8), r"got \(32, 32, 2\)"),
    "integers": (np.zeros((32, 32, 3), np.int64), "uint8, uint16 or floats .* got int64"),
    "yes or no": (np.zeros((32, 32), bool), "got bool"),
    "complex": (np.zeros((32, 32), complex), "got complex128"),
    "objects": (np.full((32, 32), None), "got object"),
    "nan": (NAN, r"must lie in \[0, 1\] without NaN"),
    "one nan": (np.where(np.eye(32) > 0, NAN[..., 0], 0.5), r"without NaN"),
    "infinite": (np.full((32, 32), np.inf), r"must lie in \[0, 1\]"),
    "up to 255": (np.full((32, 32, 3), 200.0), "use uint8 for values up to 255"),
    "negative": (np.full((32, 32, 3), -0.1), r"must lie in \[0, 1\]"),
    "transparent": (np.zeros((32, 32, 4), np.uint8), "picture is fully transparent, so there is no object"),
    "hardly visible": (np.full((32, 32, 4), 5, np.uint8), "fully transparent"),
    "small": (np.full((15, 15, 3), 9, np.uint8), "15 x 15 pixels; an object needs at least 16"),
    "small object": (
        np.pad(np.full((9, 5, 4), 255, np.uint8), ((40, 40), (40, 40), (0, 0))),
        "has 5 x 9 pixels; it needs",
    ),
    "too many": (np.broadcast_to(np.uint8(0), (20_000, 6_000)), "6000 x 20000 pixels, more than 100 megapixels"),
}


@pytest.mark.parametrize("name", BAD_ARRAYS)
def test_bad_arrays_are_refused_in_one_sentence(name: str) -> None:
    array, sentence = BAD_ARRAYS[name]
    with pytest.raises(ValueError, match=sentence) as caught:
        prepare_picture(array)
    assert "\n" not in str(caught.value)


BAD_IMAGES: dict[str, tuple[PictureSource, str]] = {
    "whole numbers": (Image.fromarray(np.full((32, 32), 70_000, np.int32)), "0 to 65535"),
    "floats": (Image.fromarray(np.full((32, 32), 200, np.float32)), r"must lie in \[0, 1\]"),
    "no pixels": (Image.new("RGB", (0, 10)), "no pixels"),
}


@pytest.mark.parametrize("name", BAD_IMAGES)
def test_bad_images_are_refused_in_one_sentence(name: str) -> None:
    image, sentence = BAD_IMAGES[name]
    with pytest.raises(ValueError, match=sentence):
        prepare_picture(image)


def test_a_truncated_pil_image_is_refused_when_it_is_decoded() -> None:
    with pytest.raises(ValueError, match="the picture is damaged or cut short"):
        prepare_picture(Image.open(io.BytesIO(encoded("JPEG")[:3000])))


def test_an_unknown_matte_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="unknown matte 'magic'; choose one of auto, border, rembg, none"):
        prepare_picture(drawn("ball"), matte="magic")
