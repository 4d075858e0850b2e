"""The loss of a step in which some rows are conditioned on pictures: encoder and denoiser learn from it together."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn import functional as F

from shape_diff.data.picture_batches import PictureBatch
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser, denoising_loss
from shape_diff.networks.joint import JointNetworks


@dataclass(frozen=True)
class Targets:
    """What is known of each cloud of a batch besides the cloud.

    Attributes:
        meaning: (b, p) the summary of its caption, which it may not be told.
        cells: (b, cells) which cells it fills; see `networks.joint.occupied_cells`.
    """

    meaning: Float[Tensor, "b p"]
    cells: Float[Tensor, "b cells"]


def joint_loss(
    denoiser: Denoiser,
    networks: JointNetworks,
    clouds: tuple[Tensor, Tensor, Tensor],
    text: Condition,
    pictures: PictureBatch,
    truth: Targets,
) -> tuple[Tensor, Tensor, Tensor]:
    """Denoising losses with text and pictures joined, and what pictures alone should tell.

    The two losses of pictures alone teach the encoder early: one in the terms of the denoiser that already reads
    text, the other in those of the data's canonical frame, from whatever side the object is seen.

    Args:
        denoiser: the denoiser in training.
        networks: its network, the image encoder and the occupancy head.
        clouds: x0 (b, n, c), noise (b, n, c) and sigma (b,).
        text: b rows; those that see pictures may have lost their caption.
        pictures: of the first rows.
        truth: of all rows.

    Returns:
        The denoising loss of each cloud and channel (b, c); one minus the mean cosine of the pictures' and their
        captions' summaries; the mean binary cross-entropy of cells filled (scalars).
    """
    assert networks.image_encoder is not None
    views = networks.image_encoder.encode_views(pictures.pixels, pictures.view)
    count = len(pictures.slots)
    shown, others = torch.arange(len(text), device=text.mask.device).split([count, len(text) - count])
    told = Condition.joined([text.select(shown), views.of_objects(pictures.slots)])
    x0, noise, sigma = clouds
    losses = denoising_loss(denoiser, x0[shown], noise[shown], sigma[shown], told)
    if len(others):  # apart, so that who is shown nothing does not attend to empty places for pictures
        rest = denoising_loss(denoiser, x0[others], noise[others], sigma[others], text.select(others))
        losses = torch.cat([losses, rest])
    apart = 1 - torch.cosine_similarity(views.pooled.float(), truth.meaning[pictures.row], dim=-1).mean()
    filled = networks.occupancy_head(views.features).float()
    return losses, apart, F.binary_cross_entropy_with_logits(filled, truth.cells[pictures.row])
