"""A signed-distance field that is read from an oriented, coloured point cloud.

Points exchange features with their neighbours and with a few global latents; a query blends the tangent planes of its
nearest points with learned weights, and adds a learned correction. After POCO (Boulch & Marlet, CVPR 2022, arXiv
2201.01831: attention over the nearest points of a query), Point-E's SDF regressor (Nichol et al. 2022, arXiv
2212.08751: points to distances) and 3DShape2VecSet (Zhang et al. 2023, arXiv 2301.11445: latents that read the points).
Lengths are measured in local distances between points, so clouds of any density look alike.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from shape_diff.networks.layers import MLP, Attention, FourierFeatures, learned_tokens, rms_norm
from shape_diff.networks.neighborhoods import CloudInput, QueryInput
from shape_diff.networks.rows import flat_index, gather

EDGE_FEATURES = 13
QUERY_FEATURES = 9
BLOCK_NEIGHBORS = 16
MAX_LOG_DISTANCE = 5.0


@dataclass(frozen=True)
class FieldNetworkConfig:
    """Size of the network.

    Attributes:
        point_dim: width of the points' and queries' features.
        edge_dim: width of the features of a pair of neighbours.
        latent_dim: width of the global latents.
        latents: number of the global latents.
        blocks: rounds of exchange between neighbours, and between points and latents.
        heads: heads of the attention over neighbours.
        head_dim: width of a head of the attention to and from the latents.
        bands: octaves of the Fourier features of positions.
    """

    point_dim: int = 128
    edge_dim: int = 64
    latent_dim: int = 128
    latents: int = 64
    blocks: int = 3
    heads: int = 4
    head_dim: int = 32
    bands: int = 4

    def __post_init__(self) -> None:
        for name in ("point_dim", "edge_dim", "latent_dim", "latents", "blocks", "heads", "head_dim", "bands"):
            if getattr(self, name) < 1:
                raise ValueError(f"network.{name} must be at least 1, got {getattr(self, name)}")
        if self.edge_dim % self.heads:
            raise ValueError(f"network.edge_dim must be a multiple of heads={self.heads}, got {self.edge_dim}")


@dataclass(frozen=True)
class EncodedCloud:
    """What queries read of b clouds of n points, flattened to p = b * n points.

    Attributes:
        xyz, normals, rgb: (p, 3) of the cloud.
        radius: (p,) local distance between points.
        features: (p, edge_dim) for queries.
        planes: (p, 4) corrected tangent planes: normal, and height over the point in radii.
        latents: (b, m, latent_dim).
    """

    xyz: Tensor
    normals: Tensor
    rgb: Tensor
    radius: Tensor
    features: Tensor
    planes: Tensor
    latents: Tensor


class NeighborAttention(nn.Module):
    """Attention of p points over k neighbours each, with scores and values from features of the pair."""

    def __init__(self, config: FieldNetworkConfig) -> None:
        super().__init__()
        self.heads = config.heads
        self.from_neighbor = nn.Linear(config.point_dim, config.edge_dim, bias=False)
        self.from_center = nn.Linear(config.point_dim, config.edge_dim, bias=False)
        self.edge_embed = nn.Linear(EDGE_FEATURES, config.edge_dim)
        self.score_head = nn.Linear(config.edge_dim, config.heads)
        self.to_value = nn.Linear(config.edge_dim, config.edge_dim, bias=False)
        self.to_out = nn.Linear(config.edge_dim, config.point_dim, bias=False)
        nn.init.zeros_(self.to_out.weight)

    def hidden_matrices(self) -> list[Tensor]:
        """The projections; the scores' head and the edges' embedding are not hidden."""
        return [self.from_neighbor.weight, self.from_center.weight, self.to_value.weight, self.to_out.weight]

    def forward(
        self, x: Float[Tensor, "p c"], edges: Float[Tensor, "p k e"], index: Int[Tensor, "p k"]
    ) -> Float[Tensor, "p c"]:
        """What each point learns from its neighbours."""
        x = rms_norm(x)
        pair = gather(self.from_neighbor(x), index) + self.from_center(x)[:, None] + self.edge_embed(edges)
        pair = nn.functional.gelu(pair, approximate="tanh")
        weight = self.score_head(pair).softmax(dim=1)
        value = self.to_value(pair).unflatten(-1, (self.heads, -1))
        return self.to_out((weight[..., None] * value).sum(dim=1).flatten(1))


class Block(nn.Module):
    """Points look at their neighbours, latents at the points and at each other, and the points at the latents."""

    def __init__(self, config: FieldNetworkConfig) -> None:
        super().__init__()
        c = config
        heads = c.latent_dim // c.head_dim
        self.neighbors = NeighborAttention(c)
        self.latents_read = Attention(c.latent_dim, c.point_dim, heads, c.head_dim)
        self.latents_think = Attention(c.latent_dim, c.latent_dim, heads, c.head_dim)
        self.latents_mlp = MLP(c.latent_dim)
        self.points_read = Attention(c.point_dim, c.latent_dim, c.point_dim // c.head_dim, c.head_dim)
        self.points_mlp = MLP(c.point_dim, 2)

    def forward(
        self, x: Float[Tensor, "p c"], latents: Float[Tensor, "b m l"], edges: Float[Tensor, "p k e"],
        index: Int[Tensor, "p k"],
    ) -> tuple[Float[Tensor, "p c"], Float[Tensor, "b m l"]]:  # fmt: skip
        """Updated points and latents."""
        x = x + self.neighbors(x, edges, index)
        clouds = rms_norm(x).unflatten(0, (len(latents), -1))
        latents = latents + self.latents_read(rms_norm(latents), clouds)
        normed = rms_norm(latents)
        latents = latents + self.latents_think(normed, normed)
        latents = latents + self.latents_mlp(rms_norm(latents))
        x = x + self.points_read(clouds, rms_norm(latents)).flatten(0, 1)
        return x + self.points_mlp(rms_norm(x)), latents


class FieldNetwork(nn.Module):
    """Encoder of clouds and decoder of queries."""

    def __init__(self, config: FieldNetworkConfig) -> None:
        super().__init__()
        self.config = c = config
        self.position = FourierFeatures(c.bands, torch.pi / 2)
        self.point_embed = nn.Linear(7 + 3 * (1 + 2 * c.bands), c.point_dim)
        self.latents = learned_tokens(c.latents, c.latent_dim, std=0.5)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.blocks))
        self.plane_head = nn.Linear(c.point_dim, 4)
        self.to_pair = nn.Linear(c.point_dim, c.edge_dim, bias=False)
        self.query = QueryDecoder(c)
        nn.init.zeros_(self.plane_head.weight)
        nn.init.zeros_(self.plane_head.bias)

    def hidden_matrices(self) -> list[Tensor]:
        """What leads from points to their pairs; the blocks name their own."""
        return [self.to_pair.weight]

    def encode(self, cloud: CloudInput) -> EncodedCloud:
        """Read b clouds."""
        b, n = cloud.radius.shape
        xyz, normals, rgb = (t.flatten(0, 1) for t in (cloud.xyz, cloud.normals, cloud.rgb))
        radius = cloud.radius.flatten()
        index = flat_index(cloud.index, n)
        near, spread = index[:, :BLOCK_NEIGHBORS], index[:, :: index.shape[1] // BLOCK_NEIGHBORS]
        edges = [edge_features(xyz, normals, radius, chosen) for chosen in (near, spread)]
        x = self.point_embed(torch.cat([normals, rgb - 0.5, radius.log()[:, None], self.position(xyz)], dim=-1))
        latents = self.latents.to(x.dtype).expand(b, -1, -1)
        for number, block in enumerate(self.blocks):
            x, latents = block(x, latents, edges[number % 2], (near, spread)[number % 2])
        x = rms_norm(x)
        correction = self.plane_head(x).float()
        planes = torch.cat([normals + correction[:, :3], correction[:, 3:]], dim=-1)
        return EncodedCloud(xyz, normals, rgb, radius, self.to_pair(x), planes, rms_norm(latents))

    def forward(self, cloud: CloudInput, queries: QueryInput) -> tuple[Tensor, Tensor, Tensor]:
        """Log-distances (b, q), local radii (b, q) and sRGB colours (b, q, 3) at the queries; see `decode`."""
        return self.decode(self.encode(cloud), queries)

    def decode(
        self, encoded: EncodedCloud, queries: QueryInput
    ) -> tuple[Float[Tensor, "b q"], Float[Tensor, "b q"], Float[Tensor, "b q 3"]]:
        """Ask the field.

        Returns:
            The signed distance as sign(d) log(1 + |d| / radius), negative inside; the radius; the colour.
        """
        b, q = queries.xyz.shape[:2]
        index = flat_index(queries.index, len(encoded.xyz) // b)
        z, radius, rgb = self.query(encoded, queries.xyz.flatten(0, 1), index)
        return z.view(b, q), radius.view(b, q), rgb.view(b, q, 3)


class QueryDecoder(nn.Module):
    """From the nearest points of a query to the distance and colour there."""

    def __init__(self, config: FieldNetworkConfig) -> None:
        super().__init__()
        c = config
        self.heads = c.heads
        self.edge_embed = nn.Linear(QUERY_FEATURES, c.edge_dim)
        self.mix = nn.Linear(c.edge_dim, c.edge_dim)
        self.score_head = nn.Linear(c.edge_dim, c.heads + 2)
        self.to_query = nn.Linear(c.edge_dim, c.point_dim, bias=False)
        self.scale_embed = nn.Linear(3, c.point_dim)
        self.read = Attention(c.point_dim, c.latent_dim, c.point_dim // c.head_dim, c.head_dim)
        self.mlp = MLP(c.point_dim, 2)
        self.distance_head = nn.Linear(c.point_dim, 1)
        nn.init.zeros_(self.score_head.weight)
        nn.init.zeros_(self.distance_head.weight)
        nn.init.zeros_(self.distance_head.bias)

    def hidden_matrices(self) -> list[Tensor]:
        """What lies between the embedded pair and the query; its attention and MLP name their own."""
        return [self.mix.weight, self.to_query.weight]

    def forward(
        self, cloud: EncodedCloud, xyz: Float[Tensor, "r 3"], index: Int[Tensor, "r k"]
    ) -> tuple[Float[Tensor, " r"], Float[Tensor, " r"], Float[Tensor, "r 3"]]:
        """Log-distance, radius and colour of r queries; `index` are their nearest points of all clouds."""
        near = gather(torch.cat([cloud.xyz, cloud.normals, cloud.rgb, cloud.planes, cloud.radius[:, None]], 1), index)
        offset = xyz[:, None] - near[..., :3]
        radius = near[:, :4, 13].mean(dim=1)
        offset = offset / radius[:, None, None]
        edges, steps = query_features(offset, near[..., 3:6], near[..., 13] / radius[:, None])
        height = (near[..., 9:12] * offset).sum(-1) - near[..., 12] * (near[..., 13] / radius[:, None])
        pair = gather(cloud.features, index) + self.edge_embed(edges)
        pair = nn.functional.gelu(pair, approximate="tanh")
        pair = nn.functional.gelu(self.mix(pair), approximate="tanh")
        # Nearer points count more before anything is learned, and the farthest not at all, so that the field is smooth
        # where the set of nearest points changes.
        fade = (1 - (steps / steps[:, -1:].clamp_min(1e-6)) ** 2).clamp_min(1e-3).log()
        prior = fade - steps**2 / (0.25 + 0.5 * steps)
        weight = (self.score_head(pair).float() + prior[..., None]).softmax(dim=1)  # (r, k, heads + 2)
        value = pair.unflatten(-1, (self.heads, -1)) * weight[..., : self.heads, None].to(pair.dtype)
        rgb = (weight[..., -1:] * near[..., 6:9]).sum(dim=1)
        plane = (weight[..., -2] * height).sum(dim=1)
        x = self._query_feature(value.sum(dim=1).flatten(1), plane, radius, steps, cloud.latents)
        return log_distance(plane) + self.distance_head(x)[:, 0].float(), radius, rgb

    def _query_feature(self, local: Tensor, plane: Tensor, radius: Tensor, steps: Tensor, latents: Tensor) -> Tensor:
        scale = torch.stack([log_distance(plane), radius.log(), steps[:, 0].log1p()], dim=-1)
        x = self.to_query(local) + self.scale_embed(scale)
        x = x + self.read(rms_norm(x).unflatten(0, (len(latents), -1)), latents).flatten(0, 1)
        return rms_norm(x + self.mlp(rms_norm(x)))


def log_distance(distance: Tensor) -> Tensor:
    """sign(d) log(1 + |d|), of any shape."""
    return distance.sign() * distance.abs().log1p()


def plain_distance(z: Tensor) -> Tensor:
    """The inverse of `log_distance`."""
    return z.sign() * z.abs().clamp_max(MAX_LOG_DISTANCE).expm1()


def edge_features(xyz: Tensor, normals: Tensor, radius: Tensor, index: Tensor) -> Float[Tensor, "p k e"]:
    """How neighbours `index` (p, k) lie to each point: offset and heights in radii, normals and their agreement."""
    near = gather(torch.cat([xyz, normals, radius[:, None]], dim=1), index)
    offset = (near[..., :3] - xyz[:, None]) / radius[:, None, None]
    normal, own = near[..., 3:6], normals[:, None].expand(-1, index.shape[1], -1)
    dots = [(a * b).sum(-1, keepdim=True) for a, b in ((offset, own), (offset, normal), (own, normal))]
    squared = (offset**2).sum(-1, keepdim=True)
    relative = (near[..., 6:] / radius[:, None, None]).log()
    features = torch.cat([offset, normal, *dots, squared, squared.sqrt(), (-squared).exp(), relative], dim=-1)
    return features.clamp(-8, 8)


def query_features(offset: Tensor, normals: Tensor, relative: Tensor) -> tuple[Tensor, Tensor]:
    """Features (r, k, 9) and distances (r, k) of offsets (r, k, 3) in radii from points to a query."""
    steps = offset.norm(dim=-1)
    squash = steps.log1p() / steps.clamp_min(1e-6)
    height = (offset * normals).sum(-1)
    rest = [steps.log1p(), log_distance(height), relative.log()]
    return torch.cat([offset * squash[..., None], normals, torch.stack(rest, dim=-1)], dim=-1), steps
