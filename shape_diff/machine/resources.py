"""Where the files that come with the package lie: in the wheel beside the code, in a clone one folder above."""

from pathlib import Path


def resource_folder(name: str) -> Path:
    """The folder `assets` or `configs`; raises FileNotFoundError if the installation lacks it."""
    here = Path(__file__).resolve().parents[1]
    for candidate in (here / name, here.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder '{name}' is missing from this installation of shape_diff; install it again")
