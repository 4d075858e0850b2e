"""Files of trained fields: weights in half precision, the network's configuration and the recipe, as safetensors."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from shape_diff.geometry.atomic import atomic_path
from shape_diff.reconstruction.neural.network import FieldNetwork, FieldNetworkConfig
from shape_diff.resources import resource_folder

FORMAT = "shape_diff-field-1"
SHIPPED = "field.safetensors"


@dataclass(frozen=True)
class Field:
    """A network ready to be asked.

    Attributes:
        network: in evaluation mode.
        sha256: hash of the file.
        recipe: how it was trained, as plain JSON data.
    """

    network: FieldNetwork
    sha256: str
    recipe: dict[str, Any]


def save_field(path: Path, weights: dict[str, Tensor], network: FieldNetworkConfig, recipe: dict[str, Any]) -> None:
    """Write a network's state; the file appears whole or not at all, OSError where that is impossible."""
    header = {"format": FORMAT, "network": asdict(network), "recipe": recipe}
    tensors = {name: tensor.detach().to("cpu", torch.float16).contiguous() for name, tensor in weights.items()}
    with atomic_path(path) as temporary:
        try:
            save_file(tensors, temporary, {key: json.dumps(value) for key, value in header.items()})
        except SafetensorError as error:
            raise OSError(f"cannot write {path}: {error}") from error


def load_field(path: Path, device: torch.device) -> Field:
    """Load a trained field. No code in the file is executed.

    Raises:
        ValueError: the file is missing, truncated or foreign, or its weights do not fit its configuration.
    """
    if not path.is_file():
        raise ValueError(f"there is no trained field {path}; make one with: shape-diff train-field")
    try:
        with safe_open(path, framework="pt", device="cpu") as file:
            metadata = file.metadata() or {}
            weights = {key: file.get_tensor(key).float() for key in file.keys()}  # noqa: SIM118 (not a dict)
    except (SafetensorError, OSError) as error:
        raise ValueError(f"{path} is not a readable field file (truncated, or not safetensors): {error}") from error
    config, recipe = _parsed_header(path, metadata)
    _check_fit(config, weights, path)
    network = FieldNetwork(config)
    network.load_state_dict(weights)
    network.eval().requires_grad_(False).to(device)
    return Field(network, hashlib.sha256(path.read_bytes()).hexdigest(), recipe)


@lru_cache(maxsize=2)
def shipped_field(device: str) -> Field:
    """The field that comes with the package, loaded once for each device."""
    return load_field(resource_folder("assets") / SHIPPED, torch.device(device))


def _parsed_header(path: Path, metadata: dict[str, str]) -> tuple[FieldNetworkConfig, dict[str, Any]]:
    try:
        header = {key: json.loads(metadata[key]) for key in ("format", "network", "recipe")}
        known = {field.name for field in fields(FieldNetworkConfig)}
        sizes = header["network"]
        if header["format"] != FORMAT or set(sizes) != known or any(type(size) is not int for size in sizes.values()):
            raise ValueError("another format")
        return FieldNetworkConfig(**sizes), dict(header["recipe"])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(
            f"{path} is a safetensors file but not a trained field of this version of shape_diff "
            f"(its header lacks '{FORMAT}' or is damaged)"
        ) from error


def _check_fit(config: FieldNetworkConfig, weights: dict[str, Tensor], path: Path) -> None:
    """Refuse weights of other names or shapes than the network has, before memory is taken for it."""
    with torch.device("meta"):
        wanted = {name: tuple(tensor.shape) for name, tensor in FieldNetwork(config).state_dict().items()}
    found = {name: tuple(tensor.shape) for name, tensor in weights.items()}
    wrong = [name for name in sorted(wanted | found) if wanted.get(name) != found.get(name)]
    if wrong:
        raise ValueError(
            f"the weights in {path} do not fit the network its header describes: "
            f"{wrong[0]} should be {wanted.get(wrong[0], 'absent')} and is {found.get(wrong[0], 'absent')}"
        )
