"""What the adapted network of a generator denoises, and how it was taught: codes of clouds, or clouds themselves."""

import torch
from jaxtyping import Float
from torch import Tensor

from shape_diff.data.batches import Batch, BatchSource
from shape_diff.data.dataset import ShapeDataset, as_floats
from shape_diff.models.model import Model
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.training.conditional_denoising import DenoisingOptions
from shape_diff.training.tasks.adapter.trainer import Inputs
from shape_diff.training.tasks.shape_code.encoded_batches import EncodedBatches
from shape_diff.training.tasks.shape_code.looks import codes_of
from shape_diff.training.tasks.shape_code.prior_trainer import PriorTrainingOptions


def points_of(model: Model, wanted: int) -> int:
    """Points of a cloud: as many as the encoder of codes sees, or what is wanted where there is none."""
    if model.prior is None:
        return wanted
    return CodeAutoencoder.of(model.networks).code_encoder.config.seen


def coupling_of(model: Model) -> str:
    """How noise met shapes when the model was taught, which its file says unless it is of another task since."""
    taught = model.recipe.get("config", {}).get("train", {})
    usual = DenoisingOptions() if model.prior is None else PriorTrainingOptions()
    return str(taught.get("coupling", usual.coupling))


def inputs_of(model: Model, batches: BatchSource, compiled: bool, reuse: int) -> Inputs:
    """Codes of batches, or batches themselves, by step; see `EncodedBatches`."""
    if model.prior is not None:
        return EncodedBatches.of(CodeAutoencoder.of(model.networks), model.codec, batches, compiled, reuse).at

    def clouds(step: int) -> tuple[Tensor, Batch]:
        batch = batches.batch(step)
        return model.codec.encode(batch.xyz, batch.rgb, batch.normals), batch

    return clouds


def as_denoised(model: Model, shapes: ShapeDataset, points: int, device: torch.device) -> Float[Tensor, "v n c"]:
    """Codes of shapes as they are, or their first points in the diffused range."""
    if model.prior is not None:
        return codes_of(CodeAutoencoder.of(model.networks), model.codec, shapes, points, device).float()
    xyz, rgb, normals = (tensor[:, :points].to(device) for tensor in (shapes.xyz, shapes.rgb, shapes.normals))
    return model.codec.encode(*as_floats(xyz, rgb, normals))
