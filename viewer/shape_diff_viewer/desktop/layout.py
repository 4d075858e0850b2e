"""Where things are in the window."""

from collections.abc import Sequence
from typing import Any

from shape_diff_viewer.desktop.pane import Pane

SIDE_EM = 17.5
BAR_EM = 3.0
STATUS_EM = 1.7
GAP_PX = 2
CORNER_PX = 84
"""The side of the picture in the upper right corner of the views."""
LIST_EM = 12
"""The least height of the gallery's list."""


class Layout:
    """Columns on both sides, the left one with a list below, views in the middle, below them the denoising bar and a
    status line.

    Attributes:
        alone: whether the views have the window to themselves.
    """

    def __init__(
        self,
        gui: Any,
        window: Any,
        em: int,
        panes: Sequence[Pane],
        left: Sequence[Any],
        below: Any,
        right: Sequence[Any],
        corner: Any,
        bar: Sequence[Any],
        status: Any,
    ) -> None:
        self._gui, self._window, self._em = gui, window, em
        self._panes, self._corner, self._bar, self._status = panes, corner, bar, status
        self.alone = False
        margin = int(0.6 * em)
        # Scroll bars lie over the right edge of their content.
        margins = gui.Margins(margin, margin, int(1.4 * em), margin)
        self._left, self._below = gui.ScrollableVert(int(0.8 * em), margins), below
        self._right = gui.ScrollableVert(int(0.5 * em), margins)
        for column, children in ((self._left, left), (self._right, right)):
            for child in children:
                column.add_child(child)
        # Without something in them the gaps between widgets keep the pixels of earlier frames.
        self._board, self._divider = gui.Vert(0), gui.Vert(0)
        window.add_child(self._board)
        window.add_child(self._divider)
        for widget in (*(pane.widget for pane in panes), self._left, below, self._right, corner, *bar, status):
            window.add_child(widget)

    def arrange(self, context: Any, compare: bool) -> None:
        """Give every widget its place; `context` is that of the window, `compare` shows two views."""
        area, em = self._window.content_rect, self._em
        for widget in (self._left, self._below, self._right, self._board, self._status, *self._bar):
            widget.visible = not self.alone
        if self.alone:
            self._arrange_panes(area.x, area.y, area.width, area.height, compare)
            return
        side, bar, status = int(SIDE_EM * em), int(BAR_EM * em), int(STATUS_EM * em)
        middle = max(1, area.width - 2 * side)
        height = max(1, area.height - bar - status)
        rect = self._gui.Rect
        wanted = self._left.calc_preferred_size(context, self._constraints(side)).height
        upper = max(1, min(wanted, area.height - int(LIST_EM * em)))
        self._left.frame = rect(area.x, area.y, side, upper)
        self._below.frame = rect(area.x, area.y + upper, side, max(1, area.height - upper))
        self._right.frame = rect(area.get_right() - side, area.y, side, area.height)
        self._arrange_panes(area.x + side, area.y, middle, height, compare)
        self._board.frame = rect(area.x + side, area.y + height, middle, bar + status)
        self._arrange_bar(area.x + side, area.y + height, middle, bar)
        self._status.frame = rect(area.x + side + em // 2, area.y + height + bar, max(1, middle - em), status)

    def _constraints(self, width: int) -> Any:
        room = self._gui.Widget.Constraints()
        room.width = width
        return room

    def _arrange_panes(self, x: int, y: int, width: int, height: int, compare: bool) -> None:
        first, second = (pane.widget for pane in self._panes)
        half = (width - GAP_PX) // 2
        first.frame = self._gui.Rect(x, y, half if compare else width, height)
        second.visible = self._divider.visible = compare
        self._divider.frame = self._gui.Rect(x + half, y, width - 2 * half, height)
        self._corner.frame = self._gui.Rect(x + width - CORNER_PX - GAP_PX, y + GAP_PX, CORNER_PX, CORNER_PX)
        second.frame = self._gui.Rect(x + width - half, y, half, height)

    def _arrange_bar(self, x: int, y: int, width: int, height: int) -> None:
        """PLAY, the slider over what is left, the label."""
        em = self._em
        widths = [int(6.5 * em), 0, int(14 * em)]
        heights = [int(2.1 * em), int(1.4 * em), int(1.4 * em)]
        widths[1] = max(em, width - sum(widths) - int(3.5 * em))
        x += em
        for widget, wide, tall in zip(self._bar, widths, heights, strict=True):
            widget.frame = self._gui.Rect(x, y + (height - tall) // 2, wide, tall)
            x += wide + em
