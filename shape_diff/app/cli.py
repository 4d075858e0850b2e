"""The command line: the table of commands, and what becomes of mistakes."""

import linecache
import os
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, TextIO

import typer

from shape_diff import __version__
from shape_diff.app.commands import data
from shape_diff.app.commands.adapt import adapt
from shape_diff.app.commands.blend import blend
from shape_diff.app.commands.complete import complete
from shape_diff.app.commands.edit import edit
from shape_diff.app.commands.evaluate import evaluate
from shape_diff.app.commands.generate import generate
from shape_diff.app.commands.info import info
from shape_diff.app.commands.reconstruct import reconstruct
from shape_diff.app.commands.refine import refine
from shape_diff.app.commands.train import train
from shape_diff.app.commands.train_field import train_field
from shape_diff.app.commands.vary import vary
from shape_diff.app.ctrl_c import INTERRUPTED, STOPPED, obey_at_once
from shape_diff.machine.messages import say
from shape_diff.machine.threads import limit_threads, wait_passively
from shape_diff_viewer.command import view

OWN_ERROR = 70
"""Exit code after an error of the program itself (EX_SOFTWARE of sysexits.h)."""
DEBUG = "SHAPE_DIFF_DEBUG"
"""Environment variable that lets errors show where they come from, as --debug does."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    generate, vary, edit, complete, blend, refine, reconstruct, view, info, adapt, train, train_field, evaluate,
):  # fmt: skip
    app.command()(command)
data_app = typer.Typer(help="Make training data.", no_args_is_help=True)
data_app.command("build")(data.build)
data_app.command("views")(data.views)
data_app.command("procedural")(data.procedural)
data_app.command("credits")(data.credits)
app.add_typer(data_app, name="data")


def _print_version(is_asked: bool) -> bool:
    """Print it and end if it is asked for; what is returned becomes the option's value."""
    if is_asked:
        typer.echo(f"shape-diff {__version__}")
        raise typer.Exit
    return is_asked


@app.callback()
def for_every_command(
    threads: Annotated[
        int | None, typer.Option(help="Threads that compute; one per core if not given.", show_default=False)
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error comes from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Text to coloured, oriented 3D point clouds and meshes by diffusion."""
    if debug:
        os.environ[DEBUG] = "1"
    if threads is not None:
        limit_threads(threads)


def main() -> None:
    """Run the command line: mistakes become one sentence and exit code 2, Ctrl-C exit code 130, our warnings notes."""
    obey_at_once()
    wait_passively()
    try:
        with _warnings_as_notes():
            code = app(standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        sentence = _sentence(error)
        if sentence is None:
            say(f"error of shape-diff itself: {type(error).__name__}: {' '.join(str(error).split())}")
            say("please report it with what 'shape-diff --debug ...' and 'shape-diff info' print")
            sys.exit(OWN_ERROR)
        if sentence:
            say(f"error: {' '.join(sentence.split())}")
        sys.exit(2)
    if code == INTERRUPTED:
        say(STOPPED)
    sys.exit(code)


@contextmanager
def _warnings_as_notes() -> Iterator[None]:
    """Warnings of this program become lines for people; those of libraries stay what they are."""
    show_others = warnings.showwarning

    def show(
        message: Warning | str, category: type[Warning], filename: str, lineno: int,
        file: TextIO | None = None, line: str | None = None,
    ) -> None:  # fmt: skip
        if category.__module__.startswith("shape_diff."):
            say(f"note: {' '.join(str(message).split())}")
        else:
            show_others(message, category, filename, lineno, file, line)

    warnings.showwarning = show
    try:
        yield
    finally:
        warnings.showwarning = show_others


def _sentence(error: Exception) -> str | None:
    """What a user needs to know of a mistake or a full disk; None for errors of the program itself."""
    if hasattr(error, "format_message"):  # wrong usage, found by typer, which exports no class for it
        text = error.format_message()  # empty where help has been shown instead
        context = getattr(error, "ctx", None)
        return text and f"{text.rstrip('.')}; see {context.command_path if context else 'shape-diff'} --help"
    if isinstance(error, IsADirectoryError) and error.filename:
        return f"{error.filename} is a folder; name a file"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'a file cannot be read or written'}: {error.strerror}"
    if isinstance(error, MemoryError) or "allocate memory" in str(error) or "out of memory" in str(error):
        return f"there is not enough memory for this; ask for fewer points ({error})"
    if isinstance(error, OSError) or (isinstance(error, ValueError) and _was_said_by_us(error)):
        return str(error)
    return None


def _was_said_by_us(error: ValueError) -> bool:
    """Whether a `raise` of this program made the error; what a library refuses is our mistake, not the user's."""
    last, line = list(traceback.walk_tb(error.__traceback__))[-1]
    package = str(last.f_globals.get("__name__", "")).split(".")[0]
    source = linecache.getline(last.f_code.co_filename, line).strip()
    return package in ("shape_diff", "shape_diff_viewer") and source.startswith("raise ")


if __name__ == "__main__":
    main()
