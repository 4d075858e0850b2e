"""Work that an evaluation can do side by side: one process for each core, one thread in each process."""

import io
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from typing import Any

import torch
from tqdm import tqdm

from shape_diff.machine.allocation import keep_freed_memory
from shape_diff.machine.progress import progress_bar
from shape_diff.machine.workers import Failure, available_cores, run_isolated

SECONDS_PER_JOB = 3 * 3600.0


def across_cores(
    function: Callable[[Any, Any], Any], shared: Any, jobs: Sequence[Any], title: str, cores: int = 0
) -> Iterator[tuple[int, Any]]:
    """Apply a function to `shared` and each job.

    The results are the same on any number of cores: a network's rounding depends on that of its threads, which is one.

    Args:
        function: of a module, so that it can be sent to a fresh process.
        shared: its first argument.
        jobs: its second arguments.
        title: of the progress bar.
        cores: processes; 0 for one per core. With one, or for one job, all is done in this process.

    Yields:
        The job's number and its result, as they finish.

    Raises:
        ChildProcessError: a process crashed, or the function raised in it.
    """
    if min(cores or available_cores(), len(jobs)) < 2:
        with _one_thread():
            for number, job in enumerate(progress_bar(jobs, title)):
                yield number, function(shared, job)
        return
    # As bytes, since multiprocessing would put tensors into shared memory, of which containers have little.
    packed = pickle.dumps(shared)
    calls = [(function, packed, pickle.dumps(job)) for job in jobs]
    for number, result in progress_bar(run_isolated(_call, calls, cores, SECONDS_PER_JOB), title):
        if isinstance(result, Failure):
            raise ChildProcessError(f"{title}: {result.reason}")
        yield number, result


def _call(packed: tuple[Callable[[Any, Any], Any], bytes, bytes]) -> Any:
    function, shared, job = packed
    keep_freed_memory()
    # The usual lock belongs to the system and would outlive this process.
    tqdm.set_lock(threading.RLock())
    # Only the parent shows progress.
    with _one_thread(), redirect_stderr(io.StringIO()):
        return function(pickle.loads(shared), pickle.loads(job))


@contextmanager
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
