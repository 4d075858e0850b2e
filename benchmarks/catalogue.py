"""What the catalogue of programs adds: two priors of equal training, with and without its shapes.

    python -m benchmarks.catalogue --model codes --meshes LOWPOLY --catalogue PROCEDURAL [--steps 400] [--shapes 100]

Both learn codes of the model's encoder from nothing, for the same number of steps of the same size: one on the data
set of meshes alone, one on both in equal parts. Then held-out captions of either data set are sampled. Those of the
catalogue are combinations of kind, structure and colours that no training shape has (`data.procedural.registry`).
Scores are the denoising loss of the shapes' own codes, Chamfer distance and F at 5 % of the longest side to the
caption's shape, and the share of codes whose own caption fits best among all (R-precision) by the model's scorer,
which has seen both. Prints a table in Markdown; finished runs are not done again. Half an hour on one busy core.
"""

import argparse
import platform
import sys
import time
from pathlib import Path
from typing import cast

import numpy as np
import torch

from benchmarks.mistakes import in_one_sentence
from shape_diff.app.build import build_session
from shape_diff.app.config import load_experiment
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.dataset import ShapeDataset
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.sample import sample_clouds
from shape_diff.evaluation.metrics.feature_metrics import r_precision
from shape_diff.evaluation.metrics.fidelity import fidelity
from shape_diff.generation.code_stage import decided
from shape_diff.machine.progress import progress_bar
from shape_diff.machine.seeding import stream
from shape_diff.models.header import Header
from shape_diff.models.model import Model, load_model, save_model
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.networks.code_encoder import CodeEncoder
from shape_diff.networks.code_scorer import CodeScorer
from shape_diff.training.conditional_denoising import losses_at
from shape_diff.training.tasks.shape_code.looks import codes_of, mean_of
from shape_diff.training.tasks.shape_code.prior_trainer import PriorTrainingOptions

CPU = torch.device("cpu")
SIGMAS = (0.2, 0.5, 1.0, 2.0)
POINTS = 1024
TOGETHER = 10
"""Captions whose codes are drawn at once."""


def codes_alone(model: Model, path: Path) -> Path:
    """A file of a generator's encoder and decoder, for a prior to begin with."""
    roles = ("code_encoder", "code_decoder")
    weights = {name: tensor for name, tensor in model.weights.items() if name.split(".")[0] in roles}
    plain = {"code_decoder": model.sampling.changed({"best_of": 1})}
    networks = {role: model.header.networks[role] for role in roles}
    header = Header("shape_code", networks, model.codec, {"code_decoder": model.process}, plain, model.recipe)
    save_model(path, weights, header)
    return path


def trained(name: str, data: list[Path], model: Model, start: Path, steps: int) -> Model:
    """A prior that knew nothing before; its run goes on where it was stopped."""
    tokens, width = CodeAutoencoder.of(model.networks).code_shape
    folders = ",".join(str(folder.resolve()) for folder in data)
    seen = cast(CodeEncoder, model.networks["code_encoder"]).config.seen
    settings = [
        "experiment=prior", f"data=[{folders}]", f"run={name}", f"runs_folder={start.parent}", f"start_from={start}",
        f"prior.code_tokens={tokens}", f"prior.code_width={width}", "prior.dim=128", f"batches.points={seen}",
        f"train.steps={steps}", "train.decay_share=0.35", "train.ema_decay=0.99", "train.sample_every=1000000",
    ]  # fmt: skip
    session = build_session(load_experiment(settings))
    session.run()
    return load_model(str(session.folder.model), CPU)


def row(model: Model, scorer: CodeScorer, shapes: ShapeDataset, codes: torch.Tensor, told: Condition) -> str:
    """The scores of a model on held-out captions."""
    settings = model.sampling.changed({"points": POINTS, "best_of": 1})
    drawn, clouds = [], []
    for some in progress_bar(torch.arange(len(shapes)).split(TOGETHER), model.name):
        choice = decided(model, told.select(some), some.tolist(), settings)
        assert choice.codes is not None
        drawn.append(choice.codes)
        clouds += sample_clouds(model.denoiser, model.codec, choice.condition, some.tolist(), choice.settings)
    near = [fidelity(cloud, shapes.cloud(number)) for number, cloud in enumerate(clouds)]
    with torch.no_grad():
        fits = scorer.scores(torch.cat(drawn).expand(len(shapes), -1, -1, -1), told.pooled).numpy()
    precision = r_precision(fits.T, len(shapes))
    chamfer = float(np.median([one.chamfer for one in near]))
    assert model.prior is not None
    loss = np.mean(list(losses_at(model.prior, PriorTrainingOptions().coupling, codes, told, SIGMAS).values()))
    return f"{loss:.4f} | {chamfer:.4f} | {mean_of(near, 'f_score_5'):.3f} | {100 * precision:.0f} %"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="codes")
    parser.add_argument("--meshes", type=Path, required=True, help="a data set of meshes")
    parser.add_argument("--catalogue", type=Path, required=True, help="what `shape-diff data procedural` made")
    parser.add_argument("--out", type=Path, default=Path("runs/catalogue"))
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--shapes", type=int, default=100)
    arguments = parser.parse_args()
    model = load_model(arguments.model, CPU)
    scorer = cast(CodeScorer, model.networks["code_scorer"])
    arguments.out.mkdir(parents=True, exist_ok=True)
    start = codes_alone(model, arguments.out / "codes_alone.safetensors")
    both = [arguments.meshes, arguments.catalogue]
    priors = {
        "meshes": trained("meshes", [arguments.meshes], model, start, arguments.steps),
        "meshes and catalogue": trained("both", both, model, start, arguments.steps),
    }
    write = sys.stdout.write
    write(f"{arguments.steps} steps of 128 codes; {arguments.shapes} held-out captions of each; {platform.processor()}")
    write(f", {torch.get_num_threads()} thread(s), {time.strftime('%Y-%m-%d')}; model {model.sha256[:12]}\n\n")
    write("| captions of | learned from | loss | CD, median | F 5 % | R-precision |\n" + "|---" * 6 + "|\n")
    encoder = TextEncoder.load(CPU)
    networks = CodeAutoencoder.of(model.networks)
    for folder in both:
        held_out = ShapeDataset.load(folder).subset("val")
        chosen = torch.randperm(len(held_out), generator=stream(0, 0, "shapes"))[: arguments.shapes].tolist()
        shapes = held_out.take(chosen)
        codes = codes_of(networks, model.codec, shapes, networks.code_encoder.config.seen, CPU).float()
        told = encoder.encode([record.captions[0] for record in shapes.records])
        for name, prior in priors.items():
            write(f"| {folder.name} | {name} | {row(prior, scorer, shapes, codes, told)} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    with in_one_sentence():
        main()
