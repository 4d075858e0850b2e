"""Cloud -> code -> cloud: the networks of a shape code put together."""

from typing import cast

from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.diffusion.condition import Condition
from shape_diff.networks.code_encoder import CodeEncoder, CodeEncoderConfig
from shape_diff.networks.code_points import CodeDecoder, CodePointsConfig


class CodeAutoencoder(nn.Module):
    """An encoder and a decoder that agree on the code, by the roles that they have in a model file."""

    def __init__(self, code_encoder: CodeEncoder, code_decoder: CodeDecoder) -> None:
        super().__init__()
        check_agreement(code_encoder.config, code_decoder.config)
        self.code_encoder, self.code_decoder = code_encoder, code_decoder

    @classmethod
    def of(cls, networks: nn.ModuleDict | dict[str, nn.Module]) -> "CodeAutoencoder":
        """Those of a model that has them; raises ValueError for one that makes points from words directly."""
        if "code_encoder" not in networks:
            raise ValueError("this model has no shape codes; give one that experiment=code or experiment=prior made")
        return cls(cast(CodeEncoder, networks["code_encoder"]), cast(CodeDecoder, networks["code_decoder"]))

    @property
    def code_shape(self) -> tuple[int, int]:
        """Tokens of a code and numbers of each."""
        return self.code_encoder.config.tokens, self.code_encoder.config.width

    def encode(self, clouds: Float[Tensor, "b n c"]) -> Float[Tensor, "b t w"]:
        """Clouds in the diffused range, any number of points in any order -> their codes."""
        return self.code_encoder(clouds)

    def unfold(self, codes: Float[Tensor, "b t w"]) -> Condition:
        """What the decoder's network is conditioned on."""
        return self.code_decoder.unfold(codes)


def check_agreement(encoder: CodeEncoderConfig, decoder: CodePointsConfig) -> None:
    """Raise ValueError for an encoder and a decoder of different codes or channels."""
    made, read = (encoder.tokens, encoder.width), (decoder.code_tokens, decoder.code_width)
    if made != read:
        raise ValueError(
            f"the encoder makes codes of {made[0]} x {made[1]}, but the decoder reads {read[0]} x {read[1]}"
        )
    if encoder.channels != decoder.channels:
        raise ValueError(f"the encoder reads {encoder.channels} channels, but the decoder makes {decoder.channels}")
