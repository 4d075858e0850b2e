"""Numbered pictures without a word on them, a form to fill in, and the key that no judge may see."""

import csv
import json
from pathlib import Path

from PIL import Image

from benchmarks.recognition.subjects import Subject
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture, mesh_thumbnail

SIZE = 224
COLUMNS, ROWS = 3, 3
VIEWS = ((35.0, 20.0), (215.0, 20.0))
"""Front right and back left, in degrees."""
ANSWERS = "names.csv"
CHOSEN = "choices.csv"
KEY = Path("key") / "key.json"


def picture_of(cloud: PointCloud, mesh: Mesh | None) -> Image.Image:
    """Two views of a mesh side by side, or of the cloud where there is no mesh."""
    if mesh is None:
        tiles = [cloud_thumbnail(cloud, SIZE, *view) for view in VIEWS]
    else:
        tiles = [mesh_thumbnail(mesh, SIZE, *view) for view in VIEWS]
    return grid_picture(tiles, columns=2)


def write_sheets(folder: Path, pictures: list[Image.Image], subjects: list[Subject], choices: list[list[str]]) -> None:
    """Write all that a judge needs and, apart, the key; number n is the picture and subject of place n - 1."""
    for sheet, start in enumerate(range(0, len(pictures), COLUMNS * ROWS)):
        shown = pictures[start : start + COLUMNS * ROWS]
        labels = [str(start + i + 1) for i in range(len(shown))]
        write_picture(grid_picture(shown, COLUMNS, labels), folder / f"sheet-{sheet + 1:02d}.png")
    _write_form(folder / ANSWERS, ("number", "name"), len(pictures))
    _write_form(folder / CHOSEN, ("number", "letter"), len(pictures))
    (folder / "choices").mkdir(exist_ok=True)
    lines = [
        f"{number}\n" + "\n".join(f"  {chr(97 + i)}) {caption}" for i, caption in enumerate(captions))
        for number, captions in enumerate(choices, 1)
    ]
    (folder / "choices" / "choices.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    (folder / KEY).parent.mkdir(exist_ok=True)
    key = [
        {"number": i + 1, "caption": s.caption, "letter": chr(97 + choices[i].index(s.caption))}
        for i, s in enumerate(subjects)
    ]
    (folder / KEY).write_text(json.dumps(key, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_form(path: Path, columns: tuple[str, str], count: int) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([number, ""] for number in range(1, count + 1))
