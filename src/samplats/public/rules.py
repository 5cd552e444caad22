"""What a municipality can say in public: a place's texts, notes in several languages, how long reports stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

MOST_ANSWERS = 6
LANGUAGES = ("sv", "en", "ar")
NOTES = ("front", "privacy", "gaps")
KEPT_FOR = timedelta(days=365)  # a report of a barrier, after it was ended
MOST_PAGE = 300  # characters
MOST_A_DAY = 200  # reports of barriers that one municipality takes in; people are few, machines are many


@dataclass(frozen=True)
class PlaceTexts:
    """What is told of a place: what is done, what came of it, what people said and what followed, whom to ask."""

    about: str = ""
    results: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    contact: str = ""

    @classmethod
    def stored(cls, kept: Mapping[str, Any]) -> PlaceTexts:
        """The texts out of what was kept."""
        answers = tuple((str(said), str(did)) for said, did in kept.get("answers", ()))
        return cls(str(kept.get("about", "")), str(kept.get("results", "")), answers, str(kept.get("contact", "")))

    def kept(self) -> dict[str, Any]:
        """The texts as plain values."""
        answers = [list(pair) for pair in self.answers]
        return {"about": self.about, "results": self.results, "answers": answers, "contact": self.contact}

    def told(self) -> tuple[str, ...]:
        """Every text in which nobody may be named; the contact may name a function and its number."""
        return (self.about, self.results, *(text for pair in self.answers for text in pair))

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written."""
        return not any((*self.told(), self.contact))


def note_in(notes: Mapping[str, Any], name: str, language: str) -> str:
    """The municipality's own note in the reader's language; empty where there is none in that language."""
    found = notes.get(name, {})
    return str(found.get(language.split("-")[0], "")) if isinstance(found, Mapping) else ""
