"""What a county reads out of a municipality's steps: where each place stands, and which has gone quiet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from samplats.process.rules.quiet import has_gone_quiet, weeks_still

OLD_WEEKS = 5
"""What is older than this is said to be old: a monthly release never is."""

DONE, NOW, LEFT = "done", "now", "left"


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

    @property
    def done_steps(self) -> tuple[int, ...]:
        """The numbers of the steps that are walked."""
        return tuple(number for number, one in enumerate(self.steps, start=1) if one == DONE)

    @property
    def left_steps(self) -> tuple[int, ...]:
        """The numbers of the steps behind the place with something undone."""
        return tuple(number for number, one in enumerate(self.steps, start=1) if one == LEFT)

    @property
    def is_walked(self) -> bool:
        """Whether every step is walked."""
        return self.path is not None and self.at is None

    @property
    def still_weeks(self) -> int | None:
        """Whole weeks since something last happened, counted to the day that the municipality's word is from."""
        return weeks_still(self.last_on, self.as_of)

    @property
    def is_quiet(self) -> bool:
        """Whether the place walks the steps and nothing has happened there for a while."""
        return has_gone_quiet(self.still_weeks, walks=self.path is not None and not self.is_walked)


@dataclass(frozen=True)
class Owner:
    """A municipality as the county sees it; `as_of` is None when it has not told where its places stand."""

    name: str
    slug: str
    code: str
    as_of: date | None = None
    places: tuple[Standing, ...] = ()
    other: tuple[str, ...] = field(default=())
    """Codes of the further kinds that it has handed over."""

    def is_old(self, today: date) -> bool:
        """Whether its word about the steps is so old that more may have happened since."""
        return self.as_of is not None and (today - self.as_of).days >= 7 * OLD_WEEKS


def standings(municipality: str, slug: str, payload: Mapping[str, Any], as_of: date) -> Iterator[Standing]:
    """The places of a status release, in the order in which they came."""
    paths = {code: Path(one["weeks"], tuple(one["steps"])) for code, one in payload["variants"].items()}
    for one in payload["places"]:
        about = {"municipality": municipality, "slug": slug, "name": one["name"], "kind": one["kind"], "as_of": as_of}
        about["last_on"] = _day(one["last_on"])
        yield Standing(**about, **(_walked(one, paths) if "variant" in one else {}))


def _walked(one: Mapping[str, Any], paths: Mapping[str, Path]) -> dict[str, Any]:
    following = one["next"] or {"step": None, "begins_on": None}
    return {
        "path": paths[one["variant"]],
        "starts_on": _day(one["starts_on"]),
        "steps": tuple(one["steps"]),
        "at": one["at"],
        "n_done": one["done"],
        "n_all": one["all"],
        "late": one["late"],
        "late_steps": tuple(one["late_steps"]),
        "next_step": following["step"],
        "next_on": _day(following["begins_on"]),
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


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
