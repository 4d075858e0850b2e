"""Work in processes that may crash or hang, as native mesh parsers and mesh methods do on bad input."""

import atexit
import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import Any

_CONTEXT = multiprocessing.get_context("spawn")
ORPHAN_GRACE_S = 5
"""How long after its limit a worker whose parent was killed ends itself."""


@dataclass(frozen=True)
class Failure:
    """Why a job has no result.

    Attributes:
        reason: in words.
        error: name of the class of the exception that was raised; empty after a crash or a time-out.
    """

    reason: str
    error: str = field(default="", compare=False)


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


class StandbyWorker:
    """A process for calls that may hang or crash; it starts at the first call and waits for the next until exit.

    Calls from several threads take turns. What the functions print, native code included, is not shown.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._owner = 0

    def call(self, function: Callable[..., Any], arguments: tuple, timeout_s: float) -> Any:
        """Result of a function of a module, or a `Failure` if it raised, crashed or took longer than the limit."""
        with self._lock:
            if self._worker is None or self._owner != os.getpid():  # a forked process needs one of its own
                self._worker, self._owner = _Worker(_apply, quiet=True), os.getpid()
                atexit.register(self.stop)
            try:
                self._worker.take(0, [(function, arguments)], timeout_s)
                _wait_for([self._worker])
                return self._worker.collect(timeout_s)
            except BaseException:  # Ctrl-C: the next call must not get the answer to this one
                self.stop()
                raise

    def stop(self) -> None:
        """End the process; a later call starts another."""
        atexit.unregister(self.stop)
        if self._worker is not None and self._owner == os.getpid():
            self._worker.stop()
        self._worker = None


def _apply(job: tuple[Callable[..., Any], tuple]) -> Any:
    function, arguments = job
    return function(*arguments)


@dataclass
class _Worker:
    """One process with the job it works on."""

    function: Callable[[Any], Any]
    quiet: bool = False
    process: Any = field(init=False)
    connection: Connection = field(init=False)
    number: int = -1
    deadline: float = 0.0

    def __post_init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(self.function, theirs, self.quiet), daemon=True)
        with _without_main_module():
            self.process.start()
        # Only the child may hold its end: then its death reads as the end of the stream.
        theirs.close()

    def take(self, number: int | None, jobs: Sequence[Any], timeout_s: float) -> bool:
        """Send a job; False where there is none left."""
        if number is None:
            return False
        self.number, self.deadline = number, time.monotonic() + timeout_s
        try:
            self.connection.send((jobs[number], timeout_s))
        except OSError:
            self._restart()
            self.connection.send((jobs[number], timeout_s))
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
            return Failure(f"its process crashed ({_exit_words(code)})")

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


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Hide the running program from multiprocessing, which would run it again in each process it starts.

    A user's script without `if __name__ == "__main__"` would otherwise generate and reconstruct in its own workers.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _serve(function: Callable[[Any], Any], connection: Connection, quiet: bool) -> None:
    """The life of a worker: jobs in, results out, until the other side is gone."""
    # Ctrl-C reaches the whole group; only the parent decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if quiet:
        _silence()
    while True:
        try:
            job, timeout_s = connection.recv()
        except (EOFError, OSError):
            return
        _end_after(timeout_s + ORPHAN_GRACE_S)
        try:
            result = function(job)
        except Exception as error:
            result = Failure(f"{type(error).__name__}: {error}", type(error).__name__)
        _end_after(0)
        try:
            connection.send(result)
        except OSError:
            return


def _silence() -> None:
    """Nothing printed reaches the terminal, by native code neither."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _end_after(seconds: float) -> None:
    """Let the system end this process then; 0 takes it back. Native code that hangs cannot put it off."""
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(seconds))
