"""Optimisers for transformers: AdamW, or Muon for hidden matrices with AdamW for the rest."""

import torch
from torch import nn
from torch.optim import AdamW, Muon, Optimizer

ADAM_BETAS = (0.9, 0.99)
NOT_HIDDEN = ("embed", "head", "modulate", "latents", "null_token")


def adamw(network: nn.Module, lr: float, weight_decay: float) -> list[Optimizer]:
    """AdamW over all parameters (Loshchilov & Hutter 2019, arXiv 1711.05101)."""
    return [AdamW(network.parameters(), lr=lr, betas=ADAM_BETAS, weight_decay=weight_decay, fused=True)]


def muon(network: nn.Module, lr: float, weight_decay: float) -> list[Optimizer]:
    """Muon over the attention and MLP matrices, AdamW over embeddings, modulation, the head and vectors.

    Jordan et al. 2024; updates are scaled to AdamW's size (Liu et al. 2025, arXiv 2502.16982), so one learning rate
    serves both.
    """
    hidden: list[nn.Parameter] = []
    rest: list[nn.Parameter] = []
    for name, parameter in network.named_parameters():
        is_hidden = parameter.ndim == 2 and not any(part in name for part in NOT_HIDDEN)
        (hidden if is_hidden else rest).append(parameter)
    return [
        Muon(hidden, lr=lr, weight_decay=weight_decay, adjust_lr_fn="match_rms_adamw"),
        AdamW(rest, lr=lr, betas=ADAM_BETAS, weight_decay=weight_decay, fused=True),
    ]


OPTIMIZERS = {"adamw": adamw, "muon": muon}


def optimizer_tensors(optimizers: list[Optimizer]) -> dict[str, torch.Tensor]:
    """All state of the optimisers as named tensors, for a checkpoint without pickled code."""
    return {
        f"optimizer.{k}.{index}.{key}": torch.as_tensor(value)
        for k, optimizer in enumerate(optimizers)
        for index, state in optimizer.state_dict()["state"].items()
        for key, value in state.items()
    }


def restore_optimizers(optimizers: list[Optimizer], tensors: dict[str, torch.Tensor]) -> None:
    """Put back what `optimizer_tensors` gave."""
    for k, optimizer in enumerate(optimizers):
        state: dict[int, dict[str, torch.Tensor]] = {}
        for name, tensor in tensors.items():
            prefix = f"optimizer.{k}."
            if name.startswith(prefix):
                index, key = name.removeprefix(prefix).split(".", 1)
                state.setdefault(int(index), {})[key] = tensor
        optimizer.load_state_dict({"state": state, "param_groups": optimizer.state_dict()["param_groups"]})
