"""Moving pictures of a sample as one file that repeats: GIF, which everything shows, or WebP in all its colours."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image

from shape_diff.files.atomic import atomic_path
from shape_diff.rendering.preview import grid_picture

ENDINGS = (".gif", ".webp")
COLORS = 256
PALETTE_FRAMES = 6
WEBP_QUALITY = 85


def check_ending(path: Path) -> None:
    """Raise ValueError for a file that is neither a GIF nor a WebP."""
    if path.suffix.lower() not in ENDINGS:
        raise ValueError(f"animations are written as {' or '.join(ENDINGS)}, got {path.name!r}")


def write_animation(pictures: Sequence[Image.Image], path: Path, frame_s: float, last_s: float | None = None) -> Path:
    """Write pictures of one size, one after the other and again from the first; returns the path.

    Args:
        pictures: RGB.
        path: ends in .gif or .webp.
        frame_s: how long each is shown, at least 0.02 s.
        last_s: how long the last one is shown; as long as the others if not given.

    Raises:
        ValueError: another ending.
        OSError: the file cannot be written.
    """
    check_ending(path)
    times = [_milliseconds(frame_s)] * (len(pictures) - 1) + [_milliseconds(frame_s if last_s is None else last_s)]
    with atomic_path(path) as temporary:
        if path.suffix.lower() == ".gif":
            palette = _shared_palette(pictures)
            indexed = [picture.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG) for picture in pictures]
            indexed[0].save(temporary, format="GIF", save_all=True, append_images=indexed[1:], duration=times, loop=0)
        else:
            pictures[0].save(
                temporary, format="WEBP", save_all=True, append_images=pictures[1:], duration=times, loop=0,
                quality=WEBP_QUALITY, method=4,
            )  # fmt: skip
    return path


def _milliseconds(seconds: float) -> int:
    """Whole hundredths of a second, which GIF counts, and no fewer than two, which browsers slow down."""
    return max(round(100 * seconds) * 10, 20)


def _shared_palette(pictures: Sequence[Image.Image]) -> Image.Image:
    """One palette for all frames, as colours that change from frame to frame flicker."""
    chosen = pictures[:: max(1, len(pictures) // PALETTE_FRAMES)]
    return grid_picture(chosen, len(chosen)).quantize(COLORS, method=Image.Quantize.MEDIANCUT)
