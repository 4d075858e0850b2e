"""One shape code drawn with ever more points, and its meshes: the picture of docs/gallery/README.md.

python -m benchmarks.one_code_picture ["a wooden chair"] [--seed 7] [--points 1000 4000 20000]
"""

import argparse
from pathlib import Path

from shape_diff.generation.pipeline import Pipeline
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import grid_picture
from shape_diff.rendering.scene import render_cloud, render_mesh


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("prompt", nargs="?", default="a wooden chair")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--points", type=int, nargs="+", default=[1000, 4000, 20_000])
    parser.add_argument("--out", type=Path, default=Path("docs/gallery/one-code.png"))
    options = parser.parse_args()
    pipeline = Pipeline.load()
    (sample,) = pipeline.generate(options.prompt, 1, options.seed)
    if sample.code is None:
        raise SystemExit("error: the model makes points from words directly, without shape codes")
    clouds = [pipeline.decode(sample.code, points, options.seed) for points in options.points]
    pictures = [render_cloud(cloud, size=320) for cloud in clouds]
    pictures += [render_mesh(pipeline.reconstruct(cloud), size=320) for cloud in clouds]
    labels = [f"{points:,} points" for points in options.points] + ["mesh of them"] * len(clouds)
    write_picture(grid_picture(pictures, columns=len(clouds), labels=labels), options.out)


if __name__ == "__main__":
    main()
