"""Independent random streams for each step and purpose of a seeded run."""

import hashlib

import torch


def stream(seed: int, step: int, purpose: str, device: torch.device | str = "cpu") -> torch.Generator:
    """The generator of a step: the same whenever the step is done, unlike that of any other seed, step or purpose.

    The three are hashed, because PyTorch's CPU generator reads only 32 bits of its seed.
    """
    digest = hashlib.sha256(f"{seed}/{step}/{purpose}".encode()).digest()
    return torch.Generator(device).manual_seed(int.from_bytes(digest[:4], "big"))
