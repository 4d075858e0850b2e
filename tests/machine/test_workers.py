import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shape_diff.machine.workers import Failure, StandbyWorker, available_cores, run_isolated


def work(job):
    if job == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if job == "exit":
        os._exit(3)
    if job == "hang":
        time.sleep(60)
    if job == "raise":
        raise KeyError("bug")
    return job.upper()


def test_every_job_gets_a_result_whatever_the_others_do():
    jobs = ["a", "crash", "b", "hang", "exit", "raise", "c"]
    results = dict(run_isolated(work, jobs, workers=2, timeout_s=4))
    assert [results[number] for number in (0, 2, 6)] == ["A", "B", "C"]
    assert results[1] == Failure("its process crashed (SIGSEGV)")
    assert results[3] == Failure("gave up after 4 seconds")
    assert results[4] == Failure("its process crashed (exit status 3)")
    assert results[5] == Failure("KeyError: 'bug'")


def test_no_jobs_need_no_processes():
    assert list(run_isolated(work, [], workers=2)) == []
    assert available_cores() >= 1


def own_process(*_: object) -> int:
    return os.getpid()


def raised() -> None:
    raise ImportError("no such library")


def test_a_process_stays_for_the_next_call_until_one_goes_wrong() -> None:
    worker = StandbyWorker()
    first = worker.call(own_process, (), 120)
    assert first != os.getpid() and worker.call(own_process, (), 120) == first
    failure = worker.call(raised, (), 120)
    assert failure == Failure("ImportError: no such library") and failure.error == "ImportError"
    assert worker.call(own_process, (), 120) == first
    assert worker.call(work, ("hang",), 0.2) == Failure("gave up after 0.2 seconds")
    assert worker.call(work, ("crash",), 120) == Failure("its process crashed (SIGSEGV)")
    assert worker.call(own_process, (), 120) != first
    worker.stop()
    assert worker.call(work, ("a",), 120) == "A"
    worker.stop()


def test_an_interrupted_call_leaves_no_answer_behind() -> None:
    worker = StandbyWorker()
    assert worker.call(work, ("a",), 120) == "A"

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(KeyboardInterrupt):
            worker.call(time.sleep, (1,), 120)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert worker.call(work, ("b",), 120) == "B"
    worker.stop()


LEFT = """
import os, time
from shape_diff.machine.workers import StandbyWorker
worker = StandbyWorker()
print(worker.call(os.getpid, (), 60), flush=True)
print(worker.call(time.sleep, (600,), 0.5).reason, flush=True)
print(worker.call(os.getpid, (), 60), flush=True)
"""


def is_alive(pid: int) -> bool:
    """Whether a process runs, zombies that nobody waits for aside."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_no_process_is_left_at_exit() -> None:
    done = subprocess.run([sys.executable, "-c", LEFT], capture_output=True, text=True, timeout=120)
    first, reason, second = done.stdout.splitlines()
    assert reason == "gave up after 0.5 seconds" and first != second
    assert not is_alive(int(first)) and not is_alive(int(second))
