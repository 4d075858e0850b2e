"""Pictures and other files that a mesh file refers to by name."""

import io
from pathlib import Path

import numpy as np
from PIL import Image

from shape_diff.formats.read_limits import check_unpacked


def find_beside(path: Path, reference: str) -> Path | None:
    """The file that `reference` in the mesh file `path` means, or None.

    Backslashes and capital letters are taken as Windows takes them. Of a path that leads nowhere, as an absolute one of
    another machine does, the name counts: the file may lie beside the mesh. Nothing outside of the mesh's folder and
    the folder around it is ever taken, whatever the reference says, so that a file of a stranger reads no others.
    """
    folder = path.parent.resolve()
    words = [word for word in reference.strip().strip('"').replace("\\", "/").split("/") if word not in ("", ".")]
    if not words:
        return None
    for tail in (words, words[-1:], ["textures", words[-1]]):
        found = _follow(folder, tail)
        if found is not None and found.is_file() and found.resolve().is_relative_to(folder.parent):
            return found
    return None


def _follow(folder: Path, words: list[str]) -> Path | None:
    """The path made of words below a folder, with the capital letters that are there."""
    for word in words:
        there = folder / word
        if word != ".." and not there.exists():
            if not folder.is_dir():
                return None
            there = next((entry for entry in folder.iterdir() if entry.name.lower() == word.lower()), there)
        folder = there
    return folder


def decode_picture(content: bytes) -> np.ndarray:
    """The bytes of a picture file -> uint8 (h, w, 4), sRGB and opacity.

    Raises:
        ValueError: it is damaged or of an unknown kind.
    """
    try:
        image: Image.Image = Image.open(io.BytesIO(content))
        check_unpacked(4 * image.width * image.height, "a picture")
        image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValueError(f"a picture that cannot be read ({error})") from error
    if image.mode.startswith("I"):  # 16 bits of grey, which Pillow's own conversion cuts off at 255
        image = Image.fromarray(np.rint(np.asarray(image, dtype=np.float64) / 257).clip(0, 255).astype(np.uint8))
    return np.array(image.convert("RGBA"), dtype=np.uint8)


def opaque(pixels: np.ndarray) -> np.ndarray:
    """A picture (h, w, 4) whose opacity does not count."""
    return np.concatenate([pixels[..., :3], np.full_like(pixels[..., 3:], 255)], axis=2)
