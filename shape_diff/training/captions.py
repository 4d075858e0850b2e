"""Every caption of a training set, encoded once."""

import torch
from torch import Tensor

from shape_diff.conditioning.text import TextEncoder
from shape_diff.diffusion.condition import Condition
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.progress import progress_bar

TOKENS = 32
"""Sequences are cut or padded to one length, so that a compiled training step has one shape."""


class CaptionBank:
    """Conditions of a list of captions, in half precision on the training device."""

    def __init__(self, captions: list[str], encoder: TextEncoder, device: torch.device, chunk: int = 256) -> None:
        """Encode all captions, the longest last so that little padding is computed."""
        order = sorted(range(len(captions)), key=lambda i: len(captions[i]))
        shape = (len(captions), TOKENS, encoder.model.config.hidden_size)
        tokens = torch.zeros(shape, dtype=torch.float16)
        mask = torch.zeros(shape[:2], dtype=torch.bool)
        pooled = torch.zeros(shape[0], shape[2], dtype=torch.float16)
        for start in progress_bar(range(0, len(order), chunk), "encoding captions"):
            rows = order[start : start + chunk]
            with mixed_precision(encoder.device):
                encoded = encoder.encode([captions[i] for i in rows]).to("cpu")
            length = min(TOKENS, encoded.tokens.shape[1])
            tokens[rows, :length] = encoded.tokens[:, :length].half()
            mask[rows, :length] = encoded.mask[:, :length]
            pooled[rows] = encoded.pooled.half()
        self.conditions = Condition(tokens, mask, pooled).to(device)

    def select(self, numbers: Tensor) -> Condition:
        """(b,) caption numbers -> a condition of b rows in float32."""
        chosen = self.conditions.select(numbers.to(self.conditions.tokens.device))
        return chosen.to(chosen.tokens.device, torch.float32)
