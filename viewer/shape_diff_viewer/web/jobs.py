"""Generations that the page asked for: they live here, so that a page that is loaded anew finds them again."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shape_diff.generation.request import Request
from shape_diff.pictures.preparing import PreparedPicture
from shape_diff_viewer.collection import Collection
from shape_diff_viewer.generation import GenerationJob, Generator
from shape_diff_viewer.web.page_files import item_facts


class Jobs:
    """One job works at a time; what it makes joins the collection as it comes."""

    def __init__(self, generator: Generator, collection: Collection) -> None:
        self.generator, self.collection = generator, collection
        self._jobs: list[GenerationJob] = []
        self._collected: list[int] = []
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._jobs)

    def start(self, request: Request, pictures: Sequence[PreparedPicture] = ()) -> int | None:
        """Begin; the number of the job, or None while another works. Raises ValueError for an impossible request."""
        with self._lock:
            if self._jobs and not self._jobs[-1].finished:
                return None
            self._jobs.append(self.generator.start(replace(request, images=tuple(pictures))))
            self._collected.append(0)
            return len(self._jobs) - 1

    def cancel(self, number: int) -> None:
        """Stop a job; what it has made stays."""
        self._jobs[number].cancel()

    def at_work(self) -> int | None:
        """The number of the job that is not finished, if there is one."""
        return len(self._jobs) - 1 if self._jobs and not self._jobs[-1].finished else None

    def progress(self, number: int) -> dict[str, Any]:
        """How far a job is, and what it has made."""
        job = self._jobs[number]
        finished = job.finished  # asked first: what is read after it is complete
        self.collect()
        return {
            "finished": finished,
            "progress": job.progress,
            "message": job.message,
            "error": job.error,
            "cancelled": job.cancelled,
            "prompt": job.request.prompt,
            "items": [item_facts(item) for item in list(job.results)],
        }

    def collect(self) -> None:
        """Put finished samples into the collection, each once."""
        with self._lock:
            for number, job in enumerate(self._jobs):
                results = list(job.results)
                for at in range(self._collected[number], len(results)):
                    results[at] = job.results[at] = self.collection.join(results[at])
                self._collected[number] = len(results)

    def cancel_all(self) -> None:
        """Stop what is being worked on."""
        for job in self._jobs:
            job.cancel()
