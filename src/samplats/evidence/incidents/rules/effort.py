"""How many report: the effort that a series of partner reports has to be read against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

RECENT, BEFORE = 4, 12
CHANGED_BY = 0.25
"""A quarter more or fewer reporters: from there on more or fewer reports may be nothing but that."""


@dataclass(frozen=True)
class Effort:
    """One organisation's (or all organisations') week: how many could report, how many did, how many of them calmly."""

    week: date
    members: int
    active: int
    calm: int
    reports: int


def per_week(rows: Sequence[Effort]) -> list[Effort]:
    """All organisations together, week by week; weeks without anybody in between count as none."""
    if not rows:
        return []
    first, last = min(one.week for one in rows), max(one.week for one in rows)
    weeks = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    sums = {week: [0, 0, 0, 0] for week in weeks}
    for one in rows:
        for at, n in enumerate((one.members, one.active, one.calm, one.reports)):
            sums[one.week][at] += n
    return [Effort(week, *sums[week]) for week in weeks]


def has_changed(active: Sequence[int]) -> bool:
    """Whether the last four weeks have a quarter more or fewer active reporters than the twelve before."""
    if len(active) < RECENT + BEFORE:
        return False
    recent, before = active[-RECENT:], active[-RECENT - BEFORE : -RECENT]
    usual = sum(before) / BEFORE
    return abs(sum(recent) / RECENT - usual) > CHANGED_BY * usual
