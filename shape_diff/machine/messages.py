"""What is said to people."""

import typer


def say(text: str) -> None:
    """A line for people, on standard error; standard output is for --json."""
    typer.echo(text, err=True)
