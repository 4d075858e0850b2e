"""What is installed."""

import sys
from typing import TYPE_CHECKING

import typer

from shape_diff import __version__

if TYPE_CHECKING:
    from shape_diff.diffusion.settings import SamplingSettings


def info() -> None:
    """Version, device, models and optional parts."""
    import torch

    from shape_diff.machine.optional_parts import OPTIONAL_PARTS
    from shape_diff.machine.precision import describe_device, resolve_device
    from shape_diff.models.finding import DEFAULT_MODEL, shipped_models
    from shape_diff.models.model import load_model

    typer.echo(f"shape-diff {__version__}, PyTorch {torch.__version__}, Python {sys.version.split()[0]}")
    typer.echo(f"device: {describe_device(resolve_device('auto'))}")
    for name, path in shipped_models().items():
        loaded = load_model(str(path), torch.device("cpu"))
        size = sum(p.numel() for network in loaded.networks.values() for p in network.parameters()) / 1e6
        takes = "takes text" if loaded.image_encoder is None else "takes text and pictures"
        first = ", the default" if name == DEFAULT_MODEL else ""
        typer.echo(f"model: {name}{first} ({takes}, {size:.1f}M parameters, sha256 {loaded.sha256[:12]}, {path})")
        typer.echo(f"  recommended: {_words(loaded.sampling)}")
    if not shipped_models():
        typer.echo("model: none shipped; train one with shape-diff train")
    for part in OPTIONAL_PARTS:
        problem = part.why_missing()
        typer.echo(f"{part.name}: {f'missing, {problem}' if problem else 'works'} (for {part.purpose})")


def _words(sampling: "SamplingSettings") -> str:
    return (
        f"{sampling.points:,} points, {sampling.steps} steps of {sampling.sampler} on the {sampling.schedule} grid, "
        f"guidance {sampling.guidance:g}" + (f", the best of {sampling.best_of} codes" if sampling.best_of > 1 else "")
    )
