"""The first lines of the program: what `shape-diff` and `python -m shape_diff` call."""

from shape_diff.app.ctrl_c import obey_at_once


def main() -> None:
    """Run the command line, whose imports Ctrl-C may already end."""
    obey_at_once()
    from shape_diff.app.cli import main as run

    run()
