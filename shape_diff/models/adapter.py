"""Adapters: small files that teach a generator something new without changing its own file.

One is a safetensors file of low-rank factors (`networks.low_rank`) with a header that says which model it is of.
"""

import copy
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from torch import Tensor

from shape_diff.files.tensors import read_tensors
from shape_diff.models.adapter_use import AdapterUse
from shape_diff.models.finding import ADAPTER_FORMAT
from shape_diff.models.model import Model
from shape_diff.networks.low_rank import merge


@dataclass(frozen=True)
class AdapterHeader:
    """What an adapter is.

    Attributes:
        model: name of the model that it belongs to.
        model_sha256: hash of that model's file.
        role: the network that it changes.
        rank: of its updates.
        words: what the captions that it was taught with say of the style; empty for nothing.
        recipe: how it was trained, as plain JSON data.
    """

    model: str
    model_sha256: str
    role: str
    rank: int
    words: str = ""
    recipe: dict[str, Any] = field(default_factory=dict)

    def with_recipe(self, recipe: dict[str, Any]) -> "AdapterHeader":
        """A copy that tells of another training."""
        return replace(self, recipe=recipe)

    def as_text(self) -> dict[str, str]:
        """As the header of a safetensors file; raises ValueError for a recipe that is not plain JSON data."""
        plain = {
            "format": ADAPTER_FORMAT,
            "model": {"name": self.model, "sha256": self.model_sha256},
            "role": self.role,
            "rank": self.rank,
            "words": self.words,
            "recipe": self.recipe,
        }
        return {key: json.dumps(value, allow_nan=False) for key, value in plain.items()}


@dataclass(frozen=True)
class Adapter:
    """An adapter that was read.

    Attributes:
        sha256: hash of its file.
        header: what it is.
        factors: as `networks.low_rank.merge` takes them.
    """

    sha256: str
    header: AdapterHeader
    factors: dict[str, Tensor]


def adapted_role(model: Model) -> str:
    """The network of a generator that words steer, which is the one that is adapted."""
    return "denoiser" if model.prior is None else "prior"


def load_adapter(path: Path) -> Adapter:
    """Read an adapter. No code in the file is executed.

    Raises:
        ValueError: there is no such file, or it is truncated, damaged or something else.
    """
    if not path.is_file():
        raise ValueError(f"there is no adapter file {path}")
    factors, text = read_tensors(path)
    try:
        plain = {key: json.loads(value) for key, value in text.items()}
    except json.JSONDecodeError:
        plain = {}
    if plain.get("format") != ADAPTER_FORMAT:
        raise ValueError(f"{path} is not an adapter (its header lacks '{ADAPTER_FORMAT}'); is it a model?")
    try:
        header = AdapterHeader(
            str(plain["model"]["name"]), str(plain["model"]["sha256"]), str(plain["role"]), int(plain["rank"]),
            str(plain["words"]), dict(plain["recipe"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"the header of {path} is damaged ({type(error).__name__}: {error})") from error
    prefix = f"{header.role}."
    named = {name.removeprefix(prefix): tensor.float() for name, tensor in factors.items() if name.startswith(prefix)}
    return Adapter(hashlib.sha256(path.read_bytes()).hexdigest(), header, named)


def adapted(model: Model, uses: Sequence[AdapterUse]) -> Model:
    """A model with adapters merged into copies of the networks that they change; the given one stays as it is.

    Raises:
        ValueError: an adapter cannot be read, is of another model, or is not the one that is asked for by its hash.
    """
    networks, used = dict(model.networks), []
    for use in uses:
        adapter = load_adapter(Path(use.file))
        _check(adapter, use, model)
        role = adapter.header.role
        if networks[role] is model.networks[role]:
            networks[role] = copy.deepcopy(networks[role])
        try:
            merge(networks[role], adapter.factors, use.strength)
        except ValueError as error:
            raise ValueError(f"{use.file} does not fit the model '{model.name}': {error}") from error
        used.append(replace(use, sha256=adapter.sha256))
    return replace(model, networks=networks, adapters=(*model.adapters, *used))


def _check(adapter: Adapter, use: AdapterUse, model: Model) -> None:
    header = adapter.header
    if header.model_sha256 != model.sha256:
        raise ValueError(
            f"the adapter {use.file} belongs to the model '{header.model}' ({header.model_sha256[:12]}), "
            f"not to '{model.name}' ({model.sha256[:12]})"
        )
    if header.role not in model.networks:
        raise ValueError(f"the header of {use.file} is damaged: the model has no {header.role}")
    if use.sha256 and adapter.sha256 != use.sha256:
        raise ValueError(
            f"{use.file} is not the adapter that is meant ({use.sha256[:12]}), but another or a later one "
            f"({adapter.sha256[:12]})"
        )
