"""Train the judge of `networks/judge.py` and write it with its recipe.

    python -m shape_diff.training.tasks.judge --data DATA --out assets/judge.safetensors

About a quarter of an hour on one CPU core. Batches are augmented as those of the denoiser are. The recipe
says how well the judge does on real val shapes, which is the ceiling of what it can say of generated ones.
"""

import argparse
import json
import platform
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchOptions, BatchSource
from shape_diff.data.dataset import ShapeDataset
from shape_diff.evaluation.metrics.feature_metrics import r_precision
from shape_diff.evaluation.metrics.judging import LoadedJudge
from shape_diff.machine.precision import mixed_precision, resolve_device
from shape_diff.machine.progress import progress_bar
from shape_diff.machine.seeding import stream
from shape_diff.models.header import Header
from shape_diff.models.model import save_model
from shape_diff.networks.judge import JudgeConfig, ShapeJudge
from shape_diff.training.captions import CaptionBank
from shape_diff.training.contrastive_loss import contrastive_loss
from shape_diff.training.optimizers import OPTIMIZERS

NAMED = 1
"""The caption that names colours: the second of each shape."""


@dataclass(frozen=True)
class JudgeTraining:
    """How the judge is trained.

    Attributes:
        steps: batches.
        batch: clouds in each.
        points: of each cloud.
        lr: peak learning rate; it rises over the first 5 % and falls along a cosine.
        weight_decay: of the optimiser.
        jitter: standard deviation of noise on positions, so that a trace of noise is not what features read first.
        smoothing: label smoothing of the categories.
        seed: of everything random.
    """

    steps: int = 2200
    batch: int = 48
    points: int = 384
    lr: float = 1e-3
    weight_decay: float = 0.05
    jitter: float = 0.004
    smoothing: float = 0.1
    seed: int = 0


def train(dataset: ShapeDataset, options: JudgeTraining) -> tuple[ShapeJudge, list[tuple[int, float, float]]]:
    """A judge trained on the train split, and (step, category loss, caption loss) along the way."""
    torch.manual_seed(options.seed)  # the initial weights; everything later has a stream of its own
    train_set = dataset.subset("train")
    categories = tuple(sorted({record.category for record in train_set.records}))
    device = resolve_device("auto")
    source = BatchSource(train_set, BatchOptions(size=options.batch, points=options.points), options.seed, device)
    labels = _category_of_captions(source, train_set, categories).to(device)
    bank = CaptionBank(source.captions, TextEncoder.load(device), device)
    network = ShapeJudge(JudgeConfig(categories)).to(device).train()
    optimizers = OPTIMIZERS["muon"](network, options.lr, options.weight_decay)
    curve = []
    for step in progress_bar(range(options.steps), "training the judge"):
        batch = source.batch(step)
        noise = torch.randn(batch.xyz.shape, generator=stream(options.seed, step, "jitter")).to(device)
        with mixed_precision(device):
            features = network(batch.xyz + options.jitter * noise, batch.rgb, batch.normals)
        shapes = network.shape_embedding(features)
        texts = network.text_embedding(bank.select(batch.caption).pooled)
        category = F.cross_entropy(
            network.head_category(features), labels[batch.caption], label_smoothing=options.smoothing
        )
        scale = torch.exp(-network.log_temperature.clamp(min=-4.6))  # at most 100, as in CLIP
        caption = contrastive_loss(shapes, texts, scale)
        (category + caption).backward()
        for optimizer in optimizers:
            for group in optimizer.param_groups:
                group["lr"] = options.lr * _warmup_cosine(step, options.steps)
            optimizer.step()
            optimizer.zero_grad()
        if step % 100 == 99:
            curve.append((step + 1, round(category.item(), 4), round(caption.item(), 4)))
    return network.cpu().eval(), curve


def _warmup_cosine(step: int, steps: int) -> float:
    warmup = max(1, steps // 20)
    return min((step + 1) / warmup, 0.5 * (1 + float(np.cos(np.pi * step / steps))))


def _category_of_captions(source: BatchSource, dataset: ShapeDataset, categories: tuple[str, ...]) -> Tensor:
    """(c,) the category's number of each caption that a batch can name."""
    labels = torch.zeros(len(source.captions), dtype=torch.long)
    for record, choices in zip(dataset.records, source.choices, strict=True):
        for caption, _ in choices:
            labels[caption] = categories.index(record.category)
    return labels


def ceiling(judge: LoadedJudge, dataset: ShapeDataset) -> dict[str, float]:
    """What the judge says of real val shapes: its own ceiling."""
    val = dataset.subset("val")
    judgement = judge.judge([val.cloud(i) for i in range(len(val))])
    pooled = TextEncoder.load().encode([record.captions[NAMED] for record in val.records]).pooled
    similarity = judgement.embedding @ judge.captions(pooled).T
    categories = judge.network.config.categories
    right = [categories[int(p.argmax())] == r.category
             for p, r in zip(judgement.probabilities, val.records, strict=True)]  # fmt: skip
    return {
        "R-precision among 100": round(float(np.mean([r_precision(similarity, 100, seed) for seed in range(5)])), 4),
        "category accuracy": round(float(np.mean(right)), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=JudgeTraining.steps)
    parser.add_argument("--seed", type=int, default=JudgeTraining.seed)
    arguments = parser.parse_args()
    dataset = ShapeDataset.load(arguments.data)
    options = JudgeTraining(steps=arguments.steps, seed=arguments.seed)
    start = time.perf_counter()
    network, curve = train(dataset, options)
    recipe: dict[str, Any] = {
        "training": asdict(options),
        "data_sha256": dataset.sha256,
        "seconds": round(time.perf_counter() - start),
        "device": f"{platform.machine()}, {torch.get_num_threads()} thread(s), PyTorch {torch.__version__}",
        "date": time.strftime("%Y-%m-%d"),
        "loss_curve": {"columns": ["step", "category", "caption"], "rows": curve},
    }
    recipe["val"] = ceiling(LoadedJudge(network, "", recipe), dataset)
    weights = {f"judge.{name}": tensor for name, tensor in network.state_dict().items()}
    save_model(arguments.out, weights, Header("judge", {"judge": network.config}, recipe=recipe))
    arguments.out.with_suffix(".json").write_text(
        json.dumps(recipe, indent=1, allow_nan=False) + "\n", encoding="utf-8"
    )
    sys.stdout.write(json.dumps(recipe["val"], indent=2, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
