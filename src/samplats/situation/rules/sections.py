"""Which sections a situation picture has, from the reference content."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True)
class SectionKind:
    """One section of the document: its title and guidance per language, and what fills it."""

    id: str
    position: int
    title: dict[str, str]
    guidance: dict[str, str]
    required: bool
    filled_from: str


@cache
def section_kinds(document: str = "situation_picture") -> tuple[SectionKind, ...]:
    """The document's sections in order; raises `KeyError` when the document is unknown."""
    text = resources.files("samplats.situation").joinpath("reference/documents.yaml").read_text(encoding="utf-8")
    documents: dict[str, Any] = {one["id"]: one for one in yaml.safe_load(text)["documents"]}
    return tuple(
        SectionKind(one["id"], position, one["title"], one["guidance"], one["required"], one.get("filled_from", ""))
        for position, one in enumerate(documents[document]["sections"])
    )


def in_language(pair: dict[str, str], language: str) -> str:
    """The text in the language, or in Swedish."""
    return pair.get(language.split("-")[0]) or pair["sv"]
