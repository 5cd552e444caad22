"""How many report each week: the effort that partner reports must be read against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from samplats.demo.incidents import DAYS, Incidents
from samplats.demo.streams import ORGANISATIONS, PARTNERS, POLICE_AUTHORITY, RESCUE
from samplats.demo.town import SEED

LAST_WEEK_ACTIVE, LAST_WEEK_NOTHING = 11, 3


@dataclass(frozen=True)
class ReportingWeeks:
    """One row per week and partner organisation; `week` is its Monday."""

    week: NDArray[np.datetime64]
    organisation: NDArray[np.int16]
    members: NDArray[np.int16]
    active: NDArray[np.int16]
    nothing_to_report: NDArray[np.int16]
    """Of the active ones, how many said that the week was calm."""
    reports: NDArray[np.int32]


def weeks(rows: Incidents, *, seed: int = SEED) -> ReportingWeeks:
    """Active reporters per week; in the last one 11 of 14 have reported, three of them "nothing to report"."""
    partners = rows.of_source(PARTNERS)
    monday = np.datetime64(rows.as_of - timedelta(days=rows.as_of.weekday()), "D")
    mondays = monday - 7 * np.arange(DAYS // 7, 0, -1)
    number = (partners.end.astype("datetime64[D]") - mondays[0]).astype(np.int64) // 7
    table = [
        row
        for organisation in range(len(ORGANISATIONS))
        if organisation not in (RESCUE, POLICE_AUTHORITY)
        for row in _of(organisation, number[partners.organisation == organisation], mondays, rows, seed)
    ]
    column = np.array(table, dtype=np.int64).T
    return ReportingWeeks(
        week=column[0].astype("datetime64[D]"),
        organisation=column[1].astype(np.int16),
        members=column[2].astype(np.int16),
        active=column[3].astype(np.int16),
        nothing_to_report=column[4].astype(np.int16),
        reports=column[5].astype(np.int32),
    )


def _of(
    organisation: int, number: NDArray[np.int64], mondays: NDArray[np.datetime64], rows: Incidents, seed: int
) -> Iterator[tuple[int, ...]]:
    rng = Generator(PCG64([seed, 4, organisation]))
    about = ORGANISATIONS[organisation]
    reports = np.bincount(number[(number >= 0) & (number < len(mondays))], minlength=len(mondays))
    stopped = about.stopped_days_ago
    for week, monday in enumerate(mondays):
        left = stopped is not None and monday >= np.datetime64(rows.as_of - timedelta(days=stopped), "D")
        members = 0 if left else about.reporters
        active = int((rng.random(members) < 0.85).sum())
        active = max(active, min(members, 1 if reports[week] else 0))
        nothing = 0 if reports[week] > active else max(0, active - int(reports[week]))
        if week == len(mondays) - 1:
            active, nothing = _last_week(organisation, members)
        yield int(monday.astype(np.int64)), organisation, members, active, nothing, int(reports[week])


# The last week as the start page tells it: 11 of 14 reporters, 3 of them with nothing to report.
_LAST_ACTIVE = {0: 3, 1: 2, 2: 1, 3: 2, 4: 1, 5: 1, 6: 1, 7: 0}
_LAST_NOTHING = {0: 1, 1: 1, 6: 1}


def _last_week(organisation: int, members: int) -> tuple[int, int]:
    return min(members, _LAST_ACTIVE.get(organisation, 0)), min(members, _LAST_NOTHING.get(organisation, 0))
