import itertools
import math
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import nn
from toy_run import CPU, NETWORK, OPTIONS, PICTURES, toy_held_out, toy_networks, toy_trainer, toy_views

from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.picture_batches import PictureOptions
from shape_diff.diffusion.condition import Condition
from shape_diff.machine.precision import mixed_precision
from shape_diff.networks.two_stream import TwoStream
from shape_diff.pictures.composition import composited
from shape_diff.training.captions import TOKENS, CaptionBank
from shape_diff.training.conditional_denoising import DenoisingOptions
from shape_diff.training.ema import WeightAverage
from shape_diff.training.monitor import VALIDATION_SIGMAS, HeldOut
from shape_diff.training.optimizers import OPTIMIZERS, optimizer_tensors, restore_optimizers
from shape_diff.training.tasks.denoiser.trainer import Trainer


def test_learning_rate_rises_stays_and_falls() -> None:
    options = DenoisingOptions(steps=100, lr=0.5, warmup=10, decay_share=0.4)
    rates = [options.lr_at(step) for step in range(101)]
    assert rates[0] == pytest.approx(0.05)
    assert rates[9:61] == [0.5] * 52
    assert rates[80] == pytest.approx(0.25)
    assert rates[99] > 0 and rates[100] == 0
    assert all(a > b for a, b in itertools.pairwise(rates[60:]))


def test_learning_rate_without_warmup_or_decay() -> None:
    options = DenoisingOptions(steps=10, lr=0.5, warmup=0, decay_share=0.0)
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
    networks = toy_networks(0, pictures=True)
    optimizers = OPTIMIZERS[kind](networks, 1e-3, 0.0)
    given = [id(p) for o in optimizers for group in o.param_groups for p in group["params"]]
    assert sorted(given) == sorted(id(p) for p in networks.parameters())


def test_muon_gets_hidden_matrices_only() -> None:
    networks = toy_networks(0, pictures=True)
    hidden = {id(p) for group in OPTIMIZERS["muon"](networks, 1e-3, 0.0)[0].param_groups for p in group["params"]}
    names = {name for name, p in networks.named_parameters() if id(p) in hidden}
    assert names
    assert all(networks.get_parameter(name).ndim == 2 for name in names)
    # Exactly the matrices of attention and MLPs, in both networks.
    matrices = {n for n, p in networks.named_parameters() if p.ndim == 2 and ("to_" in n or "mlp." in n)}
    assert names == {name for name in matrices if "modulate" not in name}
    assert {name.split(".")[0] for name in names} == {"denoiser", "image_encoder"}


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


def losses_of(trainer: Trainer, step: int) -> torch.Tensor:
    """Of an untrained network, whose estimate does not depend on its weights."""
    with torch.no_grad():
        return trainer.losses(step).each


def told(trainer: Trainer, step: int) -> Condition:
    """The text that the loss of a step is given."""
    captions = trainer.denoising.captions.select(trainer.batches.batch(step).caption)
    return trainer.denoising.told(step, captions)


@pytest.mark.parametrize("shown", [None, PICTURES])
def test_a_step_is_the_same_whenever_it_is_done(encoder: TextEncoder, shown: PictureOptions | None) -> None:
    one, other = toy_trainer(encoder, shown), toy_trainer(encoder, shown)
    other.losses(0)
    assert torch.equal(losses_of(one, 3), losses_of(other, 3))
    assert torch.equal(told(one, 3).tokens, told(other, 3).tokens)
    assert not torch.equal(losses_of(one, 3), losses_of(one, 4))


def test_another_seed_gives_other_noise(encoder: TextEncoder) -> None:
    assert not torch.equal(losses_of(toy_trainer(encoder), 3), losses_of(toy_trainer(encoder, seed=1), 3))


def test_captions_are_dropped_for_guidance(encoder: TextEncoder) -> None:
    everything = told(toy_trainer(encoder, drop_condition=1.0), 0)
    nothing = told(toy_trainer(encoder, drop_condition=0.0), 0)
    assert not everything.mask.any() and nothing.mask.any(dim=1).all()
    trainer = toy_trainer(encoder, drop_condition=0.3)
    dropped = [~told(trainer, step).mask.any(dim=1) for step in range(5)]
    assert 0 < torch.cat(dropped).float().mean() < 0.7


def test_most_rows_that_see_pictures_are_not_told_their_caption(encoder: TextEncoder) -> None:
    trainer = toy_trainer(encoder, replace(PICTURES, keep_caption=0.2), drop_condition=0.4)
    dropped = torch.stack([~told(trainer, step).mask.any(dim=1) for step in range(1000)]).float().mean(dim=0)
    assert (dropped[:2] - 0.8).abs().max() < 0.06
    assert (dropped[2:] - 0.4).abs().max() < 0.07


def test_rows_are_logged_when_due(encoder: TextEncoder) -> None:
    trainer = toy_trainer(encoder, steps=5, log_every=2)
    rows = [trainer.train_step() for _ in range(5)]
    assert [row is not None for row in rows] == [False, True, False, True, True]
    last = rows[-1]
    assert last is not None
    assert last["loss"] == pytest.approx((last["loss_xyz"] + last["loss_rgb"] + last["loss_normal"]) / 3, rel=1e-5)
    assert last["step"] == 5 and last["lr"] == pytest.approx(OPTIONS.lr / 1.5)


def test_rows_of_a_run_with_pictures_tell_its_parts(encoder: TextEncoder) -> None:
    row = toy_trainer(encoder, PICTURES).train_step()
    assert row is not None
    assert row["loss"] == pytest.approx((row["loss_pictures"] + row["loss_text"]) / 2, rel=1e-4)  # half and half
    assert row["loss_meaning"] > 0 and row["loss_cells"] == pytest.approx(math.log(2), abs=0.3)
    everyone = toy_trainer(encoder, replace(PICTURES, share=1.0)).train_step()
    assert everyone is not None and "loss_text" not in everyone and math.isfinite(everyone["loss_pictures"])


@pytest.mark.slow
def test_it_learns(encoder: TextEncoder) -> None:
    """Two shapes by heart: the loss falls, and the caption decides the colour."""
    trainer = toy_trainer(encoder, steps=150, log_every=150, ema_decay=0.9, drop_condition=0.0)
    held_out = toy_held_out(trainer)
    before = held_out.losses(trainer.denoising.denoiser, held_out.condition)
    trainer.run(lambda row: None)
    after = held_out.losses(trainer.denoising.denoiser, held_out.condition)
    assert list(after) == list(VALIDATION_SIGMAS)
    assert sum(after.values()) < 0.75 * sum(before.values())
    swapped = held_out.condition.select(torch.tensor([1, 0]))
    assert after[3.2] < held_out.losses(trainer.denoising.denoiser, swapped)[3.2]


@pytest.mark.slow
def test_it_learns_to_see(encoder: TextEncoder) -> None:
    """Pictures alone decide what is made, and their summaries come to mean their captions."""
    shown = PictureOptions(share=1.0, two_views=0.25, keep_caption=0.0)
    trainer = toy_trainer(encoder, shown, steps=150, log_every=1, ema_decay=0.9)
    held_out = toy_held_out(trainer)
    rows: list[dict[str, float]] = []
    trainer.run(lambda row: rows.append(row or {}))
    for name, factor in (("loss_meaning", 0.5), ("loss_cells", 0.7), ("loss_pictures", 0.75)):
        early, late = (sum(row[name] for row in part) for part in (rows[:10], rows[-10:]))
        assert late < factor * early, name
    assert trainer.networks.image_encoder is not None
    seen = held_out.pictured(trainer.networks.image_encoder)
    right = held_out.losses(trainer.denoising.denoiser, seen)
    wrong = held_out.losses(trainer.denoising.denoiser, seen.select(torch.tensor([1, 0])))
    assert right[3.2] < 0.9 * wrong[3.2]


def test_an_untrained_network_has_a_loss_near_one(encoder: TextEncoder) -> None:
    trainer = toy_trainer(encoder)
    x0 = torch.randn(4, 2000, 9, generator=torch.Generator().manual_seed(5)) * 0.5
    condition = trainer.denoising.captions.select(torch.tensor([0, 1, 0, 1]))
    for level, loss in HeldOut(x0, condition).losses(trainer.denoising.denoiser, condition).items():
        assert loss == pytest.approx(1, abs=0.05), level


def test_validation_does_not_depend_on_the_chunk(encoder: TextEncoder) -> None:
    trainer = toy_trainer(encoder)
    held_out = toy_held_out(trainer)
    whole, parts = (held_out.losses(trainer.denoising.denoiser, held_out.condition, chunk) for chunk in (64, 1))
    assert all(math.isclose(whole[level], parts[level], rel_tol=0.02) for level in whole)


def test_validation_shows_the_first_view_of_each_shape(encoder: TextEncoder) -> None:
    trainer = toy_trainer(encoder, PICTURES)
    held_out = toy_held_out(trainer)
    # Three times, so that 66 shapes are encoded in two parts.
    many = HeldOut(held_out.x0, held_out.condition, held_out.views.repeat(33, 1, 1, 1))  # type: ignore[union-attr]
    encoder_ = trainer.networks.image_encoder
    assert encoder_ is not None
    seen = many.pictured(encoder_)
    assert len(seen) == 66 and seen.tokens.dtype == torch.float32 and not seen.tokens.requires_grad
    for row, shape in ((0, 0), (1, 1), (64, 0), (65, 1)):
        pixels = composited(toy_views().pixels[shape, 0])[None, None]
        with torch.no_grad(), mixed_precision(CPU):
            alone = encoder_(pixels, torch.ones(1, 1, dtype=torch.bool))
        torch.testing.assert_close(seen.tokens[row], alone.tokens[0].float(), rtol=0.05, atol=0.05)


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
    bank = CaptionBank(["word " * 60, "a cup"], encoder, torch.device("cpu"))
    chosen = bank.select(torch.tensor([0, 1]))
    assert chosen.tokens.shape[1] == TOKENS and chosen.mask[0].all()
    assert not chosen.mask[1].all() and not chosen.tokens[1][~chosen.mask[1]].any()


def test_equal_captions_are_encoded_once_and_what_was_encoded_is_read_again(
    encoder: TextEncoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    captions = ["a hat", "a cup", "a hat"]
    first = CaptionBank(captions, encoder, CPU, tmp_path).select(torch.arange(3))
    assert torch.equal(first.tokens[0], first.tokens[2])
    calls: list[list[str]] = []
    monkeypatch.setattr(encoder, "encode", calls.append)
    again = CaptionBank(captions, encoder, CPU, tmp_path).select(torch.arange(3))
    assert not calls and torch.equal(again.tokens, first.tokens) and torch.equal(again.pooled, first.pooled)
    with pytest.raises(AttributeError):  # other captions are not answered from the file
        CaptionBank(["a coat"], encoder, CPU, tmp_path)
    assert calls == [["a coat"]]


@pytest.mark.parametrize(
    "change",
    [{"steps": 0}, {"lr": 0.0}, {"max_minutes": 0.0}, {"ema_decay": 1.5}, {"save_every": 0}, {"optimizer": "sgd"}],
)
def test_impossible_options(change: dict) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        replace(OPTIONS, **change)
