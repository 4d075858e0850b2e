"""How every network that reads shape codes begins: a token's place in octaves, its features as they are."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.networks.code_encoder import PLACE
from shape_diff.networks.layers import FourierFeatures

OCTAVES = 5


class CodeEmbedding(nn.Linear):
    """Tokens of codes to features."""

    def __init__(self, code_width: int, dim: int) -> None:
        super().__init__(code_width + 2 * OCTAVES * PLACE, dim)
        self.position = FourierFeatures(OCTAVES, base=torch.pi / 4)

    def forward(self, codes: Float[Tensor, "b t w"]) -> Float[Tensor, "b t d"]:
        """Features of each token."""
        return super().forward(torch.cat([self.position(codes[..., :PLACE]), codes[..., PLACE:]], dim=-1))
