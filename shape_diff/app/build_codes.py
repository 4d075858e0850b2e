"""From an experiment's configuration to a session that trains shape codes the prior over them, or their scorer."""

from dataclasses import dataclass, replace
from typing import Any, cast

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.app.config import as_plain
from shape_diff.conditioning.text import TextEncoder
from shape_diff.data.batches import BatchSource
from shape_diff.data.dataset import ShapeDataset
from shape_diff.data.joining import load_views
from shape_diff.data.picture_batches import ViewSource
from shape_diff.diffusion.condition import Condition
from shape_diff.machine.precision import resolve_device
from shape_diff.models.header import Header
from shape_diff.models.model import Model, load_model
from shape_diff.models.table import build_network
from shape_diff.networks.code_autoencoder import CodeAutoencoder
from shape_diff.networks.code_encoder import CodeEncoder
from shape_diff.networks.code_points import CodeDecoder
from shape_diff.networks.code_scorer import CodeScorer, CodeScorerConfig
from shape_diff.networks.code_transformer import CodeTransformer, CodeTransformerConfig
from shape_diff.networks.image_encoder import ImageEncoder, ImageEncoderConfig
from shape_diff.networks.joint import JointNetworks
from shape_diff.training.captions import CaptionBank
from shape_diff.training.opening import first_captions, opened, prompts_of, started_from
from shape_diff.training.run_folder import RunFolder
from shape_diff.training.session import TrainingSession
from shape_diff.training.tasks.shape_code.config import (
    CodeExperimentConfig,
    PriorExperimentConfig,
    ScorerExperimentConfig,
)
from shape_diff.training.tasks.shape_code.encoded_batches import EncodedBatches, check_reader
from shape_diff.training.tasks.shape_code.looks import CodeLook, PriorLook, codes_of
from shape_diff.training.tasks.shape_code.prior_trainer import PriorTrainer
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
        codec, before = model.codec, model.header
        process = before.process | {"code_decoder": config.process}
        guidance = {"guidance": before.points_sampling.guidance}  # the prior's, where there is one
        sampling = before.sampling | {"code_decoder": config.sampling.changed(guidance)}
        header = replace(before, process=process, sampling=sampling, recipe=recipe)
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


@dataclass(frozen=True)
class Beginning:
    """What training over the codes of a model begins with.

    Attributes:
        model: whose codes they are.
        folder: of the run.
        recipe: so far.
        encoded: training shapes as codes.
        encoder: of sentences.
        captions: of the training shapes.
        train: shapes that are learned.
        held_out: shapes that are not.
        codes: (v, t, w) of the latter.
        told: the first caption of each.
    """

    model: Model
    folder: RunFolder
    recipe: dict[str, Any]
    encoded: EncodedBatches
    encoder: TextEncoder
    captions: CaptionBank
    train: ShapeDataset
    held_out: ShapeDataset
    codes: Float[Tensor, "v t w"]
    told: Condition

    @classmethod
    def of(
        cls, config: PriorExperimentConfig | ScorerExperimentConfig, kinds: tuple[str, ...],
        unbent: int = 0, reuse: int = 1,
    ) -> "Beginning":  # fmt: skip
        """For a run that starts from a model of one of the kinds; see `BatchSource` and `EncodedBatches`."""
        device = resolve_device(config.device)
        train, held_out, folder, recipe = opened(config, as_plain(config))
        model = load_model(config.start_from, device, kinds)
        batches = BatchSource(train, config.batches, config.train.seed, device, unbent)
        encoder = TextEncoder.load(device)
        networks = CodeAutoencoder.of(model.networks)
        encoded = EncodedBatches.of(networks, model.codec, batches, config.train.compile, reuse)
        captions = CaptionBank(batches.captions, encoder, device, config.caption_cache)
        told = CaptionBank(first_captions(held_out), encoder, device, config.caption_cache)
        codes = codes_of(encoded.networks, model.codec, held_out, config.batches.points, device)
        first = told.select(torch.arange(len(held_out)))
        return cls(model, folder, recipe, encoded, encoder, captions, train, held_out, codes, first)

    def network(
        self, role: str, config: CodeTransformerConfig | CodeScorerConfig | ImageEncoderConfig, seed: int
    ) -> nn.Module:
        """The model's network of a role, to be taught on, or one that knows nothing."""
        if role in self.model.networks:
            return self.model.networks[role].train().requires_grad_(True)
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            return build_network(config)


def build_prior_session(config: PriorExperimentConfig) -> TrainingSession:
    """A session that trains the prior over the codes of a model; ValueError as for `build_session`.

    Its model file holds the code's networks too, so it is all that generation needs.
    """
    unbent = config.pictures.rows(config.batches.size)
    begun = Beginning.of(config, ("shape_code", "generator"), unbent, config.train.reuse)
    model, encoded, device = begun.model, begun.encoded, begun.encoded.batches.device
    prior = cast(CodeTransformer, begun.network("prior", config.prior, config.train.seed))
    check_reader("prior", prior.config, encoded.networks, config.batches.points)
    eye, recipe = _image_encoder(begun, config)
    eyes = {} if eye is None else {"image_encoder": eye.config}
    pictures, views = None, None
    if eye is not None:
        options, max_views = config.pictures, eye.config.max_views
        seen, unseen = (load_views(config.data_folders, shapes.records) for shapes in (begun.train, begun.held_out))
        pictures = ViewSource(seen, options, config.batches.size, config.train.seed, max_views, device)
        views = unseen.pixels[:, 0].to(device)
        recipe["views_sha256"] = seen.sha256
    kept = _others(model, "prior", *eyes)
    trainer = PriorTrainer(
        JointNetworks(prior, eye), config.process, encoded, begun.captions, kept, config.train, pictures
    )
    prompts = prompts_of(config, begun.held_out)
    points = model.header.sampling["code_decoder"].changed({"guidance": config.sampling.guidance})
    header = replace(
        model.header,
        kind="generator",
        networks=model.header.networks | {"prior": prior.config} | eyes,
        process=model.header.process | {"prior": config.process},
        sampling={"code_decoder": points, "prior": config.sampling},
        recipe=begun.recipe | recipe | {"code": model.recipe},
    )
    look = PriorLook(
        trainer,
        encoded.networks,
        model.codec,
        model.header.process["code_decoder"],
        (config.sampling, points),
        begun.codes,
        begun.told,
        prompts,
        begun.encoder.encode(prompts),
        views,
    )
    return TrainingSession(trainer, header, begun.folder, look, config.train.sample_every)


def _image_encoder(begun: Beginning, config: PriorExperimentConfig) -> tuple[ImageEncoder | None, dict[str, Any]]:
    """What learns to see, and where it is from: nothing, the model's, that of `pictures_from`, or one that is new."""
    if not config.pictures.share:
        return None, {}
    if begun.model.image_encoder is None and config.pictures_from:
        other = load_model(config.pictures_from, begun.encoded.batches.device)
        if other.image_encoder is None:
            raise ValueError(f"pictures_from={config.pictures_from} takes no pictures")
        return other.image_encoder.train().requires_grad_(True), {"pictures_from": {"sha256": other.sha256}}
    return cast(ImageEncoder, begun.network("image_encoder", config.image_encoder, config.train.seed)), {}


def build_scorer_session(config: ScorerExperimentConfig) -> TrainingSession:
    """A session that teaches a generator with shape codes to score them; ValueError as for `build_session`.

    Its model file is that generator with the scorer beside.
    """
    begun = Beginning.of(config, ("generator",))
    model, encoded = begun.model, begun.encoded
    scorer = cast(CodeScorer, begun.network("code_scorer", config.scorer, config.train.seed))
    check_reader("scorer", scorer.config, encoded.networks, config.batches.points)
    trainer = ScorerTrainer(scorer, encoded, begun.captions, _others(model, "code_scorer"), config.train)
    header = replace(
        model.header,
        networks=model.header.networks | {"code_scorer": scorer.config},
        recipe=begun.recipe | {"generator": model.recipe},
    )
    look = ScorerLook(trainer, begun.codes, begun.told.pooled)
    return TrainingSession(trainer, header, begun.folder, look, config.train.sample_every)
