"""Text that the window's font can draw."""

import unicodedata


def drawable(text: str) -> str:
    """`text` in Latin-1 on one line: Open3D's font has no other letters and shows them as question marks anyway."""
    composed = unicodedata.normalize("NFC", text)
    letters = (letter if ord(letter) < 256 else _plain(letter) for letter in composed)
    return "".join(letter if letter.isprintable() else " " for letter in "".join(letters))


def shortened(text: str, length: int) -> str:
    """At most `length` drawable characters, cut with dots."""
    text = drawable(text)
    return text if len(text) <= length else text[: max(0, length - 3)].rstrip() + "..."


def wrapped(text: str, width: int) -> str:
    """Drawable lines of at most `width` characters; labels do not wrap by themselves."""
    lines = [""]
    for word in drawable(text).split():
        pieces = [word[start : start + width] for start in range(0, len(word), width)]
        for piece in pieces:
            if lines[-1] and len(lines[-1]) + 1 + len(piece) > width:
                lines.append("")
            lines[-1] += f" {piece}" if lines[-1] else piece
    return "\n".join(lines)


def two_lines(text: str, width: int) -> str:
    """Exactly two drawable lines, so that rows of titles are of one height; what does not fit is cut with dots."""
    first, _, rest = wrapped(text, width).partition("\n")
    return f"{first}\n{shortened(' '.join(rest.split()), width)}"


def _plain(letter: str) -> str:
    """The letter without its accents, a look-alike, or a question mark."""
    known = {"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "−": "-"}  # fmt: skip
    base = unicodedata.normalize("NFKD", letter)
    return known.get(letter) or "".join(part for part in base if ord(part) < 256) or "?"
