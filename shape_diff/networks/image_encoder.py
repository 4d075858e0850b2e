"""Pictures to condition tokens: a vision transformer that is trained with the denoiser, or a frozen one below a head.

Several pictures are views of one object: each gives its own tokens, told apart by a view embedding and joined in one
sequence, as PixArt's and Point-E's image conditions are read by attention.
"""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from shape_diff.diffusion.condition import Condition
from shape_diff.networks.layers import Layer, learned_tokens, rms_norm
from shape_diff.networks.sizes import check_sizes

CHANNELS = 4
"""Red, green and blue over grey, and alpha."""


@dataclass(frozen=True)
class ImageEncoderConfig:
    """Sizes of an `ImageEncoder`.

    Attributes:
        size: pixels of a picture's side.
        patch: pixels of a patch's side.
        dim: width.
        layers: transformer layers.
        head_dim: width of one attention head.
        max_views: pictures of one object at most.
        backbone: folder or hub name of a frozen CLIP or DINOv2 that reads the pictures in the place of the patches'
            pixels, for `conditioning.frozen_vision`; empty for none.
        token_dim: width of the condition's tokens.
        pooled_dim: width of the condition's summary vector.
    """

    size: int = 128
    patch: int = 16
    dim: int = 256
    layers: int = 4
    head_dim: int = 64
    max_views: int = 4
    token_dim: int = 384
    pooled_dim: int = 384
    backbone: str = ""

    def __post_init__(self) -> None:
        check_sizes(
            "image_encoder", self, "size", "patch", "dim", "layers", "head_dim", "max_views", "token_dim", "pooled_dim"
        )
        if self.size % self.patch:
            raise ValueError(f"image_encoder.patch={self.patch} must divide size={self.size}")
        if self.dim % self.head_dim or self.dim % 4:
            raise ValueError(f"image_encoder.dim must be a multiple of 4 and of head_dim={self.head_dim}")


@runtime_checkable
class PatchFeatures(Protocol):
    """What a frozen network makes of pictures."""

    width: int
    grid: int

    def to(self, device: torch.device) -> "PatchFeatures":
        """The same on another device."""

    def __call__(self, rgb: Tensor) -> Tensor:
        """(n, 3, s, s) in [0, 1] -> (n, grid * grid, width) features, row by row."""


@dataclass(frozen=True)
class Views:
    """What an encoder makes of n pictures.

    Attributes:
        tokens: (n, t, c) of each patch, of unit variance.
        features: (n, d) the mean of the patches' last features.
        pooled: (n, p) summaries, of unit variance as those of prompts.
    """

    tokens: Float[Tensor, "n t c"]
    features: Float[Tensor, "n d"]
    pooled: Float[Tensor, "n p"]

    def of_objects(self, slots: Int[Tensor, "b v"]) -> Condition:
        """The conditions of b objects: all tokens of their views, and the mean of the views' summaries.

        Args:
            slots: the numbers of each object's views, -1 where it has no more; none at all is unconditional.
        """
        present = slots >= 0
        index = slots.clamp_min(0)
        tokens = self.tokens[index] * present[..., None, None]
        mask = present[..., None].expand(-1, -1, tokens.shape[2])
        mean = (self.pooled[index] * present[..., None]).sum(dim=1) / present.sum(dim=1, keepdim=True).clamp_min(1)
        return Condition(tokens.flatten(1, 2), mask.flatten(1, 2), mean)


class ImageEncoder(nn.Module):
    """A small vision transformer, over patches of pixels or over the features of a frozen network."""

    places: Tensor
    frozen: PatchFeatures | None

    def __init__(self, config: ImageEncoderConfig, frozen: PatchFeatures | None = None) -> None:
        """`frozen` is what `config.backbone` names; its weights are neither trained nor saved with these."""
        super().__init__()
        self.config = config
        object.__setattr__(self, "frozen", frozen)  # not a submodule
        width = CHANNELS * config.patch**2 if frozen is None else frozen.width
        side = config.size // config.patch if frozen is None else frozen.grid
        self.embed_patches = nn.Linear(width, config.dim)
        self.register_buffer("places", grid_features(side, config.dim), persistent=False)
        self.layers = nn.ModuleList(Layer(config.dim, config.head_dim) for _ in range(config.layers))
        self.head_tokens = nn.Linear(config.dim, config.token_dim, bias=False)
        self.head_pooled = nn.Linear(config.dim, config.pooled_dim, bias=False)
        self.embed_view = learned_tokens(config.max_views, 1, config.token_dim, std=0.02)

    def encode_views(self, pixels: Float[Tensor, "n 4 s s"], view: Int[Tensor, " n"]) -> "Views":
        """Each picture by itself; `view` is its number among those of its object."""
        x = self.embed_patches(self._patches(pixels)) + self.places
        for layer in self.layers:
            x = layer(x)
        x = rms_norm(x)
        features = x.mean(dim=1)
        tokens = rms_norm(self.head_tokens(x) + self.embed_view[view])
        return Views(tokens, features, rms_norm(self.head_pooled(features)))

    def _patches(self, pixels: Float[Tensor, "n 4 s s"]) -> Float[Tensor, "n t w"]:
        if self.frozen is None:
            return F.pixel_unshuffle(pixels - 0.5, self.config.patch).flatten(2).transpose(1, 2)  # w = 4 * p * p
        return self.frozen.to(pixels.device)(pixels[:, :3])

    def forward(self, pixels: Float[Tensor, "b v 4 s s"], present: Bool[Tensor, "b v"]) -> Condition:
        """Pictures of b objects, up to v views each, to b conditions of v * t tokens.

        Args:
            pixels: colours over grey in [0, 1] and alpha; see `pictures.composition`.
            present: where there is a picture.

        Raises:
            ValueError: more views than the encoder was made for, or pictures of another size.
        """
        b, v = present.shape
        if v > self.config.max_views:
            raise ValueError(f"this model takes at most {self.config.max_views} pictures of an object, got {v}")
        if pixels.shape[-1] != self.config.size:
            raise ValueError(f"pictures must have {self.config.size} pixels a side, got {pixels.shape[-1]}")
        numbers = torch.arange(b * v, device=pixels.device).view(b, v)
        return self.encode_views(pixels.flatten(0, 1), (numbers % v).flatten()).of_objects(numbers.where(present, -1))


def grid_features(side: int, dim: int) -> Float[Tensor, "t d"]:
    """Sines and cosines of the row and column of each patch, row by row (Vaswani et al. 2017, section 3.5, in 2D)."""
    with torch.device("cpu"):  # also where the network is only sketched; see `layers.learned_tokens`
        frequencies = 10_000 ** (-torch.arange(dim // 4) / (dim // 4))
        angles = torch.arange(side)[:, None] * frequencies
    waves = torch.cat([angles.sin(), angles.cos()], dim=-1)  # (side, dim / 2)
    rows, columns = waves.repeat_interleave(side, dim=0), waves.repeat(side, 1)
    return torch.cat([rows, columns], dim=-1)
