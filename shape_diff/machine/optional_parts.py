"""Parts that add something where they are there: whether they work, found out by trying them, and how to get them."""

import importlib
import importlib.util
import os
import re
import shutil
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from shape_diff.machine.workers import Failure, StandbyWorker

HIDE = "SHAPE_DIFF_HIDE"
"""Variable of the environment: names of parts, with commas, that are to be treated as missing."""
TRIAL_S = 120
"""How long an import may take before the part counts as broken; Open3D's takes seconds on a busy machine."""


class MissingPart(ValueError):
    """An optional part that was asked for does not work here; one sentence says why and what to do."""


@dataclass(frozen=True)
class OptionalPart:
    """Something that is not needed for the main job.

    Attributes:
        name: for tables and for hiding it.
        title: for people.
        purpose: what it adds.
        modules: what is imported to use it; the last is the part itself.
        programs: what must be on the PATH.
        pip: what to give to pip install.
        debian: packages of Debian with the programs and system libraries.
    """

    name: str
    title: str
    purpose: str = ""
    modules: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    pip: str = ""
    debian: str = ""

    @property
    def is_hidden(self) -> bool:
        return self.name in os.environ.get(HIDE, "").split(",")

    @property
    def is_installed(self) -> bool:
        """Whether all of it is there, which for a module does not yet mean that it loads."""
        return not self.is_hidden and not self._absent()

    def load(self) -> ModuleType:
        """The module of the part, imported into this process.

        Raises:
            MissingPart: it is not there or does not load.
        """
        self.require()
        try:
            return [importlib.import_module(name) for name in self.modules][-1]
        # A part is free to fail in ways of its own: rembg without its runtime ends the program.
        except (Exception, SystemExit) as error:
            raise MissingPart(self._why_broken(f"{type(error).__name__}: {error}")) from error

    def require(self) -> None:
        """Raise MissingPart if the part is not installed."""
        if not self.is_installed:
            raise MissingPart(self._why_not_installed())

    def why_missing(self) -> str:
        """Why the part does not work and what to do, in one sentence; "" if it works.

        Modules are imported in a process of their own, since native code can end the process that loads it.
        """
        if not self.is_installed:
            return self._why_not_installed()
        return _trial(self) if self.modules else ""

    def _absent(self) -> list[str]:
        """Programs and modules that are not installed."""
        programs = [program for program in self.programs if shutil.which(program) is None]
        # Of a module in a package that is not there find_spec raises, so the package is asked for.
        return programs + [name for name in self.modules if importlib.util.find_spec(name.split(".")[0]) is None]

    def _why_not_installed(self) -> str:
        if self.is_hidden:
            return f"{self.title} is hidden by {HIDE}"
        pip = self.pip if set(self.modules) & set(self._absent()) else ""
        return f"{self.title} is not installed{self._remedy(pip)}"

    def _why_broken(self, reason: str) -> str:
        library = re.search(r"(\S+\.(?:so|dylib|dll)[.\d]*): cannot open shared object", reason)
        if library and self.debian:
            return f"{self.title} is installed but needs the system library {library[1]}{self._remedy('')}"
        return f"{self.title} is installed but does not load ({' '.join(reason.split())}){self._remedy(self.pip)}"

    def _remedy(self, pip: str) -> str:
        """The end of a sentence: what to do; "" where there is no simple way."""
        steps = [f"pip install {pip}"] if pip else []
        if self.debian:
            steps.append(f"on Debian {'also ' if pip else ''}apt install {self.debian}")
        return f": {', '.join(steps)}" if steps else ""


@cache
def _trial(part: OptionalPart) -> str:
    worker = StandbyWorker()
    try:
        outcome = worker.call(_import_and_forget, (part,), TRIAL_S)
    finally:
        worker.stop()
    if not isinstance(outcome, Failure):
        return ""
    reason = outcome.reason.removeprefix(f"{MissingPart.__name__}: ")
    return reason if outcome.error == MissingPart.__name__ else part._why_broken(reason)


def _import_and_forget(part: OptionalPart) -> None:
    part.load()


OPEN3D = OptionalPart(
    "open3d",
    "Open3D",
    "the window of shape-diff view; the mesh methods screened_poisson and ball_pivoting",
    modules=("open3d",),
    pip="'shape-diff[open3d]'",
    debian="libusb-1.0-0 libgl1 libegl1 libgomp1",
)
IGL = OptionalPart(
    "igl", "libigl", "training the neural mesh method on your own meshes", modules=("igl",), pip="'shape-diff[field]'"
)
REMBG = OptionalPart(
    "rembg",
    "rembg",
    "backgrounds of pictures removed by a network",
    modules=("onnxruntime", "rembg"),
    pip="'shape-diff[rembg]'",
)
COMPILER = OptionalPart(
    "compiler",
    "a C++ compiler",
    "train.compile=true on a CPU",
    programs=(os.environ.get("CXX", "g++").split()[0],),
    debian="g++",
)
PYTORCH3D = OptionalPart(
    "pytorch3d",
    "PyTorch3D",
    "nearest and farthest points on a GPU",
    modules=("pytorch3d.ops",),
    pip="'shape-diff[pytorch3d]'",
)
OPTIONAL_PARTS = (OPEN3D, IGL, REMBG, COMPILER, PYTORCH3D)
