"""What an analysis is given: event arrays of one source, the scope they may be shown under, and the study area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from samplats.foundation.access.scope import Grain, Scope

from .precision import PlacePrecision, TimePrecision

Rings = tuple[NDArray[np.float64], ...]
Rows = NDArray[np.bool_]


@dataclass(frozen=True)
class Labels:
    """A code per event (-1 for none) and the words of the codes."""

    codes: NDArray[np.int32]
    words: tuple[str, ...]


@dataclass(frozen=True)
class Period:
    """First and last day, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def shorter_than_a_month(self) -> bool:
        """Whether it is shorter than the public may see."""
        return self.days < 28

    def bounds(self) -> tuple[np.datetime64, np.datetime64]:
        """From the first second to the first second after."""
        return np.datetime64(self.first, "s"), np.datetime64(self.last + timedelta(days=1), "s")


@dataclass(frozen=True, eq=False)
class Months:
    """Events per month before a period (first days, rising); months between them had none.

    Up to and with the month `erased_until` the rows are erased and only these counts are left.
    """

    starts: tuple[date, ...]
    counts: tuple[int, ...]
    erased_until: date

    @property
    def kept_from(self) -> date:
        """The first day that has rows."""
        last = self.erased_until
        return date(last.year + last.month // 12, last.month % 12 + 1, 1)


@dataclass(frozen=True, eq=False)
class Scoped:
    """Events of one source under a scope.

    Arrays of equal length: `count` (at least 1), `start` and `end` (local seconds, `end` may be NaT),
    `time_precision`, `x` and `y` (metres in `crs`, NaN without a position), `place_precision`.
    `rings` is the study area in the same metres (None when unknown); `inside_place` when it is one place.
    `older` are months before the period that only counts are left of; the development goes on from them.
    """

    scope: Scope
    source: str
    count: NDArray[np.int32]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    time_precision: NDArray[np.uint8]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    place_precision: NDArray[np.uint8]
    crs: int
    zone: str
    period: Period
    rings: Rings | None = None
    inside_place: bool = False
    category: Labels | None = None
    area: Labels | None = None
    spot: Labels | None = None
    facts: dict[str, object] = field(default_factory=dict)
    older: Months | None = None

    @property
    def n(self) -> int:
        """The number of events: the sum of the counts."""
        return int(self.count.sum())

    @property
    def public(self) -> bool:
        """Whether the result is for everyone."""
        return self.scope.grain is Grain.PUBLIC

    def take(self, rows: Rows) -> Scoped:
        """The same with only some of the events."""
        names = ("count", "start", "end", "time_precision", "x", "y", "place_precision")
        arrays = {name: getattr(self, name)[rows] for name in names}
        labels = {
            name: Labels(one.codes[rows], one.words)
            for name in ("category", "area", "spot")
            if (one := getattr(self, name)) is not None
        }
        return replace(self, **arrays, **labels)  # type: ignore[arg-type]

    def placed(self) -> Rows:
        """Which events have a position that is their own (points and addresses)."""
        return (self.place_precision <= PlacePrecision.ADDRESS) & np.isfinite(self.x)

    def timed(self) -> Rows:
        """Which events are known to the hour or better."""
        return self.time_precision <= TimePrecision.HOUR

    def dated(self) -> Rows:
        """Which events are known to the day or better."""
        return self.time_precision <= TimePrecision.DAY

    def n_of(self, rows: Rows) -> int:
        """The number of events among some rows."""
        return int(self.count[rows].sum())


def left_out(scoped: Scoped, why: Sequence[tuple[str, Rows]]) -> dict[str, int]:
    """How many events each reason leaves out, the first that applies, none twice."""
    seen = np.zeros(len(scoped.count), dtype=bool)
    found: dict[str, int] = {}
    for reason, rows in why:
        n = scoped.n_of(rows & ~seen)
        if n:
            found[reason] = n
        seen |= rows
    return found
