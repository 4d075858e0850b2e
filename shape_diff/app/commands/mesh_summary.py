"""A mesh in a few words, for the line that tells of it."""

from typing import Any


def mesh_summary(report: dict[str, Any]) -> str:
    """A mesh report in a few words."""
    closed = "watertight" if report["watertight"] else "not watertight"
    parts = "1 part" if report["components"] == 1 else f"{report['components']:,} parts"
    size = ""
    if report.get("unit") and report["bounds"]:
        low, high = report["bounds"]
        size = " x ".join(f"{b - a:.3g}" for a, b in zip(low, high, strict=True)) + f" {report['unit']}, "
    return f"{size}{report['faces']:,} triangles, {closed}, {parts}"
