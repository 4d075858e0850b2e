"""What can be asked for: the one type that the library, the commands, the viewer's window and its page share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from numbers import Integral
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.pictures.preparing import PictureSource, PreparedPicture, prepare_pictures

SEEDS = 2**32
"""PyTorch's CPU generator reads 32 bits."""
FROM_OUTSIDE = {
    "prompt": str, "count": int, "seed": int, "negative": str, "sampling": dict, "with_mesh": bool, "keep_steps": bool,
}  # fmt: skip
SAMPLING_FROM_OUTSIDE = {
    "points": int, "steps": int, "guidance": float, "sampler": str, "schedule": str, "best_of": int,
}  # fmt: skip
"""What a page may ask for; it may not name files."""


@dataclass(frozen=True)
class Request:
    """An object that is asked for in words, by pictures, or by both, and how it is to be made.

    Attributes:
        prompt: the object in words; may be empty where there is a picture.
        images: a picture of the object, or several of it from different sides: paths, PIL images or arrays, or what
            `prepare_pictures` made of them.
        matte: how a background is removed: auto or a name in `pictures.matte.MATTES`.
        count: how many samples.
        seed: seed of the first sample, 0 to 2**32 - count; sample k has seed `seed + k`.
        negative: what to keep away from; empty for nothing in particular.
        sampling: how clouds are sampled, or those fields of it that differ from what the model recommends.
        with_mesh: whether a mesh is wanted too, where something makes meshes.
        keep_steps: keep the denoising run of every sample, at most 72 MB each.
    """

    prompt: str = ""
    images: PictureSource | PreparedPicture | Sequence[PictureSource | PreparedPicture] = ()
    matte: str = "auto"
    count: int = 1
    seed: int = 0
    negative: str = ""
    sampling: SamplingSettings | Mapping[str, Any] = field(default_factory=dict)
    with_mesh: bool = True
    keep_steps: bool = False

    @classmethod
    def from_outside(cls, fields: Mapping[str, Any]) -> "Request":
        """A request of JSON fields named like the attributes; raises ValueError for a wrong name or type."""
        _check_types(fields, FROM_OUTSIDE)
        _check_types(fields.get("sampling", {}), SAMPLING_FROM_OUTSIDE)
        return cls(**fields)

    def pictures(self) -> tuple[PreparedPicture, ...]:
        """The images as a model sees them.

        Raises:
            ValueError: one is not a picture of an object, or there are too many.
            OSError: a file cannot be read.
        """
        new = iter(prepare_pictures([i for i in self._images() if not isinstance(i, PreparedPicture)], self.matte))
        return tuple(image if isinstance(image, PreparedPicture) else next(new) for image in self._images())

    def settings(self, recommended: SamplingSettings) -> SamplingSettings:
        """How its clouds are sampled by a model that recommends something; ValueError for settings that are wrong."""
        return self.sampling if isinstance(self.sampling, SamplingSettings) else recommended.changed(self.sampling)

    def checked(self, needs_object: bool = True) -> "Request":
        """The request with its words as a model reads them.

        Args:
            needs_object: whether it must name or show an object; one that is made of other shapes need not.

        Raises:
            ValueError: what no model could make: no object, an overlong prompt, a wrong count or seed.
        """
        from shape_diff.conditioning.text import check_prompt  # brings PyTorch

        named = self.prompt.strip() or (needs_object and not self.has_images)
        prompt = check_prompt(self.prompt) if named else ""
        negative = check_prompt(self.negative) if self.negative.strip() else ""
        for name in ("count", "seed"):
            if not isinstance(getattr(self, name), Integral):
                raise ValueError(f"{name} must be a whole number, got {getattr(self, name)!r}")
        if self.count < 1:
            raise ValueError(f"count must be at least 1, got {self.count}")
        if not 0 <= self.seed <= SEEDS - self.count:
            most = f"{SEEDS - self.count:,} for {self.count} samples of a prompt"
            raise ValueError(f"seed must be between 0 and {most}, got {self.seed}")
        return replace(self, prompt=prompt, negative=negative)

    @property
    def has_images(self) -> bool:
        """Whether it shows anything."""
        return len(self._images()) > 0

    def _images(self) -> Sequence[PictureSource | PreparedPicture]:
        alone = isinstance(self.images, str | Path | Image.Image | np.ndarray | PreparedPicture)
        return [self.images] if alone else self.images  # type: ignore[list-item, return-value]


def _check_types(fields: Mapping[str, Any], kinds: Mapping[str, type]) -> None:
    """Raise ValueError for a name that is not known or a value of another type; whole numbers are numbers."""
    for name, value in fields.items():
        if name not in kinds:
            raise ValueError(f"there is no setting {name!r}; known are {', '.join(kinds)}")
        if type(value) is not kinds[name] and (kinds[name], type(value)) != (float, int):
            raise ValueError(f"{name} must be of type {kinds[name].__name__}, got {value!r}")
