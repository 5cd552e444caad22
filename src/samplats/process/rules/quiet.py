"""Which place has gone quiet: nothing has been written down there for a while."""

from __future__ import annotations

from datetime import date

QUIET_WEEKS = 6


def weeks_still(last_on: date | None, until: date) -> int | None:
    """Whole weeks from the day on which something last happened; None when nothing ever has."""
    return max(0, (until - last_on).days // 7) if last_on else None


def has_gone_quiet(weeks: int | None, *, walks: bool) -> bool:
    """Whether a place that still walks the steps has been still for `QUIET_WEEKS`."""
    return walks and weeks is not None and weeks >= QUIET_WEEKS
