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

from shape_diff.conditioning.frozen_vision import FrozenVision
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.geometry.atomic import atomic_path
from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig
from shape_diff.networks.joint import JointNetworks, file_names, module_names
from shape_diff.networks.two_stream import TwoStream, TwoStreamConfig
from shape_diff.rendering.framing import PICTURE_SIZE
from shape_diff.resources import resource_folder

FORMAT = "shape_diff-model-1"
DEFAULT_MODEL = "text_image"


@dataclass(frozen=True)
class Model:
    """A denoiser ready to sample from.

    Attributes:
        name: the file's name without suffix.
        sha256: hash of the file.
        denoiser: in evaluation mode.
        codec: how its nine channels are scaled.
        recipe: how it was trained (configuration, seed, data hash, steps, device, scores), as plain JSON data.
        image_encoder: in evaluation mode; None if the model takes text alone.
    """

    name: str
    sha256: str
    denoiser: Denoiser
    codec: ChannelCodec
    recipe: dict[str, Any]
    image_encoder: ImageEncoder | None = None


def save_model(
    path: Path,
    weights: dict[str, Tensor],
    network: TwoStreamConfig,
    codec: ChannelCodec,
    recipe: dict[str, Any],
    image_encoder: ImageEncoderConfig | None = None,
) -> None:
    """Write the weights in half precision with their configuration; the file appears whole or not at all.

    Args:
        path: where to.
        weights: of the denoising network, and of the image encoder with its prefix.
        network: configuration of the denoising network.
        codec: how the nine channels are scaled.
        recipe: how it was trained, as plain JSON data.
        image_encoder: configuration of the image encoder; None if there is none.
    """
    header = {"format": FORMAT, "network": asdict(network), "codec": asdict(codec), "recipe": recipe}
    if image_encoder is not None:
        header["image_encoder"] = asdict(image_encoder)
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
    image_config = header.get("image_encoder")
    pictures = None if image_config is None else _dataclass_from(ImageEncoderConfig, image_config, path)
    frozen = load_backbone(pictures)
    _check_fit(network, pictures, frozen, weights, path)
    networks = networks_of(network, pictures, frozen)
    networks.load_state_dict(module_names(weights), strict=False)  # what only training needs is not in the file
    networks.eval().requires_grad_(False).to(device)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    denoiser = Denoiser(networks.network).eval()
    return Model(path.stem, digest, denoiser, codec, header["recipe"], networks.image_encoder)


def load_backbone(image_encoder: ImageEncoderConfig | None) -> FrozenVision | None:
    """The frozen network that an image encoder's configuration names; ValueError where it cannot be loaded."""
    return FrozenVision.load(image_encoder.backbone) if image_encoder is not None and image_encoder.backbone else None


def networks_of(
    network: TwoStreamConfig, image_encoder: ImageEncoderConfig | None, frozen: FrozenVision | None
) -> JointNetworks:
    """The networks of a model, with fresh weights."""
    return JointNetworks(TwoStream(network), None if image_encoder is None else ImageEncoder(image_encoder, frozen))


def _parsed_header(path: Path, metadata: dict[str, str]) -> dict[str, Any]:
    try:
        header = {key: json.loads(metadata[key]) for key in ("format", "network", "codec", "recipe")}
        if "image_encoder" in metadata:
            header["image_encoder"] = json.loads(metadata["image_encoder"])
    except (KeyError, json.JSONDecodeError):
        header = {"format": None}
    if header["format"] != FORMAT or not all(
        isinstance(value, dict) for key, value in header.items() if key != "format"
    ):
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


def _check_fit(
    network: TwoStreamConfig, image_encoder: ImageEncoderConfig | None, frozen: FrozenVision | None,
    weights: dict[str, Tensor], path: Path,
) -> None:  # fmt: skip
    """Refuse weights of other names or shapes than the network has, before memory is taken for it."""
    if image_encoder is not None and image_encoder.size != PICTURE_SIZE:
        raise ValueError(f"{path} reads pictures of {image_encoder.size} px, but they are made with {PICTURE_SIZE} px")
    with torch.device("meta"):
        state = file_names(networks_of(network, image_encoder, frozen).state_dict())
    wanted = {name: tuple(tensor.shape) for name, tensor in state.items()}
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
