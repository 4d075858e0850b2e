"""What to make, from files: prompts from a list, and a sample once more from its manifest."""

import sys
from dataclasses import dataclass
from pathlib import Path

from shape_diff.diffusion.settings import SamplingSettings
from shape_diff.generation.manifest import read_manifest
from shape_diff.models.adapter_use import AdapterUse


def read_prompts(path: Path) -> list[str]:
    """One prompt a line; empty lines and those that begin with # are left out. `-` reads the standard input.

    Raises:
        ValueError: it is a folder or not text in UTF-8, or there is no prompt in it.
        OSError: it cannot be read.
    """
    if path.is_dir():
        raise ValueError(f"{path} is a folder; give a text file with a prompt a line")
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not a text file in UTF-8 with a prompt a line") from error
    prompts = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    if not prompts:
        raise ValueError(f"{path} has no prompt; write one a line")
    return prompts


@dataclass(frozen=True)
class Recorded:
    """How a sample was made, as its manifest says.

    Attributes:
        prompt: its words.
        seed: of its noise.
        negative: what it was kept away from.
        settings: of sampling.
        model_sha256: of the model file that made it.
        adapters: of that model.
        pictures: hashes of what the model was shown; the pictures themselves are not kept.
    """

    prompt: str
    seed: int
    negative: str
    settings: SamplingSettings
    model_sha256: str
    adapters: tuple[AdapterUse, ...]
    pictures: tuple[str, ...]


def read_recorded(path: Path) -> Recorded:
    """Read a manifest that `generate` wrote.

    Raises:
        ValueError: it is none, or the sample was made of another shape or with rewards, which it does not hold.
        OSError: it cannot be read.
    """
    try:
        manifest = read_manifest(path)
        if manifest["lineage"] is not None:
            how = manifest["lineage"]["operation"]
            raise ValueError(f"it was made by {how} from what the manifest does not hold; only plain samples can be")
        settings = {key: value for key, value in manifest["settings"].items() if key != "negative"}
        return Recorded(
            str(manifest["prompt"]),
            int(manifest["seed"]),
            str(manifest["settings"]["negative"]),
            SamplingSettings(**settings),
            str(manifest["model"]["sha256"]),
            tuple(AdapterUse(**one) for one in manifest.get("adapters", [])),
            tuple(str(image["sha256"]) for image in manifest["images"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what: object = error
        if isinstance(error, KeyError):
            what = f"it lacks {error}"
        elif not isinstance(error, ValueError):  # says what Python missed, not what is wrong with the file
            what = "its fields are not those that generate writes"
        raise ValueError(f"{path} cannot be repeated: {what}") from error
