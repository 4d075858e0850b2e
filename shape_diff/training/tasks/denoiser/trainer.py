"""Learning to denoise clouds."""

from torch import Tensor

from shape_diff.data.batches import BatchSource
from shape_diff.data.picture_batches import ViewSource
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.process import Process
from shape_diff.machine.ranks import mean_of_all
from shape_diff.networks.joint import JointNetworks, without_training_only
from shape_diff.training.captions import CaptionBank
from shape_diff.training.conditional_denoising import ConditionalDenoising, DenoisingOptions, Losses
from shape_diff.training.learner import BatchLearner


class Trainer(BatchLearner):
    """A denoiser, its data, and the step that improves it."""

    def __init__(
        self,
        networks: JointNetworks,
        codec: ChannelCodec,
        process: Process,
        batches: BatchSource,
        captions: CaptionBank,
        options: DenoisingOptions,
        pictures: ViewSource | None = None,
    ) -> None:
        """`pictures` of the batches' clouds train the image encoder, if the networks have one."""
        super().__init__(networks, options, batches.device)
        self.batch_size = batches.options.size
        self.networks, self.codec, self.batches = networks, codec, batches
        self.denoising = ConditionalDenoising(networks, process, captions, pictures, options, batches.device)

    def train_step(self) -> dict[str, float] | None:
        """One optimiser step; its losses where they are due to be logged, else None."""
        losses = self.losses(self.step)
        norm, lr = self.improve(losses.total)
        if not self.log_is_due:
            return None
        each = mean_of_all(losses.each.detach().mean(dim=0))
        row = {
            "step": self.step,
            **losses.row(),
            "loss": each.mean().item(),
            "loss_xyz": each[:3].mean().item(),
            "loss_rgb": each[3:6].mean().item(),
            "loss_normal": each[6:].mean().item(),
            "grad_norm": norm.item(),
            "lr": lr,
        }
        self.check_loss(row["loss"])
        return row

    def losses(self, step: int) -> Losses:
        """Those of a step, the same whenever it is done."""
        batch = self.batches.batch(step)
        return self.denoising.losses(step, batch, self.codec.encode(batch.xyz, batch.rgb, batch.normals))

    def model_weights(self) -> dict[str, Tensor]:
        """See `BatchLearner`."""
        return without_training_only(self.average.weights)
