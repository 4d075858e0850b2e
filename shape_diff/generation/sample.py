"""What generation gives: a cloud and all that is known of how it was made; and shapes that new ones are made of."""

from dataclasses import dataclass
from pathlib import Path

from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.generation.lineage import Lineage, Parent
from shape_diff.generation.shape_code import ShapeCode
from shape_diff.generation.source_shape import MESH_POINTS, SourceShape, read_source, source_shape
from shape_diff.geometry import PointCloud
from shape_diff.geometry.trajectory import Trajectory
from shape_diff.pictures.preparing import PreparedPicture


@dataclass(frozen=True)
class Sample:
    """One generated cloud.

    Attributes:
        prompt: what was asked for in words; perhaps empty where there are pictures.
        seed: the seed of its noise; the same prompt, pictures, seed and settings give the same cloud.
        cloud: coloured and oriented points, normalised coordinates.
        trajectory: its way there, where it was kept.
        pictures: what was shown, as the model saw it, with notes on how it was prepared.
        seconds: time that sampling it took, its share of a batch's.
        code: what decided the shape, None from a model that makes points from words directly.
        lineage: what it was made of besides words and pictures, None where that is nothing.
        settings: how it was sampled, where that is not simply what was asked for.
    """

    prompt: str
    seed: int
    cloud: PointCloud
    trajectory: Trajectory | None = None
    pictures: tuple[PreparedPicture, ...] = ()
    seconds: float = 0.0
    code: ShapeCode | None = None
    lineage: Lineage | None = None
    settings: SamplingSettings | None = None

    @property
    def title(self) -> str:
        """The prompt, or else the names of the pictures, or what it was made of."""
        named = self.prompt.strip() or " + ".join(dict.fromkeys(picture.name for picture in self.pictures))
        return named or ("" if self.lineage is None else self.lineage.subject)

    @property
    def subject(self) -> str:
        """What its files are named after: the prompt, else the first picture, else what it was made of."""
        if self.lineage is not None and self.lineage.parents:
            return f"{self.prompt.strip()} {self.lineage.subject}".strip()
        return self.prompt.strip() or self.pictures[0].name


Shape = SourceShape | Sample | PointCloud | str | Path
"""What shapes are made of: one in memory, or the path of a sample's manifest, of a cloud or of a mesh."""


def as_source(shape: Shape, mesh_points: int = MESH_POINTS) -> SourceShape:
    """A shape that others are made of; see `generation.source_shape` for what is raised."""
    if isinstance(shape, SourceShape):
        return shape
    if isinstance(shape, Sample):
        return source_shape(shape.cloud, Parent(shape.title), shape.prompt, shape.code)
    if isinstance(shape, PointCloud):
        return source_shape(shape, Parent("cloud"))
    return read_source(shape, mesh_points)
