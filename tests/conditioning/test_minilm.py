"""The sentence encoder's network, held against the usual implementation of it."""

import torch
from safetensors.torch import load_file
from transformers import BertModel

from shape_diff.conditioning.minilm import MiniLM, from_published
from shape_diff.conditioning.text import model_folder


def test_the_network_is_the_published_one() -> None:
    theirs = BertModel.from_pretrained(str(model_folder()), add_pooling_layer=False).eval()
    network = MiniLM().eval()
    network.load_state_dict(from_published(load_file(model_folder() / "model.safetensors")))
    ids = torch.randint(1000, 30_000, (3, 9), generator=torch.Generator().manual_seed(0))
    mask = torch.arange(9) < torch.tensor([[9], [4], [1]])
    with torch.no_grad():
        expected = theirs(input_ids=ids, attention_mask=mask.long()).last_hidden_state
        found = network(ids, mask)
    assert expected[mask].std() > 0.2
    torch.testing.assert_close(found[mask], expected[mask], rtol=1e-4, atol=1e-5)
