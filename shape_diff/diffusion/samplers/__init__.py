"""Samplers: pure functions from noise to a sample, one for each published method, in one table."""

from shape_diff.diffusion.draws import DrawNoise, SeededNoise
from shape_diff.diffusion.samplers.ancestral import sample_ddpm
from shape_diff.diffusion.samplers.churn import sample_edm_churn
from shape_diff.diffusion.samplers.contract import Callback, Sampler
from shape_diff.diffusion.samplers.langevin import sample_langevin
from shape_diff.diffusion.samplers.multistep import sample_dpmpp_2m, sample_dpmpp_2m_sde
from shape_diff.diffusion.samplers.ode import sample_ddim, sample_euler, sample_heun
from shape_diff.diffusion.samplers.parallel import sample_parallel
from shape_diff.diffusion.samplers.predictor_corrector import sample_pc
from shape_diff.diffusion.samplers.unipc import sample_unipc

SAMPLERS: dict[str, Sampler] = {
    "euler": sample_euler,
    "heun": sample_heun,
    "ddim": sample_ddim,
    "ddpm": sample_ddpm,
    "dpmpp_2m": sample_dpmpp_2m,
    "dpmpp_2m_sde": sample_dpmpp_2m_sde,
    "unipc": sample_unipc,
    "edm_churn": sample_edm_churn,
    "pc": sample_pc,
    "langevin": sample_langevin,
    "parallel": sample_parallel,
}


def sampler_named(name: str) -> Sampler:
    """The sampler of that name; raises ValueError listing all names for an unknown one."""
    if name not in SAMPLERS:
        raise ValueError(f"unknown sampler '{name}'; choose one of {', '.join(SAMPLERS)}")
    return SAMPLERS[name]


__all__ = ["SAMPLERS", "Callback", "DrawNoise", "Sampler", "SeededNoise", "sampler_named"]
