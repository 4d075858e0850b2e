"""What every process states of itself: how a network is wrapped so that it estimates the clean data."""

from collections.abc import Callable

from jaxtyping import Float
from torch import Tensor

Scales = tuple[Float[Tensor, "b 1 1"], Float[Tensor, "b 1 1"], Float[Tensor, "b 1 1"], Float[Tensor, " b"]]
"""c_skip, c_out, c_in and c_noise of b noise levels: c_skip x + c_out F(c_in x, c_noise) estimates x0.

They are written for x = x0 + sigma noise, whatever scale a paper gives its own variable: Karras et al. 2022
(arXiv 2206.00364), Table 1 with s(t) = 1.
"""

Preconditioning = Callable[[Tensor, float], Scales]
"""Noise levels (b,) and the standard deviation of the data -> their scales."""

TIME_SPAN = 4.0
"""c_noise of a process that names its levels by a time in [0, 1] is the time times this: about the span that EDM's
ln(sigma) / 4 has, for which the networks' embeddings of c_noise are made."""
