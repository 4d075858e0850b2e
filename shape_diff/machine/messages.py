"""What commands say to people."""

from typing import Any

import typer


def say(text: str) -> None:
    """A line for people, on standard error; standard output is for --json."""
    typer.echo(text, err=True)


def mesh_summary(report: dict[str, Any]) -> str:
    """A mesh report in a few words."""
    closed = "watertight" if report["watertight"] else "not watertight"
    return f"{report['faces']:,} faces, {closed}, {report['components']} component(s)"
