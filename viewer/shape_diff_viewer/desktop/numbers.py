"""Numbers in the views: the size of a shape on the edges of its box, picked places and their distance."""

import numpy as np

from shape_diff_viewer.measuring import box_of, size_in_file, unit_of
from shape_diff_viewer.state import ViewerState

Label = tuple[tuple[float, float, float], str]


def labels_of(state: ViewerState, side: int) -> list[Label]:
    """What is written where, in display coordinates, in the left (0) or right (1) view."""
    shape = state.shape(side)
    if shape is None:
        return []
    item, labels = state.sides()[side], list[Label]()
    if state.shown("size"):
        low, high = box_of(shape)
        middle, unit = (low + high) / 2, unit_of(item)
        # Along the front edge on the ground, up at its right end, and back from there, as on the page.
        places = [(middle[0], low[1], high[2]), (high[0], middle[1], high[2]), (high[0], low[1], middle[2])]
        lengths = size_in_file(item, shape).tolist()
        labels += [(place, f"{length:.3g} {unit}".rstrip()) for place, length in zip(places, lengths, strict=True)]
    if any(pick.side == side for pick in state.picks):
        places = [pick.place for pick in state.picks]
        if len(places) == 2:
            places.append(tuple(np.mean(places, axis=0).tolist()))
        labels += list(zip(places, state.measured(), strict=True))
    return labels
