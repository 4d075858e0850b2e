"""Which device and arithmetic to use: bfloat16 where the hardware multiplies it faster, float32 elsewhere."""

from contextlib import AbstractContextManager
from typing import Any

import torch


def resolve_device(name: str) -> torch.device:
    """The device for 'auto', 'cpu', 'cuda', 'cuda:1' or 'mps'.

    Raises:
        ValueError: for an unknown name or a device that this machine does not have.
    """
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError:
        device = torch.device("meta")
    if device.type not in ("cpu", "cuda", "mps"):
        raise ValueError(f"unknown device '{name}'; choose auto, cpu, cuda, cuda:N or mps")
    if device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count():
        count = torch.cuda.device_count()
        raise ValueError(f"device '{name}' was asked for but PyTorch sees {count} CUDA devices here; use auto or cpu")
    if device.type == "mps" and not torch.backends.mps.is_available():
        raise ValueError("device 'mps' was asked for but this machine has none; use auto or cpu")
    return device


def describe_device(device: torch.device) -> str:
    """One line for people: the device's name and the arithmetic that will be used on it."""
    if device.type == "cuda":
        name = torch.cuda.get_device_name(device)
    elif device.type == "mps":
        name = "Apple GPU"
    else:
        name = f"CPU, {torch.get_num_threads()} threads"
    return f"{device} ({name}, {'bfloat16' if has_fast_bfloat16(device) else 'float32'})"


def has_fast_bfloat16(device: torch.device) -> bool:
    """Whether matrix products in bfloat16 are faster than in float32 on this device."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    capabilities: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()  # since PyTorch 2.10
    return device.type == "cpu" and bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


def mixed_precision(device: torch.device) -> AbstractContextManager[object]:
    """A context in which matrix products run in bfloat16 where that is faster."""
    return torch.autocast(device.type, torch.bfloat16, enabled=has_fast_bfloat16(device))
