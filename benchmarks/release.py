"""Make a finished run the shipped model: assets/NAME.safetensors and, beside it, recipe, scores and loss curve as JSON.

Weights are stored in one byte each (`models.packing`). The hash of scores is that of the run's own file.

shape-diff evaluate --data DATA --model runs/lowpoly_cpu/model.safetensors --out evaluation
python benchmarks/release.py runs/lowpoly_cpu --scores evaluation/scores.json [--name text_image]
"""

import argparse
import json
from pathlib import Path

import torch

from shape_diff.files.atomic import atomic_path
from shape_diff.files.fingerprint import file_sha256
from shape_diff.models.model import load_model, save_model
from shape_diff.training.run_folder import RunFolder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--scores", type=Path, required=True)
    parser.add_argument("--name", default="text_image")
    parser.add_argument(
        "--model", type=Path, help="what join_parts.py made of the run and of others, in place of the run's"
    )
    parser.add_argument("--assets", type=Path, default=Path("assets"))
    options = parser.parse_args()
    run = RunFolder(options.run)
    model = load_model(str(options.model or run.model), torch.device("cpu"))
    file = options.assets / f"{options.name}.safetensors"
    save_model(file, model.weights, model.header, small=True)
    record = {
        "sha256": file_sha256(file),
        "run_sha256": model.sha256,
        "recipe": model.recipe,
        "evaluation": json.loads(options.scores.read_text()),
        "curve": [[row["step"], round(row["loss"], 4)] for row in run.rows() if "loss" in row],
        "validation": [row for row in run.rows() if any(key.startswith("val_loss") for key in row)],
    }
    with atomic_path(options.assets / f"{options.name}.json") as temporary:
        temporary.write_text(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main()
