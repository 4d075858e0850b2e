"""Short training runs that differ from a base in one setting each, scored alike: the table in docs/ablations.md.

    python benchmarks/ablations.py --data DATA --out runs/ablations [--only base,adamw] [--jobs 2]

Every run sees the same number of clouds, or as many as cost the same arithmetic where a variant changes the cost of
one (the column "clouds"). Finished runs are not done again.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.sample import sample_clouds
from shape_diff.evaluation.metrics.chamfer import chamfer_distances
from shape_diff.models.model import load_model

BASE = (
    "experiment=lowpoly_cpu",
    "train.lr=0.002",
    "train.save_every=100",
    "train.sample_every=1000000",
    "train.log_every=20",
    "train.ema_decay=0.98",
    "train.warmup=30",
)

VARIANTS: dict[str, tuple[str, float, tuple[str, ...]]] = {
    # name: (what changes, arithmetic of a cloud relative to the base, overrides)
    "base": ("the base", 1.0, ()),
    "adamw": ("AdamW, lr 1e-3, instead of Muon", 1.0, ("train.optimizer=adamw", "train.lr=0.001")),
    "lr-high": ("Muon lr 4e-3", 1.0, ("train.lr=0.004",)),
    "noise-edm": ("noise levels of EDM, ln N(-1.2, 1.2)", 1.0, ("process.noise.parameters={mean:-1.2,std:1.2}",)),
    "noise-flow": ("noise levels of logit-normal flow", 1.0, ("process.noise.parameters={mean:0.0,std:1.0}",)),
    "cosine": ("cosine noise levels", 1.0, ("process.noise.distribution=cosine", "~process.noise.parameters.mean=-0.8",
                                            "~process.noise.parameters.std=1.4")),
    "latents-128": ("128 latents", 1.55, ("network.latents=128",)),
    "latents-32": ("32 latents", 0.73, ("network.latents=32",)),
    "points-128": ("trained on 128 points", 0.78, ("batches.points=128",)),
    "blocks-6x1": ("6 blocks of 1 latent layer", 1.1, ("network.blocks=6", "network.latent_layers=1")),
    "wide": ("latents 384 wide", 1.9, ("network.latent_dim=384",)),
    "z-order": ("noise coupled to the points by z-order", 1.0, ("train.coupling=z_order",)),
    "no-deform": ("no stretch, shear or mirror", 1.0, ("batches.stretch=0", "batches.shear=0", "batches.mirror=0")),
}  # fmt: skip


def train(name: str, data: Path, out: Path, steps: int) -> None:
    _, cost, overrides = VARIANTS[name]
    count = round(steps / cost)
    log = (out / f"{name}.log").open("w")
    command = [sys.executable, "-m", "shape_diff", "train", *BASE, *overrides, f"data={data}", f"run={name}",
               f"runs_folder={out}", f"train.steps={count}"]  # fmt: skip
    if not finished(out / name, count):
        subprocess.run(command, stderr=log, check=True, env={**os.environ, "OMP_NUM_THREADS": "1"})


def finished(run: Path, steps: int) -> bool:
    metrics = run / "metrics.jsonl"
    return metrics.exists() and any('"val_loss"' in row and json.loads(row)["step"] == steps
                                    for row in metrics.read_text().splitlines())  # fmt: skip


def chamfer_to_truth(model_file: Path, dataset: ShapeDataset, prompts: int) -> float:
    """Median Chamfer distance of one sample of each val caption to the shape it was written for, at 512 points."""
    model = load_model(str(model_file), torch.device("cpu"))
    encoder = TextEncoder.load()
    rows = list(range(0, len(dataset), max(1, len(dataset) // prompts)))
    settings = model.sampling.changed({"points": 512, "steps": 16})
    distances = []
    for start in range(0, len(rows), 16):
        part = rows[start : start + 16]
        condition = encoder.encode([dataset.records[i].captions[1] for i in part])
        clouds = sample_clouds(model.denoiser, model.codec, condition, part, settings)
        generated = torch.from_numpy(np.stack([cloud.xyz for cloud in clouds]))
        truth = dataset.positions(part, 512)
        distances.append(chamfer_distances(generated, truth).diagonal())
    return torch.cat(distances).median().item()


def table(names: list[str], data: Path, out: Path, steps: int) -> str:
    dataset = ShapeDataset.load(data).subset("val")
    lines = [
        "| change | clouds | val loss | xyz | colour | normal | Chamfer to truth x 1000 |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in names:
        rows = [json.loads(row) for row in (out / name / "metrics.jsonl").read_text().splitlines()]
        val = [row for row in rows if "val_loss" in row][-1]
        last = [row for row in rows if "loss" in row][-3:]
        parts = [sum(row[key] for row in last) / len(last) for key in ("loss_xyz", "loss_rgb", "loss_normal")]
        distance = chamfer_to_truth(out / name / "model.safetensors", dataset, 64) * 1000
        clouds = round(steps / VARIANTS[name][1]) * 64
        lines.append(f"| {VARIANTS[name][0]} | {clouds:,} | {val['val_loss']:.4f} | "
                     + " | ".join(f"{part:.3f}" for part in parts) + f" | {distance:.1f} |")  # fmt: skip
    stamp = f"{time.strftime('%Y-%m-%d')}, {platform.processor() or platform.machine()}, PyTorch {torch.__version__}"
    return "\n".join([*lines, "", f"Made on {stamp} by `python benchmarks/ablations.py --steps {steps}`.", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("runs/ablations"))
    parser.add_argument("--only", default=",".join(VARIANTS), help="comma-separated variants")
    parser.add_argument("--steps", type=int, default=300, help="steps of 64 clouds of the base")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time, one thread each")
    options = parser.parse_args()
    names = options.only.split(",")
    options.out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(options.jobs) as pool:
        list(pool.map(lambda name: train(name, options.data, options.out, options.steps), names))
    sys.stdout.write(table(names, options.data, options.out, options.steps))


if __name__ == "__main__":
    main()
