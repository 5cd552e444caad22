"""Official series of several areas, and one year of one of them laid beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from samplats.analyses.rules.comparison import Comparison, can_compare, compare_counts, compare_shares
from samplats.analyses.rules.runs import CannotSay
from samplats.county.models import Series as Series
from samplats.county.rules import alphabetical
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible

NATION = ("Hela landet", "Riket", "Sverige")
COUNTY_ENDING = " län"


@dataclass(frozen=True)
class Side:
    """A whole that the areas are a part of, and its value: the country or a county."""

    name: str
    value: float


@dataclass(frozen=True)
class Beside:
    """One year of a series: the municipalities compared with all of them together, and those that could not be."""

    series: Series
    year: int
    years: tuple[int, ...]
    compared: Comparison | CannotSay
    answers: dict[str, int]
    counts: dict[str, int]
    nation: Side | None
    counties: tuple[Side, ...]
    left_out: tuple[str, ...]


def all_series(actor: Actor) -> list[Series]:
    """Every series, without its values."""
    return list(visible(actor, Series.objects.defer("values")))


def sources(actor: Actor) -> list[tuple[str, str, int]]:
    """Every source with the file that it last came from and how many series it has."""
    found: dict[str, tuple[str, int]] = {}
    for one in all_series(actor):
        found[one.source] = one.file_name, found.get(one.source, ("", 0))[1] + 1
    return [(source, file_name, n) for source, (file_name, n) in found.items()]


def beside(actor: Actor, public_id: UUID, year: str) -> Beside:
    """One series in the year asked for, or else its newest; raises `NotVisible`."""
    found = visible(actor, Series.objects.filter(public_id=public_id)).first()
    if found is None:
        raise NotVisible("series")
    years = tuple(sorted(map(int, found.values), reverse=True))
    chosen = int(year) if year in found.values else years[0]
    rows = sorted(found.values[str(chosen)], key=lambda row: alphabetical(row[0]))
    nation = next((_side(found, row) for row in rows if row[0] in NATION), None)
    municipal = [row for row in rows if row[0] not in NATION and not row[0].endswith(COUNTY_ENDING)]
    usable = [row for row in municipal if _is_usable(found, row)]
    return Beside(
        series=found,
        year=chosen,
        years=years,
        compared=_compared(found, usable),
        answers={row[0]: row[4] for row in usable if found.is_share and row[4] is not None},
        counts={} if found.is_share else {row[0]: row[1] for row in usable},
        nation=nation,
        counties=tuple(_side(found, row) for row in rows if row[0].endswith(COUNTY_ENDING)),
        left_out=tuple(row[0] for row in municipal if row not in usable),
    )


def _side(found: Series, row: list[float]) -> Side:
    return Side(str(row[0]), row[1] if found.is_share else row[1] / row[2])


def _is_usable(found: Series, row: list[float]) -> bool:
    return can_compare(row[1], row[2], row[3]) if found.is_share else row[2] > 0


def _compared(found: Series, rows: list[list[float]]) -> Comparison | CannotSay:
    names = [str(row[0]) for row in rows]
    if not found.is_share:
        return compare_counts(names, [int(row[1]) for row in rows], [row[2] for row in rows])
    return compare_shares(names, *([row[at] for row in rows] for at in (1, 2, 3)))
