import itertools

import pytest
import torch

from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig
from shape_diff.networks.joint import CELLS, JointNetworks, file_names, module_names, occupied_cells
from shape_diff.networks.two_stream import TwoStream, TwoStreamConfig

NETWORK = TwoStreamConfig(point_dim=32, latent_dim=32, latents=4, blocks=1, latent_layers=1, head_dim=32)
ENCODER = ImageEncoderConfig(size=32, patch=16, dim=32, layers=1, head_dim=32)


def test_occupied_cells_against_a_loop() -> None:
    xyz = torch.rand(3, 40, 3, generator=torch.Generator().manual_seed(0)) * 2 - 1
    filled = occupied_cells(xyz).unflatten(1, (CELLS, CELLS, CELLS))
    edges = torch.linspace(-1, 1, CELLS + 1)
    for row, (i, j, k) in itertools.product(range(3), itertools.product(range(CELLS), repeat=3)):
        low, high = edges[[i, j, k]], edges[[i + 1, j + 1, k + 1]]
        touched = ((xyz[row] >= low) & (xyz[row] < high)).all(dim=1).any()
        assert filled[row, i, j, k] == float(touched), (row, i, j, k)


def test_points_on_and_beyond_the_border_count_for_the_last_cells() -> None:
    xyz = torch.tensor([[[1.0, 1.0, 1.0], [-1.0, -1.0, -1.0], [3.0, -3.0, 0.01]]])
    filled = occupied_cells(xyz).unflatten(1, (CELLS, CELLS, CELLS)).nonzero().tolist()
    last = CELLS - 1
    assert filled == [[0, 0, 0, 0], [0, last, 0, CELLS // 2], [0, last, last, last]]


@pytest.mark.parametrize("pictures", [False, True])
def test_names_of_the_file_and_of_the_module(pictures: bool) -> None:
    networks = JointNetworks(TwoStream(NETWORK), ImageEncoder(ENCODER) if pictures else None)
    state = networks.state_dict()
    names = file_names(state)
    assert {"head.weight", "latents"} <= names.keys()
    assert any(name.startswith("image_encoder.") for name in names) == pictures
    # What only training needs stays behind; all else comes back under its name.
    kept = {name: tensor for name, tensor in state.items() if "occupancy" not in name}
    back = module_names(names)
    assert back.keys() == kept.keys()
    assert all(back[name] is kept[name] for name in kept)
    assert len(state) - len(kept) == (2 if pictures else 0)
    assert file_names(back).keys() == names.keys()


def test_a_text_model_keeps_the_names_it_had() -> None:
    network = TwoStream(NETWORK)
    assert file_names(JointNetworks(network).state_dict()).keys() == network.state_dict().keys()
