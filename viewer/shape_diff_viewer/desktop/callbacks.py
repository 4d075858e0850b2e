"""Guarded callbacks: a mistake in one is shown, and the window stays."""

import logging
from collections.abc import Callable
from typing import Any

log = logging.getLogger(__name__)


class Guard:
    """Wraps the functions given to the toolkit.

    An exception that leaves a callback ends Open3D's event loop and with it the program.
    """

    def __init__(self, report: Callable[[str], None]) -> None:
        """`report` shows one sentence to the user."""
        self._report = report

    def __call__(self, function: Callable[..., Any], otherwise: Any = None) -> Callable[..., Any]:
        """`function`, but an exception is reported and `otherwise` returned."""

        def guarded(*arguments: Any) -> Any:
            try:
                return function(*arguments)
            except (ValueError, OSError) as error:
                self._report(str(error))
            except Exception as error:
                log.exception("a callback of the window failed")
                self._report(f"something went wrong in the viewer: {type(error).__name__}: {error}")
            return otherwise

        return guarded
