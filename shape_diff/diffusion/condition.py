"""What the denoiser is conditioned on, as plain data made by an encoder outside the network."""

from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor


@dataclass(frozen=True)
class Condition:
    """A batch of token sequences with one summary vector each; text and pictures share this type and can be joined.

    Attributes:
        tokens: (b, t, c) token features.
        mask: (b, t) bool, True where a token is real and False where it is padding.
        pooled: (b, p) summary of each sequence; all zeros means unconditional.
    """

    tokens: Float[Tensor, "b t c"]
    mask: Bool[Tensor, "b t"]
    pooled: Float[Tensor, "b p"]

    def __post_init__(self) -> None:
        b, t, _ = self.tokens.shape
        if self.mask.shape != (b, t) or self.pooled.shape[0] != b:
            raise ValueError(
                f"condition parts disagree: tokens {tuple(self.tokens.shape)}, mask {tuple(self.mask.shape)}, "
                f"pooled {tuple(self.pooled.shape)}"
            )

    def __len__(self) -> int:
        return len(self.tokens)

    def null(self) -> "Condition":
        """The unconditional condition of the same batch size (classifier-free guidance, Ho & Salimans 2022)."""
        return Condition(
            torch.zeros_like(self.tokens[:, :1]), torch.zeros_like(self.mask[:, :1]), torch.zeros_like(self.pooled)
        )

    def drop(self, where: Bool[Tensor, " b"]) -> "Condition":
        """A copy that is unconditional in the rows where the (b,) bool tensor is True."""
        keep = ~where[:, None]
        return Condition(self.tokens * keep[..., None], self.mask & keep, self.pooled * keep)

    def select(self, index: Int[Tensor, " n"]) -> "Condition":
        """The rows at the given (n,) indices; repeats are allowed."""
        return Condition(self.tokens[index], self.mask[index], self.pooled[index])

    def to(self, device: torch.device | str, dtype: torch.dtype | None = None) -> "Condition":
        """A copy on another device, its floating-point parts optionally in another dtype."""
        return Condition(self.tokens.to(device, dtype), self.mask.to(device), self.pooled.to(device, dtype))

    @staticmethod
    def stack(conditions: "list[Condition]") -> "Condition":
        """Join batches one after the other, padding all to the longest sequence."""
        longest = max(c.tokens.shape[1] for c in conditions)
        padded = [c.padded(longest) for c in conditions]
        return Condition(
            torch.cat([c.tokens for c in padded]),
            torch.cat([c.mask for c in padded]),
            torch.cat([c.pooled for c in padded]),
        )

    @staticmethod
    def joined(conditions: "list[Condition]") -> "Condition":
        """Several conditions of the same b objects, such as text and pictures, as one: all tokens, and the mean of the
        summaries that are not unconditional."""
        pooled = torch.stack([c.pooled for c in conditions])
        count = (pooled != 0).any(dim=-1, keepdim=True).sum(dim=0).clamp_min(1)
        return Condition(
            torch.cat([c.tokens for c in conditions], dim=1),
            torch.cat([c.mask for c in conditions], dim=1),
            pooled.sum(dim=0) / count,
        )

    def padded(self, length: int) -> "Condition":
        """A copy with the sequence padded to `length` tokens, which must not be less than now."""
        extra = length - self.tokens.shape[1]
        assert extra >= 0
        return Condition(
            torch.nn.functional.pad(self.tokens, (0, 0, 0, extra)),
            torch.nn.functional.pad(self.mask, (0, extra)),
            self.pooled,
        )
