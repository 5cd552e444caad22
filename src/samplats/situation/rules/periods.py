"""Which period a situation picture speaks of."""

from datetime import date, timedelta


def two_years_until(last_on: date) -> tuple[date, date]:
    """Two whole years that end on the day, so that the year has a year to be compared with."""
    day = min(last_on.day, 28) if last_on.month == 2 else last_on.day
    return date(last_on.year - 2, last_on.month, day) + timedelta(days=1), last_on
