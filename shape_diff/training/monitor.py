"""What a person sees of a run in progress: a progress bar, TensorBoard curves, validation losses and pictures."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from jaxtyping import UInt8
from torch import Tensor
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from shape_diff.data.dataset import ShapeDataset, as_floats
from shape_diff.data.views import ViewSet
from shape_diff.diffusion.channels import ChannelCodec
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser, denoising_loss
from shape_diff.diffusion.draws import drawn_from
from shape_diff.diffusion.sample import sample_clouds
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.machine.precision import mixed_precision
from shape_diff.networks.image_encoder import ImageEncoder
from shape_diff.pictures.composition import composited
from shape_diff.rendering.picture_file import write_picture
from shape_diff.rendering.preview import cloud_thumbnail, grid_picture
from shape_diff.training.run_folder import RunFolder

VALIDATION_SIGMAS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 8.0)


@dataclass(frozen=True)
class HeldOut:
    """Validation clouds x0 (v, n, 9) with their captions' conditions and one view (v, s, s, 4) each, if there are."""

    x0: Tensor
    condition: Condition
    views: Tensor | None = None

    @classmethod
    def of(
        cls, dataset: ShapeDataset, codec: ChannelCodec, condition: Condition, points: int, views: ViewSet | None = None
    ) -> "HeldOut":
        """The first points of each shape of a data set, on the device of the condition."""
        device = condition.tokens.device
        xyz, rgb, normals = (t[:, :points].to(device) for t in (dataset.xyz, dataset.rgb, dataset.normals))
        pixels = None if views is None else views.pixels[:, 0].to(device)
        return cls(codec.encode(*as_floats(xyz, rgb, normals)), condition, pixels)

    def pictured(self, encoder: ImageEncoder) -> Condition:
        """The conditions of the views alone."""
        assert self.views is not None
        return pictured(encoder, self.views)

    @torch.no_grad()
    def losses(self, denoiser: Denoiser, condition: Condition, chunk: int = 64) -> dict[float, float]:
        """Noise level -> mean denoising loss under a condition, with the same noise at every call."""
        device = self.x0.device
        noise = denoiser.process.noise_like(self.x0, drawn_from(torch.Generator().manual_seed(0)))
        result = {}
        for level in VALIDATION_SIGMAS:
            total = 0.0
            for rows in torch.arange(len(self.x0), device=device).split(chunk):
                sigma = torch.full((len(rows),), level, device=device)
                with mixed_precision(device):
                    part = denoising_loss(denoiser, self.x0[rows], noise[rows], sigma, condition.select(rows))
                total += part.mean(dim=1).sum().item()
            result[level] = total / len(self.x0)
        return result


@torch.no_grad()
def pictured(encoder: ImageEncoder, views: UInt8[Tensor, "v s s 4"]) -> Condition:
    """The conditions of v objects of which one view is shown each."""
    shown = torch.ones(len(views), 1, dtype=torch.bool, device=views.device)
    with mixed_precision(views.device):
        parts = [encoder(composited(v[:, None]), m) for v, m in zip(views.split(64), shown.split(64), strict=True)]
    return Condition.stack(parts).to(views.device, torch.float32)


class Monitor:
    """Reports a run to a terminal, TensorBoard and its folder."""

    def __init__(self, folder: RunFolder, steps: int, start: int, batch_size: int) -> None:
        self.folder, self.batch_size = folder, batch_size
        self.writer = SummaryWriter(str(folder.path / "tensorboard"), purge_step=start)
        self.bar = tqdm(total=steps, initial=start, desc=folder.path.name, unit="step", dynamic_ncols=True,
                        mininterval=1.0 if sys.stderr.isatty() else 60.0)  # fmt: skip
        self.last, self.last_step = time.perf_counter(), start

    def step(self, row: dict[str, float] | None) -> None:
        """Advance the bar; write metrics where there are some."""
        self.bar.update()
        if row is None:
            return
        now = time.perf_counter()
        clouds = (row["step"] - self.last_step) * self.batch_size
        row["clouds_per_second"] = round(clouds / max(now - self.last, 1e-9), 2)
        self.last, self.last_step = now, int(row["step"])
        self.bar.set_postfix(loss=f"{row['loss']:.4f}", clouds_per_s=f"{row['clouds_per_second']:.0f}")
        self.folder.log(row)
        self._scalars(row)

    def validation(self, step: int, losses: dict[str, dict[float, float]]) -> None:
        """Write validation losses of each noise level under their names, and their means over the levels."""
        row: dict[str, float] = {"step": step}
        for name, of_levels in losses.items():
            row[name] = sum(of_levels.values()) / len(of_levels)
            row |= {f"{name}_sigma_{level}": value for level, value in of_levels.items()}
        self.scores(step, row)

    def scores(self, step: int, row: dict[str, float]) -> None:
        """Write named numbers of a step."""
        self.folder.log({"step": step} | row)
        self._scalars({"step": step} | row)

    def picture_path(self, step: int) -> Path:
        """Where the picture of a step belongs."""
        return self.folder.path / "samples" / f"{step:07d}.png"

    def picture(self, step: int, denoiser: Denoiser, codec: ChannelCodec, settings: SamplingSettings,
                condition: Condition, prompts: list[str]) -> None:  # fmt: skip
        """Draw one sample of each prompt."""
        clouds = sample_clouds(denoiser, codec, condition, list(range(len(prompts))), settings)
        picture = grid_picture([cloud_thumbnail(cloud, size=192) for cloud in clouds], columns=6, labels=prompts)
        write_picture(picture, self.picture_path(step))

    def _scalars(self, row: dict[str, float]) -> None:
        for key, value in row.items():
            if key != "step":
                self.writer.add_scalar(key, value, int(row["step"]))

    def close(self) -> None:
        """Finish the bar and the TensorBoard file."""
        self.bar.close()
        self.writer.close()
