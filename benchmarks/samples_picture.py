"""The picture at the top of the README: one sample of each prompt, clouds above, meshes below.

    python benchmarks/samples_picture.py [--model codes] [--seed 7] [--out docs/samples.png]

Every prompt takes the same seed; nothing is picked by hand but the prompts, which are listed below.
"""

import argparse
from pathlib import Path

from shape_diff.generation.pipeline import Pipeline
from shape_diff.machine.progress import progress_bar
from shape_diff.models.finding import DEFAULT_MODEL
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import grid_picture
from shape_diff.rendering.scene import render_cloud, render_mesh

PROMPTS = (
    "a red mushroom with white spots",
    "a wooden barrel",
    "a green pine tree",
    "a wooden chair",
    "a grey rock",
    "a blue crystal",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--size", type=int, default=320)
    parser.add_argument("--prompts", nargs="*", default=PROMPTS)
    parser.add_argument("--out", type=Path, default=Path("docs/samples.png"))
    options = parser.parse_args()
    pipeline = Pipeline.load(options.model)
    above, below = [], []
    for prompt in progress_bar(options.prompts, "sampling"):
        cloud = pipeline.generate(prompt, seed=options.seed)[0].cloud
        above.append(render_cloud(cloud, size=options.size))
        below.append(render_mesh(pipeline.reconstruct(cloud), size=options.size))
    labels = [*options.prompts, *[""] * len(options.prompts)]
    write_picture(grid_picture([*above, *below], columns=len(options.prompts), labels=labels), options.out)


if __name__ == "__main__":
    main()
