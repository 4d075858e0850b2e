"""A data set of a red ball and a blue plate, and settings so small that both tasks take seconds."""

from pathlib import Path

import trimesh

from shape_diff.data.builder import BuildOptions, build_dataset

TINY_CODE = (
    "experiment=code", "limit=2", "encoder.tokens=4", "encoder.width=7", "encoder.dim=32", "encoder.point_dim=32",
    "encoder.head_dim=32", "encoder.layers=1", "encoder.neighbors=8", "decoder.code_tokens=4", "decoder.code_width=7",
    "decoder.dim=32", "decoder.point_dim=32", "decoder.head_dim=32", "decoder.layers=1", "decoder.blocks=2",
    "batches.size=8", "batches.points=128", "batches.stretch=0", "batches.shear=0", "batches.mirror=0",
    "encoder.seen=64", "train.groups=2", "train.steps=160", "train.lr=0.01", "train.warmup=10", "train.log_every=20",
    "train.save_every=80", "train.sample_every=20", "train.ema_decay=0.9", "sampling.steps=6",
)  # fmt: skip
TINY_PRIOR = (
    "experiment=prior", "limit=2", "prior.code_tokens=4", "prior.code_width=7", "prior.dim=32", "prior.head_dim=32",
    "prior.layers=2", "batches.size=16", "batches.points=64", "batches.stretch=0", "batches.shear=0",
    "batches.mirror=0", "train.steps=120", "train.lr=0.01", "train.warmup=10", "train.reuse=1",
    "train.log_every=20", "train.save_every=60", "train.sample_every=20", "train.ema_decay=0.9", "sampling.steps=8",
    "sampling.guidance=1", "train.drop_condition=0.3", "prompts=[a red ball,a blue plate]",
)  # fmt: skip

TINY_SCORER = (
    "experiment=scorer", "limit=2", "scorer.code_tokens=4", "scorer.code_width=7", "scorer.dim=32",
    "scorer.head_dim=32", "scorer.layers=1", "scorer.embedding=8", "batches.size=8", "batches.points=64",
    "batches.stretch=0", "batches.shear=0", "batches.mirror=0", "train.steps=30", "train.lr=0.01", "train.warmup=5",
    "train.log_every=10",
    "train.save_every=30", "train.sample_every=30", "train.ema_decay=0.9",
)  # fmt: skip


RED, BLUE = (220, 20, 20), (20, 20, 220)
Color = tuple[int, int, int]


def build_two_shapes(folder: Path, num_points: int = 512, colors: tuple[Color, Color] = (RED, BLUE)) -> Path:
    """The data set's folder; captions say red and blue whatever the colours are."""
    meshes = folder / "meshes"
    meshes.mkdir()
    ball, plate = trimesh.creation.icosphere(subdivisions=2), trimesh.creation.box((2.0, 0.2, 2.0))
    for name, mesh, color in (("a-ball", ball, colors[0]), ("b-plate", plate, colors[1])):
        mesh.visual.vertex_colors = [(*color, 255)] * len(mesh.vertices)
        mesh.export(meshes / f"{name}.ply")
    captions = folder / "captions.jsonl"
    captions.write_text(
        '{"id": "a-ball", "captions": ["a red ball"], "category": "ball", "split": "train"}\n'
        '{"id": "b-plate", "captions": ["a blue plate"], "category": "plate", "split": "train"}\n'
    )
    build_dataset(meshes, captions, folder / "data", BuildOptions(num_points=num_points, workers=1), progress=False)
    return folder / "data"
