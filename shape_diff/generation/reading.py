"""Requests as a model reads them: their words encoded, their pictures seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from shape_diff.conditioning.images import encode_pictures
from shape_diff.conditioning.text import TextEncoder
from shape_diff.diffusion.condition import Condition
from shape_diff.generation.request import Request
from shape_diff.models.finding import DEFAULT_MODEL
from shape_diff.models.model import Model
from shape_diff.pictures.preparing import PreparedPicture


@dataclass(frozen=True)
class Row:
    """A request as the model reads it: pictures, and conditions of one row to approach and to keep away from."""

    pictures: tuple[PreparedPicture, ...]
    condition: Condition
    negative: Condition | None


@dataclass(frozen=True)
class Reader:
    """What turns requests into conditions.

    Attributes:
        encoder: of words.
        model: whose image encoder sees the pictures.
    """

    encoder: TextEncoder
    model: Model

    def row(self, request: Request) -> Row:
        """What a request asks for and keeps away from; nothing where it neither names nor shows an object."""
        shown = request.pictures()
        negative = self.encoder.encode([request.negative]) if request.negative.strip() else None
        if not shown and not request.prompt.strip():
            return Row((), self.encoder.encode(["anything"]).null(), negative)
        return Row(shown, self.condition(request.prompt, shown), negative)

    def condition(self, prompt: str, pictures: Sequence[PreparedPicture] = ()) -> Condition:
        """The condition of one object, one row: of its prompt, of its pictures, or of both joined.

        Raises:
            ValueError: neither prompt nor picture, an overlong prompt, or more pictures than the model takes.
        """
        self.check_pictures(pictures)
        parts = [self.encoder.encode([prompt])] if prompt.strip() or not pictures else []
        if pictures and self.model.image_encoder is not None:
            parts.append(encode_pictures(self.model.image_encoder, pictures, self.encoder.device))
        return Condition.joined(parts) if len(parts) > 1 else parts[0]

    def check_pictures(self, pictures: Sequence[PreparedPicture]) -> None:
        """Raise ValueError for pictures that are shown to a model which takes text alone."""
        if pictures and self.model.image_encoder is None:
            raise ValueError(
                f"the model '{self.model.name}' takes text alone; pictures need a model such as {DEFAULT_MODEL}"
            )
