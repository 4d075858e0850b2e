"""EDM: a network whose inputs and targets have unit variance at every noise level (Karras et al. 2022)."""

from jaxtyping import Float
from torch import Tensor

from shape_diff.diffusion.processes.preconditioning import Scales


def edm_scales(sigma: Float[Tensor, " b"], sigma_data: float) -> Scales:
    """Inputs and targets of unit variance at every level (Karras et al. 2022, arXiv 2206.00364, Table 1)."""
    s = sigma[:, None, None]
    total = s**2 + sigma_data**2
    return sigma_data**2 / total, s * sigma_data / total.sqrt(), total.rsqrt(), sigma.log() / 4
