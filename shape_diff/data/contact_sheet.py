"""A picture of many shapes at once, drawn from the stored points, to check orientation, colours and normals by eye."""

import numpy as np
from PIL import Image

_BACKGROUND = 245


def draw_points(xyz: np.ndarray, rgb: np.ndarray, size: int, normals: np.ndarray | None = None) -> np.ndarray:
    """A picture of points seen from the front right and above.

    Args:
        xyz: (n, 3) positions in [-1, 1].
        rgb: (n, 3) colours in [0, 1].
        size: side of the picture in pixels.
        normals: (n, 3); where given, points are shaded and those that face away are left out.

    Returns:
        (size, size, 3) uint8.
    """
    right, up, back = _axes(azimuth_deg=35.0, elevation_deg=20.0)
    if normals is not None:
        facing = normals @ back > 0.0
        xyz, rgb, normals = xyz[facing], rgb[facing], normals[facing]
        rgb = rgb * (0.55 + 0.45 * np.clip(normals @ (0.3 * right + 0.8 * up + 0.5 * back), 0.0, 1.0))[:, None]
    column = (0.5 + xyz @ right / 2.9) * size
    row = (0.5 - xyz @ up / 2.9) * size
    return _splat(np.rint(row), np.rint(column), xyz @ back, rgb, size)


def _axes(azimuth_deg: float, elevation_deg: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Unit vectors right, up and towards the eye; azimuth 0 looks at the +z side."""
    azimuth, elevation = np.radians([azimuth_deg, elevation_deg])
    right = np.array([np.cos(azimuth), 0.0, -np.sin(azimuth)])
    back = np.array([np.cos(elevation) * np.sin(azimuth), np.sin(elevation), np.cos(elevation) * np.cos(azimuth)])
    return right, np.cross(back, right), back


def _splat(row: np.ndarray, column: np.ndarray, depth: np.ndarray, rgb: np.ndarray, size: int) -> np.ndarray:
    """Paint squares of 3 x 3 pixels from the farthest to the nearest."""
    picture = np.full((size, size, 3), _BACKGROUND, dtype=np.uint8)
    offset = np.stack(np.meshgrid([-1, 0, 1], [-1, 0, 1], indexing="ij"), axis=-1).reshape(-1, 2)
    order = np.argsort(depth, kind="stable")
    place = np.stack([row, column], axis=1)[order, None].astype(np.int64) + offset
    place = np.clip(place, 0, size - 1)
    picture[place[..., 0], place[..., 1]] = np.rint(255 * np.clip(rgb[order], 0.0, 1.0)).astype(np.uint8)[:, None]
    return picture


def contact_sheet(
    shapes: list[tuple[np.ndarray, np.ndarray, np.ndarray]], columns: int = 8, size: int = 112
) -> Image.Image:
    """A grid of shapes, each as a pair of pictures: its colours, and its normals as colours (x red, y green, z blue).

    Args:
        shapes: positions in [-1, 1], colours in [0, 1] and unit normals, (n, 3) each.
        columns: pairs side by side.
        size: side of one picture in pixels.
    """
    tiles = [_tile(*shape, size=size) for shape in shapes]
    blank = np.full((size, 2 * size, 3), _BACKGROUND, dtype=np.uint8)
    tiles += [blank] * (-len(tiles) % columns)
    rows = [np.concatenate(tiles[start : start + columns], axis=1) for start in range(0, len(tiles), columns)]
    return Image.fromarray(np.concatenate(rows) if rows else blank)


def _tile(xyz: np.ndarray, rgb: np.ndarray, normals: np.ndarray, size: int) -> np.ndarray:
    colors = draw_points(xyz, rgb, size, normals)
    directions = draw_points(xyz, normals * 0.5 + 0.5, size)
    return np.concatenate([colors, directions], axis=1)


def spread_over_categories(categories: list[str], count: int) -> list[int]:
    """Indices of `count` shapes, taken in turn from each category and evenly within it."""
    groups = {name: [i for i, other in enumerate(categories) if other == name] for name in sorted(set(categories))}
    share = -(-count // max(len(groups), 1))
    picked = {name: members[:: max(1, len(members) // share)] for name, members in groups.items()}
    turns = [members[turn] for turn in range(share) for members in picked.values() if turn < len(members)]
    return sorted(turns[:count], key=lambda index: (categories[index], index))
