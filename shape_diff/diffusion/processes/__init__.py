"""The family of diffusion processes, a file each, as different ways to wrap a network around one contract."""

from shape_diff.diffusion.processes.ddpm import ddpm_scales
from shape_diff.diffusion.processes.edm import edm_scales
from shape_diff.diffusion.processes.flow import flow_scales
from shape_diff.diffusion.processes.preconditioning import Preconditioning, Scales
from shape_diff.diffusion.processes.ve import ve_scales
from shape_diff.diffusion.processes.vp import vp_scales

PREDICTIONS: dict[str, Preconditioning] = {
    "edm": edm_scales,
    "vp": vp_scales,
    "ddpm": ddpm_scales,
    "ve": ve_scales,
    "flow": flow_scales,
}
"""What a network predicts: name -> how it is wrapped."""

__all__ = ["PREDICTIONS", "Preconditioning", "Scales"]
