"""Sizes of networks that cannot be, refused where a configuration is made."""

from typing import Any


def check_sizes(owner: str, config: Any, *names: str) -> None:
    """Raise ValueError for a size below 1; `owner` is what settings call the network."""
    for name in names:
        if getattr(config, name) < 1:
            raise ValueError(f"{owner}.{name} must be at least 1, got {getattr(config, name)}")


def check_heads(owner: str, config: Any, *names: str) -> None:
    """Raise ValueError for a width that attention heads of `config.head_dim` do not fill."""
    for name in names:
        width = getattr(config, name)
        if width < 1 or width % config.head_dim:
            raise ValueError(f"{owner}.{name} must be a multiple of head_dim={config.head_dim}, got {width}")
