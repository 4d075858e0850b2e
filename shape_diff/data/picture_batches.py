"""Pictures for training: views of the shapes of a batch, turned and painted as the shapes were, with what users bring.

Rows of a batch that see pictures come first, and how many see one or two is fixed, so that a compiled step has one
shape.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from shape_diff.data.batches import Batch
from shape_diff.data.picture_noise import disturb
from shape_diff.data.views import ViewSet
from shape_diff.formats.mesh_files import UNCOLORED
from shape_diff.machine.seeding import stream


@dataclass(frozen=True)
class PictureOptions:
    """Who sees pictures.

    Attributes:
        share: share of the clouds of a batch that are trained with pictures; 0 trains on text alone.
        two_views: share of those that see two pictures instead of one.
        keep_caption: share of those that also read their caption.
        meaning: weight of the loss that turns each picture's summary towards its caption's.
        cells: weight of the loss of the cells that each picture's object fills.
    """

    share: float = 0.0
    two_views: float = 0.3
    keep_caption: float = 0.35
    meaning: float = 0.1
    cells: float = 0.5

    def __post_init__(self) -> None:
        for name in ("share", "two_views", "keep_caption"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"pictures.{name} must be between 0 and 1, got {getattr(self, name)}")
        for name in ("meaning", "cells"):
            if not getattr(self, name) >= 0:
                raise ValueError(f"pictures.{name} must be zero or more, got {getattr(self, name)}")

    def rows(self, size: int) -> int:
        """How many of the first rows of a batch of that size see pictures."""
        return round(self.share * size)


@dataclass(frozen=True)
class PictureBatch:
    """Views of some of a batch's objects.

    Attributes:
        pixels: (n, 4, s, s) colours over grey in [0, 1] and alpha.
        view: (n,) which view embedding each picture gets; those of one object differ.
        slots: (k, v) which pictures show the object of each of the first k rows, those that see any; -1 for no more.
        row: (n,) whose picture it is.
    """

    pixels: Float[Tensor, "n c s s"]
    view: Int[Tensor, " n"]
    slots: Int[Tensor, "k v"]
    row: Int[Tensor, " n"]


class ViewSource:
    """Draws pictures from views that lie on the training device as a whole."""

    def __init__(
        self, views: ViewSet, options: PictureOptions, size: int, seed: int, max_views: int, device: torch.device
    ) -> None:
        """Views in the order of the data set's shapes, for batches of `size` clouds and `max_views` embeddings."""
        self.pixels = views.pixels.to(device)
        self.options, self.seed, self.max_views, self.device = options, seed, max_views, device
        self.rows = options.rows(size)
        twice = round(options.two_views * self.rows)
        if twice and min(max_views, self.pixels.shape[1]) < 2:
            raise ValueError(
                "pictures.two_views needs two views of each shape and image_encoder.max_views of 2 or more"
            )
        self._row = torch.cat([torch.arange(self.rows), torch.arange(twice)])
        self._place = torch.cat([torch.zeros(self.rows, dtype=torch.int64), torch.ones(twice, dtype=torch.int64)])
        self._slots = torch.full((self.rows, 2), -1)
        self._slots[self._row, self._place] = torch.arange(len(self._row))

    def batch(self, step: int, clouds: Batch) -> PictureBatch:
        """Pictures for the clouds of a step, the same for the same seed and step."""
        generator = stream(self.seed, step, "pictures")
        chosen, view = (
            torch.rand(self.rows, count, generator=generator).argsort(dim=1)[self._row, self._place]
            for count in (self.pixels.shape[1], self.max_views)
        )
        pixels = self.pixels[clouds.shape[self._row].to(self.device), chosen.to(self.device)]
        mirrored, tint = (t[self._row].to(self.device) for t in (clouds.mirrored, clouds.tint))
        pixels = _turned_and_painted(pixels, mirrored, tint)
        noisy = disturb(pixels[:, None], stream(self.seed, step, "picture noise"))[:, 0]
        return PictureBatch(noisy, *(t.to(self.device) for t in (view, self._slots, self._row)))


def _turned_and_painted(pixels: Tensor, mirrored: Tensor, tint: Tensor) -> Tensor:
    """Pictures uint8 (n, s, s, 4) of mirrored and tinted shapes: a mirrored shape's view is a view's mirror image.

    Args:
        pixels: of the shapes as they are in the data.
        mirrored: (n,) bool.
        tint: (n, 3) sRGB colour that a grey shape is painted in, NaN where a shape keeps its own.
    """
    pixels = torch.where(mirrored[:, None, None, None], pixels.flip(2), pixels)
    painted = ~tint.isnan().any(dim=1)
    if painted.any():
        # Light scales linear values, and a power law makes that a scale of sRGB values too.
        scale = (tint[painted] / UNCOLORED)[:, None, None]
        shaded = pixels[painted, ..., :3].float() * scale
        pixels[painted, ..., :3] = shaded.clamp(0, 255).round().byte()
    return pixels
