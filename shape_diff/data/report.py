"""What a build of data found, in words."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

_LISTED = 50
HIDDEN_BELOW = 0.35
SHEET_ABOVE = 1.5


def report_text(index: dict[str, Any]) -> str:
    """The content of dataset.json -> Markdown."""
    return "\n".join(
        [
            "# Data report",
            "",
            *_counts(index),
            "",
            *_by_category(index["shapes"]),
            "",
            *_visibility(index["shapes"]),
            "",
            *_noted(index["shapes"]),
            "",
            *_skipped(index["skipped"]),
            "",
        ]
    )


def _counts(index: dict[str, Any]) -> list[str]:
    shapes = index["shapes"]
    splits = Counter(shape["split"] for shape in shapes)
    return [
        f"- shapes: {len(shapes)} of {index['num_points']} points in {len(index['shards'])} shards",
        f"- skipped: {len(index['skipped'])}",
        "- splits: " + ", ".join(f"{name} {count}" for name, count in sorted(splits.items())),
        f"- coloured: {sum(shape['colored'] for shape in shapes)}",
        f"- with a front: {sum(shape['has_front'] for shape in shapes)}",
        f"- captions: {sum(len(shape['captions']) for shape in shapes)}",
        f"- sha256: {index['sha256']}",
    ]


def _by_category(shapes: Sequence[dict[str, Any]]) -> list[str]:
    rows = ["## Categories", "", "| category | shapes | coloured | median faces |", "|---|---|---|---|"]
    for name, count in sorted(Counter(shape["category"] for shape in shapes).items(), key=lambda item: -item[1]):
        members = [shape for shape in shapes if shape["category"] == name]
        faces = int(np.median([shape["faces"] for shape in members]))
        rows.append(f"| {name} | {count} | {sum(shape['colored'] for shape in members)} | {faces} |")
    return rows


def _visibility(shapes: Sequence[dict[str, Any]]) -> list[str]:
    fractions = np.array([shape["visible_fraction"] for shape in shapes])
    low, middle, high = np.percentile(fractions, [5, 50, 95])
    return [
        "## Visible fraction",
        "",
        "Visible area (both sides) by the area of the mesh: 1 for a clean solid, 2 for a sheet, less where parts hide "
        "one another.",
        "",
        f"- 5 %, median, 95 %: {low:.3f}, {middle:.3f}, {high:.3f}",
        *_named("mostly hidden", [shape for shape in shapes if shape["visible_fraction"] < HIDDEN_BELOW]),
        *_named("mostly sheets", [shape for shape in shapes if shape["visible_fraction"] > SHEET_ABOVE]),
        *_named("with repeated points", [shape for shape in shapes if shape["repeated"]]),
    ]


def _named(title: str, shapes: Sequence[dict[str, Any]]) -> list[str]:
    if not shapes:
        return [f"- {title}: none"]
    names = [f"{shape['id']} ({shape['visible_fraction']:.2f})" for shape in shapes[:_LISTED]]
    more = f" and {len(shapes) - _LISTED} more" if len(shapes) > _LISTED else ""
    return [f"- {title}: {len(shapes)}: " + ", ".join(names) + more]


def _noted(shapes: Sequence[dict[str, Any]]) -> list[str]:
    """What of the files was not taken as it stands, such as pictures that are missing."""
    rows = [_row({"id": shape["id"], "reason": note}) for shape in shapes for note in shape.get("notes", [])]
    if not rows:
        return ["## Notes", "", "None."]
    return ["## Notes", "", "| mesh | note |", "|---|---|", *rows]


def _skipped(skipped: Sequence[dict[str, str]]) -> list[str]:
    if not skipped:
        return ["## Skipped", "", "None."]
    return ["## Skipped", "", "| mesh | reason |", "|---|---|", *(_row(entry) for entry in skipped)]


def _row(entry: dict[str, str]) -> str:
    reason = entry["reason"].replace("|", "\\|").replace("\n", " ")
    return f"| {entry['id']} | {reason} |"
