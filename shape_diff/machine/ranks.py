"""Processes that train one model together, started by torchrun: who one is among them, and what all agree on.

Every process makes the whole batch of a step, which costs little, and learns from its own rows of it; gradients are
averaged. So losses are those of one process with the same batch, and every process has the same weights. Outside of
torchrun there is one process, and nothing here does anything.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, distributed, nn


@contextmanager
def joined() -> Iterator[None]:
    """Join the processes that torchrun started, each with a GPU of its own where there are some, and leave them."""
    if "RANK" not in os.environ or "WORLD_SIZE" not in os.environ:
        yield
        return
    if torch.cuda.is_available():
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    distributed.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    try:
        yield
    finally:
        distributed.destroy_process_group()


@contextmanager
def first_before_others() -> Iterator[None]:
    """Do something in the first process, then in the others, which find what it left on disk."""
    if is_first():
        yield
        _wait_for_all()
    else:
        _wait_for_all()
        yield


def count() -> int:
    """Processes that train together."""
    return distributed.get_world_size() if distributed.is_initialized() else 1


def is_first() -> bool:
    """Whether this is the one process that writes files and speaks."""
    return not distributed.is_initialized() or distributed.get_rank() == 0


def own_rows(rows: int) -> slice:
    """Which rows of a batch this process learns from: as many for each.

    Raises:
        ValueError: the batch cannot be divided among them.
    """
    if rows % count():
        raise ValueError(f"batches.size={rows} cannot be divided among {count()} processes; give a multiple of them")
    share = rows // count()
    start = distributed.get_rank() * share if distributed.is_initialized() else 0
    return slice(start, start + share)


def average_gradients(network: nn.Module) -> None:
    """Replace each gradient by its mean over all processes."""
    if count() == 1:
        return
    gradients = [parameter.grad for parameter in network.parameters() if parameter.grad is not None]
    # As one tensor, since every exchange has a delay of its own.
    together = torch.cat([gradient.flatten() for gradient in gradients])
    distributed.all_reduce(together)
    together /= count()
    for gradient, mean in zip(gradients, together.split([g.numel() for g in gradients]), strict=True):
        gradient.copy_(mean.view_as(gradient))


def mean_of_all(value: Tensor) -> Tensor:
    """The mean of a tensor over all processes."""
    if count() == 1:
        return value
    mean = value.clone()
    distributed.all_reduce(mean)
    return mean / count()


def largest_of_all(value: float, device: torch.device) -> float:
    """The largest that any process has of a number, so that all decide alike by it."""
    if count() == 1:
        return value
    largest = torch.tensor(value, dtype=torch.float64, device=device)
    distributed.all_reduce(largest, distributed.ReduceOp.MAX)
    return float(largest)


def _wait_for_all() -> None:
    if count() > 1:
        distributed.barrier()
