"""From an experiment's configuration to a session that trains shape codes the prior over them, or their scorer."""

from dataclasses import replace
from typing import cast

import torch
from torch import nn

from shape_diff.app.config import as_plain
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchSource
from shape_diff.machine.precision import resolve_device
from shape_diff.models.header import Header
from shape_diff.models.model import Model, load_model
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.networks.code_encoder import CodeEncoder
from shape_diff.networks.code_points import CodeDecoder
from shape_diff.networks.code_scorer import CodeScorer
from shape_diff.networks.code_transformer import CodeTransformer
from shape_diff.training.captions import CaptionBank
from shape_diff.training.opening import first_captions, opened, prompts_of, started_from
from shape_diff.training.session import TrainingSession
from shape_diff.training.tasks.shape_code.config import (
    CodeExperimentConfig,
    PriorExperimentConfig,
    ScorerExperimentConfig,
)
from shape_diff.training.tasks.shape_code.encoded_batches import EncodedBatches
from shape_diff.training.tasks.shape_code.looks import CodeLook, PriorLook, codes_of
from shape_diff.training.tasks.shape_code.prior_trainer import PriorTrainer, check_prior
from shape_diff.training.tasks.shape_code.scorer_trainer import ScorerLook, ScorerTrainer
from shape_diff.training.tasks.shape_code.trainer import CodeTrainer


def build_code_session(config: CodeExperimentConfig) -> TrainingSession:
    """A session that trains encoder and decoder of shape codes; ValueError as for `build_session`."""
    device = resolve_device(config.device)
    train, held_out, folder, recipe = opened(config, as_plain(config))
    batches = BatchSource(train, config.batches, config.train.seed, device)
    if config.start_from:
        model = load_model(config.start_from, device, ("shape_code", "generator"))
        networks = CodeAutoencoder.of(model.networks).train().requires_grad_(True)
        kept = _others(model, "code_encoder", "code_decoder")
        if kept and not config.train.hold_encoder:
            raise ValueError(
                f"{config.start_from} has a prior over its codes, which mean the same only while the encoder stays as "
                "it is; give train.hold_encoder=true, or start from a model of experiment=code"
            )
        recipe |= started_from(model)
        process, codec = model.header.process | {"code_decoder": config.process}, model.codec
        header = replace(model.header, process=process, recipe=recipe)
    else:
        with torch.random.fork_rng():
            torch.manual_seed(config.train.seed)
            networks = CodeAutoencoder(CodeEncoder(config.encoder), CodeDecoder(config.decoder))
        kept = nn.ModuleDict()
        parts = {"code_encoder": networks.code_encoder.config, "code_decoder": networks.code_decoder.config}
        named = {"code_decoder": config.process}, {"code_decoder": config.sampling}
        codec = config.codec
        header = Header("shape_code", parts, codec, *named, recipe)
    trainer = CodeTrainer(networks, codec, config.process, batches, config.train, kept)
    look = CodeLook(trainer, config.sampling, held_out)
    return TrainingSession(trainer, header, folder, look, config.train.sample_every)


def _others(model: Model, *learning: str) -> nn.ModuleDict:
    """The networks of a model that are not taught and go into the new file as they are."""
    return nn.ModuleDict({role: network for role, network in model.networks.items() if role not in learning})


def build_prior_session(config: PriorExperimentConfig) -> TrainingSession:
    """A session that trains the prior over the codes of a model; ValueError as for `build_session`.

    Its model file holds the code's networks too, so it is all that generation needs.
    """
    device = resolve_device(config.device)
    train, held_out, folder, recipe = opened(config, as_plain(config))
    model = load_model(config.start_from, device, ("shape_code", "generator"))
    codes = CodeAutoencoder.of(model.networks)
    batches = BatchSource(train, config.batches, config.train.seed, device)
    encoder = TextEncoder.load(device)
    if "prior" in model.networks:
        prior = cast(CodeTransformer, model.networks["prior"]).train().requires_grad_(True)
    else:
        with torch.random.fork_rng():
            torch.manual_seed(config.train.seed)
            prior = CodeTransformer(config.prior)
    check_prior(prior.config, codes, config.batches.points)
    captions = CaptionBank(batches.captions, encoder, device, config.caption_cache)
    encoded = EncodedBatches(codes, model.codec, batches)
    trainer = PriorTrainer(prior, config.process, encoded, captions, _others(model, "prior"), config.train)
    told = CaptionBank(first_captions(held_out), encoder, device, config.caption_cache)
    prompts = prompts_of(config, held_out)
    points = model.header.sampling["code_decoder"].changed({"guidance": config.sampling.guidance})
    header = replace(
        model.header,
        kind="generator",
        networks=model.header.networks | {"prior": prior.config},
        process=model.header.process | {"prior": config.process},
        sampling={"code_decoder": points, "prior": config.sampling},
        recipe=recipe | {"code": model.recipe},
    )
    look = PriorLook(
        trainer,
        codes,
        model.codec,
        model.header.process["code_decoder"],
        (config.sampling, points),
        codes_of(codes, model.codec, held_out, config.batches.points, device),
        told.select(torch.arange(len(held_out))),
        prompts,
        encoder.encode(prompts),
    )
    return TrainingSession(trainer, header, folder, look, config.train.sample_every)


def build_scorer_session(config: ScorerExperimentConfig) -> TrainingSession:
    """A session that teaches a generator with shape codes to score them; ValueError as for `build_session`.

    Its model file is that generator with the scorer beside.
    """
    device = resolve_device(config.device)
    train, held_out, folder, recipe = opened(config, as_plain(config))
    model = load_model(config.start_from, device, "generator")
    codes = CodeAutoencoder.of(model.networks)
    if "code_scorer" in model.networks:
        scorer = cast(CodeScorer, model.networks["code_scorer"]).train().requires_grad_(True)
    else:
        with torch.random.fork_rng():
            torch.manual_seed(config.train.seed)
            scorer = CodeScorer(config.scorer)
    read = (scorer.config.code_tokens, scorer.config.code_width)
    if read != codes.code_shape:
        raise ValueError(f"the scorer reads codes of {read}, but the model's have {codes.code_shape}")
    batches = BatchSource(train, config.batches, config.train.seed, device)
    encoder = TextEncoder.load(device)
    captions = CaptionBank(batches.captions, encoder, device, config.caption_cache)
    encoded = EncodedBatches(codes, model.codec, batches)
    trainer = ScorerTrainer(scorer, encoded, captions, _others(model, "code_scorer"), config.train)
    told = CaptionBank(first_captions(held_out), encoder, device, config.caption_cache)
    header = replace(
        model.header,
        networks=model.header.networks | {"code_scorer": scorer.config},
        recipe=recipe | {"generator": model.recipe},
    )
    look = ScorerLook(
        trainer,
        codes_of(codes, model.codec, held_out, config.batches.points, device),
        told.select(torch.arange(len(held_out))).pooled,
    )
    return TrainingSession(trainer, header, folder, look, config.train.sample_every)
