"""Contenders trained for the same time by the program's own sessions, and kept."""

import json
import statistics
import time
from pathlib import Path

from benchmarks.families.contenders import Contender, Training
from shape_diff.app.build import build_denoiser_session
from shape_diff.files.atomic import atomic_path
from shape_diff.models.model import read_header
from shape_diff.training.run_folder import RunFolder

WARM_UP = 6
"""Steps that are timed, of which the first is not counted."""
REFERENCE = "edm"
"""The process with which a network is timed: the others take as long but for how noise is drawn."""


def trained(contender: Contender, training: Training, data: Path, out: Path) -> Path:
    """The model file of a contender, trained now, or as far as that is missing.

    All are trained for as many steps as take the same processor time, which is timed once for each network, so that
    learning rates fall to zero for each and a busy machine favours none.

    Raises:
        ValueError: the data is missing or damaged, or training diverged.
    """
    steps = _steps(contender.backbone, training, data, out)
    config = contender.experiment(training, steps, str(data), str(out))
    folder = RunFolder(out / config.run)
    if not folder.model.exists() or read_header(str(folder.model)).recipe["steps"] < steps:
        build_denoiser_session(config).run()
    return folder.model


def _steps(backbone: str, training: Training, data: Path, out: Path) -> int:
    """Steps of a network that take the minutes; timed once and written down."""
    file = out / "seconds_of_a_step.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    key = f"{backbone}, {training.clouds} clouds of {training.points} points"
    if key not in known:
        config = Contender(REFERENCE, backbone).experiment(training, WARM_UP, str(data), str(out))
        trainer = build_denoiser_session(config).trainer
        times = []
        for _ in range(WARM_UP):
            start = time.process_time()
            trainer.train_step()
            times.append(time.process_time() - start)
        known[key] = statistics.median(times[1:])
        with atomic_path(file) as temporary:
            temporary.write_text(json.dumps(known, indent=2) + "\n")
    return max(1, round(60 * training.minutes / known[key]))
