"""Who made the meshes that data and models are made of, under which licences."""

from collections import Counter
from collections.abc import Mapping, Sequence

from shape_diff.data.captions import Credit

LICENSE_LINKS = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-3.0": "https://creativecommons.org/licenses/by/3.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "BSD-3-Clause": "https://opensource.org/license/bsd-3-clause",
    "MIT-0": "https://opensource.org/license/mit-0",
    "MIT": "https://opensource.org/license/mit",
}
FREE_OF_CREDIT = {"CC0-1.0"}
"""Licences that ask for no credit; their authors are named all the same."""


def credits_text(sets: Mapping[str, Sequence[Credit]]) -> str:
    """Markdown that names every author with licence, packs and number of meshes.

    Args:
        sets: what each captions file says of its meshes, by the name of the data set.

    Raises:
        ValueError: a mesh has no author or no licence.
    """
    for name, credits in sets.items():
        nameless = [credit.id for credit in credits if not credit.author or not credit.license]
        if nameless:
            raise ValueError(f"{len(nameless)} meshes of {name} lack an author or a licence, such as {nameless[0]!r}")
    everyone = [credit for credits in sets.values() for credit in credits]
    licenses = Counter(credit.license for credit in everyone)
    ordered = sorted(licenses, key=lambda license: (license in FREE_OF_CREDIT, license))
    lines = ["# Credits", "", _introduction(sets), ""]
    for license in ordered:
        lines += _section(license, [credit for credit in everyone if credit.license == license])
    return "\n".join(lines)


def _introduction(sets: Mapping[str, Sequence[Credit]]) -> str:
    parts = ", ".join(f"{name} ({len(credits):,})" for name, credits in sets.items())
    return (
        f"The meshes of {parts} were made by the people below. They were normalised, simplified and sampled to points "
        "here; models trained on them are derived from their work."
    )


def _section(license: str, credits: Sequence[Credit]) -> list[str]:
    link = LICENSE_LINKS.get(license)
    title = f"[{license}]({link})" if link else license
    rows = [f"## {title}: {len(credits):,} meshes", "", "| author | meshes | packs |", "|---|---|---|"]
    counts = Counter(credit.author for credit in credits)
    for author in sorted(counts, key=lambda author: (-counts[author], author.lower())):
        packs = sorted({credit.pack for credit in credits if credit.author == author and credit.pack})
        rows.append(f"| {_cell(author)} | {counts[author]} | {_cell(', '.join(packs))} |")
    return [*rows, ""]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
