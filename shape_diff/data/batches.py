"""Batches for training: a fresh subset of points, a random caption and augmentation for each step.

Batch number i of a seed is always the same, which is what makes a resumed run repeat the losses of an unbroken one.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from shape_diff.data.balance import sampling_weights
from shape_diff.data.dataset import ShapeDataset, as_floats
from shape_diff.geometry.color_words import COLOR_WORDS, with_color_word
from shape_diff.machine.seeding import stream


@dataclass(frozen=True)
class BatchOptions:
    """How clouds are drawn.

    Attributes:
        size: clouds in a batch.
        points: points of each cloud.
        balance: a category weighs its size to this power, and in it a pack; 1 is no balancing, 0 all of them alike.
        mirror: probability of a left-right mirror.
        stretch: largest relative change of each axis.
        shear: largest shear, as a ratio.
        color_words: colour words tried for each shape of unknown colour.
    """

    size: int = 64
    points: int = 256
    balance: float = 0.5
    mirror: float = 0.5
    stretch: float = 0.08
    shear: float = 0.05
    color_words: int = 4

    def __post_init__(self) -> None:
        for name in ("size", "points", "color_words"):
            if getattr(self, name) < 1:
                raise ValueError(f"batches.{name} must be at least 1, got {getattr(self, name)}")
        for name in ("balance", "mirror"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"batches.{name} must be between 0 and 1, got {getattr(self, name)}")
        for name in ("stretch", "shear"):
            if not 0 <= getattr(self, name) < 1:
                raise ValueError(f"batches.{name} must be at least 0 and below 1, got {getattr(self, name)}")


@dataclass(frozen=True)
class Batch:
    """Training clouds and how they were made.

    Attributes:
        xyz: (b, n, 3) positions.
        rgb: (b, n, 3) colours in [0, 1].
        normals: (b, n, 3) unit normals.
        caption: (b,) number of the caption of each.
        shape: (b,) number of the shape.
        mirrored: (b,) whether left and right were exchanged.
        tint: (b, 3) sRGB colour that a grey shape was painted in, NaN where a shape kept its own.
    """

    xyz: Tensor
    rgb: Tensor
    normals: Tensor
    caption: Tensor
    shape: Tensor
    mirrored: Tensor
    tint: Tensor


class BatchSource:
    """Draws batches from a data set that lies on the training device as a whole."""

    def __init__(
        self, dataset: ShapeDataset, options: BatchOptions, seed: int, device: torch.device, unbent: int = 0
    ) -> None:
        """Move the data set to the device and write down every caption that can occur in `self.captions`.

        The first `unbent` clouds of each batch are mirrored but neither stretched nor sheared: pictures show them.
        """
        if options.points > dataset.num_points:
            raise ValueError(f"batches.points={options.points} but the data set has {dataset.num_points} a shape")
        self.options, self.seed, self.device, self.unbent = options, seed, device, unbent
        self.xyz, self.rgb, self.normals = (t.to(device) for t in (dataset.xyz, dataset.rgb, dataset.normals))
        self.weights = sampling_weights(dataset.records, options.balance, dataset.shares)
        self.captions: list[str] = []
        self.choices: list[list[tuple[int, Tensor | None]]] = []
        for record in dataset.records:
            self.choices.append(self._choices_of(record.captions, record.colored, record.id))

    def _choices_of(self, captions: tuple[str, ...], colored: bool, name: str) -> list[tuple[int, Tensor | None]]:
        """Pairs of a caption's number and the colour to paint the shape in, None for its own colours."""
        variants: list[tuple[str, Tensor | None]] = [(caption, None) for caption in captions]
        if not colored:
            words = sorted(COLOR_WORDS)
            start = sum(name.encode()) % len(words)
            chosen = [words[(start + 5 * i) % len(words)] for i in range(self.options.color_words)]
            variants += [
                (with_color_word(caption, word), torch.tensor(COLOR_WORDS[word]))
                for caption in captions
                for word in chosen
            ]
        first = len(self.captions)
        self.captions += [caption for caption, _ in variants]
        return [(first + i, color) for i, (_, color) in enumerate(variants)]

    def batch(self, step: int) -> Batch:
        """The batch of a step, the same for the same seed and step."""
        generator = stream(self.seed, step, "batch")
        shapes = torch.multinomial(self.weights, self.options.size, replacement=True, generator=generator)
        picks = torch.rand(self.options.size, generator=generator).tolist()
        chosen = [self.choices[s][int(u * len(self.choices[s]))] for s, u in zip(shapes.tolist(), picks, strict=True)]
        shape = (self.options.size, self.options.points)
        points = torch.randint(self.xyz.shape[1], shape, generator=generator).to(self.device)
        rows = shapes.to(self.device)[:, None]
        xyz, rgb, normals = as_floats(self.xyz[rows, points], self.rgb[rows, points], self.normals[rows, points])
        maps = self._transforms(generator)
        xyz, normals = _deform(xyz, normals, maps.to(self.device))
        tint = _tints([color for _, color in chosen], generator)
        captions = torch.tensor([caption for caption, _ in chosen])
        return Batch(xyz, _paint(rgb, tint), normals, captions, shapes, maps[:, 0, 0] < 0, tint)

    def _transforms(self, generator: torch.Generator) -> Tensor:
        """(b, 3, 3) random linear maps close to the identity or a left-right mirror."""
        b, o = self.options.size, self.options
        bent = (torch.arange(b) >= self.unbent)[:, None]
        stretch = 1 + bent * o.stretch * (2 * torch.rand(b, 3, generator=generator) - 1)
        mirrored = torch.rand(b, generator=generator) < o.mirror
        stretch[:, 0] = torch.where(mirrored, -stretch[:, 0], stretch[:, 0])
        # y only leans with x and z: a floor stays level.
        lean = bent * o.shear * (2 * torch.rand(b, 2, generator=generator) - 1)
        maps = torch.diag_embed(stretch)
        maps[:, 0, 1], maps[:, 2, 1] = lean[:, 0], lean[:, 1]
        return maps


def _deform(xyz: Tensor, normals: Tensor, maps: Tensor) -> tuple[Tensor, Tensor]:
    """Apply linear maps (b, 3, 3) to points, and their inverse transposes to normals, all (b, n, 3)."""
    turned = normals @ torch.linalg.inv(maps)
    return xyz @ maps.transpose(1, 2), torch.nn.functional.normalize(turned, dim=-1)


def _tints(colors: list[Tensor | None], generator: torch.Generator) -> Tensor:
    """(b, 3) the colours that are given, each a little different every time, and NaN for the others."""
    jitter = 0.12 * (torch.rand(len(colors), 3, generator=generator) - 0.5)
    return torch.stack([torch.full((3,), torch.nan) if c is None else c for c in colors]) + jitter


def _paint(rgb: Tensor, tint: Tensor) -> Tensor:
    """Tint shapes among (b, n, 3) in the colours (b, 3) that are not NaN, keeping their light and dark parts."""
    for i in (~tint.isnan().any(dim=1)).nonzero().flatten().tolist():
        shade = rgb[i].mean(-1, keepdim=True)
        rgb[i] = (tint[i].to(rgb.device) * shade / shade.mean().clamp_min(1e-3)).clamp(0, 1)
    return rgb
