"""How many evaluations of the points network a shape code needs, and at which noise level they may end.

    python -m benchmarks.few_steps --model runs/code/model.safetensors --data DATA [--shapes 48]

Held-out shapes are encoded and decoded again with ever more steps of one evaluation each; what comes back is compared
with the shape: Chamfer distance, F at 2 and 5 % of the longest side, colours, normals, and the same F of the mesh that
is reconstructed from it. Prints a table in Markdown. Three minutes on one core.
"""

import argparse
import platform
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from shape_diff.data.joining import load_datasets
from shape_diff.diffusion.denoiser import Denoiser
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.sample import sample_clouds
from shape_diff.evaluation.metrics.fidelity import fidelity
from shape_diff.evaluation.metrics.surface_scores import sample_mesh
from shape_diff.geometry import PointCloud
from shape_diff.machine.seeding import stream
from shape_diff.models.model import Model, load_model
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.reconstruction.methods import reconstruct
from shape_diff.training.tasks.shape_code.looks import codes_of, mean_of

CPU = torch.device("cpu")
STEPS = (1, 2, 3, 4, 6, 8, 16, 32)
POINTS = 2048
COLUMNS = (
    "ends at sigma", "evaluations", "CD", "F 2 %", "F 5 %", "colour RMSE", "normal cosine", "mesh F 2 %", "ms a cloud",
)  # fmt: skip
MESHED = 12
"""Shapes that are reconstructed, too, since that takes longer than all else."""


def decoded(model: Model, codes: torch.Tensor, process: Process, steps: int) -> list[PointCloud]:
    """A cloud of each code."""
    networks = CodeAutoencoder.of(model.networks)
    with torch.no_grad():
        condition = networks.unfold(codes)
    settings = model.sampling.changed({"points": POINTS, "steps": steps, "guidance": 1.0})
    return sample_clouds(Denoiser(networks.code_decoder, process), model.codec, condition, range(len(codes)), settings)


def row(made: list[PointCloud], truth: list[PointCloud], seconds: float) -> str:
    """The means of one setting."""
    scores = [fidelity(*pair) for pair in zip(made, truth, strict=True)]
    meshes = [reconstruct(cloud) for cloud in made[:MESHED]]
    surfaces = [sample_mesh(mesh, POINTS, np.random.default_rng(0)) for mesh in meshes]
    meshed = [fidelity(*pair) for pair in zip(surfaces, truth, strict=False)]
    numbers = [
        f"{mean_of(scores, 'chamfer'):.4f}",
        *(f"{mean_of(scores, name):.3f}" for name in ("f_score_2", "f_score_5", "color_rmse", "normal_cosine")),
        f"{mean_of(meshed, 'f_score_2'):.3f}",
        f"{1000 * seconds / len(made):.0f}",
    ]
    return " | ".join(numbers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--shapes", type=int, default=48)
    parser.add_argument("--sigma-min", type=float, nargs="*", default=[], help="levels to end at, but the model's own")
    arguments = parser.parse_args()
    model = load_model(arguments.model, CPU, ("shape_code", "generator"))
    held_out = load_datasets(arguments.data).subset("val")
    chosen = torch.randperm(len(held_out), generator=stream(0, 0, "shapes"))[: arguments.shapes].tolist()
    shapes = held_out.take(chosen)
    truth = [shapes.cloud(number) for number in range(len(shapes))]
    networks = CodeAutoencoder.of(model.networks)
    codes = codes_of(networks, model.codec, shapes, networks.code_encoder.config.seen, CPU)
    own = model.process
    write = sys.stdout.write
    write(f"{len(shapes)} held-out shapes, {POINTS} points, {model.sampling.sampler}; {platform.processor()}, ")
    write(f"{torch.get_num_threads()} thread(s), {time.strftime('%Y-%m-%d')}; model {model.sha256[:12]}\n\n")
    write(
        "| ends at sigma | evaluations | CD | F 2 % | F 5 % | colour RMSE | normal cosine | mesh F 2 % | ms a cloud |\n"
    )
    write("|" + "---|" * len(COLUMNS) + "\n")
    for sigma_min in (own.sigma_min, *arguments.sigma_min):
        for steps in STEPS:
            start = time.perf_counter()
            made = decoded(model, codes, replace(own, sigma_min=sigma_min), steps)
            seconds = time.perf_counter() - start
            write(f"| {sigma_min:g} | {steps} | {row(made, truth, seconds)} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
