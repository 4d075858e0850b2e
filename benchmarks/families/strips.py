"""Pictures of what diffusion does: noise added to a cloud, noise made into one, and what guidance changes.

    python -m benchmarks.families.strips [--model text_image] [--prompt "a red mushroom with white spots"] [--seed 7]

Writes docs/families.png, three rows of views of one prompt and seed:

- forward: the sample that the second row ends with, noised to higher and higher levels (process.noise_like),
- reverse: the sampler's own path from noise to it,
- guidance: samples of the same noise at several guidance scales.

About a minute on two cores. Noisy clouds are shown shrunk to the size of a shape, sigma being their true level.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.draws import SeededNoise
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.sample import as_cloud
from shape_diff.generation.pipeline import Pipeline
from shape_diff.geometry import PointCloud
from shape_diff.geometry.trajectory import Trajectory
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture

LEVELS = (0.0, 0.05, 0.15, 0.5, 1.5, 40.0)
GUIDANCE = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0)


def forward_strip(cloud: PointCloud, codec: ChannelCodec, process: Process) -> list[PointCloud]:
    """A cloud with noise of each of `LEVELS`, the same draw at all of them."""
    parts = [torch.from_numpy(np.asarray(part))[None] for part in (cloud.xyz, cloud.rgb, cloud.normals)]
    x0 = codec.encode(*parts)
    noise = process.noise_like(x0, SeededNoise([0]))
    shrink = [(1 + (level / process.sigma_data) ** 2) ** -0.5 for level in LEVELS]
    return [as_cloud(codec, (s * (x0 + level * noise))[0]) for level, s in zip(LEVELS, shrink, strict=True)]


def reverse_strip(run: Trajectory) -> tuple[list[PointCloud], list[float]]:
    """As many steps of a run as there are levels, from noise to the sample, those nearest to the levels."""
    steps = [int(np.abs(run.sigmas - level).argmin()) for level in reversed(LEVELS)]
    return [run.cloud(step) for step in steps], [float(run.sigmas[step]) for step in steps]


def picture(pipeline: Pipeline, prompt: str, seed: int, points: int, steps: int, size: int) -> Image.Image:
    """The three rows."""
    settings = pipeline.model.sampling.changed({"points": points, "steps": steps})
    (sample,) = pipeline.generate(prompt, 1, seed, settings, keep_steps=True)
    assert sample.trajectory is not None
    reverse, levels = reverse_strip(sample.trajectory)
    guided = [pipeline.generate(prompt, 1, seed, settings.changed({"guidance": scale}))[0].cloud for scale in GUIDANCE]
    clouds = [*forward_strip(sample.cloud, pipeline.model.codec, pipeline.model.process), *reverse, *guided]
    labels = [f"forward, sigma {level:g}" for level in LEVELS]
    labels += [f"reverse, sigma {level:.2g}" for level in levels]
    labels += [f"guidance {scale:g}" for scale in GUIDANCE]
    return grid_picture([cloud_thumbnail(cloud, size) for cloud in clouds], columns=len(LEVELS), labels=labels)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="text_image")
    parser.add_argument("--prompt", default="a red mushroom with white spots")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--points", type=int, default=1024)
    parser.add_argument("--steps", type=int, default=16)
    parser.add_argument("--size", type=int, default=160)
    parser.add_argument("--out", type=Path, default=Path("docs/families.png"))
    options = parser.parse_args()
    pipeline = Pipeline.load(options.model)
    made = picture(pipeline, options.prompt, options.seed, options.points, options.steps, options.size)
    write_picture(made.quantize(128).convert("P"), options.out)


if __name__ == "__main__":
    main()
