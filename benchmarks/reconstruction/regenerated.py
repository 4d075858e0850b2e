"""Clouds with the errors that the shipped model makes, of shapes whose truth is known.

A true cloud is diffused to a moderate noise level and denoised by the model in a few steps (Meng et al. 2022, "SDEdit",
arXiv 2108.01073). Little is left to the model's imagination, so the truth still is the truth; what differs from it are
the model's own errors of position, colour and normal. At SIGMA the clouds of six val shapes are about as rough as
clouds sampled from their captions (0.012 and 0.013 root mean square from the plane of the neighbours); twice as much
noise adds little roughness and half as much again of distance to the truth.
"""

from functools import cached_property

import torch

from shape_diff.diffusion.sample import as_cloud, guided_denoise
from shape_diff.diffusion.samplers import SeededNoise, sampler_named
from shape_diff.diffusion.schedules import sigma_grid
from shape_diff.generation.pipeline import Pipeline
from shape_diff.geometry import PointCloud
from shape_diff.machine.precision import mixed_precision

SIGMA = 0.05
"""Noise level in the diffused range, where every channel has a standard deviation of 0.5."""
STEPS = 6


class Regenerator:
    """The shipped direct model, loaded when first needed."""

    @cached_property
    def pipeline(self) -> Pipeline:
        return Pipeline.load("text_image", "cpu")  # points from words: no code has to be drawn

    @torch.inference_mode()
    def cloud(self, cloud: PointCloud, caption: str) -> PointCloud:
        """A normalised cloud with colours and normals, diffused and denoised under its caption."""
        model = self.pipeline.model
        codec = model.codec
        arrays = (cloud.xyz, cloud.rgb, cloud.normals)
        x0 = codec.encode(*(torch.from_numpy(array)[None] for array in arrays))
        noise = SeededNoise([0])
        denoise = guided_denoise(model.denoiser, self.pipeline.encoder.encode([caption]), None, model.sampling)
        with mixed_precision(torch.device("cpu")):
            x = sampler_named("dpmpp_2m")(
                denoise,
                x0 + SIGMA * model.process.noise_like(x0, noise),
                sigma_grid("karras", STEPS, model.process.sigma_min, SIGMA),
                draw_noise=noise,
            )
        return as_cloud(codec, x[0])
