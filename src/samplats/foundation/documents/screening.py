"""Characters that the shipped fonts lack are replaced before a document is set, never dropped in silence."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path
from typing import Any

COVERAGE = Path(__file__).resolve().parent / "fonts" / "coverage.txt"
REPLACEMENT = "□"


@lru_cache(maxsize=1)
def _ranges() -> tuple[list[int], list[int]]:
    pairs = [line.split("-") for line in COVERAGE.read_text(encoding="ascii").split()]
    return [int(pair[0], 16) for pair in pairs], [int(pair[-1], 16) for pair in pairs]


def has_glyph(character: str) -> bool:
    """Whether one of the fonts can draw the character."""
    starts, ends = _ranges()
    at = bisect_right(starts, ord(character)) - 1
    return at >= 0 and ord(character) <= ends[at]


def unprintable(text: str) -> set[str]:
    """The characters of a text that no font can draw."""
    return {one for one in text if not has_glyph(one) and one not in "\n\t"}


def printable(value: Any) -> Any:
    """The same content (any nesting of JSON) with undrawable characters replaced by a box."""
    if isinstance(value, str):
        return _printable_text(value)
    if isinstance(value, dict):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(one) for one in value]
    return value


def _printable_text(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(one if has_glyph(one) or one in "\n\t" else _stand_in(one) for one in composed)


def _stand_in(character: str) -> str:
    if unicodedata.category(character) in {"Cc", "Cf", "Mn", "Me", "Zl", "Zp"}:
        return ""
    return " " if unicodedata.category(character) == "Zs" else REPLACEMENT
