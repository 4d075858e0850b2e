"""Work spread over processes that may crash or hang, as native mesh parsers do on damaged files."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

_CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Failure:
    """Why a job has no result."""

    reason: str


def run_isolated(
    function: Callable[[Any], Any], jobs: Sequence[Any], workers: int = 0, timeout_s: float = 120.0
) -> Iterator[tuple[int, Any]]:
    """Apply a function to each job in other processes; a job that kills or stalls its process costs only itself.

    Args:
        function: of a module, so that it can be sent to a fresh process.
        jobs: its arguments.
        workers: processes; 0 for one per core.
        timeout_s: a job that takes longer is given up.

    Yields:
        The job's number and its result, or a `Failure`, in the order in which they finish.
    """
    count = min(workers or available_cores(), len(jobs))
    crew = [_Worker(function) for _ in range(count)]
    todo = iter(range(len(jobs)))
    try:
        busy = [worker for worker in crew if worker.take(next(todo, None), jobs, timeout_s)]
        while busy:
            _wait_for(busy)
            for worker in [worker for worker in busy if worker.is_due()]:
                number = worker.number
                yield number, worker.collect(timeout_s)
                if not worker.take(next(todo, None), jobs, timeout_s):
                    busy.remove(worker)
    finally:
        for worker in crew:
            worker.stop()


def available_cores() -> int:
    """The cores this process may use, which in a container are fewer than the machine's."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _wait_for(busy: Sequence["_Worker"]) -> None:
    pause = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    wait([worker.connection for worker in busy], timeout=pause)


@dataclass
class _Worker:
    """One process with the job it works on."""

    function: Callable[[Any], Any]
    process: Any = field(init=False)
    connection: Connection = field(init=False)
    number: int = -1
    deadline: float = 0.0

    def __post_init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(self.function, theirs), daemon=True)
        self.process.start()
        # Only the child may hold its end: then its death reads as the end of the stream.
        theirs.close()

    def take(self, number: int | None, jobs: Sequence[Any], timeout_s: float) -> bool:
        """Send a job; False where there is none left."""
        if number is None:
            return False
        self.number, self.deadline = number, time.monotonic() + timeout_s
        try:
            self.connection.send(jobs[number])
        except OSError:
            self._restart()
            self.connection.send(jobs[number])
        return True

    def is_due(self) -> bool:
        return self.connection.poll() or time.monotonic() >= self.deadline

    def collect(self, timeout_s: float) -> Any:
        """The result of the job at hand, after its process was replaced if need be."""
        if not self.connection.poll():
            self._restart()
            return Failure(f"gave up after {timeout_s:g} seconds")
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            self.process.join(5)
            code = self.process.exitcode
            self._restart()
            return Failure(f"its reader crashed ({_exit_words(code)})")

    def _restart(self) -> None:
        self.stop()
        self._start()

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _exit_words(code: int | None) -> str:
    if code is None or code >= 0:
        return f"exit status {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _serve(function: Callable[[Any], Any], connection: Connection) -> None:
    """The life of a worker: jobs in, results out, until the other side is gone."""
    # Ctrl-C reaches the whole group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        try:
            result = function(job)
        except Exception as error:
            result = Failure(f"{type(error).__name__}: {error}")
        try:
            connection.send(result)
        except OSError:
            return
