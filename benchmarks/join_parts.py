"""One model file of parts that were taught apart, on two cores or two machines, over the same encoder of shape codes.

python benchmarks/join_parts.py runs/prior/model.safetensors --out codes.safetensors [--best-of 8] [--steps 4]
    --part code_decoder=runs/sharper/model.safetensors --part code_scorer=runs/scorer/model.safetensors

What is not named comes from the first file. A part brings its process, its recommended sampling and its recipe with it.
"""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import torch

from shape_diff.models.model import Model, load_model, save_model

T = TypeVar("T")
KINDS = ("generator", "shape_code")


def with_part(model: Model, role: str, other: Model) -> Model:
    """A model with one network of another.

    Raises:
        ValueError: the other model lacks it, or its encoder is another one.
    """
    if role not in other.networks:
        raise ValueError(f"{other.name} has no {role}; it has {', '.join(other.networks)}")
    ours, theirs = (one.networks["code_encoder"].state_dict() for one in (model, other))
    if ours.keys() != theirs.keys() or any(not torch.equal(tensor, theirs[name]) for name, tensor in ours.items()):
        raise ValueError(f"the codes of {other.name} are of another encoder, so its {role} does not fit")
    header = model.header
    header = replace(
        header,
        networks=header.networks | {role: other.header.networks[role]},
        process=header.process | _of(other.header.process, role),
        sampling=header.sampling | _of(other.header.sampling, role),
        recipe=header.recipe | {f"{role}_from": {"sha256": other.sha256, "recipe": other.recipe}},
    )
    return replace(model, header=header, networks=model.networks | {role: other.networks[role]})


def _of(parts: dict[str, T], role: str) -> dict[str, T]:
    return {role: parts[role]} if role in parts else {}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--part", action="append", default=[], metavar="ROLE=FILE")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--best-of", type=int, help="codes to draw for a cloud, where nothing else is asked for")
    parser.add_argument("--steps", type=int, help="steps of drawing points, likewise")
    options = parser.parse_args()
    device = torch.device("cpu")
    model = load_model(str(options.model), device, KINDS)
    guidance = model.sampling.guidance
    for part in options.part:
        role, _, file = part.partition("=")
        model = with_part(model, role, load_model(file, device, KINDS))
    sampling = model.sampling.changed({"guidance": guidance, "best_of": options.best_of, "steps": options.steps})
    header = replace(model.header, sampling=model.header.sampling | {"code_decoder": sampling})
    save_model(options.out, model.weights, header)


if __name__ == "__main__":
    main()
