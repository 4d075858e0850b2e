"""The loss with pictures, against plain loops over clouds and pictures."""

import pytest
import torch
from toy_run import ENCODER, NETWORK, toy_networks

from shape_diff.data.picture_batches import PictureBatch
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Denoiser, denoising_loss
from shape_diff.diffusion.process import Process
from shape_diff.networks.joint import CELLS, JointNetworks
from shape_diff.training.joint_loss import Targets, joint_loss

ROWS = 4
SLOTS = ((0, 1), (2, -1))


@pytest.fixture(scope="module")
def networks() -> JointNetworks:
    """Random weights everywhere, also where training starts from zero."""
    networks = toy_networks(0, pictures=True)
    torch.manual_seed(1)
    for parameter in networks.parameters():
        if parameter.ndim > 1:
            torch.nn.init.normal_(parameter, std=0.1)
    return networks


class Given:
    """What the loss is given, as its arguments are called."""

    def __init__(self) -> None:
        g = torch.Generator().manual_seed(2)
        self.clouds = (
            torch.randn(ROWS, 20, 9, generator=g),
            torch.randn(ROWS, 20, 9, generator=g),
            torch.rand(ROWS, generator=g) + 0.3,
        )
        self.text = Condition(
            torch.randn(ROWS, 5, NETWORK.token_dim, generator=g),
            torch.ones(ROWS, 5, dtype=torch.bool),
            torch.randn(ROWS, NETWORK.pooled_dim, generator=g),
        ).drop(torch.tensor([False, True, False, True]))
        # The second picture of the first object has the second embedding, as when pictures are given in order.
        self.pictures = PictureBatch(
            torch.rand(3, 4, ENCODER.size, ENCODER.size, generator=g),
            torch.tensor([0, 1, 0]),
            torch.tensor(SLOTS),
            torch.tensor([0, 0, 1]),
        )
        cells = (torch.rand(ROWS, CELLS**3, generator=g) < 0.1).float()
        self.truth = Targets(torch.randn(ROWS, NETWORK.pooled_dim, generator=g), cells)

    def loss(self, networks: JointNetworks) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        denoiser = Denoiser(networks.denoiser, Process())
        return joint_loss(denoiser, networks, self.clouds, self.text, self.pictures, self.truth)


@torch.no_grad()
def test_every_cloud_is_told_its_own_text_and_pictures(networks: JointNetworks) -> None:
    given = Given()
    losses = given.loss(networks)[0]
    assert losses.shape == (ROWS, 9) and networks.image_encoder is not None
    for row, places in enumerate((*SLOTS, (), ())):
        index = torch.tensor([row])
        condition = given.text.select(index)
        shown = [place for place in places if place >= 0]
        if shown:
            pixels = given.pictures.pixels[shown][None]
            seen = networks.image_encoder(pixels, torch.ones(1, len(shown), dtype=torch.bool))
            condition = seen if row == 1 else Condition.joined([condition, seen])  # row 1 has lost its caption
        alone = denoising_loss(
            Denoiser(networks.denoiser, Process()), *(part[index] for part in given.clouds), condition
        )
        torch.testing.assert_close(losses[row], alone[0], rtol=1e-3, atol=1e-4)


@torch.no_grad()
def test_a_picture_changes_its_own_cloud_only(networks: JointNetworks) -> None:
    given = Given()
    first = given.loss(networks)[0]
    given.pictures.pixels[2] = 0.1
    second = given.loss(networks)[0]
    same = (first - second).abs().amax(dim=1) < 1e-5
    assert same.tolist() == [True, False, True, True]


@torch.no_grad()
def test_what_pictures_alone_should_tell(networks: JointNetworks) -> None:
    given = Given()
    _, apart, cells = given.loss(networks)
    assert networks.image_encoder is not None
    views = networks.image_encoder.encode_views(given.pictures.pixels, given.pictures.view)
    cosines, entropies = [], []
    for picture, row in enumerate(given.pictures.row.tolist()):
        summary, meaning = views.pooled[picture], given.truth.meaning[row]
        cosines.append(summary @ meaning / (summary.norm() * meaning.norm()))
        chance = networks.occupancy_head(views.features[picture]).sigmoid()
        filled = given.truth.cells[row]
        entropies.append(-(filled * chance.log() + (1 - filled) * (1 - chance).log()).mean())
    torch.testing.assert_close(apart, 1 - torch.stack(cosines).mean(), rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(cells, torch.stack(entropies).mean(), rtol=1e-4, atol=1e-5)


def test_encoder_and_denoiser_learn_together(networks: JointNetworks) -> None:
    losses, apart, cells = Given().loss(networks)
    networks.zero_grad()
    losses.mean().backward(retain_graph=True)
    assert networks.image_encoder is not None
    encoder = dict(networks.image_encoder.named_parameters())
    unseen = {name for name, p in encoder.items() if p.grad is None or not p.grad.any()}
    assert not unseen  # the denoising loss alone reaches all of the encoder
    assert all(p.grad is not None and p.grad.any() for p in networks.denoiser.parameters())
    assert networks.occupancy_head.weight.grad is None
    (apart + cells).backward()
    assert networks.occupancy_head.weight.grad is not None and networks.occupancy_head.weight.grad.any()
    networks.zero_grad()
