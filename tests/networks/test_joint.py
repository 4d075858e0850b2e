import itertools

import pytest
import torch

from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig
from shape_diff.networks.joint import CELLS, JointNetworks, occupied_cells, without_training_only
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
def test_what_only_training_needs_stays_out_of_the_file(pictures: bool) -> None:
    state = JointNetworks(TwoStream(NETWORK), ImageEncoder(ENCODER) if pictures else None).state_dict()
    kept = without_training_only(state)
    assert {"denoiser.head.weight", "denoiser.latents"} <= kept.keys()
    assert {name.split(".")[0] for name in kept} == {"denoiser"} | ({"image_encoder"} if pictures else set())
    assert all(kept[name] is state[name] for name in kept)
    assert len(state) - len(kept) == (2 if pictures else 0)
