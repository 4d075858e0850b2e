"""What a generator makes before it is adapted, so that it is reminded of that while it learns something new.

Prior preservation (Ruiz et al. 2023, arXiv 2208.12242, equation 2): a share of each batch are samples of the model's
own. They need no data, which who has a few meshes and a model file does not have, and a denoiser that learns its own
samples, drawn without guidance, already has the least loss that it can have.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.procedural.captions import with_article
from shape_diff.data.procedural.palette import PALETTE
from shape_diff.diffusion.channels import CHANNELS
from shape_diff.diffusion.sample import sample
from shape_diff.files.fingerprint import fingerprint
from shape_diff.files.tensors import read_tensors, write_tensors
from shape_diff.machine.progress import progress_bar
from shape_diff.models.model import Model
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.networks.code_encoder import normalised_code

TOGETHER = 16
"""Samples that are drawn at once."""
HELD_OUT = 8
"""One in so many samples is not learned, but shows what is forgotten."""


@dataclass(frozen=True)
class KeepOptions:
    """How a model is reminded of what it makes.

    Attributes:
        share: of each batch that are samples of the model's own; 0 for none.
        samples: how many are drawn when the run begins.
    """

    share: float = 0.25
    samples: int = 256

    def __post_init__(self) -> None:
        if not 0 <= self.share < 1:
            raise ValueError(f"keep.share must be at least 0 and below 1, got {self.share}")
        if self.samples < HELD_OUT:
            raise ValueError(f"keep.samples must be at least {HELD_OUT}, got {self.samples}")

    def rows(self, size: int) -> int:
        """Rows of a batch of that size that are own samples."""
        return round(self.share * size)


@dataclass(frozen=True)
class OwnSamples:
    """Samples of a generator.

    Attributes:
        x0: what its adapted network denoises: codes, or clouds in the diffused range.
        captions: what each was asked for with.
    """

    x0: Float[Tensor, "k n c"]
    captions: list[str]

    def split(self) -> "tuple[OwnSamples, OwnSamples]":
        """Those that are learned, and those that are held out."""
        out = torch.arange(len(self.x0)) % HELD_OUT == HELD_OUT - 1
        return self._of(~out), self._of(out)

    def _of(self, chosen: Tensor) -> "OwnSamples":
        captions = [caption for caption, is_chosen in zip(self.captions, chosen.tolist(), strict=True) if is_chosen]
        return OwnSamples(self.x0[chosen.to(self.x0.device)], captions)


def own_samples(model: Model, encoder: TextEncoder, count: int, points: int, folder: Path) -> OwnSamples:
    """Samples of a generator that is not adapted yet, or those of the same generator that an earlier run left.

    Args:
        model: the generator.
        encoder: of sentences.
        count: how many.
        points: of each, where clouds are denoised.
        folder: where they are kept.

    Raises:
        OSError: the file cannot be written.
    """
    captions = catalogue_captions(count)
    file = folder / f"samples-{fingerprint(model.sha256, captions, points)}.safetensors"
    if file.is_file():
        return OwnSamples(read_tensors(file)[0]["x0"].to(encoder.device), captions)
    parts = [
        _drawn(model, encoder, captions[start : start + TOGETHER], start, points)
        for start in progress_bar(range(0, count, TOGETHER), "drawing what is to be kept")
    ]
    made = OwnSamples(torch.cat(parts), captions)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_tensors(file, {"x0": made.x0}, {"model": model.sha256})
    return made


def _drawn(
    model: Model, encoder: TextEncoder, captions: Sequence[str], seed: int, points: int
) -> Float[Tensor, "b n c"]:
    told, seeds, unguided = encoder.encode(list(captions)), range(seed, seed + len(captions)), {"guidance": 1.0}
    if model.prior is None:
        return sample(model.denoiser, (points, CHANNELS), told, seeds, model.sampling.changed(unguided)).float()
    settings = model.header.sampling["prior"].changed(unguided)
    shape = CodeAutoencoder.of(model.networks).code_shape
    return normalised_code(sample(model.prior, shape, told, seeds, settings)).float()


def catalogue_captions(count: int) -> list[str]:
    """Captions as "a red teapot" of kinds spread over the procedural catalogue, each in one of its colours."""
    from shape_diff.data.procedural.registry import catalogue  # brings manifold3d, which no other training needs

    kinds, colors = list(catalogue()), list(PALETTE)
    return [
        with_article(f"{colors[number * 5 % len(colors)]} {kinds[number * len(kinds) // count]}")
        for number in range(count)
    ]
