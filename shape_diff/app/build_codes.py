"""From an experiment's configuration to a session that trains shape codes or the prior over them."""

from dataclasses import replace
from typing import cast

import torch

from shape_diff.app.config import as_plain
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchSource
from shape_diff.machine.precision import resolve_device
from shape_diff.models.header import Header
from shape_diff.models.model import load_model
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.networks.code_encoder import CodeEncoder
from shape_diff.networks.code_points import CodeDecoder
from shape_diff.networks.code_transformer import CodeTransformer
from shape_diff.training.captions import CaptionBank
from shape_diff.training.opening import first_captions, opened, prompts_of, started_from
from shape_diff.training.session import TrainingSession
from shape_diff.training.tasks.shape_code.config import CodeExperimentConfig, PriorExperimentConfig
from shape_diff.training.tasks.shape_code.looks import CodeLook, PriorLook, codes_of
from shape_diff.training.tasks.shape_code.prior_trainer import PriorTrainer, check_prior
from shape_diff.training.tasks.shape_code.trainer import CodeTrainer


def build_code_session(config: CodeExperimentConfig) -> TrainingSession:
    """A session that trains encoder and decoder of shape codes; ValueError as for `build_session`."""
    device = resolve_device(config.device)
    train, held_out, folder, recipe = opened(config, as_plain(config))
    if config.start_from:
        model = load_model(config.start_from, device, "shape_code")
        networks = CodeAutoencoder.of(model.networks).train().requires_grad_(True)
        recipe |= started_from(model)
    else:
        with torch.random.fork_rng():
            torch.manual_seed(config.train.seed)
            networks = CodeAutoencoder(CodeEncoder(config.encoder), CodeDecoder(config.decoder))
    batches = BatchSource(train, config.batches, config.train.seed, device)
    trainer = CodeTrainer(networks, config.codec, config.process, batches, config.train)
    parts = {"code_encoder": networks.code_encoder.config, "code_decoder": networks.code_decoder.config}
    named = {"code_decoder": config.process}, {"code_decoder": config.sampling}
    header = Header("shape_code", parts, config.codec, *named, recipe)
    look = CodeLook(trainer, config.sampling, held_out)
    return TrainingSession(trainer, header, folder, look, config.train.sample_every)


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
    trainer = PriorTrainer(prior, config.process, codes, model.codec, batches, captions, config.train)
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
