"""What `generate` leaves on disk: safe names, clouds, meshes, denoising runs, previews and manifests."""

import hashlib
import json
import os
import platform
import re
import shutil
import tempfile
import unicodedata
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch

from shape_diff import __version__
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.files.atomic_set import UNFINISHED, atomic_set
from shape_diff.files.lock import folder_lock
from shape_diff.formats.cloud_files import write_cloud
from shape_diff.formats.obj_file import companions
from shape_diff.formats.trajectory_file import STEPS_SUFFIX, write_trajectory
from shape_diff.generation.pipeline import Pipeline
from shape_diff.generation.sample import Sample
from shape_diff.geometry import Mesh
from shape_diff.pictures.preparing import PreparedPicture
from shape_diff.reconstruction.mesh_files import MeshFile, placement_of, write_mesh_files
from shape_diff.reconstruction.mesh_options import MeshOptions, file_ending
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import quick_preview
from shape_diff.rendering.view_sheet import over_checkerboard, view_sheet

NAME_LENGTH = 60
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
"""Names that Windows refuses, whatever stands after a dot."""


def safe_name(text: str, seed: int) -> str:
    """A file name for a sample: the words of its prompt or of its picture's name, a few digits of their hash where
    some were lost, and the seed."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    short = slug[:NAME_LENGTH].rstrip("-")
    if not short or short.replace("-", " ") != text.lower() or short in RESERVED:
        short = f"{short}-{hashlib.sha256(text.encode()).hexdigest()[:6]}".lstrip("-")
    return f"{short}.s{seed}"


def check_writable(folder: Path) -> None:
    """Make the folder; raises ValueError where that or writing to it is impossible."""
    if folder.is_file():
        raise ValueError(f"cannot write to the output folder {folder}: it is a file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except (OSError, ValueError) as error:  # of a name that no folder can have
        reason = getattr(error, "strerror", None) or error
        raise ValueError(f"cannot write to the output folder {folder}: {reason}") from error


class SampleWriter:
    """Writes the files of samples made with the same settings."""

    def __init__(
        self, folder: Path, pipeline: Pipeline, settings: SamplingSettings, negative: str, options: MeshOptions,
        device: str, save_input: bool = False, with_preview: bool = True,
    ) -> None:  # fmt: skip
        """`save_input` also writes what the model saw of pictures."""
        self.folder, self.options, self.save_input, self.with_preview = folder, options, save_input, with_preview
        self.common: dict[str, Any] = {
            "settings": settings.as_plain() | {"negative": negative},
            "model": {"name": pipeline.model.name, "sha256": pipeline.model.sha256},
            "adapters": [use.as_plain() for use in pipeline.model.adapters],
            "device": device,
            "versions": versions(),
        }

    def write(
        self, sample: Sample, mesh: Mesh | None, timings: dict[str, float], mesh_error: str | None = None
    ) -> dict[str, Any]:
        """Write cloud, mesh, preview and manifest, which is also returned; all files of a sample appear or none.

        Args:
            sample: what was generated.
            mesh: its finished surface (`Pipeline.mesh`) in the cloud's coordinates, or None.
            timings: seconds of each stage.
            mesh_error: why there is no mesh though one was wanted.

        Raises:
            OSError: a file cannot be written.
        """
        images = [_described(picture) for picture in sample.pictures]
        lineage = None if sample.lineage is None else sample.lineage.as_plain()
        identity: dict[str, Any] = {
            "prompt": sample.prompt, "images": images, "seed": sample.seed, "lineage": lineage, **self.common,
        }  # fmt: skip
        if sample.settings is not None:
            identity["settings"] = self.common["settings"] | sample.settings.as_plain()
        with folder_lock(self.folder, wait=True):  # so that no other process takes the name meanwhile
            self._sweep()
            name = self._free_name(sample, identity, mesh is not None)
            manifest: dict[str, Any] = {
                "name": name,
                **identity,
                "files": self._file_names(name, sample, mesh is not None),
                "code": None if sample.code is None else sample.code.as_plain(),
                "mesh": None,
                "mesh_error": mesh_error,
                "timings_s": {key: round(value, 3) for key, value in timings.items()},
            }
            try:
                before = set(_files_of(self.folder / f"{name}.json").values())
                with atomic_set(self.folder / f"{name}.json") as file:
                    self._write_files(file.parent, sample, mesh, manifest)
                for left in before - set(manifest["files"].values()):  # materials of a mesh that has none now
                    (self.folder / left).unlink(missing_ok=True)
            except OSError as error:
                raise OSError(f"cannot write {name} to {self.folder}: {error.strerror or error}") from error
        return manifest

    def _sweep(self) -> None:
        """Remove what processes that were killed left half done; nobody else writes while the folder is held."""
        for left in self.folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)

    def _file_names(self, name: str, sample: Sample, with_mesh: bool) -> dict[str, str]:
        meshes = {ending: f"{name}.{ending}" for ending in self.options.endings if with_mesh}
        steps = {"steps": f"{name}{STEPS_SUFFIX}"} if sample.trajectory is not None else {}
        preview = {"preview": f"{name}.png"} if self.with_preview else {}
        seen = {"input": f"{name}.input.png"} if self.save_input and sample.pictures else {}
        return {"points": f"{name}.points.ply", **meshes, **steps, **seen, **preview}

    def _write_files(self, folder: Path, sample: Sample, mesh: Mesh | None, manifest: dict[str, Any]) -> None:
        files = manifest["files"]
        placement = placement_of(sample.cloud if mesh is None else mesh, self.options, "ply")
        write_cloud(placement.cloud(sample.cloud), folder / files["points"])
        manifest["points"] = {"unit": self.options.unit("ply"), "placement": placement.as_dict()}
        if mesh is not None:
            written = write_mesh_files(mesh, sample.cloud, self.options, folder / manifest["name"])
            manifest["mesh"], *manifest["other_meshes"] = (file.as_dict() for file in written)
            files |= _beside(written)
        if sample.trajectory is not None:
            write_trajectory(sample.trajectory, folder / files["steps"])
        views = [picture.pixels for picture in sample.pictures]
        if "input" in files:
            write_picture(view_sheet([np.stack(views)], columns=1), folder / files["input"])
        shown = [over_checkerboard(view) for view in views]
        if "preview" in files:
            picture = quick_preview(sample.cloud, mesh, sample.title, shown=shown)
            write_picture(picture, folder / files["preview"])
        text = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
        (folder / f"{manifest['name']}.json").write_text(text, encoding="utf-8")

    def _free_name(self, sample: Sample, identity: dict[str, Any], with_mesh: bool) -> str:
        """The sample's name, numbered where that name is taken by a sample of other pictures or settings, or by the
        same one with files that would not be written again."""
        base = name = safe_name(sample.subject, sample.seed)
        again = set(self._file_names(base, sample, with_mesh))
        number = 1
        while (taken := self.folder / f"{name}.json").exists():
            if _same_sample(taken, identity) and {role.split()[0] for role in _files_of(taken)} <= again:
                break
            number += 1
            name = f"{base}.{number}"
        return name


def _beside(written: list[MeshFile]) -> dict[str, str]:
    """The material and picture beside each textured OBJ, by role."""
    found: dict[str, str] = {}
    for file in written:
        if file.path.suffix == ".obj" and file.colors == "texture":
            role = file_ending("obj", file.level)
            material, picture = companions(file.path)
            found |= {f"{role} material": material.name, f"{role} picture": picture.name}
    return found


def _files_of(manifest: Path) -> dict[str, str]:
    """The files that a manifest lists, by role, without any that lie elsewhere."""
    try:
        files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
        return {role: file for role, file in files.items() if Path(file).name == file}
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        return {}


def _same_sample(manifest: Path, identity: dict[str, Any]) -> bool:
    try:
        found = json.loads(manifest.read_text(encoding="utf-8"))
        same = all(found.get(key) == identity[key] for key in ("prompt", "seed", "settings", "model", "lineage"))
        same = same and found.get("adapters", []) == identity["adapters"]  # which older manifests lack
        return same and _hashes(found.get("images", [])) == _hashes(identity["images"])
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        return False


def _described(picture: PreparedPicture) -> dict[str, Any]:
    digest = hashlib.sha256(picture.pixels.tobytes()).hexdigest()
    return {"name": picture.name, "sha256": digest, "notes": list(picture.notes)}


def _hashes(images: list[dict[str, Any]]) -> list[str]:
    return [image["sha256"] for image in images]


def versions() -> dict[str, str]:
    """Versions that decide the bytes of a sample."""
    packages = ("numpy", "trimesh")
    return {
        "shape_diff": __version__,
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "torch": torch.__version__,  # says which CUDA, unlike the package's metadata
        **{package: version(package) for package in packages},
    }
