"""From a cloud to mesh files: what `generate`, `reconstruct` and Python can choose alike."""

from dataclasses import dataclass, field

from shape_diff.formats.export import MESH_WRITERS, TEXTURED_WRITERS
from shape_diff.geometry.placement import ORIGINS, Placement, Size
from shape_diff.reconstruction.finishing import FinishOptions
from shape_diff.reconstruction.methods import DEFAULT_METHOD, check_method
from shape_diff.reconstruction.options import ReconstructionOptions

DEFAULT_FACES = 5_000
"""Keeps the silhouette of a generated shape (docs/log.md, 2026-11-28)."""
LOW_POLY_FACES = 500
DEFAULT_FORMATS = ("glb",)
MOST_LODS = 8


@dataclass(frozen=True)
class MeshOptions:
    """How a mesh is made of a cloud, finished, placed and written.

    Attributes:
        method: a key of METHODS, or "auto".
        reconstruction: options of the method.
        finish: what is done with the surface; by default it is simplified to DEFAULT_FACES.
        formats: keys of MESH_WRITERS without their dot.
        texture: whether formats that can have a picture get one; None for GLB alone. The low-poly look brings its own.
        lods: how many further levels of detail are written, each with half the faces of the one before.
        size: of the shape; None keeps the units of the cloud.
        up: axis that points up in files; a GLB is always y up, as glTF demands.
        origin: one of ORIGINS.
    """

    method: str = DEFAULT_METHOD
    reconstruction: ReconstructionOptions = field(default_factory=ReconstructionOptions)
    finish: FinishOptions = field(default_factory=lambda: FinishOptions(faces=DEFAULT_FACES))
    formats: tuple[str, ...] = DEFAULT_FORMATS
    texture: bool | None = None
    lods: int = 0
    size: Size | None = None
    up: str = "y"
    origin: str = "base"

    def __post_init__(self) -> None:
        check_method(self.method)
        Placement(up=self.up)
        if self.origin not in ORIGINS:
            raise ValueError(f"the origin must be {', '.join(ORIGINS[:-1])} or {ORIGINS[-1]}, got {self.origin!r}")
        if not 0 <= self.lods <= MOST_LODS:
            raise ValueError(f"levels of detail must be from 0 to {MOST_LODS}, got {self.lods}")
        for suffix in self.formats:
            if f".{suffix}" not in MESH_WRITERS:
                known = ", ".join(writer.lstrip(".") for writer in MESH_WRITERS)
                raise ValueError(f"unknown format '{suffix}'; choose among {known}")
        if self.texture and not any(f".{suffix}" in TEXTURED_WRITERS for suffix in self.formats):
            known = ", ".join(TEXTURED_WRITERS)
            raise ValueError(f".{', .'.join(self.formats)} files have no texture; choose one of {known}")

    @property
    def is_low_poly(self) -> bool:
        return self.finish.look == "low-poly"

    @property
    def endings(self) -> list[str]:
        """What the names of mesh files end in: every format of the finest level, then of the next."""
        return [file_ending(suffix, level) for level in range(self.lods + 1) for suffix in self.formats]

    def has_picture(self, suffix: str) -> bool:
        """Whether files of a format get a picture for their colours, where there are any."""
        if f".{suffix}" not in TEXTURED_WRITERS:
            return False
        return self.is_low_poly or suffix == "glb" if self.texture is None else self.texture

    def unit(self, suffix: str) -> str | None:
        """The unit of files of a format: metres in a GLB, elsewhere that of the size; None for the cloud's own."""
        if self.size is None:
            return None
        return "m" if suffix == "glb" else self.size.unit


def file_ending(suffix: str, level: int) -> str:
    """What the name of a mesh file of a format ends in, behind its dot; coarser levels of detail say their number."""
    return suffix if level == 0 else f"lod{level}.{suffix}"


def formats_of(text: str) -> tuple[str, ...]:
    """'GLB, .stl' -> ('glb', 'stl'), each once."""
    names = (name.strip().lower().lstrip(".") for name in text.split(","))
    return tuple(dict.fromkeys(name for name in names if name))
