"""All networks that a model file can hold: adding one is a module in `networks/` and a line here."""

from dataclasses import fields
from typing import Any

from torch import nn

from shape_diff.networks.all_points import AllPoints, AllPointsConfig
from shape_diff.networks.code_encoder import CodeEncoder, CodeEncoderConfig
from shape_diff.networks.code_points import CodeDecoder, CodePointsConfig
from shape_diff.networks.code_scorer import CodeScorer, CodeScorerConfig
from shape_diff.networks.code_transformer import CodeTransformer, CodeTransformerConfig
from shape_diff.networks.field import FieldNetwork, FieldNetworkConfig
from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig, PatchFeatures
from shape_diff.networks.judge import JudgeConfig, ShapeJudge
from shape_diff.networks.point_voxel_unet import PointVoxelUNet, PointVoxelUNetConfig
from shape_diff.networks.two_stream import TwoStream, TwoStreamConfig

NETWORKS: dict[str, tuple[type[Any], type[nn.Module]]] = {
    "two_stream": (TwoStreamConfig, TwoStream),
    "all_points": (AllPointsConfig, AllPoints),
    "point_voxel_unet": (PointVoxelUNetConfig, PointVoxelUNet),
    "code_encoder": (CodeEncoderConfig, CodeEncoder),
    "code_decoder": (CodePointsConfig, CodeDecoder),
    "code_transformer": (CodeTransformerConfig, CodeTransformer),
    "code_scorer": (CodeScorerConfig, CodeScorer),
    "image_encoder": (ImageEncoderConfig, ImageEncoder),
    "field": (FieldNetworkConfig, FieldNetwork),
    "judge": (JudgeConfig, ShapeJudge),
}
"""Name -> (configuration, a dataclass of plain values; network, made from it).

A network that denoises points has `channels`, `token_dim` and `pooled_dim` in its configuration.
"""


def config_class(name: str) -> type[Any]:
    """The configuration of the network of that name; raises ValueError listing all names for an unknown one."""
    if name not in NETWORKS:
        raise ValueError(f"unknown network '{name}'; choose one of {', '.join(NETWORKS)}")
    return NETWORKS[name][0]


def backbone_class(name: str) -> type[Any]:
    """The configuration of a network that denoises points; raises ValueError listing those for any other name."""
    of_a_backbone = {"channels", "token_dim", "pooled_dim"}
    known = [n for n, (config, _) in NETWORKS.items() if of_a_backbone <= {field.name for field in fields(config)}]
    if name not in known:
        raise ValueError(f"unknown backbone '{name}'; choose one of {', '.join(known)}")
    return config_class(name)


def network_name(config: Any) -> str:
    """The name in `NETWORKS` of the network that a configuration belongs to."""
    return next(name for name, (kind, _) in NETWORKS.items() if kind is type(config))


def build_network(config: Any, frozen: PatchFeatures | None = None) -> nn.Module:
    """The network of a configuration with fresh weights; `frozen` is the backbone that an image encoder names."""
    network = NETWORKS[network_name(config)][1]
    return network(config) if frozen is None else network(config, frozen)
