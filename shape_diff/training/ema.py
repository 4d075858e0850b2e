"""Exponential moving average of weights."""

import torch
from torch import Tensor, nn


class WeightAverage:
    """The average of a network's weights over training, which samples better than the last weights do.

    The decay rises as (1 + t) / (10 + t) up to its limit, so that early weights are forgotten quickly.
    """

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {name: tensor.detach().clone() for name, tensor in network.state_dict().items()}

    @torch.no_grad()
    def update(self, network: nn.Module, step: int) -> None:
        """Move towards the network's weights after the step of that number."""
        decay = min(self.decay, (1 + step) / (10 + step))
        current = network.state_dict()
        torch._foreach_lerp_(list(self.weights.values()), [current[name] for name in self.weights], 1 - decay)

    def restore(self, weights: dict[str, Tensor]) -> None:
        """Take over saved averages, keeping each tensor's device."""
        for name, tensor in self.weights.items():
            tensor.copy_(weights[name])
