"""Names as addresses, and names as one searches for them."""

from __future__ import annotations

import re
import unicodedata

MOST_SLUG = 60
# Taken by pages beside the places' own.
RESERVED = frozenset({"ny"})

_ASCII = str.maketrans({"å": "a", "ä": "a", "ö": "o", "æ": "a", "ø": "o", "ß": "ss", "đ": "d", "ł": "l", "þ": "th"})


def folded(text: str) -> str:
    """Text without case, marks or punctuation, so that Aosgatan finds Åösgatan and the other way round."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_ASCII))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", kept))


def exact(text: str) -> str:
    """Text as it is told apart: å is not a, but case and spaces do not count."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def slug_of(name: str, taken: frozenset[str] | set[str] = frozenset()) -> str:
    """An address of the name that nobody has yet: stationstorget, stationstorget-2."""
    stem = re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:MOST_SLUG].strip("-") or "plats"
    tried, number = stem, 1
    while tried in taken or tried in RESERVED:
        number += 1
        tried = f"{stem[: MOST_SLUG - 4]}-{number}"
    return tried
