"""Threads of the command line: how many compute, and that they sleep while they wait."""

import os
import subprocess
import sys

import pytest

from shape_diff import __version__
from shape_diff.machine.threads import PASSIVE, limit_threads, wait_passively


def run(*arguments: str, module: str = "shape_diff", **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("OMP_NUM_THREADS", *PASSIVE)}
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, env=kept | environment, check=False)


def test_what_the_user_has_set_stays() -> None:
    environment = {"OMP_WAIT_POLICY": "ACTIVE"}
    wait_passively(environment)
    assert environment == {"OMP_WAIT_POLICY": "ACTIVE", "GOMP_SPINCOUNT": "0", "KMP_BLOCKTIME": "0"}


COMMAND = """
import os, sys
from shape_diff.app import cli
from shape_diff.machine import threads

def info() -> None:
    import torch
    print(torch.get_num_threads(), *(os.environ[name] for name in threads.PASSIVE))

cli.app.command("told")(info)
cli.main()
"""


@pytest.mark.parametrize(("options", "variable", "count"), [(["--threads", "1"], "2", 1), ([], "1", 1), ([], "2", 2)])
def test_torch_is_told_before_it_is_imported(options: list[str], variable: str, count: int) -> None:
    command = [sys.executable, "-c", COMMAND, *options, "told"]
    kept = {name: value for name, value in os.environ.items() if name not in PASSIVE}
    environment = kept | {"OMP_NUM_THREADS": variable}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)
    assert done.stdout.split() == [str(count), "PASSIVE", "0", "0"], done.stderr


def test_torch_that_is_already_there_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    before = torch.get_num_threads()
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    try:
        limit_threads(before + 1)
        assert torch.get_num_threads() == before + 1 and os.environ["OMP_NUM_THREADS"] == str(before + 1)
    finally:
        torch.set_num_threads(before)


def test_no_threads_are_a_mistake() -> None:
    done = run("--threads", "0", "info")
    assert (done.returncode, done.stderr) == (2, "error: --threads must be at least 1, got 0\n")


@pytest.mark.parametrize("module", ["shape_diff", "shape_diff.app.cli"])
def test_version(module: str) -> None:
    done = run("--version", module=module)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"shape-diff {__version__}\n", "")
