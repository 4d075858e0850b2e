"""Patch features of a published vision transformer that is not trained further: CLIP's vision tower or DINOv2."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from jaxtyping import Float
from torch import Tensor, nn

from shape_diff.networks.layers import rms_norm

if TYPE_CHECKING:
    from transformers import PreTrainedModel


@dataclass(frozen=True)
class _Family:
    """What a kind of model was trained on, for checkpoints that do not say so."""

    model: str
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    side: int | None


_CLIP = _Family("CLIPVisionModel", (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711), None)
# The side in its configuration, 518, is that of the last stage of its training; its own preprocessing crops to 224.
_DINOV2 = _Family("Dinov2Model", (0.485, 0.456, 0.406), (0.229, 0.224, 0.225), 224)
_NOT_HERE = "that was downloaded to this machine before (a download has to be asked for)"
_FAMILIES = {"clip": _CLIP, "clip_vision_model": _CLIP, "dinov2": _DINOV2}


class FrozenVision(nn.Module):
    """A frozen vision transformer: pictures in, one feature vector a patch out.

    Attributes:
        width: length of a feature vector.
        side: pixels of a picture's side as the model sees it.
        grid: patches along a side.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, model: "PreTrainedModel", side: int, mean: Sequence[float], std: Sequence[float]) -> None:
        """Freeze a model whose last hidden state is a class token and then the patches, row by row."""
        super().__init__()
        self.model = model.eval().requires_grad_(False)
        self.width = int(model.config.hidden_size)
        self.grid = side // int(model.config.patch_size)
        self.side = self.grid * int(model.config.patch_size)
        self.register_buffer("mean", torch.tensor(mean).reshape(3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(std).reshape(3, 1, 1), persistent=False)

    @classmethod
    def load(cls, name_or_folder: str, download: bool = False) -> "FrozenVision":
        """Load from a folder as `save_pretrained` writes it, or by its name on the Hugging Face hub.

        Without `download` nothing is asked of the network: what was downloaded before is found by its name too. Code
        that comes with a checkpoint is never run.

        Raises:
            ValueError: it is not there, cannot be downloaded, is damaged, or is a model of another kind.
        """
        import transformers  # takes seconds to import

        transformers.logging.set_verbosity_error()
        transformers.logging.disable_progress_bar()
        try:
            config = transformers.AutoConfig.from_pretrained(name_or_folder, **_source(download))
        except (OSError, ValueError) as error:
            raise ValueError(
                f"no vision model could be loaded from {name_or_folder!r}: it is neither a folder with a config.json "
                f"nor a model {'that can be downloaded from the Hugging Face hub now' if download else _NOT_HERE}"
            ) from error
        family = _FAMILIES.get(config.model_type)
        if family is None:
            known = ", ".join(_FAMILIES)
            raise ValueError(f"{name_or_folder!r} is a model of the type {config.model_type}; use one of {known}")
        model = _with_weights(getattr(transformers, family.model), name_or_folder, download)
        own = _preprocessing(name_or_folder, download)
        side = int(model.config.image_size) if family.side is None else _side(own) or family.side
        return cls(model, side, own.get("image_mean") or family.mean, own.get("image_std") or family.std)

    def train(self, mode: bool = True) -> "FrozenVision":
        """Stays in evaluation mode, whatever holds it."""
        return super().train(False)

    @torch.no_grad()
    def forward(self, rgb: Float[Tensor, "n 3 s s"]) -> Float[Tensor, "n t w"]:
        """Square pictures in [0, 1] -> the features of grid * grid patches, row by row, each of unit variance."""
        size = (self.side, self.side)
        resized = torch.nn.functional.interpolate(rgb, size, mode="bicubic", antialias=True).clamp(0, 1)
        states = self.model(pixel_values=(resized - self.mean) / self.std).last_hidden_state
        return rms_norm(states[:, 1:])


def _source(download: bool) -> dict[str, bool]:
    """What every loader of transformers is told: where files may come from, and that no code comes with them."""
    return {"local_files_only": not download, "trust_remote_code": False}


def _with_weights(model_class: Any, name_or_folder: str, download: bool) -> "PreTrainedModel":
    """The model, with every weight from the checkpoint: transformers would draw missing ones at random."""
    try:
        model, info = model_class.from_pretrained(name_or_folder, output_loading_info=True, **_source(download))
    except Exception as error:
        # Which errors a damaged file raises depends on its format.
        raise ValueError(f"the weights of {name_or_folder!r} are missing, damaged or cannot be downloaded") from error
    if info["missing_keys"] or info["mismatched_keys"]:
        raise ValueError(f"the weights of {name_or_folder!r} do not fit its configuration")
    return model


def _preprocessing(name_or_folder: str, download: bool) -> dict[str, Any]:
    """The model's preprocessor_config.json, empty where it has none."""
    from transformers.image_processing_base import ImageProcessingMixin

    try:
        return ImageProcessingMixin.get_image_processor_dict(name_or_folder, **_source(download))[0]
    except OSError:
        return {}


def _side(preprocessing: dict[str, Any]) -> int | None:
    """Pixels of the side that pictures are cropped or else resized to; None where that is not said."""
    for name in ("crop_size", "size"):
        size = preprocessing.get(name)
        if isinstance(size, dict):
            size = size.get("height") or size.get("shortest_edge")
        if size:
            return int(size)
    return None
