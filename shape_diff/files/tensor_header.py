"""The text header of a safetensors file, read without torch and without its tensors."""

from pathlib import Path

from safetensors import SafetensorError, safe_open


def read_tensor_header(path: Path) -> dict[str, str]:
    """The header of a file; ValueError for a truncated or other kind of file."""
    try:
        with safe_open(path, framework="np") as file:
            return file.metadata() or {}
    except (SafetensorError, OSError) as error:
        raise ValueError(f"{path} is not a readable file (truncated, or not safetensors): {error}") from error
