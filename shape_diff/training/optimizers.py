"""Optimisers for transformers: AdamW, or Muon for hidden matrices with AdamW for the rest."""

from typing import Any

import torch
from torch import nn
from torch.optim import AdamW, Optimizer

from shape_diff.networks.layers import hidden_matrices
from shape_diff.training.muon import Muon

ADAM_BETAS = (0.9, 0.99)


def adamw(network: nn.Module, lr: float, weight_decay: float) -> list[Optimizer]:
    """AdamW over all parameters (Loshchilov & Hutter 2019, arXiv 1711.05101)."""
    return [AdamW(_decaying(network, set(), weight_decay), lr=lr, betas=ADAM_BETAS, fused=True)]


def muon(network: nn.Module, lr: float, weight_decay: float) -> list[Optimizer]:
    """Muon over the matrices that the network calls hidden, AdamW over embeddings, modulation, heads and vectors.

    Jordan et al. 2024; updates are scaled to AdamW's size (Liu et al. 2025, arXiv 2502.16982), so one learning rate
    serves both.
    """
    hidden = hidden_matrices(network)
    rest = _decaying(network, {id(matrix) for matrix in hidden}, weight_decay)
    return [Muon(hidden, lr, weight_decay), AdamW(rest, lr=lr, betas=ADAM_BETAS, fused=True)]


def _decaying(network: nn.Module, without: set[int], weight_decay: float) -> list[dict[str, Any]]:
    """Two groups of the parameters that are left: matrices of linear layers decay, all others do not.

    Biases, scales of norms, temperatures and learned tokens have no size that ought to shrink.
    """
    of_linear = {id(module.weight) for module in network.modules() if isinstance(module, nn.Linear)}
    left = [parameter for parameter in network.parameters() if id(parameter) not in without]
    return [
        {"params": [p for p in left if id(p) in of_linear], "weight_decay": weight_decay},
        {"params": [p for p in left if id(p) not in of_linear], "weight_decay": 0.0},
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
