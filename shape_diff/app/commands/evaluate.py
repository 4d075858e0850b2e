"""A model's scores."""

from pathlib import Path
from typing import Annotated

import typer

from shape_diff.machine.messages import say
from shape_diff.models.finding import DEFAULT_MODEL


def evaluate(
    data: Annotated[Path, typer.Option(help="Data set made by `shape-diff data build`.")],
    out: Annotated[Path, typer.Option(help="Folder for scores.json, scores.md, gallery/ and the samples.")] = Path(
        "evaluation"
    ),
    model: Annotated[str, typer.Option(help="A shipped model's name or a .safetensors file.")] = DEFAULT_MODEL,
    split: Annotated[
        str, typer.Option(help="Split whose captions are generated and whose shapes are compared.")
    ] = "val",
    limit: Annotated[int, typer.Option(help="Only so many of its shapes, for a quick look; 0 is all.")] = 0,
    seeds: Annotated[int, typer.Option(help="Sets of samples; the table gives mean and spread.")] = 3,
    points: Annotated[int, typer.Option(help="Points of each cloud; 1024 at least.")] = 1024,
    emd_points: Annotated[int, typer.Option(help="Points for the exact earth mover's distance, cubic time.")] = 512,
    normalization: Annotated[
        str, typer.Option(help="data: compare as generated; box: each cloud's bounding box first.")
    ] = "data",
    steps: Annotated[int | None, typer.Option(help="Steps of the sampler; else what the model recommends.")] = None,
    guidance: Annotated[float | None, typer.Option(help="Guidance scale; else what the model recommends.")] = None,
    best_of: Annotated[int | None, typer.Option(help="Shape codes to draw for each cloud, as in `generate`.")] = None,
    pictures: Annotated[int, typer.Option(help="Captions in the gallery, also meshed; 0 for none.")] = 40,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:N or mps.")] = "auto",
) -> None:
    """Score a model on unseen captions, by the field's own definitions.

    1-NNA, MMD and COV with Chamfer and earth mover's distance, JSD, Frechet distance and inception score of a shape
    classifier, R-precision, colour-word accuracy, novelty and the health of the meshes, with an oracle row (training
    shapes scored as if they were samples). The same command goes on where it was stopped.

    Example: shape-diff evaluate --data DATA --limit 40 --seeds 1
    """
    from shape_diff.data.dataset import ShapeDataset
    from shape_diff.evaluation.runs.from_words import EvaluationPlan
    from shape_diff.evaluation.runs.from_words import evaluate as score
    from shape_diff.evaluation.runs.protocol import Protocol
    from shape_diff.generation.outputs import check_writable
    from shape_diff.generation.pipeline import Pipeline
    from shape_diff.machine.allocation import keep_freed_memory
    from shape_diff.models.model import read_header

    header = read_header(model)
    wishes = {"points": points, "steps": steps, "guidance": guidance, "best_of": best_of}
    plan = EvaluationPlan(
        Protocol(split, limit, points, emd_points, normalization),
        header.checked(header.points_sampling.changed(wishes)),
        seeds,
        pictures,
    )
    check_writable(out)
    dataset = ShapeDataset.load(data)
    keep_freed_memory()
    evaluation = score(Pipeline.load(model, device), dataset, plan, out)
    typer.echo(evaluation.as_markdown())
    say(f"{out}: scores.json, scores.md{', gallery/README.md' if pictures else ''}")
