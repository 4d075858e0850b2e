"""Remove the background of a picture: the ways to do it, and what came of it in words."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from shape_diff.machine.optional_parts import REMBG

_REMBG_MODEL = "u2net"
_LEAST_KEPT = 0.002
_LEAST_REMOVED = 0.005


@dataclass(frozen=True)
class Cutout:
    """An object without its background.

    Attributes:
        pixels: (h, w, 4) uint8, straight sRGB and alpha.
        note: a sentence for the user on what was done.
    """

    pixels: np.ndarray
    note: str


def cut_out(rgb: np.ndarray, matte: str) -> Cutout:
    """Remove the background of a picture (h, w, 3) uint8; where that leaves nothing or takes nothing, all is kept.

    Args:
        rgb: sRGB.
        matte: a name in MATTES other than "none", or "auto": rembg where it can run without a download, else border.

    Raises:
        ValueError: rembg is asked for and cannot run; the sentence says why.
    """
    if matte == "auto":
        matte = "rembg" if rembg_is_ready() else "border"
    pixels = MATTES[matte](rgb)
    kept = float(np.mean(pixels[..., 3] / 255))
    if kept < _LEAST_KEPT:
        note = "nothing was left when the background was removed, so the whole picture is taken for the object"
        return Cutout(opaque(rgb), note)
    if kept > 1 - _LEAST_REMOVED:
        note = (
            "no plain background was found, so the whole picture is taken for the object; "
            "a picture with a plain or transparent background works best"
        )
        return Cutout(opaque(rgb), note)
    return Cutout(pixels, f"the background was removed by {_WORDS[matte]}")


def opaque(rgb: np.ndarray) -> np.ndarray:
    """(h, w, 3) uint8 -> (h, w, 4) uint8 with nothing removed."""
    return np.concatenate([rgb, np.full_like(rgb[..., :1], 255)], axis=2)


def cut_by_rembg(rgb: np.ndarray) -> np.ndarray:
    """(h, w, 3) uint8 -> (h, w, 4) uint8 by the U^2-Net of the optional package rembg (Qin et al. 2020).

    rembg downloads the network's weights (176 MB, Apache-2.0) itself on first use. The network is named, because
    the default of newer versions may not be used commercially.

    Raises:
        MissingPart: the package is missing or incomplete.
        ValueError: its weights are neither there nor to be had.
    """
    rembg = REMBG.load()
    try:
        session = rembg.new_session(_REMBG_MODEL)
    except Exception as error:
        raise ValueError(f"rembg could not load its network {_REMBG_MODEL}: {_first_line(error)}") from error
    mask = rembg.remove(Image.fromarray(rgb), session=session, only_mask=True)
    return np.dstack([rgb, np.asarray(mask.convert("L"))])


def rembg_is_ready() -> bool:
    """Whether rembg is installed and its weights are on disk, so that using it downloads nothing by surprise."""
    return REMBG.is_installed and any(map(Path.is_file, _rembg_weights()))


def _rembg_weights() -> list[Path]:
    """Where the versions of rembg look for the weights; importing it to ask takes seconds."""
    name, data = f"{_REMBG_MODEL}.onnx", os.environ.get("XDG_DATA_HOME")
    old = os.environ.get("U2NET_HOME") or f"{data or '~'}/.u2net"
    new = os.environ.get("U2NET_HOME") or os.environ.get("REMBG_HOME") or (f"{data}/rembg" if data else "~/.rembg")
    return [Path(old).expanduser() / name, Path(new).expanduser() / "models" / _REMBG_MODEL / name]


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def cut_by_border(rgb: np.ndarray) -> np.ndarray:
    """See `border_matte.cut_by_border`; scipy is imported when a picture is cut, as the viewer starts without it."""
    from shape_diff.pictures import border_matte

    return border_matte.cut_by_border(rgb)


MATTES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "border": cut_by_border,
    "rembg": cut_by_rembg,
    "none": opaque,
}
_WORDS = {"border": "the colour of the border", "rembg": "rembg"}
