"""When people are told of alarms, and how long one waits."""

from __future__ import annotations

from datetime import date, timedelta

from samplats.evidence.incidents.rules.reporting import monday_of

QUIET_AFTER = timedelta(weeks=9)  # an alarm that nobody has looked at is then no news any more


MONTHS_KEPT = 24  # where the source's rows have no end


def is_time_to_tell(today: date, last_told: date | None) -> bool:
    """Once a week, from Monday on."""
    return last_told is None or last_told < monday_of(today)
