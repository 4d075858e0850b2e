"""Folders that one process at a time may change."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from shape_diff.files.lock import folder_lock

HOLD = """
import sys
from pathlib import Path
from shape_diff.files.lock import folder_lock
with folder_lock(Path(sys.argv[1]), wait=False):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds a folder until its input ends or it is killed."""
    running = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None and running.stdout.readline() == "held\n"
    return running


def test_another_process_is_refused_in_one_sentence_until_the_first_ends(tmp_path: Path) -> None:
    with holder(tmp_path) as running:
        with pytest.raises(ValueError, match=f"another process is writing to {tmp_path}"), folder_lock(tmp_path, False):
            pytest.fail("two hold one folder")
        running.communicate()
    with folder_lock(tmp_path, wait=False):
        assert list(tmp_path.iterdir())
    assert not list(tmp_path.iterdir())


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    with holder(tmp_path) as running:
        running.kill()
    with folder_lock(tmp_path, wait=False):
        pass
    assert not list(tmp_path.iterdir())


def test_those_that_wait_come_one_after_the_other(tmp_path: Path) -> None:
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _ in range(50):
            with folder_lock(tmp_path, wait=True):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert not list(tmp_path.iterdir())
