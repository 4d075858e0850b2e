import itertools
import math
from dataclasses import replace

import pytest
import torch
from torch import nn
from toy_run import NETWORK, OPTIONS, toy_dataset, toy_trainer

from shape_diff.conditioning.text import TextEncoder
from shape_diff.networks.two_stream import TwoStream
from shape_diff.training.captions import TOKENS, CaptionBank
from shape_diff.training.ema import WeightAverage
from shape_diff.training.monitor import VALIDATION_SIGMAS, HeldOut
from shape_diff.training.optimizers import NOT_HIDDEN, OPTIMIZERS, optimizer_tensors, restore_optimizers
from shape_diff.training.trainer import TrainingOptions


def test_learning_rate_rises_stays_and_falls() -> None:
    options = TrainingOptions(steps=100, lr=0.5, warmup=10, decay_share=0.4)
    rates = [options.lr_at(step) for step in range(101)]
    assert rates[0] == pytest.approx(0.05)
    assert rates[9:61] == [0.5] * 52
    assert rates[80] == pytest.approx(0.25)
    assert rates[99] > 0 and rates[100] == 0
    assert all(a > b for a, b in itertools.pairwise(rates[60:]))


def test_learning_rate_without_warmup_or_decay() -> None:
    options = TrainingOptions(steps=10, lr=0.5, warmup=0, decay_share=0.0)
    assert {options.lr_at(step) for step in range(10)} == {0.5}


def test_average_of_weights() -> None:
    """Against the definition, with the decay 1/10, 2/11, 3/12 ... up to its limit."""
    network = nn.Linear(1, 1, bias=False)
    network.weight.data.fill_(1.0)
    average = WeightAverage(network, decay=0.3)
    expected = 1.0
    for step, value in enumerate([2.0, -1.0, 0.5, 7.0]):
        network.weight.data.fill_(value)
        average.update(network, step)
        decay = min(0.3, (1 + step) / (10 + step))
        expected = decay * expected + (1 - decay) * value
        assert average.weights["weight"].item() == pytest.approx(expected, rel=1e-6)
    other = WeightAverage(nn.Linear(1, 1, bias=False), 0.3)
    other.restore(average.weights)
    assert torch.equal(other.weights["weight"], average.weights["weight"])


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_every_parameter_has_one_optimizer(kind: str) -> None:
    network = TwoStream(NETWORK)
    optimizers = OPTIMIZERS[kind](network, 1e-3, 0.0)
    given = [id(p) for o in optimizers for group in o.param_groups for p in group["params"]]
    assert sorted(given) == sorted(id(p) for p in network.parameters())


def test_muon_gets_hidden_matrices_only() -> None:
    network = TwoStream(NETWORK)
    hidden = {id(p) for group in OPTIMIZERS["muon"](network, 1e-3, 0.0)[0].param_groups for p in group["params"]}
    names = {name for name, p in network.named_parameters() if id(p) in hidden}
    assert names
    assert all(network.get_parameter(name).ndim == 2 for name in names)
    assert not any(part in name for name in names for part in NOT_HIDDEN)
    assert any("to_query" in name for name in names) and any("mlp" in name for name in names)


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_optimizer_state_comes_back(kind: str) -> None:
    def improved(network: nn.Module, optimizers: list[torch.optim.Optimizer], seed: int) -> None:
        g = torch.Generator().manual_seed(seed)
        for parameter in network.parameters():
            parameter.grad = torch.randn(parameter.shape, generator=g)
        for optimizer in optimizers:
            optimizer.step()

    torch.manual_seed(0)
    network, copy = TwoStream(NETWORK), TwoStream(NETWORK)
    optimizers, restored = OPTIMIZERS[kind](network, 1e-2, 0.1), OPTIMIZERS[kind](copy, 1e-2, 0.1)
    improved(network, optimizers, 0)
    copy.load_state_dict(network.state_dict())
    restore_optimizers(restored, {name: t.clone() for name, t in optimizer_tensors(optimizers).items()})
    improved(network, optimizers, 1)
    improved(copy, restored, 1)
    for a, b in zip(network.parameters(), copy.parameters(), strict=True):
        assert torch.equal(a, b)


def test_inputs_of_a_step_are_the_same_whenever_it_is_done(encoder: TextEncoder) -> None:
    one, other = toy_trainer(encoder), toy_trainer(encoder)
    other._inputs(0)
    for a, b in zip(one._inputs(3), other._inputs(3), strict=True):
        if isinstance(a, torch.Tensor):
            assert torch.equal(a, b)  # type: ignore[arg-type]
    assert not torch.equal(one._inputs(3)[3], one._inputs(4)[3])


def test_another_seed_gives_other_noise(encoder: TextEncoder) -> None:
    assert not torch.equal(toy_trainer(encoder)._inputs(3)[3], toy_trainer(encoder, seed=1)._inputs(3)[3])


def test_captions_are_dropped_for_guidance(encoder: TextEncoder) -> None:
    everything = toy_trainer(encoder, drop_condition=1.0)._inputs(0)[1]
    nothing = toy_trainer(encoder, drop_condition=0.0)._inputs(0)[1]
    assert not everything.mask.any() and nothing.mask.any(dim=1).all()
    dropped = [~toy_trainer(encoder, drop_condition=0.3)._inputs(step)[1].mask.any(dim=1) for step in range(5)]
    assert 0 < torch.cat(dropped).float().mean() < 0.7


def test_rows_are_logged_when_due(encoder: TextEncoder) -> None:
    trainer = toy_trainer(encoder, steps=5, log_every=2)
    rows = [trainer.train_step() for _ in range(5)]
    assert [row is not None for row in rows] == [False, True, False, True, True]
    last = rows[-1]
    assert last is not None
    assert last["loss"] == pytest.approx((last["loss_xyz"] + last["loss_rgb"] + last["loss_normal"]) / 3, rel=1e-5)
    assert last["step"] == 5 and last["lr"] == pytest.approx(OPTIONS.lr / 1.5)


@pytest.mark.slow
def test_it_learns(encoder: TextEncoder) -> None:
    """Two shapes by heart: the loss falls, and the caption decides the colour."""
    trainer = toy_trainer(encoder, steps=150, log_every=150, ema_decay=0.9, drop_condition=0.0)
    held_out = HeldOut.of(toy_dataset(), trainer.codec, trainer.captions.select(torch.arange(2)), 48)
    before = held_out.losses(trainer.denoiser)
    trainer.run(lambda row: None)
    after = held_out.losses(trainer.denoiser)
    assert list(after) == list(VALIDATION_SIGMAS)
    assert sum(after.values()) < 0.75 * sum(before.values())
    swapped = HeldOut(held_out.x0, held_out.condition.select(torch.tensor([1, 0])))
    assert after[3.2] < swapped.losses(trainer.denoiser)[3.2]


def test_an_untrained_network_has_a_loss_near_one(encoder: TextEncoder) -> None:
    trainer = toy_trainer(encoder)
    x0 = torch.randn(4, 2000, 9, generator=torch.Generator().manual_seed(5)) * 0.5
    condition = trainer.captions.select(torch.tensor([0, 1, 0, 1]))
    for level, loss in HeldOut(x0, condition).losses(trainer.denoiser).items():
        assert loss == pytest.approx(1, abs=0.05), level


def test_validation_does_not_depend_on_the_chunk(encoder: TextEncoder) -> None:
    trainer = toy_trainer(encoder)
    held_out = HeldOut.of(toy_dataset(), trainer.codec, trainer.captions.select(torch.arange(2)), 48)
    whole, parts = held_out.losses(trainer.denoiser), held_out.losses(trainer.denoiser, chunk=1)
    assert all(math.isclose(whole[level], parts[level], rel_tol=0.02) for level in whole)


def test_caption_bank_is_the_encoder_in_half_precision(encoder: TextEncoder) -> None:
    captions = ["a cup", "a very long and detailed description of a wooden table with four round legs", "a hat"]
    bank = CaptionBank(captions, encoder, torch.device("cpu"), chunk=2)
    chosen = bank.select(torch.tensor([2, 0, 2]))
    assert chosen.tokens.shape == (3, TOKENS, 384) and chosen.tokens.dtype == torch.float32
    exact = encoder.encode(["a hat"])
    length = exact.tokens.shape[1]
    assert chosen.mask[0].sum() == length
    similarity = torch.nn.functional.cosine_similarity(chosen.pooled[0], exact.pooled[0], dim=0)
    assert similarity > 0.999
    assert torch.equal(chosen.tokens[0], chosen.tokens[2])


def test_overlong_captions_are_cut(encoder: TextEncoder) -> None:
    bank = CaptionBank(["word " * 60], encoder, torch.device("cpu"))
    assert bank.conditions.mask.all() and bank.conditions.tokens.shape[1] == TOKENS


@pytest.mark.parametrize(
    "change",
    [{"steps": 0}, {"lr": 0.0}, {"max_minutes": 0.0}, {"ema_decay": 1.5}, {"save_every": 0}, {"optimizer": "sgd"}],
)
def test_impossible_options(change: dict) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        replace(OPTIONS, **change)
