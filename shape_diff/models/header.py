"""The header of a model file: all that is needed to rebuild, sample and judge a model beside its weights."""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.models.finding import ADAPTER_FORMAT, FORMAT
from shape_diff.models.plain import from_plain
from shape_diff.models.table import config_class, network_name


@dataclass(frozen=True)
class Kind:
    """What the models of a kind consist of, by the roles of their networks.

    Attributes:
        roles: networks that each has.
        optional: networks that some have.
        points: networks that make points, one of which each has; none where nothing is generated.
    """

    roles: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


CODE_ROLES = ("code_encoder", "code_decoder")
DENOISING = ("denoiser", "code_decoder", "prior")
"""Networks that are sampled: each has a process and recommended settings."""

KINDS: dict[str, Kind] = {
    "generator": Kind(
        (), ("denoiser", "image_encoder", *CODE_ROLES, "prior", "code_scorer"), ("denoiser", "code_decoder")
    ),
    "shape_code": Kind(CODE_ROLES, (), ("code_decoder",)),
    "field": Kind(("field",)),
    "judge": Kind(("judge",)),
}


@dataclass(frozen=True)
class Header:
    """What a model is made of and how it is used.

    Attributes:
        kind: a name in `KINDS`.
        networks: role -> configuration of its network, of a class in `table.NETWORKS`.
        codec: how channels of clouds are scaled; None where no clouds are diffused.
        process: role -> the diffusion process of that network.
        sampling: role -> how samples of that network are best drawn. The only place of these defaults.
        recipe: how it was trained (configuration, seed, data hash, steps, device, scores), as plain JSON data.
    """

    kind: str
    networks: dict[str, Any]
    codec: ChannelCodec | None = None
    process: dict[str, Process] = field(default_factory=dict)
    sampling: dict[str, SamplingSettings] = field(default_factory=dict)
    recipe: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kind = KINDS.get(self.kind)
        if kind is None:
            raise ValueError(f"unknown kind of model '{self.kind}'; choose one of {', '.join(KINDS)}")
        missing = sorted(set(kind.roles) - set(self.networks))
        odd = sorted(set(self.networks) - set(kind.roles) - set(kind.optional))
        if missing or odd:
            raise ValueError(f"a {self.kind} has the networks {', '.join(kind.roles)}: {missing or odd} is wrong")
        if kind.points:
            self._check_sampled(kind)

    def _check_sampled(self, kind: Kind) -> None:
        if sum(role in self.networks for role in kind.points) != 1:
            raise ValueError(f"a {self.kind} has one network that makes points, {' or '.join(kind.points)}")
        if self.points_role == "code_decoder" and self.kind == "generator" and "prior" not in self.networks:
            raise ValueError("a generator that decodes codes has a prior over them")
        for role in DENOISING:
            if role in self.networks and not (role in self.process and role in self.sampling and self.codec):
                raise ValueError(f"a {self.kind} needs a codec, and a process and sampling of its {role}")
        assert self.codec is not None
        self.process[self.points_role].check_codec(self.codec)

    @property
    def points_role(self) -> str:
        """The network that makes points, of a kind that has one."""
        return next(role for role in KINDS[self.kind].points if role in self.networks)

    @property
    def points_sampling(self) -> SamplingSettings:
        """How clouds are best sampled."""
        return self.sampling[self.points_role]

    def checked(self, settings: SamplingSettings) -> SamplingSettings:
        """The settings; ValueError where the best of several is asked of a model that cannot tell which that is."""
        if settings.best_of > 1 and "code_scorer" not in self.networks:
            raise ValueError("this model has no scorer of shape codes to find the best with, so best_of must be 1")
        return settings

    def with_recipe(self, recipe: dict[str, Any]) -> "Header":
        """A copy that tells of another training."""
        return replace(self, recipe=recipe)

    def as_text(self) -> dict[str, str]:
        """As the header of a safetensors file; raises ValueError for a recipe that is not plain JSON data."""
        plain = {
            "format": FORMAT,
            "kind": self.kind,
            "networks": {role: {"name": network_name(c), "config": asdict(c)} for role, c in self.networks.items()},
            "codec": None if self.codec is None else asdict(self.codec),
            "process": {role: asdict(process) for role, process in self.process.items()},
            "sampling": {role: settings.as_plain() for role, settings in self.sampling.items()},
            "recipe": self.recipe,
        }
        return {key: json.dumps(value, allow_nan=False) for key, value in plain.items()}


def parsed_header(text: dict[str, str], path: Path) -> Header:
    """The header of a file from what `Header.as_text` made of it.

    Raises:
        ValueError: it is of another program or version, or damaged.
    """
    try:
        plain = {key: json.loads(value) for key, value in text.items()}
    except json.JSONDecodeError:
        plain = {}
    if plain.get("format") == ADAPTER_FORMAT:
        raise ValueError(f"{path} is an adapter of a model; name the model with --model and give this with --adapter")
    if plain.get("format") != FORMAT:
        raise ValueError(f"{path} is a safetensors file but not a shape_diff model (its header lacks '{FORMAT}')")
    try:
        return Header(
            plain["kind"],
            {role: from_plain(config_class(one["name"]), one["config"]) for role, one in plain["networks"].items()},
            None if plain["codec"] is None else from_plain(ChannelCodec, plain["codec"]),
            {role: from_plain(Process, one) for role, one in plain["process"].items()},
            {role: from_plain(SamplingSettings, one) for role, one in plain["sampling"].items()},
            dict(plain["recipe"]),
        )
    except (KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"the header of {path} is damaged ({type(error).__name__}: {error})") from error
    except ValueError as error:
        raise ValueError(f"the header of {path} is damaged: {error}") from error
