"""More like this: a shape is noised to a level and denoised on (SDEdit, Meng et al. 2022, arXiv 2108.01073)."""

from shape_diff.diffusion.coupling import assignment
from shape_diff.diffusion.start import Start
from shape_diff.generation.code_stage import diffused
from shape_diff.generation.source_shape import SourceShape
from shape_diff.generation.steering import Plan, Steer, code_tokens, has_codes
from shape_diff.models.model import Model


def variation(model: Model, source: SourceShape, strength: float, points: int) -> Plan:
    """How a shape is varied: its code where the model has codes, else its points.

    Codes meet their noise as in the training of priors, by assignment.
    """
    if has_codes(model):
        steer = Steer(code_start=Start(code_tokens(model, source), strength, assignment))
    else:
        steer = Steer(start=Start(diffused(model, source.normalised(points)), strength))
    return Plan(steer, points, source.restored)
