"""Whatever users call a picture, as one array of sRGB and alpha."""

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

PictureSource = str | Path | Image.Image | np.ndarray

MAX_PIXELS = 100_000_000
MAX_SIDE = 1024
"""Longer side that a picture is reduced to before anything else."""

# No EPS and no PDF: Pillow hands them to Ghostscript, which runs the programs that they are.
_FORMATS = ("PNG", "JPEG", "MPO", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "JPEG2000", "PPM", "ICO", "QOI", "PSD")
_READABLE = "PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF"
# Formats whose further frames are an animation or further pages, not thumbnails of the same picture.
_ANIMATED = ("GIF", "WEBP", "PNG", "AVIF", "TIFF")
# Also out of colours that are stored times their alpha.
_WITHOUT_PALETTE = {"1": "L", "P": "RGB", "PA": "RGBA", "RGBa": "RGBA", "La": "LA"}
_LIMIT = f"{MAX_PIXELS // 1_000_000} megapixels"
_DAMAGED = "{} is damaged or cut short and cannot be read as a picture"


@dataclass(frozen=True)
class ReadPicture:
    """A picture as it was given, but for its size.

    Attributes:
        pixels: (h, w, 4) uint8, straight sRGB and alpha, upright, at most MAX_SIDE on its longer side.
        name: the file's stem, or "picture".
        notes: sentences for the user.
    """

    pixels: np.ndarray
    name: str
    notes: tuple[str, ...]


def read_picture(source: PictureSource) -> ReadPicture:
    """Read a file, a PIL image or an array (h, w), (h, w, 3) or (h, w, 4) of uint8, uint16 or floats in [0, 1].

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: it cannot be a picture; the sentence says why.
    """
    if isinstance(source, np.ndarray):
        return ReadPicture(_converted(image_of_array(source), "the array"), "picture", ())
    if isinstance(source, Image.Image):
        return _read_image(source, "the picture", "picture")
    if not isinstance(source, (str, Path)):
        raise ValueError(f"a picture is a path, a PIL image or an array, got {type(source).__name__}")
    path = Path(source)
    if path.is_dir():
        raise ValueError(f"{path} is a folder; a picture is one file ({_READABLE})")
    if not path.exists():
        raise FileNotFoundError(f"there is no picture {path}")
    if not path.is_file():
        raise ValueError(f"{path} is not a regular file; a picture is one file ({_READABLE})")
    with _opened(path) as image:
        _check_size(image.size, str(path))
        # A smaller JPEG is decoded in the first place; does nothing for other formats.
        image.draft(image.mode, (2 * MAX_SIDE, 2 * MAX_SIDE))
        return _read_image(image, str(path), path.stem)


def image_of_array(array: np.ndarray) -> Image.Image:
    """Values (h, w), (h, w, 3) or (h, w, 4) -> an image of 8 bits a channel.

    Raises:
        ValueError: another shape or type, no pixels, or values that are not finite or outside of [0, 1].
    """
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] not in (3, 4)):
        raise ValueError(f"a picture array has the shape (h, w), (h, w, 3) or (h, w, 4), got {array.shape}")
    _check_size((array.shape[1], array.shape[0]), "the array")
    if array.dtype.kind == "f":
        # NaN fails the comparison too.
        if not (array.min() >= 0 and array.max() <= 1):
            raise ValueError("a picture array of floats must lie in [0, 1] without NaN; use uint8 for values up to 255")
        array = np.rint(array.astype(np.float32) * 255)
    elif array.dtype.kind == "u" and array.dtype.itemsize == 2:
        array = np.rint(array / 257)
    elif array.dtype != np.uint8:
        raise ValueError(f"a picture array is of uint8, uint16 or floats in [0, 1], got {array.dtype}")
    return Image.fromarray(array.astype(np.uint8))


def _opened(path: Path) -> Image.Image:
    """The file with its header read and nothing decoded."""
    Image.init()
    readers = [name for name in _FORMATS if name in Image.OPEN]
    try:
        with warnings.catch_warnings():
            # Pillow warns of sizes that are refused anyway.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(path, formats=readers)
    except Image.DecompressionBombError as error:
        raise ValueError(f"{path} has more than {_LIMIT} and is not read; make it smaller") from error
    except UnidentifiedImageError as error:
        raise ValueError(f"{path} is not a picture that can be read; use {_READABLE}") from error
    except PermissionError:
        raise
    except Exception as error:
        # Pillow's readers raise many types on broken headers.
        raise ValueError(_DAMAGED.format(path)) from error


def _check_size(size: tuple[int, int], what: str) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise ValueError(f"{what} has {width} x {height} pixels, more than {_LIMIT}, and is not read; make it smaller")
    if width * height == 0:
        raise ValueError(f"{what} has no pixels ({width} x {height})")


def _read_image(image: Image.Image, what: str, name: str) -> ReadPicture:
    _check_size(image.size, what)
    try:
        image.load()
        frames = getattr(image, "n_frames", 1)
    except Exception as error:
        # Pillow's decoders raise OSError, SyntaxError, struct.error, zlib.error and more on broken data.
        raise ValueError(_DAMAGED.format(what)) from error
    notes: tuple[str, ...] = ()
    if frames > 1 and image.format in _ANIMATED:
        notes = (f"it has {frames} frames; only frame {image.tell() + 1} is used",)
    return ReadPicture(_converted(image, what), name, notes)


def _converted(image: Image.Image, what: str) -> np.ndarray:
    """A decoded picture, upright and not too large, as (h, w, 4) uint8 sRGB and alpha."""
    info = image.info
    try:
        image = _to_srgb(_upright(_reduced(_eight_bit(image))), info.get("icc_profile"))
        if image.mode not in ("L", "LA", "RGB", "RGBA"):
            image = image.convert("RGB")
        return np.array(image.convert("RGBA"))
    except OSError as error:
        raise ValueError(f"{what} has pixels of the type {image.mode}; make it RGB or RGBA") from error


def _eight_bit(image: Image.Image) -> Image.Image:
    """8 bits a channel and without a palette; other kinds of colour stay."""
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image)
        if image.mode != "F":
            if values.min() < 0 or values.max() > 65535:
                raise ValueError("a picture of whole numbers must lie in 0 to 65535 (16 bits)")
            values = values.astype(np.uint16)
        plain = image_of_array(values)
        plain.info = image.info
        return plain
    if "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert(_WITHOUT_PALETTE[image.mode]) if image.mode in _WITHOUT_PALETTE else image


def _reduced(image: Image.Image) -> Image.Image:
    """At most MAX_SIDE on the longer side; Pillow mixes colours by their alpha."""
    factor = MAX_SIDE / max(image.size)
    if factor >= 1:
        return image
    width, height = (max(1, round(length * factor)) for length in image.size)
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _upright(image: Image.Image) -> Image.Image:
    """Turned as the camera says."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        # A broken record of the camera is no reason to refuse the picture.
        return image


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Through the colour profile of the file, where it has a valid one."""
    if not profile:
        return image
    mode = "RGBA" if image.mode in ("LA", "RGBA") else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image
