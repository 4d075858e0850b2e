"""Model files: the weights of a denoiser and all that is needed to rebuild it, in one safetensors file."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.geometry.atomic import atomic_path
from shape_diff.networks.two_stream import TwoStream, TwoStreamConfig
from shape_diff.resources import resource_folder

FORMAT = "shape_diff-model-1"
DEFAULT_MODEL = "text"


@dataclass(frozen=True)
class Model:
    """A denoiser ready to sample from.

    Attributes:
        name: the file's name without suffix.
        sha256: hash of the file.
        denoiser: in evaluation mode.
        codec: how its nine channels are scaled.
        recipe: how it was trained (configuration, seed, data hash, steps, device, scores), as plain JSON data.
    """

    name: str
    sha256: str
    denoiser: Denoiser
    codec: ChannelCodec
    recipe: dict[str, Any]


def save_model(
    path: Path, weights: dict[str, Tensor], network: TwoStreamConfig, codec: ChannelCodec, recipe: dict[str, Any]
) -> None:
    """Write a network's state in half precision with its configuration; the file appears whole or not at all."""
    header = {"format": FORMAT, "network": asdict(network), "codec": asdict(codec), "recipe": recipe}
    tensors = {name: tensor.detach().to("cpu", torch.float16) for name, tensor in weights.items()}
    write_tensors(path, tensors, {key: json.dumps(value) for key, value in header.items()})


def write_tensors(path: Path, tensors: dict[str, Tensor], metadata: dict[str, str]) -> None:
    """Write a safetensors file that appears whole or not at all; raises OSError where that is impossible."""
    on_cpu = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    with atomic_path(path) as temporary:
        try:
            save_file(on_cpu, temporary, metadata)
        except SafetensorError as error:
            raise OSError(f"cannot write {path}: {error}") from error


def load_model(name_or_path: str, device: torch.device) -> Model:
    """Load a shipped model by name or any model file by path. No code in the file is executed.

    Raises:
        ValueError: no such model, a truncated or foreign file, or weights that do not fit their configuration.
    """
    path = find_model(name_or_path)
    try:
        with safe_open(path, framework="pt", device="cpu") as file:
            metadata = file.metadata() or {}
            weights = {key: file.get_tensor(key).float() for key in file.keys()}  # noqa: SIM118 (not a dict)
    except (SafetensorError, OSError) as error:
        raise ValueError(f"{path} is not a readable model file (truncated, or not safetensors): {error}") from error
    header = _parsed_header(path, metadata)
    network = _dataclass_from(TwoStreamConfig, header["network"], path)
    codec = _dataclass_from(ChannelCodec, header["codec"], path)
    _check_fit(network, weights, path)
    denoiser = Denoiser(TwoStream(network))
    denoiser.network.load_state_dict(weights)
    denoiser.eval().requires_grad_(False).to(device)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Model(path.stem, digest, denoiser, codec, header["recipe"])


def _parsed_header(path: Path, metadata: dict[str, str]) -> dict[str, Any]:
    try:
        header = {key: json.loads(metadata[key]) for key in ("format", "network", "codec", "recipe")}
    except (KeyError, json.JSONDecodeError):
        header = {"format": None}
    if header["format"] != FORMAT or not all(isinstance(header[key], dict) for key in ("network", "codec", "recipe")):
        raise ValueError(f"{path} is a safetensors file but not a shape_diff model (its header lacks '{FORMAT}')")
    return header


def _dataclass_from(kind: type[Any], values: dict[str, Any], path: Path) -> Any:
    unknown = sorted(set(values) - {field.name for field in fields(kind)})
    if unknown:
        raise ValueError(f"{path} was made by another version of shape_diff: it has unknown settings {unknown}")
    for field in fields(kind):
        value = values.get(field.name, field.default)
        if type(value) not in ((int, float) if field.type is float else (field.type,)):
            raise ValueError(f"the header of {path} is damaged: {field.name} is {value!r}")
    try:
        return kind(**values)
    except ValueError as error:
        raise ValueError(f"the header of {path} is damaged: {error}") from error


def _check_fit(network: TwoStreamConfig, weights: dict[str, Tensor], path: Path) -> None:
    """Refuse weights of other names or shapes than the network has, before memory is taken for it."""
    with torch.device("meta"):
        wanted = {name: tuple(tensor.shape) for name, tensor in TwoStream(network).state_dict().items()}
    found = {name: tuple(tensor.shape) for name, tensor in weights.items()}
    wrong = [name for name in sorted(wanted | found) if wanted.get(name) != found.get(name)]
    if wrong:
        name = wrong[0]
        raise ValueError(
            f"the weights in {path} do not fit the network its header describes: "
            f"{name} should be {wanted.get(name, 'absent')} and is {found.get(name, 'absent')}"
        )


def find_model(name_or_path: str) -> Path:
    """The file of a shipped model's name or of a path; raises ValueError listing what is shipped."""
    path = Path(name_or_path)
    if path.suffix == ".safetensors" or path.exists():
        if not path.is_file():
            raise ValueError(f"there is no model file {path}")
        return path
    shipped = shipped_models()
    if name_or_path not in shipped:
        names = ", ".join(shipped) or "none is shipped"
        raise ValueError(f"unknown model '{name_or_path}'; give the path of a .safetensors file or a name: {names}")
    return shipped[name_or_path]


def shipped_models() -> dict[str, Path]:
    """Name -> file of the models that come with the package; other networks' files are passed over."""
    return {path.stem: path for path in sorted(resource_folder("assets").glob("*.safetensors")) if _is_model(path)}


def _is_model(path: Path) -> bool:
    with safe_open(path, framework="pt") as file:
        return (file.metadata() or {}).get("format") == json.dumps(FORMAT)
