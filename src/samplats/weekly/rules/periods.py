"""Which weeks a sheet speaks of, and how far each source's own weeks reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from samplats.analyses.rules.weeks import WEEK, last_sunday

MOST_WEEKS = 8
USUALLY = 1
CHOICES = 8
QUIET_DAYS = 2
"""A source whose newest event is a Friday's has told of its weekend too: nothing happened."""


@dataclass(frozen=True)
class Span:
    """So many whole weeks, Monday to Sunday, of which the last one ends on `last_on`."""

    weeks: int
    last_on: date

    @property
    def first_on(self) -> date:
        """The Monday of the first week."""
        return self.last_on - timedelta(days=WEEK * self.weeks - 1)


def since_last(today: date, before: date | None) -> Span:
    """The whole weeks since the sheet before (its last Sunday); at least the latest week, at most eight."""
    last_on = last_sunday(today - timedelta(days=1))
    if before is None:
        return Span(USUALLY, last_on)
    return Span(min(max((last_on - before).days // WEEK, USUALLY), MOST_WEEKS), last_on)


def sundays(today: date) -> list[date]:
    """The last days that a sheet's period may be given, the newest first."""
    newest = last_sunday(today - timedelta(days=1))
    return [newest - timedelta(weeks=back) for back in range(CHOICES)]


def whole_until(reach: date, last_on: date) -> date:
    """The Sunday that ends the last whole week a source tells of, not later than the sheet's own."""
    return min(last_sunday(reach + timedelta(days=QUIET_DAYS)), last_on)
