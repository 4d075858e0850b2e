"""Model files by name or path. Only their headers are read, and torch is not needed."""

import json
from pathlib import Path
from typing import Any

from shape_diff.files.tensor_header import read_tensor_header
from shape_diff.machine.resources import resource_folder

FORMAT = "shape_diff-model-2"
ADAPTER_FORMAT = "shape_diff-adapter-1"
DEFAULT_MODEL = "codes"


def find_model(name_or_path: str, kind: str = "generator") -> Path:
    """The file of a shipped model's name or of a path; raises ValueError listing what is shipped of that kind."""
    path = Path(name_or_path)
    if path.suffix == ".safetensors" or path.exists():
        if not path.is_file():
            raise ValueError(f"there is no model file {path}")
        return path
    shipped = shipped_models(kind)
    if name_or_path not in shipped:
        names = ", ".join(shipped) or "none is shipped"
        raise ValueError(f"unknown model '{name_or_path}'; give the path of a .safetensors file or a name: {names}")
    return shipped[name_or_path]


def shipped_models(kind: str = "generator") -> dict[str, Path]:
    """Name -> file of the models of a kind that come with the package."""
    files = sorted(resource_folder("assets").glob("*.safetensors"))
    return {path.stem: path for path in files if _kind_of(path) == kind}


def recommended(name_or_path: str = DEFAULT_MODEL) -> dict[str, Any]:
    """The fields of a generator's recommended `SamplingSettings`, to show before anything is loaded.

    Raises:
        ValueError: no such model, or a file that recommends nothing.
    """
    path = find_model(name_or_path)
    try:
        sampling = json.loads(read_tensor_header(path)["sampling"])
        return dict(sampling["code_decoder"] if "code_decoder" in sampling else sampling["denoiser"])
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} is not a generator of shape_diff: it recommends no sampling") from error


def _kind_of(path: Path) -> str | None:
    header = read_tensor_header(path)
    return json.loads(header["kind"]) if header.get("format") == json.dumps(FORMAT) else None
