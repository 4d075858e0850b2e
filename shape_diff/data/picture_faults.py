"""Single faults of pictures, each for a batch (n, 4, s, s) float32 of colours times alpha and alpha.

A fault may write to the batch it is given and returns the faulty one.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from shape_diff.pictures.framing import VISIBLE_ALPHA

# Annex K of ITU-T T.81 (the JPEG standard), table of luminance, for a quality of 50.
_JPEG_STEPS = (
    (16, 11, 10, 16, 24, 40, 51, 61),
    (12, 12, 14, 19, 26, 58, 60, 55),
    (14, 13, 16, 24, 40, 57, 69, 56),
    (14, 17, 22, 29, 51, 87, 80, 62),
    (18, 22, 37, 56, 68, 109, 103, 77),
    (24, 35, 55, 64, 81, 104, 113, 92),
    (49, 64, 78, 87, 103, 121, 120, 101),
    (72, 92, 95, 98, 112, 100, 103, 99),
)


@dataclass(frozen=True)
class Dice:
    """Random numbers drawn where the generator is, used where the pictures are."""

    generator: torch.Generator
    device: torch.device

    def uniform(self, low: float, high: float, *shape: int) -> Tensor:
        """Numbers between `low` and `high`."""
        drawn = torch.rand(shape, generator=self.generator, device=self.generator.device)
        return drawn.mul_(high - low).add_(low).to(self.device)

    def chosen(self, among: Tensor, share: float) -> Tensor:
        """The numbers of pictures in `among` (n,) that get a fault, on the generator's device."""
        return among[torch.rand(len(among), generator=self.generator, device=among.device) < share]


def tone(channels: Tensor, rows: Tensor, dice: Dice) -> None:
    """Brightness of all pictures and, of those in `rows`, contrast and colour cast too; in place.

    A colour c becomes gain * c + offset, which on colours times alpha is gain * c + offset * alpha.
    """
    n, count = len(channels), len(rows)
    gain, offset = dice.uniform(0.92, 1.08, n, 1).repeat(1, 3), torch.zeros(n, 3, device=channels.device)
    contrast = dice.uniform(0.7, 1.3, count, 1)
    rows = rows.to(channels.device)
    gain[rows] = contrast * dice.uniform(0.75, 1.25, count, 1) * dice.uniform(0.9, 1.1, count, 3)
    offset[rows] = 0.5 * (1 - contrast) + dice.uniform(-0.06, 0.06, count, 1)
    color, alpha = channels[:, :3], channels[:, 3:]
    color *= gain[:, :, None, None]
    color[rows] += offset[rows][:, :, None, None] * alpha[rows]
    torch.minimum(color.clamp_(min=0), alpha, out=color)


def _boxes(alpha: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Left, right, top and bottom, each (n, 1, 1, 1), of what is visible in (n, 1, s, s), as shares of the side."""
    side = alpha.shape[-1]
    columns, lines = alpha.amax(dim=2) > VISIBLE_ALPHA, alpha.amax(dim=3) > VISIBLE_ALPHA
    ends = []
    for shown in (columns, lines):
        ends += [shown.byte().argmax(dim=-1), side - shown.flip(-1).byte().argmax(dim=-1)]
    left, right, top, bottom = (end.reshape(-1, 1, 1, 1) / side for end in ends)
    return left, right, top, bottom


def _places(channels: Tensor) -> tuple[Tensor, Tensor]:
    """x (1, 1, 1, s) and y (1, 1, s, 1) of the pixels' centres as shares of the side."""
    side = channels.shape[-1]
    line = (torch.arange(side, device=channels.device) + 0.5) / side
    return line.reshape(1, 1, 1, -1), line.reshape(1, 1, -1, 1)


def _behind(channels: Tensor, alpha: Tensor, color: Tensor) -> Tensor:
    """The pictures laid over something of `color` (n, 3, 1, 1) and `alpha` (n, 1, s, s)."""
    shown = alpha * (1 - channels[:, 3:])
    channels[:, :3] += shown * color
    channels[:, 3:] += shown
    return channels


def cropped(channels: Tensor, dice: Dice, strip: float) -> Tensor:
    """A strip on one side of the object is gone, mostly left, right or below."""
    n = len(channels)
    left, right, top, bottom = _boxes(channels[:, 3:])
    x, y = _places(channels)
    part = dice.uniform(0.03 if strip > 0.03 else 0, strip, n, 1, 1, 1)
    side = dice.uniform(0, 3.5, n, 1, 1, 1).long()
    across, along = part * (right - left), part * (bottom - top)
    gone_x = ((side == 0) & (x < left + across)) | ((side == 1) & (x > right - across))
    gone_y = ((side == 2) & (y > bottom - along)) | ((side == 3) & (y < top + along))
    return channels * ~(gone_x | gone_y)


def moved(channels: Tensor, dice: Dice, most: float) -> Tensor:
    """Shifted, and scaled alike in both directions."""
    n = len(channels)
    transform = torch.zeros(n, 2, 3, device=channels.device)
    transform[:, 0, 0] = transform[:, 1, 1] = dice.uniform(1 - most, 1 + most, n)
    # In grid_sample the picture is 2 wide.
    transform[:, :, 2] = 2 * dice.uniform(-most, most, n, 2)
    grid = torch.nn.functional.affine_grid(transform, list(channels.shape), align_corners=False)
    return torch.nn.functional.grid_sample(channels, grid, align_corners=False)


def shadowed(channels: Tensor, dice: Dice) -> Tensor:
    """A dark ellipse that fades outwards, at the object's foot."""
    n = len(channels)
    left, right, _, bottom = _boxes(channels[:, 3:])
    x, y = _places(channels)
    wide = (right - left) * dice.uniform(0.4, 0.75, n, 1, 1, 1) + 0.01
    high = dice.uniform(0.03, 0.12, n, 1, 1, 1)
    middle = (left + right) / 2 + wide * dice.uniform(-0.5, 0.5, n, 1, 1, 1)
    inside = (1 - ((x - middle) / wide) ** 2 - ((y - bottom + high / 2) / high) ** 2).clamp_(min=0)
    alpha = inside * dice.uniform(0.15, 0.7, n, 1, 1, 1)
    return _behind(channels, alpha, dice.uniform(0, 0.35, n, 1, 1, 1))


def with_leftover(channels: Tensor, dice: Dice) -> Tensor:
    """A piece of background in one colour, along the part of the object's border that lies in a random disk."""
    n, side = len(channels), channels.shape[-1]
    coarse = torch.nn.functional.avg_pool2d(channels[:, 3:], 4)
    grown = torch.nn.functional.max_pool2d(coarse, 3, stride=1, padding=1)
    near = torch.nn.functional.interpolate(grown, size=side, mode="bilinear")
    center = _random_place((grown > coarse + 0.3)[:, 0], dice)
    x, y = _places(channels)
    radius = dice.uniform(0.1, 0.3, n, 1, 1, 1)
    disk = (radius**2 - (x - center[:, :1]) ** 2 - (y - center[:, 1:]) ** 2).mul_(side).clamp_(0, 1)
    color = dice.uniform(0, 1, n, 1, 1, 1) + dice.uniform(-0.3, 0.3, n, 3, 1, 1)
    return _behind(channels, (near * 1.5).clamp_(max=1) * disk, color.clamp_(0, 1))


def _random_place(where: Tensor, dice: Dice) -> Tensor:
    """(n, 2, 1, 1) x and y, as shares of the side, of a random true cell of each (n, c, c) mask."""
    n, cells, _ = where.shape
    chosen = (where.flatten(1) * dice.uniform(0.1, 1, n, cells * cells)).argmax(dim=1)
    return ((torch.stack([chosen % cells, chosen // cells], dim=1) + 0.5) / cells)[:, :, None, None]


def fringed(channels: Tensor, dice: Dice) -> Tensor:
    """The background, mostly light and nearly grey, shines through where the border is half transparent."""
    n = len(channels)
    alpha = channels[:, 3:]
    grey = 1 - dice.uniform(0, 1, n, 1, 1, 1) ** 2
    paper = (grey + dice.uniform(-0.1, 0.1, n, 3, 1, 1)).clamp_(0, 1)
    channels[:, :3] = (channels[:, :3] + (1 - alpha) * paper) * alpha
    return channels


def softened(channels: Tensor, dice: Dice) -> Tensor:
    """Blurred by 3 x 3 pixels and, half of the pictures, by 5 x 5 (twice 3 x 3)."""
    channels = _blurred(channels)
    again = dice.chosen(torch.arange(len(channels), device=dice.generator.device), 0.5).to(channels.device)
    channels[again] = _blurred(channels[again])
    return channels


def _blurred(channels: Tensor) -> Tensor:
    """3 x 3 binomial blur."""
    padded = torch.nn.functional.pad(channels, (1, 1, 1, 1))
    rows = padded[:, :, :-2] + padded[:, :, 2:] + 2 * padded[:, :, 1:-1]
    return (rows[..., :-2] + rows[..., 2:] + 2 * rows[..., 1:-1]).mul_(1 / 16)


def compressed(channels: Tensor, dice: Dice) -> Tensor:
    """The rounding of 8 x 8 cosine coefficients, as by a JPEG of a quality between 25 and 85, in each channel alike.

    Coded over the background, so that the object's border rings inwards.
    """
    n, side, device = len(channels), channels.shape[-1], channels.device
    color, alpha = channels[:, :3], channels[:, 3:]
    k = torch.arange(8.0, device=device)
    # The rows of the orthonormal DCT-II.
    cosines = torch.cos(torch.pi / 8 * k[:, None] * (k + 0.5)) * torch.where(k == 0, 0.125, 0.25).sqrt()[:, None]
    over = color + (1 - alpha) * dice.uniform(0, 1, n, 1, 1, 1)
    blocks = over.reshape(n, 3, side // 8, 8, side // 8, 8).transpose(3, 4)
    steps = torch.tensor(_JPEG_STEPS, device=device) / 255 * dice.uniform(0.3, 2, n, 1, 1, 1, 1, 1)
    coefficients = cosines @ blocks @ cosines.T
    # Only what rounding changes, so that half-transparent borders stay clean.
    error = cosines.T @ (torch.round(coefficients / steps) * steps - coefficients) @ cosines
    channels[:, :3] += error.transpose(3, 4).reshape(n, 3, side, side) * alpha
    return channels
