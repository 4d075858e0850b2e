"""What each kind of work is measured by; every function gives the rows of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import torch
from scipy.spatial import cKDTree

from benchmarks.steering.parts import fitting_shape, half_space, normal_error, single_view
from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.sampling import generator_for
from shape_diff.evaluation.metrics.chamfer import paired_chamfer_distances
from shape_diff.evaluation.metrics.feature_metrics import r_precision
from shape_diff.evaluation.metrics.fidelity import Fidelity, fidelity
from shape_diff.evaluation.metrics.judging import LoadedJudge
from shape_diff.evaluation.metrics.surface_scores import sample_mesh
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.request import Request
from shape_diff.generation.rewarding import parsed_reward
from shape_diff.generation.sample import Sample
from shape_diff.geometry import PointCloud
from shape_diff.machine.progress import progress_bar
from shape_diff.training.tasks.shape_code.looks import mean_of

POINTS = 2048
SEEDS = 4
"""Results of each completion, whose mutual distance is their diversity."""
WHOLE = (-1.0, -1.0, -1.0, 1.0, 1.0, 1.0)
STRENGTHS = (0.2, 0.4, 0.6, 0.8, 1.0)
REWARDS = ("symmetry", "flat_base", "size:1x2x1", "mirror")


@dataclass(frozen=True)
class Setup:
    """What every measure reads.

    Attributes:
        pipeline: the model.
        judge: of shapes and words.
        shapes: held-out ones.
        train: shapes that the model knows.
    """

    pipeline: Pipeline
    judge: LoadedJudge
    shapes: ShapeDataset
    train: ShapeDataset

    def truth(self, number: int) -> PointCloud:
        """All points of a shape."""
        return self.shapes.cloud(number)

    def caption(self, number: int) -> str:
        """The first of a shape."""
        return self.shapes.records[number].captions[0]

    def recognised(self, clouds: Sequence[PointCloud]) -> float:
        """Share of clouds, one for each shape, whose own caption the judge ranks first among all."""
        words = [self.caption(number) for number in range(len(clouds))]
        texts = self.judge.captions(self.pipeline.encoder.encode(words).pooled)
        return r_precision(self.judge.judge(list(clouds)).embedding @ texts.T, len(clouds))


def completion(setup: Setup) -> Iterator[tuple[str, ...]]:
    """Wholes of parts, beside what needs no completion."""
    yield "part", "made by", "CD", "F 2 %", "F 5 %", "known points off by", "diversity"
    for kept in (0.25, 0.5, 0.75, None):
        label = "one view" if kept is None else f"{kept:.0%} of the points"
        made: dict[str, list[Fidelity]] = {"complete": [], "words alone": [], "nearest training shape, ICP": []}
        worst, diversity = 0.0, []
        for number in progress_bar(range(len(setup.shapes)), label):
            truth, words = setup.truth(number), setup.caption(number)
            generator = generator_for(0, f"{label} {number}")
            few = truth.thinned(POINTS)
            part = single_view(few, generator) if kept is None else half_space(few, kept, generator)
            share = len(part) / len(few)
            wholes = [
                sample.cloud
                for sample in setup.pipeline.complete(part, words, WHOLE, share, count=SEEDS, seed=0, settings=None)
            ]
            worst = max(worst, *(float(np.abs(whole.xyz[: len(part)] - part.xyz).max()) for whole in wholes))
            diversity.append(spread(wholes))
            made["complete"] += [fidelity(whole, truth) for whole in wholes]
            plain = setup.pipeline.generate(Request(words, sampling={"points": POINTS}), count=1, seed=0)
            made["words alone"] += [fidelity(sample.cloud, truth) for sample in plain]
            made["nearest training shape, ICP"].append(fidelity(fitting_shape(part, setup.train), truth))
        for name, scores in made.items():
            own = (f"{worst:.1g}", f"{np.mean(diversity):.4f}") if name == "complete" else ("", "")
            yield label, name, f"{mean_of(scores, 'chamfer'):.4f}", *_f_scores(scores), *own


def variation(setup: Setup) -> Iterator[tuple[str, ...]]:
    """How far each strength goes, and whether the caption still fits."""
    yield "strength", "CD to the source", "F 5 % to the source", "R-precision"
    for strength in STRENGTHS:
        clouds = []
        for number in progress_bar(range(len(setup.shapes)), f"strength {strength}"):
            source = setup.truth(number).thinned(POINTS)
            clouds += _clouds(setup.pipeline.vary(source, strength, setup.caption(number), count=1, seed=0))
        scores = [fidelity(cloud, setup.truth(number)) for number, cloud in enumerate(clouds)]
        yield (
            f"{strength}",
            f"{mean_of(scores, 'chamfer'):.4f}",
            f"{mean_of(scores, 'f_score_5'):.3f}",
            (f"{100 * setup.recognised(clouds):.0f} %"),
        )


def blend(setup: Setup) -> Iterator[tuple[str, ...]]:
    """Whether a strip goes from one shape to the next in even steps."""
    yield "shapes", "largest step / mean step (1 is even)", "largest step / distance of the ends"
    uneven, jumps = [], []
    pairs = list(zip(range(0, len(setup.shapes) - 1, 2), range(1, len(setup.shapes), 2), strict=False))
    for first, second in progress_bar(pairs, "blend"):
        ends = [setup.truth(number).thinned(POINTS) for number in (first, second)]
        strip = _clouds(setup.pipeline.blend(ends, 7, 0))
        steps = [_distance(a, b) for a, b in pairwise(strip)]
        uneven.append(max(steps) / np.mean(steps))
        jumps.append(max(steps) / _distance(*ends))
    yield f"{len(pairs)} pairs", f"{np.mean(uneven):.2f}", f"{np.mean(jumps):.2f}"


def edit(setup: Setup) -> Iterator[tuple[str, ...]]:
    """The upper half made anew: what is outside must stay, and the border must not be seen."""
    yield (
        "outside moved by",
        "density at the border / elsewhere (1 is even)",
        "angle between neighbours across / elsewhere",
    )
    moved, density, angle = 0.0, [], []
    for number in progress_bar(range(len(setup.shapes)), "edit"):
        source = setup.truth(number).thinned(POINTS)
        if not 0.1 < (source.xyz[:, 1] > 0).mean() < 0.9:
            continue
        box = [-1.0, 0.0, -1.0, 1.0, 1.0, 1.0]
        (cloud,) = _clouds(setup.pipeline.edit(source, setup.caption(number), box=box, count=1, seed=0))
        outside = source.xyz[source.xyz[:, 1] <= 0]
        moved = max(moved, float(np.abs(cloud.xyz[: len(outside)] - outside).max()))
        before, after = seam(source), seam(cloud)
        density.append(after[0] / before[0])
        angle.append(after[1] / max(before[1], 1e-6))
    yield f"{moved:.1g}", f"{np.median(density):.2f}", f"{np.median(angle):.2f}"


def refine(setup: Setup) -> Iterator[tuple[str, ...]]:
    """16,000 points from 1,000, beside drawing from the mesh that either makes."""
    yield "made by", "CD to the surface, times 1,000", "normal error"
    names = ("refine", "points repeated with jitter", "drawn from the Poisson mesh")
    scores: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for number in progress_bar(range(len(setup.shapes)), "refine"):
        truth = setup.truth(number)
        few = truth.thinned(1000)
        for name, cloud in zip(names, _sixteen_thousand(setup.pipeline, few, number), strict=True):
            scores[name].append((1000 * fidelity(cloud, truth).chamfer, normal_error(cloud, truth)))
    for name, pairs in scores.items():
        chamfer, degrees = np.mean(pairs, axis=0)
        yield name, f"{chamfer:.3f}", f"{degrees:.1f} degrees"


def reward(setup: Setup) -> Iterator[tuple[str, ...]]:
    """What a reward gains, and whether the caption still fits."""
    yield "reward", "before", "after", "R-precision before", "R-precision after"
    requests = [Request(setup.caption(number), sampling={"points": POINTS}) for number in range(len(setup.shapes))]
    plain = setup.recognised(_clouds(setup.pipeline.stream(requests, count=1, seed=0)))
    for name in REWARDS:
        samples = []
        for request in progress_bar(requests, name):
            samples += list(setup.pipeline.reward(request, [parsed_reward(name)]))
        values = [next(iter(sample.lineage.rewards.values())) for sample in samples if sample.lineage is not None]
        before, after = (float(np.mean([value[when] for value in values])) for when in ("before", "after"))
        after_recognised = setup.recognised([sample.cloud for sample in samples])
        yield name, f"{before:.4g}", f"{after:.4g}", f"{100 * plain:.0f} %", f"{100 * after_recognised:.0f} %"


def round_trip(setup: Setup) -> Iterator[tuple[str, ...]]:
    """Shapes encoded and decoded again, and that they come back where they stood."""
    yield "shapes", "CD", "F 2 %", "F 5 %", "place off by, in sizes"
    scores, places = [], []
    for number in progress_bar(range(len(setup.shapes)), "round trip"):
        truth = setup.truth(number)
        moved = PointCloud(7.0 * truth.xyz + [30.0, -20.0, 10.0], truth.rgb, truth.normals)
        back = setup.pipeline.decode(setup.pipeline.encode(moved), points=POINTS)
        here = PointCloud(((back.xyz - [30.0, -20.0, 10.0]) / 7.0).astype(np.float32), back.rgb, back.normals)
        scores.append(fidelity(here, truth))
        places.append(float(np.abs(here.xyz.mean(axis=0) - truth.xyz.mean(axis=0)).max() / 2))
    yield f"{len(scores)}", f"{mean_of(scores, 'chamfer'):.4f}", *_f_scores(scores), f"{np.mean(places):.3f}"


MEASURES = {
    "completion": completion, "variation": variation, "blend": blend, "edit": edit, "refine": refine,
    "reward": reward, "round-trip": round_trip,
}  # fmt: skip


def spread(clouds: Sequence[PointCloud]) -> float:
    """Mean Chamfer distance between clouds of the same part."""
    size = min(map(len, clouds))
    xyz = [torch.from_numpy(cloud.thinned(size).xyz.astype(np.float32))[None] for cloud in clouds]
    return float(np.mean([paired_chamfer_distances(a, b).item() for a, b in combinations(xyz, 2)]))


def seam(cloud: PointCloud, width: float = 0.05, neighbors: int = 8) -> tuple[float, float]:
    """Points near y = 0 beside those elsewhere: their density, and the angle to their neighbours' normals.

    Returns:
        density: of a point by the area of its neighbours' disc, near the border over elsewhere.
        angle: mean angle in degrees to neighbours, near the border over elsewhere.
    """
    assert cloud.normals is not None
    distance, near = cKDTree(cloud.xyz).query(cloud.xyz, k=neighbors + 1)
    density = 1 / np.maximum(distance[:, -1], 1e-6) ** 2
    cosine = np.clip(np.einsum("ij,ikj->ik", cloud.normals, cloud.normals[near[:, 1:]]), -1, 1)
    angle = np.degrees(np.arccos(cosine)).mean(axis=1)
    border = np.abs(cloud.xyz[:, 1]) < width
    if not border.any() or border.all():
        return 1.0, 1.0
    return (
        float(np.median(density[border]) / np.median(density[~border])),
        float(angle[border].mean() / max(angle[~border].mean(), 1e-6)),
    )


def _sixteen_thousand(pipeline: Pipeline, few: PointCloud, seed: int) -> list[PointCloud]:
    assert few.rgb is not None and few.normals is not None
    generator = np.random.default_rng(seed)
    again = np.arange(16_000) % len(few)
    jitter = generator.normal(0, 0.01, (16_000, 3)).astype(np.float32)
    repeated = PointCloud(few.xyz[again] + jitter, few.rgb[again], few.normals[again])
    mesh = pipeline.reconstruct(few, "poisson")
    return [pipeline.refine(few, 16_000).cloud, repeated, sample_mesh(mesh, 16_000, generator)]


def _clouds(samples: Iterator[Sample]) -> list[PointCloud]:
    return [sample.cloud for sample in samples]


def _distance(a: PointCloud, b: PointCloud) -> float:
    return spread([a, b])


def _f_scores(scores: list[Fidelity]) -> tuple[str, str]:
    return f"{mean_of(scores, 'f_score_2'):.3f}", f"{mean_of(scores, 'f_score_5'):.3f}"
