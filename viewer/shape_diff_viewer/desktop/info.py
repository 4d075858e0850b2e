"""What is known of a sample, as lines of text."""

from typing import Any

from shape_diff_viewer.desktop.labels import wrapped
from shape_diff_viewer.item import Item
from shape_diff_viewer.shape import Shape

WIDTH = 36


def info_text(item: Item, shape: Shape | None, note: str = "") -> str:
    """Title, numbers, settings, mesh report and notes; `note` is a further sentence."""
    lines = [item.title, *_counts(shape), *_generation(item.info), *_mesh(item.info)]
    if "prompt" not in item.info:
        lines += [f"file {item.path}"] if item.path else []
    lines += [*(shape.notes if shape else ()), *([note] if note else [])]
    return "\n".join(wrapped(line, WIDTH) for line in lines)


def _counts(shape: Shape | None) -> list[str]:
    if shape is None:
        return []
    lines = []
    if shape.cloud is not None:
        lines.append(f"{len(shape.cloud):,} points")
    if shape.mesh is not None:
        lines.append(f"{len(shape.mesh.vertices):,} vertices, {len(shape.mesh.faces):,} triangles")
    if shape.trajectory is not None:
        lines.append(f"{len(shape.trajectory)} denoising steps")
    return lines


def _generation(info: dict[str, Any]) -> list[str]:
    settings = info.get("settings") or {}
    images = info.get("images") or []
    lines = [f"made from {', '.join(str(image.get('name')) for image in images)}"] if images else []
    lines += [f"seed {info['seed']}"] if "seed" in info else []
    if settings:
        lines.append(f"{settings.get('sampler')}, {settings.get('steps')} steps, guidance {settings.get('guidance')}")
    if settings.get("negative"):
        lines.append(f"not: {settings['negative']}")
    model = info.get("model") or {}
    if model.get("name"):
        lines.append(f"model {model['name']}")
    return lines


def _parts(count: Any) -> str:
    return "1 part" if count == 1 else f"{count} parts"


def _mesh(info: dict[str, Any]) -> list[str]:
    report = info.get("mesh") or {}
    lines = []
    if report:
        closed = "watertight" if report.get("watertight") else "not watertight"
        lines.append(f"mesh {closed}, {_parts(report.get('components'))}, genus {report.get('genus')}")
    if report.get("volume") is not None and report.get("area") is not None:
        lines.append(f"volume {report['volume']:.3g}, area {report['area']:.3g}")
    if report.get("cloud_distance_mean") is not None:
        lines.append(f"points to mesh {report['cloud_distance_mean']:.4f} on average")
    if info.get("mesh_error"):
        lines.append(f"no mesh: {info['mesh_error']}")
    return lines
