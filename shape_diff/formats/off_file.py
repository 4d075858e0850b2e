"""Meshes as OFF files, with colours at faces or vertices.

http://www.geomview.org/docs/html/OFF.html
"""

import re
from pathlib import Path

import numpy as np

from shape_diff.formats.cloud_columns import unit_colors
from shape_diff.formats.polygons import triangulate
from shape_diff.formats.text_decoding import decode_text
from shape_diff.geometry.surface import Surface, surface_part

HEADER = re.compile(r"(ST)?(C)?(N)?(4)?(n)?OFF")


def read_off(path: Path) -> list[Surface]:
    """The faces of an OFF file; its header may run into the counts, as in ModelNet.

    Raises:
        ValueError: it is damaged, truncated or binary.
    """
    text = decode_text(path.read_bytes())
    lines = [words for line in text.splitlines() if (words := line.split("#")[0].split())]
    if not lines:
        raise ValueError(f"{path.name} is an empty file")
    header = HEADER.match(lines[0][0])
    has_normals, has_colors = (bool(header and header[group]) for group in (3, 2))
    if header:
        if "BINARY" in lines[0]:
            raise ValueError(f"{path.name} is a binary OFF file, which cannot be read")
        rest = [lines[0][0][header.end() :], *lines[0][1:]]
        lines[0] = [word for word in rest if word]
    flat = lines if lines[0] else lines[1:]
    try:
        num_vertices, num_faces = int(flat[0][0]), int(flat[0][1])
        if len(flat) < 1 + num_vertices + num_faces or min(num_vertices, num_faces) < 0:
            raise ValueError(f"it is truncated: it promises {num_vertices} vertices and {num_faces} faces")
        return [_surface(flat[1 : 1 + num_vertices], flat[1 + num_vertices :][:num_faces], has_normals, has_colors)]
    except (ValueError, IndexError) as error:
        raise ValueError(f"{path.name} is not a readable OFF file: {error}") from error


def _surface(points: list[list[str]], faces: list[list[str]], has_normals: bool, has_colors: bool) -> Surface:
    vertices = np.array([words[:3] for words in points], dtype=np.float64).reshape(-1, 3)
    counts = np.array([int(words[0]) for words in faces], dtype=np.int64)
    if any(len(words) <= count for words, count in zip(faces, counts, strict=True)):
        raise ValueError("it is truncated: a face has fewer corners than it says")
    corners = np.array(
        [word for words, n in zip(faces, counts, strict=True) for word in words[1 : 1 + n]], dtype=np.int64
    )
    corner = triangulate(vertices, corners, counts)
    triangles, polygon = corners[corner], np.repeat(np.arange(len(counts)), counts)[corner[:, 0]]
    start = 6 if has_normals else 3
    if has_colors and all(len(words) >= start + 3 for words in points):
        return surface_part(vertices, triangles, _colors([words[start : start + 3] for words in points])[triangles])
    behind = [words[1 + count :] for words, count in zip(faces, counts, strict=True)]
    if not any(len(words) >= 3 for words in behind):
        return surface_part(vertices, triangles)
    # The format's own colour for faces that name none is a light grey of 170.
    rgb = _colors([words[:3] if len(words) >= 3 else ["170"] * 3 for words in behind])
    return surface_part(vertices, triangles, np.repeat(rgb[polygon, None], 3, axis=1))


def _colors(words: list[list[str]]) -> np.ndarray:
    """Rows of three words in [0, 1]; numbers without a point are of 0..255."""
    is_whole = all(word.isdigit() for row in words for word in row)
    return unit_colors(np.array(words, dtype=np.float64).astype(np.int64 if is_whole else np.float64), "the file")
