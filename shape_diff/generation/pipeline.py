"""The Python API: prompts and pictures to clouds to meshes.

In the place of a prompt, `Request(images="chair.png")` asks by a picture and
`Request("made of red plastic", images=["front.png", "side.png"])` by words and two views of the same object.
Three lines are enough:

    pipeline = Pipeline.load()
    samples = pipeline.generate("a wooden barrel", count=2, seed=7)
    mesh = pipeline.reconstruct(samples[0].cloud)
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from shape_diff.conditioning.text import TextEncoder
from shape_diff.diffusion.condition import Condition
from shape_diff.diffusion.denoiser import Wrapper
from shape_diff.diffusion.guidance import mixed_with
from shape_diff.diffusion.rewards import Reward
from shape_diff.diffusion.sample import guided_denoise, sample_clouds
from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.diffusion.start import check_strength
from shape_diff.generation.batches import batches_of, kept_code, sampled
from shape_diff.generation.blending import MAX_POINTS, Between, blending, strip
from shape_diff.generation.code_stage import decoded, encoded
from shape_diff.generation.completion import completion, whole_frame
from shape_diff.generation.editing import Region, editing, parsed_color, recoloured, region_of_box, region_of_points
from shape_diff.generation.lineage import Lineage
from shape_diff.generation.reading import Reader
from shape_diff.generation.request import Request
from shape_diff.generation.rewarding import rewarded_cloud
from shape_diff.generation.sample import Sample, Shape, as_source
from shape_diff.generation.shape_code import ShapeCode
from shape_diff.generation.source_shape import SourceShape
from shape_diff.generation.steering import Plan, Steer, has_codes, steered_cloud
from shape_diff.generation.variation import variation
from shape_diff.geometry import Mesh, PointCloud
from shape_diff.machine.precision import resolve_device
from shape_diff.models.adapter import adapted
from shape_diff.models.adapter_use import AdapterUse
from shape_diff.models.finding import DEFAULT_MODEL
from shape_diff.models.model import Model, load_model
from shape_diff.pictures.preparing import PreparedPicture
from shape_diff.reconstruction.cloud_repair import repaired
from shape_diff.reconstruction.making import made_mesh
from shape_diff.reconstruction.mesh_options import MeshOptions
from shape_diff.reconstruction.methods import DEFAULT_METHOD, reconstruct
from shape_diff.reconstruction.options import ReconstructionOptions
from shape_diff.reconstruction.oriented_cloud import oriented_cloud
from shape_diff.reconstruction.upsampling import check_points, refined


class Pipeline:
    """A text encoder, a model (a denoiser, perhaps with an image encoder) and the reconstruction stage."""

    def __init__(self, encoder: TextEncoder, model: Model, device: torch.device) -> None:
        self.encoder, self.model, self.device = encoder, model, device
        self._reader = Reader(encoder, model)

    @classmethod
    def load(cls, model: str = DEFAULT_MODEL, device: str = "auto", download: bool = False) -> "Pipeline":
        """Load a shipped model by name or a model file by path.

        Args:
            model: its name or file.
            device: auto, cpu, cuda, cuda:N or mps.
            download: whether a frozen network that the file names may be downloaded.

        Raises:
            ValueError: an unknown model or device, or a file that is not a model.
        """
        where = resolve_device(device)
        loaded = load_model(model, where, download=download)  # first, since it is where a mistake shows
        return cls(TextEncoder.load(where), loaded, where)

    def adapted(self, *adapters: str | Path | AdapterUse) -> "Pipeline":
        """A pipeline whose model has adapters, as `shape-diff adapt` makes them; this one stays without.

        Args:
            adapters: FILE or FILE:STRENGTH, as in "style.safetensors:0.7"; the effects of several add up.

        Raises:
            ValueError: an adapter cannot be read or belongs to another model, or a strength is no number.
        """
        return Pipeline(self.encoder, adapted(self.model, [AdapterUse.of(one) for one in adapters]), self.device)

    def generate(
        self,
        prompts: str | Request | Sequence[str | Request],
        count: int | None = None,
        seed: int | None = None,
        settings: SamplingSettings | Mapping[str, Any] | None = None,
        negative: str | None = None,
        keep_steps: bool | None = None,
        wrappers: Sequence[Wrapper] = (),
        on_step: Callable[[int, int], None] | None = None,
    ) -> list[Sample]:
        """Sample clouds from prompts and pictures; see `stream` for all arguments and what is raised."""
        return list(self.stream(prompts, count, seed, settings, negative, keep_steps, wrappers, on_step))

    def stream(
        self,
        prompts: str | Request | Sequence[str | Request],
        count: int | None = None,
        seed: int | None = None,
        settings: SamplingSettings | Mapping[str, Any] | None = None,
        negative: str | None = None,
        keep_steps: bool | None = None,
        wrappers: Sequence[Wrapper] = (),
        on_step: Callable[[int, int], None] | None = None,
    ) -> Iterator[Sample]:
        """Sample clouds from prompts and pictures, each handed over when it is done.

        Sample k of a prompt has seed `seed + k`, whatever else is generated beside it.

        Args:
            prompts: one prompt or several; a prompt is short for `Request(prompt)`.
            count: samples of each request, in the place of what it says itself; so are the next four.
            seed: seed of the first sample of each request, 0 to 2**32 - count.
            settings: points, sampler, steps and guidance, or some of them, as in {"steps": 16}; the others are what
                the model recommends.
            negative: what to guide away from; empty for plain guidance.
            keep_steps: keep the denoising run of every sample, at most 72 MB each.
            wrappers: denoiser -> denoiser, applied to the guided denoiser, the first one innermost.
            on_step: called with (sampler steps done, all sampler steps), counted over batches.

        Returns:
            All samples of the first request, then of the second and so on.

        Raises:
            ValueError: at once for neither prompt nor picture, an overlong prompt, wrong settings, a count below 1 or a
                wrong seed; when its turn comes, for something that is not a picture and pictures for a model that
                takes none.
            OSError: when its turn comes, a picture's file cannot be read.
        """
        asked = [prompts] if isinstance(prompts, str | Request) else prompts
        if not isinstance(asked, Sequence) or not all(isinstance(one, str | Request) for one in asked):
            raise ValueError(f"what is made is said by a text, a Request or a list of them, got {prompts!r}")
        if not asked:
            raise ValueError("there is no prompt; describe at least one object")
        given = {"count": count, "seed": seed, "negative": negative, "keep_steps": keep_steps, "sampling": settings}
        requests = [_asked(one, given).checked() for one in asked]
        return sampled(self._reader, batches_of(requests, self.settings, self.device), wrappers, on_step)

    def settings(self, request: Request) -> SamplingSettings:
        """How a request is sampled: as the model recommends, where it says nothing else.

        Raises:
            ValueError: settings that are wrong, or that the model cannot follow.
        """
        return self.model.header.checked(request.settings(self.model.sampling))

    def encode(self, cloud: PointCloud) -> ShapeCode:
        """The code of any cloud, which knows where the cloud stood; normals are estimated where they are missing.

        Raises:
            ValueError: the model has no shape codes, or no surface can be made of the cloud (fewer points than a code
                has, points in a line, values that are not finite).
        """
        identity = self.model.code_id
        oriented, frame = oriented_cloud(repaired(cloud), two_sided=False)
        return ShapeCode(encoded(self.model, oriented).cpu().numpy(), identity, frame)

    def decode(
        self, code: ShapeCode, points: int | None = None, seed: int = 0, settings: SamplingSettings | None = None
    ) -> PointCloud:
        """A cloud of the shape that a code stands for, where that stood.

        Args:
            code: of this model's networks.
            points: how many; as many as the model recommends, if not said.
            seed: of the points' noise; the shape is the code's whatever it is.
            settings: sampler and steps; what the model recommends, if not given.

        Raises:
            ValueError: the model has no shape codes, or others.
        """
        model = self.model
        if code.networks != model.code_id:
            raise ValueError(f"the code belongs to other networks ({code.networks}) than the model's ({model.code_id})")
        told = decoded(
            model,
            torch.from_numpy(code.tokens)[None].to(self.device),
            (settings or model.sampling).changed({"points": points}),
        )
        cloud = sample_clouds(model.denoiser, model.codec, told.condition, [seed], told.settings)[0]
        return PointCloud(code.frame.restore(cloud.xyz), cloud.rgb, cloud.normals)

    def vary(
        self,
        shape: Shape,
        strength: float = 0.5,
        words: str | Request = "",
        count: int | None = None,
        seed: int | None = None,
        settings: SamplingSettings | None = None,
        rewards: Sequence[Reward] = (),
    ) -> Iterator[Sample]:
        """More like a shape, where that stands; what is not said in words or pictures is taken from its manifest.

        Args:
            shape: a sample, a cloud, or the path of a sample's manifest, of a cloud or of a mesh.
            strength: 0 gives it back bit by bit, 1 forgets it.
            words: what the results are; a `Request` may show pictures, too.
            count: how many, 1 if not said; so is the next.
            seed: of the first, 0 if not said.
            settings: points, sampler, steps and guidance. Without them, and without a number of points in a `Request`,
                the points are the shape's, at most as many as the model recommends.
            rewards: what is to be higher, too.

        Raises:
            ValueError: at once for a shape that cannot be read, a strength outside 0..1 or wrong settings.
            OSError: a file cannot be read.
        """
        check_strength(strength)
        source = as_source(shape)
        request = self._told(words, source, count, seed, settings)
        arguments = {"strength": strength}
        if strength == 0:
            return self._given_back(request, Lineage("vary", (source.parent,), arguments), source)
        plan = variation(self.model, source, strength, self._points(request, len(source.cloud)))
        return self._steered(request, Lineage("vary", (source.parent,), arguments), plan, rewards)

    def edit(
        self,
        shape: Shape,
        words: str | Request = "",
        box: Sequence[float] | None = None,
        points: np.ndarray | None = None,
        color: str | None = None,
        strength: float = 1.0,
        count: int | None = None,
        seed: int | None = None,
        settings: SamplingSettings | None = None,
    ) -> Iterator[Sample]:
        """A shape with the inside of a region made anew; nothing outside moves, bit by bit.

        Args:
            shape: as for `vary`.
            words: what the whole is with the edit.
            box: the region as x0 y0 z0 x1 y1 z1 in the shape's coordinates; or else
            points: the numbers of its points, from 0.
            color: paint the region in this colour, like #a33, and sample nothing.
            strength: how much of what is inside is forgotten; 0 gives the shape back.
            count: as for `vary`; so are the next two.
            seed: of the first.
            settings: of sampling.

        Raises:
            ValueError: not one region, one that holds nothing or everything, or what `vary` refuses; when its turn
                comes, nothing was made inside.
            OSError: a file cannot be read.
        """
        check_strength(strength)
        source = as_source(shape)
        region = _region(source.cloud, box, points)
        request = self._told(words, source, count, seed, settings)
        low, high = ([float(value) for value in corner] for corner in (region.low, region.high))
        arguments = {"box": [*low, *high], "points": int(region.inside.sum()), "color": color, "strength": strength}
        lineage = Lineage("edit", (source.parent,), arguments)
        if color is not None:
            painted = recoloured(source.cloud, region, parsed_color(color))
            return self._given_back(replace(request, count=1), lineage, replace(source, cloud=painted, code=None))
        if strength == 0:
            return self._given_back(request, lineage, source)
        plan = editing(self.model, source, region, strength, self._points(request, len(source.cloud)))
        return self._steered(request, lineage, plan)

    def complete(
        self,
        part: Shape,
        words: str | Request = "",
        whole: Sequence[float] | None = None,
        share: float = 0.5,
        denoise: bool = False,
        count: int | None = None,
        seed: int | None = None,
        settings: SamplingSettings | None = None,
        rewards: Sequence[Reward] = (),
    ) -> Iterator[Sample]:
        """Wholes that contain a part, bit by bit.

        Args:
            part: as for `vary`: a scan of one side, a cloud with a hole, half a chair.
            words: what the whole is.
            whole: the box x0 y0 z0 x1 y1 z1 that the whole fills; see `completion.whole_frame`.
            share: of the whole's surface that the part covers, which decides how many points are new.
            denoise: let the points of a noisy scan settle on a surface.
            count: as for `vary`; so are the next three.
            seed: of the first.
            settings: of sampling.
            rewards: what is to be higher, too.

        Raises:
            ValueError: the part reaches out of the whole, or what `vary` refuses.
            OSError: a file cannot be read.
        """
        source = as_source(part)
        source = replace(source, frame=whole_frame(source.cloud, whole), code=None)
        request = self._told(words, source, count, seed, settings)
        plan = completion(self.model, source, self._points(request), share, denoise)
        box = [float(value) for value in source.frame.restore(np.array([[-1.0] * 3, [1.0] * 3])).ravel()]
        arguments = {"whole": box if whole is None else [*map(float, whole)], "share": share, "denoise": denoise}
        return self._steered(request, Lineage("complete", (source.parent,), arguments), plan, rewards)

    def blend(
        self,
        shapes: Sequence[Shape],
        steps: int = 7,
        seed: int | None = None,
        settings: SamplingSettings | Mapping[str, Any] | None = None,
    ) -> Iterator[Sample]:
        """A strip of shapes over two or more, which come back as they are at their own places.

        Args:
            shapes: each as for `vary`.
            steps: shapes of the strip, both ends counted.
            seed: of the noise that all share, 0 if not said.
            settings: of sampling, or those that differ from what the model recommends; points are at most MAX_POINTS.

        Raises:
            ValueError: fewer than two shapes, fewer steps than shapes, or what `vary` refuses.
            OSError: a file cannot be read.
        """
        places = strip(len(shapes), steps)
        sources = [as_source(shape) for shape in shapes]
        requests = [self._told("", source, 1, seed, settings) for source in sources]
        return self._blended(places, sources, requests)

    def _blended(self, places: list[Between], sources: list[SourceShape], requests: list[Request]) -> Iterator[Sample]:
        for place in places:
            pair = sources[place.first], sources[place.first + 1]
            first, second = requests[place.first], requests[place.first + 1]
            lineage = Lineage("blend", tuple(shape.parent for shape in pair), {"share": round(place.share, 6)})
            if place.share in (0, 1):
                yield from self._given_back(replace(first, prompt=""), lineage, pair[int(place.share)])
                continue
            points = min(self._points(first, *(len(shape.cloud) for shape in pair)), MAX_POINTS)
            plan = blending(self.model, pair, place.share, points)
            if not has_codes(self.model) and (first.prompt or second.prompt):
                other, settings = self._reader.row(second), self._unguided(second)
                denoise = guided_denoise(self.model.denoiser, other.condition, other.negative, settings)
                plan = replace(plan, steer=plan.steer.also(mixed_with(denoise, place.share)))
            for sample in self._steered(first, lineage, plan):
                yield replace(sample, prompt="")

    def refine(self, shape: Shape, points: int = 50_000) -> Sample:
        """More points on the surface of a shape, its own among them, with cleaner normals; nothing is sampled.

        Args:
            shape: as for `vary`; a mesh is drawn from anew.
            points: how many.

        Raises:
            ValueError: the shape cannot be read, or the number of points is wrong.
            OSError: a file cannot be read.
        """
        start = time.perf_counter()
        check_points(points)
        source = as_source(shape, points)
        cloud = refined(source.cloud, points)
        lineage = Lineage("refine", (source.parent,), {"points": points})
        return Sample(source.prompt, 0, cloud, seconds=time.perf_counter() - start, lineage=lineage)

    def reward(self, request: Request, rewards: Sequence[Reward]) -> Iterator[Sample]:
        """What `stream` makes of a request, steered so that rewards are higher.

        Raises:
            ValueError: as for `stream`; when its turn comes, a reward gives no finite numbers.
        """
        request = request.checked()
        return self._steered(request, Lineage("generate"), Plan(Steer(), self.settings(request).points), rewards)

    def _told(
        self,
        words: str | Request,
        source: SourceShape,
        count: int | None,
        seed: int | None,
        settings: SamplingSettings | Mapping[str, Any] | None,
    ) -> Request:
        """What is asked of a shape; without words or pictures, the words that it was made from."""
        request = _asked(words, {"count": count, "seed": seed, "sampling": settings})
        if not request.prompt.strip() and not request.has_images:
            request = replace(request, prompt=source.prompt)
        self.settings(request)  # says what is wrong with them at once
        return request.checked(needs_object=False)

    def _points(self, request: Request, *at_most: int) -> int:
        """Rows that are sampled: the wish of the request, or what the model recommends, or fewer."""
        points = self.settings(request).points
        is_wish = isinstance(request.sampling, SamplingSettings) or request.sampling.get("points") is not None
        return points if is_wish else min([points, *at_most])

    def _unguided(self, request: Request) -> SamplingSettings:
        """How a request is sampled; guidance has no sense without words, pictures or a negative prompt."""
        settings = self.settings(request)
        says_something = request.prompt.strip() or request.has_images or request.negative.strip()
        return settings if says_something else settings.changed({"guidance": 1.0})

    def _given_back(self, request: Request, lineage: Lineage, source: SourceShape) -> Iterator[Sample]:
        """Samples that are the shape itself."""
        for seed in range(request.seed, request.seed + request.count):
            yield Sample(request.prompt, seed, source.cloud, code=source.code, lineage=lineage)

    def _steered(
        self, request: Request, lineage: Lineage, plan: Plan, rewards: Sequence[Reward] = ()
    ) -> Iterator[Sample]:
        """The samples of a plan, one by one."""
        row = self._reader.row(request)
        settings = self._unguided(request).changed({"points": plan.points})
        draw = partial(steered_cloud, self.model, row.condition, row.negative)
        for seed in range(request.seed, request.seed + request.count):
            start = time.perf_counter()
            cloud, code, values = rewarded_cloud(self.model, draw, seed, settings, plan.steer, rewards)
            yield Sample(
                request.prompt,
                seed,
                plan.finish(cloud),
                pictures=row.pictures,
                seconds=time.perf_counter() - start,
                code=None if code is None else kept_code(self.model, code),
                lineage=replace(lineage, rewards=values),
                settings=settings,
            )

    def _kept(self, code: Tensor) -> ShapeCode:
        return ShapeCode(code.cpu().numpy(), self.model.code_id)

    def condition(self, prompt: str, pictures: Sequence[PreparedPicture] = ()) -> Condition:
        """The condition of one object, one row: of its prompt, of its pictures, or of both joined.

        Raises:
            ValueError: neither prompt nor picture, an overlong prompt, or more pictures than the model takes.
        """
        return self._reader.condition(prompt, pictures)

    def check_pictures(self, pictures: Sequence[PreparedPicture]) -> None:
        """Raise ValueError for pictures that are shown to a model which takes text alone."""
        self._reader.check_pictures(pictures)

    def reconstruct(
        self, cloud: PointCloud | Sample, method: str = DEFAULT_METHOD, options: ReconstructionOptions | None = None
    ) -> Mesh:
        """The coloured surface of a cloud, in the cloud's coordinates; see `reconstruction.methods.reconstruct`."""
        return reconstruct(_cloud_of(cloud), method, options)

    def mesh(self, cloud: PointCloud | Sample, options: MeshOptions | None = None) -> Mesh:
        """The surface of a cloud, finished: with few faces unless the options say otherwise, in its coordinates.

        Raises:
            ValueError: no surface can be made of the cloud, or no solid where one is asked for.
        """
        options = options or MeshOptions()
        return made_mesh(_cloud_of(cloud), options, self.reconstruct)


def _cloud_of(cloud: PointCloud | Sample) -> PointCloud:
    if isinstance(cloud, Sample):
        return cloud.cloud
    if not isinstance(cloud, PointCloud):
        raise ValueError(f"a mesh is made of a PointCloud or a Sample, got {type(cloud).__name__}; see PointCloud(xyz)")
    return cloud


def _region(cloud: PointCloud, box: Sequence[float] | None, points: np.ndarray | None) -> Region:
    """The one region that is said."""
    if box is not None and points is None:
        return region_of_box(cloud, box)
    if points is not None and box is None:
        return region_of_points(cloud, points)
    raise ValueError("say what is edited by either a box or the numbers of points")


def _asked(request: str | Request, given: Mapping[str, Any]) -> Request:
    """A request with what is given in the place of its own fields; a prompt is short for one."""
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    return replace(Request(request) if isinstance(request, str) else request, **changes)
