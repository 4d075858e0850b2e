"""Pictures of kinds, a row of variants each, to see whether a stranger would name them."""

from collections.abc import Sequence

from PIL import Image

from shape_diff.data.procedural.registry import Kind, build_shape
from shape_diff.rendering.preview import grid_picture, mesh_thumbnail


def kind_sheet(
    kinds: Sequence[Kind], variants: int = 8, size: int = 140, titles: bool = True, first_seed: int = 0
) -> Image.Image:
    """A row of shapes for each kind, from the front right and above.

    Args:
        kinds: one row each.
        variants: shapes of each kind, of consecutive seeds.
        size: side of one picture in pixels.
        titles: whether the short caption stands below each picture; tests of naming want none.
        first_seed: of the first shape in a row.
    """
    built = [build_shape(entry, seed) for entry in kinds for seed in range(first_seed, first_seed + variants)]
    tiles = [mesh_thumbnail(one.assembly.mesh(), size) for one in built]
    labels = [f"{one.seed}: {one.captions[0]}" for one in built]
    return grid_picture(tiles, variants, labels if titles else None)
