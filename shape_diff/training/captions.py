"""Every caption of a training set, encoded once, also where several runs have the same."""

from pathlib import Path

import torch
from torch import Tensor

from shape_diff.conditioning.text import MODEL_SHA256, TextEncoder
from shape_diff.diffusion.condition import Condition
from shape_diff.files.fingerprint import fingerprint
from shape_diff.files.tensors import read_tensors, write_tensors
from shape_diff.machine.precision import mixed_precision
from shape_diff.machine.progress import progress_bar

TOKENS = 32
"""Sequences are cut or padded to one length, so that a compiled training step has one shape."""


class CaptionBank:
    """Conditions of a list of captions, in half precision on the training device and without padding."""

    def __init__(
        self, captions: list[str], encoder: TextEncoder, device: torch.device, cache: Path | None = None,
        chunk: int = 256,
    ) -> None:  # fmt: skip
        """Encode each different caption, or read what an earlier run encoded, of the same ones, from the cache.

        Args:
            captions: any number, repeats allowed.
            encoder: of the captions.
            device: where they are needed.
            cache: folder for what was encoded; nothing is kept without one.
            chunk: captions encoded at once.
        """
        numbers = {caption: number for number, caption in enumerate(dict.fromkeys(captions))}
        file = None if cache is None else cache / f"captions-{fingerprint(list(numbers), MODEL_SHA256)}.safetensors"
        if file is not None and file.is_file():
            parts, _ = read_tensors(file)
        else:
            parts = _encoded(list(numbers), encoder, chunk)
            if file is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                write_tensors(file, parts, {"text_encoder": MODEL_SHA256})
        self._number = torch.tensor([numbers[caption] for caption in captions], device=device)
        self._tokens, self._pooled, self._length = (parts[key].to(device) for key in ("tokens", "pooled", "length"))
        self._start = self._length.cumsum(0) - self._length

    def select(self, numbers: Tensor) -> Condition:
        """(b,) caption numbers -> a condition of b rows of `TOKENS` tokens in float32."""
        rows = self._number[numbers.to(self._number.device)]
        place = torch.arange(TOKENS, device=rows.device)
        mask = place < self._length[rows, None]
        found = self._tokens[(self._start[rows, None] + place).clamp_max(len(self._tokens) - 1)]
        return Condition(found.float() * mask[..., None], mask, self._pooled[rows].float())


def _encoded(captions: list[str], encoder: TextEncoder, chunk: int) -> dict[str, Tensor]:
    """Tokens of all captions one after the other, how many each has, and their summaries.

    The longest are encoded last, so that little padding is computed.
    """
    order = sorted(range(len(captions)), key=lambda i: len(captions[i]))
    tokens: list[Tensor] = [torch.empty(0)] * len(captions)
    pooled = torch.zeros(len(captions), encoder.model.config.hidden_size, dtype=torch.float16)
    for start in progress_bar(range(0, len(order), chunk), "encoding captions"):
        rows = order[start : start + chunk]
        with mixed_precision(encoder.device):
            encoded = encoder.encode([captions[i] for i in rows]).to("cpu")
        pooled[rows] = encoded.pooled.half()
        for row, sequence, mask in zip(rows, encoded.tokens, encoded.mask, strict=True):
            tokens[row] = sequence[mask][:TOKENS].half()
    return {"tokens": torch.cat(tokens), "length": torch.tensor([len(t) for t in tokens]), "pooled": pooled}
