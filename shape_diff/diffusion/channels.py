"""The nine diffused channels and their scales: the only place where colours and normals leave their usual range."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

CHANNELS = 9
"""xyz, rgb, normal."""


@dataclass(frozen=True)
class ChannelCodec:
    """Affine maps between (xyz, rgb, normal) and the diffused range.

    The standard deviations and the mean colour are those of the lowpoly training split; a codec is stored with every
    checkpoint, so another data set may bring its own.

    Attributes:
        xyz_std: standard deviation of normalised coordinates.
        rgb_mean: mean sRGB value in [0, 1].
        rgb_std: standard deviation of sRGB values in [0, 1].
        normal_std: standard deviation of a component of a unit normal, 1 / sqrt(3).
        scaled_std: standard deviation that every channel is scaled to, the process's sigma_data.
    """

    xyz_std: float = 0.455
    rgb_mean: float = 0.54
    rgb_std: float = 0.23
    normal_std: float = 0.577
    scaled_std: float = 0.5

    def __post_init__(self) -> None:
        for name in ("xyz_std", "rgb_std", "normal_std", "scaled_std"):
            if not getattr(self, name) > 0:
                raise ValueError(f"codec.{name} must be positive, got {getattr(self, name)}")

    def encode(
        self, xyz: Float[Tensor, "*b n 3"], rgb: Float[Tensor, "*b n 3"], normals: Float[Tensor, "*b n 3"]
    ) -> Float[Tensor, "*b n 9"]:
        """Normalised xyz, sRGB in [0, 1] and unit normals -> the diffused range."""
        return torch.cat(
            [
                xyz * (self.scaled_std / self.xyz_std),
                (rgb - self.rgb_mean) * (self.scaled_std / self.rgb_std),
                normals * (self.scaled_std / self.normal_std),
            ],
            dim=-1,
        )

    def decode(
        self, x: Float[Tensor, "*b n 9"]
    ) -> tuple[Float[Tensor, "*b n 3"], Float[Tensor, "*b n 3"], Float[Tensor, "*b n 3"]]:
        """The diffused range -> xyz, rgb clamped to [0, 1] and normals of unit length."""
        xyz = x[..., :3] * (self.xyz_std / self.scaled_std)
        rgb = x[..., 3:6] * (self.rgb_std / self.scaled_std) + self.rgb_mean
        return xyz, rgb.clamp(0, 1), torch.nn.functional.normalize(x[..., 6:9], dim=-1)
