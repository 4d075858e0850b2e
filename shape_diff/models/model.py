"""Models of every kind: written to, and rebuilt from, one safetensors file of weights and a header."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import torch
from torch import Tensor, nn

from shape_diff.conditioning.frozen_vision import FrozenVision
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.files.tensor_header import read_tensor_header
from shape_diff.files.tensors import read_tensors, write_tensors
from shape_diff.models.adapter_use import AdapterUse
from shape_diff.models.finding import find_model
from shape_diff.models.header import Header, parsed_header
from shape_diff.models.packing import packed, unpacked
from shape_diff.models.table import build_network
from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig
from shape_diff.pictures.framing import PICTURE_SIZE


@dataclass(frozen=True)
class Model:
    """Networks ready to be asked.

    Attributes:
        name: the file's name without suffix.
        sha256: hash of the file.
        header: what the networks are and how they are used.
        networks: role -> network in evaluation mode.
        adapters: what was merged into them since; see `models.adapter.adapted`.
    """

    name: str
    sha256: str
    header: Header
    networks: dict[str, nn.Module]
    adapters: tuple[AdapterUse, ...] = ()

    @cached_property
    def denoiser(self) -> Denoiser:
        """The denoiser of points of a generator or a shape code, in evaluation mode."""
        return Denoiser(self.networks[self.header.points_role], self.process).eval()

    @cached_property
    def prior(self) -> Denoiser | None:
        """The denoiser of shape codes, in evaluation mode; None if points are made from words directly."""
        network = self.networks.get("prior")
        return None if network is None else Denoiser(network, self.header.process["prior"]).eval()

    @cached_property
    def code_id(self) -> str:
        """Identity of the networks of shape codes: models with equal ones read each other's codes.

        Raises:
            ValueError: the model has none.
        """
        if "code_encoder" not in self.networks:
            raise ValueError(f"the model '{self.name}' makes points from words directly, without shape codes")
        digest = hashlib.sha256()
        for role in ("code_encoder", "code_decoder"):
            for name, tensor in sorted(self.networks[role].state_dict().items()):
                digest.update(name.encode() + tensor.cpu().half().numpy().tobytes())
        return digest.hexdigest()[:16]

    @property
    def image_encoder(self) -> ImageEncoder | None:
        """None if the model takes text alone."""
        encoder = self.networks.get("image_encoder")
        assert encoder is None or isinstance(encoder, ImageEncoder)
        return encoder

    @property
    def weights(self) -> dict[str, Tensor]:
        """Those of all networks, named ROLE.NAME, as `save_model` takes them."""
        return {
            f"{role}.{name}": tensor
            for role, network in self.networks.items()
            for name, tensor in network.state_dict().items()
        }

    @property
    def codec(self) -> ChannelCodec:
        """How the channels of a generator's clouds are scaled."""
        assert self.header.codec is not None
        return self.header.codec

    @property
    def process(self) -> Process:
        """Of the denoiser of points."""
        return self.header.process[self.header.points_role]

    @property
    def sampling(self) -> SamplingSettings:
        """How clouds are best sampled; the guidance is the prior's where there is one."""
        return self.header.points_sampling

    @property
    def recipe(self) -> dict[str, Any]:
        """How it was trained."""
        return self.header.recipe


@runtime_checkable
class WithText(Protocol):
    """What a file of weights is headed by: a model's header, or an adapter's."""

    def as_text(self) -> dict[str, str]: ...


def save_model(path: Path, weights: dict[str, Tensor], header: WithText, small: bool = False) -> None:
    """Write weights, named ROLE.NAME, with their header; the file appears whole or not at all.

    They are stored in half precision, or in one byte each (`models.packing`) where the file is to be small.
    """
    here = {name: tensor.detach().to("cpu", torch.float16) for name, tensor in weights.items()}
    write_tensors(path, packed(here) if small else here, header.as_text())


def read_header(name_or_path: str, kind: str = "generator") -> Header:
    """The header of a model, without its weights; ValueError as for `load_model`."""
    path = find_model(name_or_path, kind)
    return _checked(parsed_header(read_tensor_header(path), path), (kind,), path)


def load_model(
    name_or_path: str, device: torch.device, kind: str | tuple[str, ...] = "generator", download: bool = False
) -> Model:
    """Load a shipped model by name or any model file by path. No code in the file is executed.

    Args:
        name_or_path: what `find_model` finds.
        device: where its networks are wanted.
        kind: what it must be, a name in `header.KINDS`, or several of them.
        download: whether a frozen backbone that the file names may be downloaded; else it must be on this machine.

    Raises:
        ValueError: no such model, one of another kind, a truncated or foreign file, weights that do not fit their
            configuration, or a backbone that is not here.
    """
    kinds = (kind,) if isinstance(kind, str) else kind
    path = find_model(name_or_path, kinds[0])
    stored, text = read_tensors(path)
    header = _checked(parsed_header(text, path), kinds, path)
    weights = unpacked(stored)
    frozen = load_backbone(header.networks.get("image_encoder"), download)
    _check_fit(header, frozen, weights, path)
    networks = build_networks(header, frozen)
    networks.load_state_dict(weights)
    networks.eval().requires_grad_(False).to(device)
    return Model(path.stem, hashlib.sha256(path.read_bytes()).hexdigest(), header, dict(networks.items()))


def load_backbone(image_encoder: ImageEncoderConfig | None, download: bool) -> FrozenVision | None:
    """The frozen network that an image encoder's configuration names; ValueError where it cannot be loaded."""
    if image_encoder is None or not image_encoder.backbone:
        return None
    return FrozenVision.load(image_encoder.backbone, download)


def build_networks(header: Header, frozen: FrozenVision | None) -> nn.ModuleDict:
    """The networks of a header by their roles, with fresh weights."""
    return nn.ModuleDict(
        {
            role: build_network(config, frozen if isinstance(config, ImageEncoderConfig) else None)
            for role, config in header.networks.items()
        }
    )


def _checked(header: Header, kinds: tuple[str, ...], path: Path) -> Header:
    """The header, if it is of one of the kinds and takes the pictures that are made here."""
    if header.kind not in kinds:
        raise ValueError(f"{path} is a model of the kind '{header.kind}', not a {' or a '.join(kinds)}")
    eye = header.networks.get("image_encoder")
    if eye is not None and eye.size != PICTURE_SIZE:
        raise ValueError(f"{path} reads pictures of {eye.size} px, but they are made with {PICTURE_SIZE} px")
    return header


def _check_fit(header: Header, frozen: FrozenVision | None, weights: dict[str, Tensor], path: Path) -> None:
    """Refuse weights of other names or shapes than the networks have, before memory is taken for them."""
    try:
        with torch.device("meta"):
            state = build_networks(header, frozen).state_dict()
    except (RuntimeError, ZeroDivisionError) as error:
        raise ValueError(f"the header of {path} is damaged: no network has such sizes ({error})") from error
    wanted = {name: tuple(tensor.shape) for name, tensor in state.items()}
    found = {name: tuple(tensor.shape) for name, tensor in weights.items()}
    wrong = [name for name in sorted(wanted | found) if wanted.get(name) != found.get(name)]
    if wrong:
        name = wrong[0]
        raise ValueError(
            f"the weights in {path} do not fit the network its header describes: "
            f"{name} should be {wanted.get(name, 'absent')} and is {found.get(name, 'absent')}"
        )
