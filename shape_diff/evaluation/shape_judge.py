"""The network that judges clouds: what kind of thing is this, and which caption does it fit?

A small point transformer with two heads: category probabilities, whose features the Frechet distance and the inception
score read, and an embedding that a caption's embedding is compared with, as in CLIP (Radford et al. 2021, arXiv
2103.00020). It reads positions, colours and normals. It is trained on the train split only, by `judge_training.py`, and
must not be used to train what it judges.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn
from torch.nn import functional as F

from shape_diff.geometry import PointCloud
from shape_diff.networks.layers import MLP, Attention, FourierFeatures, rms_norm
from shape_diff.precision import mixed_precision
from shape_diff.progress import progress_bar
from shape_diff.resources import resource_folder

FORMAT = "shape_diff-judge-1"
TEXT_DIM = 384
NUM_POINTS = 1024
"""Points that are read of each cloud; features depend on their number."""
BATCH = 32


@dataclass(frozen=True)
class JudgeConfig:
    """Sizes of the network.

    Attributes:
        categories: names of the classes.
        width: channels of the latents and of the features.
        point_width: channels of the points.
        latents: how many latents read the points.
        blocks: how often they do.
        heads: attention heads.
        embedding: channels in which shapes and captions are compared.
        bands: octaves of the Fourier features of positions.
    """

    categories: tuple[str, ...]
    width: int = 192
    point_width: int = 128
    latents: int = 48
    blocks: int = 3
    heads: int = 4
    embedding: int = 192
    bands: int = 5


class JudgeBlock(nn.Module):
    """Latents read the points, then one another; points are changed alone."""

    def __init__(self, config: JudgeConfig) -> None:
        super().__init__()
        width, head_dim = config.width, config.width // config.heads
        self.read = Attention(width, config.point_width, config.heads, head_dim)
        self.think = Attention(width, width, config.heads, head_dim)
        self.mlp = MLP(width, ratio=3)
        self.point_mlp = MLP(config.point_width, ratio=2)

    def forward(
        self, points: Float[Tensor, "b n p"], latents: Float[Tensor, "b l w"]
    ) -> tuple[Float[Tensor, "b n p"], Float[Tensor, "b l w"]]:
        """Both streams after the block."""
        points = points + self.point_mlp(rms_norm(points))
        latents = latents + self.read(rms_norm(latents), rms_norm(points))
        inner = rms_norm(latents)
        latents = latents + self.think(inner, inner)
        return points, latents + self.mlp(rms_norm(latents))


class ShapeJudge(nn.Module):
    """Clouds to features, category logits and embeddings; captions to embeddings."""

    def __init__(self, config: JudgeConfig) -> None:
        super().__init__()
        self.config = config
        self.fourier = FourierFeatures(config.bands, base=torch.pi / 2)
        self.embed_points = nn.Linear(3 * (1 + 2 * config.bands) + 6, config.point_width)
        self.latents = nn.Parameter(torch.randn(config.latents, config.width))
        self.blocks = nn.ModuleList(JudgeBlock(config) for _ in range(config.blocks))
        self.head_category = nn.Linear(config.width, len(config.categories))
        self.head_shape = nn.Linear(config.width, config.embedding)
        self.embed_text = nn.Linear(TEXT_DIM, 2 * config.embedding)
        self.head_text = nn.Linear(2 * config.embedding, config.embedding)
        self.log_temperature = nn.Parameter(torch.tensor(-2.66))  # 0.07, as CLIP starts

    def forward(
        self, xyz: Float[Tensor, "b n 3"], rgb: Float[Tensor, "b n 3"], normals: Float[Tensor, "b n 3"]
    ) -> Float[Tensor, "b w"]:
        """Features of normalised positions, sRGB colours in [0, 1] and unit normals."""
        points = self.embed_points(torch.cat([self.fourier(xyz), 2 * rgb - 1, normals], dim=-1))
        latents = self.latents.expand(len(xyz), -1, -1)
        for block in self.blocks:
            points, latents = block(points, latents)
        return rms_norm(latents.float().mean(dim=1))

    def shape_embedding(self, features: Float[Tensor, "b w"]) -> Float[Tensor, "b e"]:
        """Unit vectors to compare with those of captions."""
        return F.normalize(self.head_shape(features), dim=-1)

    def text_embedding(self, pooled: Float[Tensor, "b t"]) -> Float[Tensor, "b e"]:
        """Unit vectors of captions from their pooled sentence vectors (`conditioning/text.py`)."""
        return F.normalize(self.head_text(F.gelu(self.embed_text(pooled))), dim=-1)


@dataclass(frozen=True)
class Judgement:
    """What the judge says of n clouds.

    Attributes:
        features: (n, w) float32.
        probabilities: (n, k) of the categories.
        embedding: (n, e) unit vectors.
    """

    features: np.ndarray
    probabilities: np.ndarray
    embedding: np.ndarray


@dataclass(frozen=True)
class LoadedJudge:
    """A trained judge with the hash of its file and its recipe."""

    network: ShapeJudge
    sha256: str
    recipe: dict[str, Any]

    @torch.inference_mode()
    def judge(self, clouds: list[PointCloud]) -> Judgement:
        """Judge normalised clouds by their first NUM_POINTS points.

        Raises:
            ValueError: a cloud has fewer points, or lacks colours or normals.
        """
        parts = []
        for start in progress_bar(range(0, len(clouds), BATCH), "judging"):
            columns = zip(*map(_columns, clouds[start : start + BATCH]), strict=True)
            batch = [torch.from_numpy(np.stack(column)) for column in columns]
            with mixed_precision(torch.device("cpu")):
                features = self.network(*batch)
            parts.append(
                (
                    features,
                    self.network.head_category(features).softmax(-1),
                    self.network.shape_embedding(features),
                )
            )
        return Judgement(*(torch.cat(column).numpy() for column in zip(*parts, strict=True)))

    @torch.inference_mode()
    def captions(self, pooled: Tensor) -> np.ndarray:
        """(n, 384) pooled sentence vectors -> (n, e) unit vectors."""
        return self.network.text_embedding(pooled.float().cpu()).numpy()


def _columns(cloud: PointCloud) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if len(cloud) < NUM_POINTS or cloud.rgb is None or cloud.normals is None:
        raise ValueError(f"the judge reads {NUM_POINTS} points with colours and normals, got {len(cloud)} points")
    return cloud.xyz[:NUM_POINTS], cloud.rgb[:NUM_POINTS], cloud.normals[:NUM_POINTS]


def judge_metadata(config: JudgeConfig, recipe: dict[str, Any]) -> dict[str, str]:
    """The header of a judge's safetensors file."""
    return {key: json.dumps(value) for key, value in
            (("format", FORMAT), ("judge", asdict(config)), ("recipe", recipe))}  # fmt: skip


def load_judge(path: Path | None = None) -> LoadedJudge:
    """The judge of a file, or the one that comes with the package.

    Raises:
        ValueError: there is no such file, or it is not a judge.
    """
    path = path or resource_folder("assets") / "judge.safetensors"
    try:
        with safe_open(path, framework="pt", device="cpu") as file:
            metadata = file.metadata() or {}
            weights = {key: file.get_tensor(key).float() for key in file.keys()}  # noqa: SIM118 (not a dict)
        if json.loads(metadata.get("format", "null")) != FORMAT:
            raise ValueError(f"its header lacks '{FORMAT}'")
        settings = json.loads(metadata["judge"])
        network = ShapeJudge(JudgeConfig(**settings | {"categories": tuple(settings["categories"])}))
        network.load_state_dict(weights)
    except (SafetensorError, OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise ValueError(f"{path} is not a readable judge: {error}") from error
    network.eval().requires_grad_(False)
    return LoadedJudge(network, hashlib.sha256(path.read_bytes()).hexdigest(), json.loads(metadata["recipe"]))
