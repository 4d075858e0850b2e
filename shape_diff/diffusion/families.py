"""The processes of the field as their papers state them, each with the grid and the sampler that it is sampled with.

A model trained here may mix their parts as it likes (`process.prediction=flow sampling.sampler=heun`); these are the
combinations that have names. Sigma_data is that of our channels, not of the papers' pictures.
"""

from dataclasses import dataclass, replace

import torch

from shape_diff.diffusion.noise import NoiseLaw
from shape_diff.diffusion.process import Process
from shape_diff.diffusion.processes import ddpm, vp


@dataclass(frozen=True)
class Family:
    """A process with names in `schedules.SCHEDULES` and `samplers.SAMPLERS`."""

    process: Process
    schedule: str
    sampler: str

    def settings(self) -> list[str]:
        """What a user writes after `shape-diff train` to have this process as its paper has it."""
        process, law = self.process, self.process.noise
        return [
            f"process.prediction={process.prediction}",
            f"process.sigma_min={process.sigma_min}",
            f"process.sigma_max={process.sigma_max}",
            f"process.noise.distribution={law.distribution}",
            *(f"process.noise.parameters.{key}={value}" for key, value in law.parameters.items()),
            *([f"process.augmented={process.augmented}"] if process.augmented else []),
            f"sampling.schedule={self.schedule}",
            f"sampling.sampler={self.sampler}",
        ]


EDM = Process(sigma_min=0.002, sigma_max=80.0, noise=NoiseLaw("lognormal", {"mean": -1.2, "std": 1.2}))
"""Karras et al. 2022, Table 1."""

VP_FIRST, VP_LAST = vp.level_at(torch.tensor([vp.TIME_MIN, 1.0], dtype=torch.float64)).tolist()
VP = Process("vp", sigma_min=VP_FIRST, sigma_max=VP_LAST, noise=NoiseLaw("vp"))
"""Song et al. 2021 (arXiv 2011.13456), appendix C."""

DDPM_FIRST, DDPM_LAST = ddpm.levels()[[0, -1]].tolist()
DDPM = Process("ddpm", sigma_min=DDPM_FIRST, sigma_max=DDPM_LAST, noise=NoiseLaw("ddpm"))
"""Ho et al. 2020 (arXiv 2006.11239), section 4."""

VE = Process("ve", sigma_min=0.02, sigma_max=100.0, noise=NoiseLaw("loguniform", {"low": 0.02, "high": 100.0}))
"""Song et al. 2021, appendix C; its levels as Karras et al. 2022, Table 1, give them."""

FLOW = Process("flow", sigma_min=0.001, sigma_max=1000.0, noise=NoiseLaw("flow", {"low": 0.001, "high": 1000.0}))
"""Liu et al. 2023 (arXiv 2209.03003), equation 1; t = 1, where sigma has no end, is left out by a thousandth."""

FAMILIES: dict[str, Family] = {
    "edm": Family(EDM, "karras", "heun"),
    "vp": Family(VP, "vp", "euler"),
    "ddpm": Family(DDPM, "ddpm", "ddpm"),
    "ddim": Family(DDPM, "ddpm", "ddim"),
    "ve": Family(VE, "exponential", "pc"),
    "ncsn": Family(VE, "exponential", "langevin"),
    "flow": Family(FLOW, "flow", "euler"),
    "pfgmpp": Family(replace(EDM, augmented=2048), "karras", "heun"),
}
"""Name -> what is meant by it; PFGM++ with the D = 2,048 that Xu et al. 2023 (arXiv 2302.04265) liked for CIFAR-10."""
