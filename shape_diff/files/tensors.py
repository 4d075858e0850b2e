"""The one door to safetensors: files of named tensors with a header of text, which hold no code."""

from pathlib import Path

from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from shape_diff.files.atomic import atomic_path


def write_tensors(path: Path, tensors: dict[str, Tensor], header: dict[str, str]) -> None:
    """Write tensors and their header; the file appears whole or not at all, OSError where that is impossible."""
    on_cpu = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    with atomic_path(path) as temporary:
        temporary.touch()
        readers = temporary.stat().st_mode  # safetensors would leave the file to its owner alone
        try:
            save_file(on_cpu, temporary, header)
            temporary.chmod(readers)
        except SafetensorError as error:
            raise OSError(f"cannot write {path}: {error}") from error


def read_tensors(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The tensors of a file as they are stored, and its header; ValueError for a truncated or other kind of file."""
    try:
        with safe_open(path, framework="pt", device="cpu") as file:
            tensors = {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 (not a dict)
            return tensors, file.metadata() or {}
    except (SafetensorError, OSError) as error:
        raise ValueError(f"{path} is not a readable file (truncated, or not safetensors): {error}") from error
