"""What a county reads out of a municipality's steps: where each place stands, and which has gone quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from samplats.process.rules.quiet import has_gone_quiet, weeks_still

OLD_WEEKS = 5
"""What is older than this is said to be old: a monthly release never is."""

DONE = "done"


@dataclass(frozen=True)
class Path:
    """The plan that a place follows: its length and the names of its steps, by language."""

    weeks: int
    steps: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Standing:
    """One place of one municipality, as the municipality has told it; `path` is None before it has started."""

    municipality: str
    slug: str
    name: str
    kind: str
    as_of: date
    last_on: date | None = None
    path: Path | None = None
    starts_on: date | None = None
    steps: tuple[str, ...] = ()
    at: int | None = None
    n_done: int = 0
    n_all: int = 0
    late: int = 0
    late_steps: tuple[int, ...] = ()
    next_step: int | None = None
    next_on: date | None = None
    done_steps: tuple[int, ...] = ()
    is_walked: bool = False
    still_weeks: int | None = None
    """Whole weeks since something last happened, counted to the day that the municipality's word is from."""
    is_quiet: bool = False


@dataclass(frozen=True)
class Owner:
    """A municipality as the county sees it; `as_of` is None when it has not told where its places stand."""

    name: str
    slug: str
    code: str
    as_of: date | None = None
    places: tuple[Standing, ...] = ()

    def is_old(self, today: date) -> bool:
        """Whether its word about the steps is so old that more may have happened since."""
        return self.as_of is not None and (today - self.as_of).days >= 7 * OLD_WEEKS


def standings(municipality: str, slug: str, payload: Mapping[str, Any], as_of: date) -> Iterator[Standing]:
    """The places of a status release, in the order in which they came."""
    paths = {code: Path(one["weeks"], tuple(one["steps"])) for code, one in payload["variants"].items()}
    for one in payload["places"]:
        last_on = _day(one["last_on"])
        weeks = weeks_still(last_on, as_of)
        if "variant" not in one:
            yield Standing(municipality, slug, one["name"], one["kind"], as_of, last_on, still_weeks=weeks)
            continue
        following = one["next"]
        yield Standing(
            municipality,
            slug,
            one["name"],
            one["kind"],
            as_of,
            last_on,
            paths[one["variant"]],
            _day(one["starts_on"]),
            tuple(one["steps"]),
            one["at"],
            one["done"],
            one["all"],
            one["late"],
            tuple(one["late_steps"]),
            following["step"] if following else None,
            _day(following["begins_on"]) if following else None,
            tuple(number for number, step in enumerate(one["steps"], start=1) if step == DONE),
            one["at"] is None,
            weeks,
            has_gone_quiet(weeks, walks=one["at"] is not None),
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


SWEDISH = str.maketrans({"å": "{", "ä": "|", "ö": "}"})  # after z, in this order


def alphabetical(name: str) -> str:
    """What names are ordered by: the Swedish alphabet ends with å, ä and ö, Unicode with ä, å and ö."""
    return name.casefold().translate(SWEDISH)


class Shown(StrEnum):
    """Which places the table shows; the value stands in the address."""

    ALL = ""
    LATE = "forsenade"
    QUIET = "tysta"
    WAITING = "ej-borjat"


class Order(StrEnum):
    """How the table is ordered; the value stands in the address. Never by how good somebody is."""

    MUNICIPALITY = ""
    STEP = "steg"
    LATE = "forsenat"
    QUIET = "senast"


def chosen(places: Sequence[Standing], shown: Shown, order: Order) -> list[Standing]:
    """The places to show; the order within equals is the alphabetical one that they come in."""
    tests: dict[Shown, Callable[[Standing], bool]] = {
        Shown.LATE: lambda one: one.late > 0,
        Shown.QUIET: lambda one: one.is_quiet,
        Shown.WAITING: lambda one: one.path is None,
    }
    kept = [one for one in places if shown is Shown.ALL or tests[shown](one)]
    keys: dict[Order, Callable[[Standing], Any]] = {
        Order.STEP: lambda one: (one.path is None, one.at or 99),
        Order.LATE: lambda one: -one.late,
        Order.QUIET: lambda one: -(one.still_weeks if one.still_weeks is not None else -1),
    }
    return kept if order is Order.MUNICIPALITY else sorted(kept, key=keys[order])
