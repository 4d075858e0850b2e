import os
import signal
import time

from shape_diff.workers import Failure, available_cores, run_isolated


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
    assert results[1] == Failure("its reader crashed (SIGSEGV)")
    assert results[3] == Failure("gave up after 4 seconds")
    assert results[4] == Failure("its reader crashed (exit status 3)")
    assert results[5] == Failure("KeyError: 'bug'")


def test_no_jobs_need_no_processes():
    assert list(run_isolated(work, [], workers=2)) == []
    assert available_cores() >= 1
