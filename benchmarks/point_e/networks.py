"""Networks of the published sizes of Point-E, to be timed: Nichol et al. 2022 (arXiv 2212.08751), 4.2 to 4.4."""

from torch import Tensor, nn
from torch.nn import functional as F

from shape_diff.networks.all_points import AllPointsConfig, Layer
from shape_diff.networks.layers import attend


class SignedDistance(nn.Module):
    """Point-E's mesh model: a transformer reads 4,096 points once, queries cross-attend to the result."""

    def __init__(self, encoder_layers: int = 8, decoder_layers: int = 4, width: int = 256, heads: int = 4) -> None:
        super().__init__()
        self.heads = heads
        self.embed_points, self.embed_queries = nn.Linear(6, width), nn.Linear(3, width)
        self.encoder = nn.ModuleList(Layer(width, heads) for _ in range(encoder_layers))
        self.decoder = nn.ModuleList(CrossLayer(width, heads) for _ in range(decoder_layers))
        self.head = nn.Linear(width, 1)

    def encode(self, points: Tensor) -> Tensor:
        """(b, n, 6) -> (b, n, width)."""
        x = self.embed_points(points)
        for layer in self.encoder:
            x = layer(x, None)
        return x

    def decode(self, encoded: Tensor, queries: Tensor) -> Tensor:
        """(b, n, width) and positions (b, q, 3) -> (b, q, 1)."""
        x = self.embed_queries(queries)
        for layer in self.decoder:
            x = layer(x, encoded)
        return self.head(x)


class CrossLayer(nn.Module):
    """Pre-norm cross-attention to the encoded points, and an MLP."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm_query, self.norm_source, self.norm_mlp = (nn.LayerNorm(width) for _ in range(3))
        self.to_query, self.to_key_value = nn.Linear(width, width), nn.Linear(width, 2 * width)
        self.to_out = nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x: Tensor, source: Tensor) -> Tensor:
        """(b, q, width) reads (b, n, width)."""
        parts = (self.to_query(self.norm_query(x)), *self.to_key_value(self.norm_source(source)).chunk(2, dim=-1))
        query, key, value = (part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in parts)
        x = x + self.to_out(attend(query, key, value, None).transpose(1, 2).flatten(-2))
        return x + self.down(F.gelu(self.up(self.norm_mlp(x))))


BASE40M = AllPointsConfig(channels=6)
UPSAMPLER = AllPointsConfig(channels=6, given_channels=6)
