"""Can the window be opened here? Asked before Open3D is, as Filament ends the whole program where it cannot draw."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shape_diff.machine.optional_parts import OPEN3D, MissingPart

IN_BROWSER = "`shape-diff view --web` shows the same in a browser"
APT_PACKAGES = f"{OPEN3D.debian} libx11-6 libvulkan1 mesa-vulkan-drivers"
PROBE_SECONDS = 20


@dataclass(frozen=True)
class Graphics:
    """What will draw the window.

    Attributes:
        device: name of the graphics device, "" if unknown.
        software: no GPU: every pixel is paid for by the CPU.
    """

    device: str = ""
    software: bool = False


def check_display() -> Graphics:
    """What can draw a window here.

    Raises:
        ValueError: nothing can: no display, one that does not answer, or no Vulkan driver. Names the way out.
    """
    if not sys.platform.startswith("linux"):
        return Graphics()  # macOS and Windows always have a display and a driver
    if not os.environ.get("DISPLAY"):
        # Open3D 0.20 asks GLFW for X11 only; on Wayland that is the XWayland server, which sets DISPLAY.
        wayland = " (the Wayland session has no XWayland)" if os.environ.get("WAYLAND_DISPLAY") else ""
        raise ValueError(f"there is no display to open a window on{wayland}; {IN_BROWSER}")
    return _graphics(_ask_probe())


def _ask_probe() -> dict[str, Any]:
    probe = Path(__file__).with_name("probe.py")
    command = [sys.executable, "-I", str(probe)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PROBE_SECONDS, check=True)
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, json.JSONDecodeError) as error:
        raise ValueError(f"the graphics driver of this machine fails at the first question; {IN_BROWSER}") from error


def _graphics(found: dict[str, Any]) -> Graphics:
    """The answer of the probe as what will draw, or as the one sentence that says why nothing can."""
    if found["missing"]:
        raise ValueError(f"a window needs {' and '.join(found['missing'])} (apt install {APT_PACKAGES}); {IN_BROWSER}")
    if not found["display"]:
        raise ValueError(f"the display {os.environ.get('DISPLAY')} cannot be opened; {IN_BROWSER}")
    if not found["devices"]:
        raise ValueError(
            f"there is no Vulkan driver to draw a window with (apt install mesa-vulkan-drivers); {IN_BROWSER}"
        )
    # Filament takes a GPU before a software device.
    device, software = min(found["devices"], key=lambda entry: entry[1])
    return Graphics(device, software)


def load_open3d() -> Any:
    """The open3d module.

    Raises:
        MissingPart: it is not installed, or a system library that it needs is not.
    """
    try:
        return OPEN3D.load()
    except MissingPart as error:
        raise MissingPart(f"{error}; {IN_BROWSER}") from error
