"""Decisions about drafts and versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MONTHS_UNTIL_NEXT = 24  # lag (2023:196): renewed at least every second year

# Sections whose system text rests on figures that exist in a public edition too.
PUBLIC_BY_DEFAULT = frozenset({"summary", "sources", "crime", "extent", "unknown", "next"})


@dataclass(frozen=True)
class Written:
    """What matters of a section when publishing."""

    section: str
    required: bool
    text: str


def missing(sections: Iterable[Written]) -> list[str]:
    """The required sections that are still empty, in order; the public version's own section may stay empty."""
    return [one.section for one in sections if one.required and not one.text.strip() and one.section != "public"]


def next_by(published_on: date) -> date:
    """The last day on which a picture published on the day must be renewed."""
    year = published_on.year + MONTHS_UNTIL_NEXT // 12
    last_of_february = published_on.month == 2 and published_on.day == 29
    return date(year, published_on.month, 28 if last_of_february else published_on.day)
