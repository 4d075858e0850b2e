"""Low-rank updates of a network's matrices, by which it learns something new while its own weights stay as they are.

LoRA (Hu et al. 2021, arXiv 2106.09685), section 4.1, equation 3: h = W x + B A x with A of `rank` rows and B, which
begins at zero, of as many columns. Their factor alpha / rank is 1 here; a strength in its place is chosen where an
adapter is used.
"""

from typing import cast

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.networks.layers import hidden_matrices


class LowRank(nn.Module):
    """B A of one linear layer."""

    def __init__(self, inputs: int, outputs: int, rank: int) -> None:
        super().__init__()
        self.down = nn.Linear(inputs, rank, bias=False)
        self.up = nn.Linear(rank, outputs, bias=False)
        nn.init.zeros_(self.up.weight)

    def forward(self, x: Float[Tensor, "*b i"]) -> Float[Tensor, "*b o"]:
        """What is added to the layer's outputs for inputs x."""
        return self.up(self.down(x))

    def add_to(self, layer: nn.Module, inputs: tuple[Tensor, ...], outputs: Tensor) -> Tensor:
        """A forward hook of the layer."""
        return outputs + self(inputs[0])


class LowRankUpdates(nn.ModuleDict):
    """Updates of all hidden matrices of a network, which are those of its attention and its MLPs.

    Named as the network's linear layers are, with / for the dots that PyTorch keeps to itself.
    """

    def __init__(self, network: nn.Module, rank: int) -> None:
        """Raises ValueError for a rank that is no smaller than the matrices' own."""
        layers = adaptable_layers(network)
        most = min(min(layer.weight.shape) for layer in layers.values())
        if not 1 <= rank < most:
            raise ValueError(f"adapter.rank must be at least 1 and below {most}, got {rank}")
        super().__init__(
            {
                name.replace(".", "/"): LowRank(layer.in_features, layer.out_features, rank)
                for name, layer in layers.items()
            }
        )

    def attach(self, network: nn.Module) -> None:
        """Let them act on a network from now on, whose own weights are held."""
        network.requires_grad_(False)
        layers = adaptable_layers(network)
        for name, update in self.items():
            layers[name.replace("/", ".")].register_forward_hook(cast(LowRank, update).add_to)


def adaptable_layers(network: nn.Module) -> dict[str, nn.Linear]:
    """Name -> each linear layer whose matrix is hidden; see `layers.hidden_matrices`."""
    hidden = {id(matrix) for matrix in hidden_matrices(network)}
    layers = ((name, module) for name, module in network.named_modules() if isinstance(module, nn.Linear))
    return {name: layer for name, layer in layers if id(layer.weight) in hidden}


def named_factors(updates: dict[str, Tensor]) -> dict[str, Tensor]:
    """The state of `LowRankUpdates` by the names of the network's layers: LAYER.down.weight and LAYER.up.weight."""
    return {name.replace("/", "."): tensor for name, tensor in updates.items()}


@torch.no_grad()
def merge(network: nn.Module, factors: dict[str, Tensor], strength: float) -> None:
    """Add strength B A to the matrices of a network in place, which then needs no more arithmetic than before.

    Args:
        network: whose weights change.
        factors: as `named_factors` gives them, on any device.
        strength: 0 changes nothing, 1 does what was learned.

    Raises:
        ValueError: the factors are not of this network.
    """
    layers = adaptable_layers(network)
    named = {name.removesuffix(".down.weight") for name in factors if name.endswith(".down.weight")}
    expected = {f"{name}.{side}.weight" for name in named for side in ("down", "up")}
    if set(factors) != expected or not named <= set(layers):
        raise ValueError("its matrices are not those of the network")
    for name in named:
        weight = layers[name].weight
        down, up = (factors[f"{name}.{side}.weight"].to(weight.device, weight.dtype) for side in ("down", "up"))
        if down.shape[1:] != weight.shape[1:] or up.shape[:1] != weight.shape[:1] or up.shape[1] != down.shape[0]:
            raise ValueError(f"its update of {name} is of a matrix of another size than {tuple(weight.shape)}")
        weight += strength * (up @ down)
