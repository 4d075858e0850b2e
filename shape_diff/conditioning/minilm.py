"""The network of all-MiniLM-L6-v2, on PyTorch's own transformer layers.

MiniLM (Wang et al. 2020, arXiv 2002.10957) is a BERT (Devlin et al. 2019, arXiv 1810.04805), whose layers are those of
Vaswani et al. 2017 (arXiv 1706.03762), which PyTorch has. The library that is usual for it takes longer to be imported
than a cloud to be sampled; the test of this module holds both against each other.
"""

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn

DIM, HEADS, HIDDEN, LAYERS = 384, 12, 1536, 6
WORDS, PLACES, SEGMENTS = 30_522, 512, 2
EPS = 1e-12


class MiniLM(nn.Module):
    """Word pieces to features."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(WORDS, DIM)
        self.places = nn.Embedding(PLACES, DIM)
        self.segments = nn.Embedding(SEGMENTS, DIM)
        self.norm = nn.LayerNorm(DIM, eps=EPS)
        layer = nn.TransformerEncoderLayer(
            DIM, HEADS, HIDDEN, dropout=0.0, activation="gelu", layer_norm_eps=EPS, batch_first=True
        )
        self.layers = nn.TransformerEncoder(layer, LAYERS, enable_nested_tensor=False)

    def forward(self, ids: Int[Tensor, "b t"], mask: Bool[Tensor, "b t"]) -> Float[Tensor, "b t c"]:
        """Features of each word piece; the mask is True where there is one. All are of one segment."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.segments.weight[0]
        return self.layers(self.norm(x), src_key_padding_mask=~mask)


def from_published(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """The weights of the published file, named `embeddings...` and `encoder.layer.K...`, as those of a `MiniLM`.

    Raises:
        KeyError: a weight is missing.
    """
    named = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "segments.weight": weights["embeddings.token_type_embeddings.weight"],
    }
    for kind in ("weight", "bias"):
        named[f"norm.{kind}"] = weights[f"embeddings.LayerNorm.{kind}"]
        for k in range(LAYERS):
            own, theirs = f"layers.layers.{k}.", f"encoder.layer.{k}."
            reads = [weights[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            named[f"{own}self_attn.in_proj_{kind}"] = torch.cat(reads)
            for ours, published in SAME.items():
                named[f"{own}{ours}.{kind}"] = weights[f"{theirs}{published}.{kind}"]
    return named


SAME = {
    "self_attn.out_proj": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "linear1": "intermediate.dense",
    "linear2": "output.dense",
    "norm2": "output.LayerNorm",
}
"""What a layer's parts are called by PyTorch, and in the published file."""
