"""Days, months, hours and periods as a reader writes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NO_BREAK = "\u00a0"
WEEKDAYS = (
    gettext_lazy("måndag"),
    gettext_lazy("tisdag"),
    gettext_lazy("onsdag"),
    gettext_lazy("torsdag"),
    gettext_lazy("fredag"),
    gettext_lazy("lördag"),
    gettext_lazy("söndag"),
)


def day(value: date) -> str:
    """12 november 2026."""
    return date_format(value, "j F Y").replace(" ", NO_BREAK)


def short_month(value: date) -> str:
    """nov 2026."""
    return date_format(value, "M Y").lower().replace(".", "").replace(" ", NO_BREAK)


def month(value: date) -> str:
    """november 2026."""
    return date_format(value, "F Y").replace(" ", NO_BREAK)


def period(first: date, last: date) -> str:
    """1 januari 2022 – 31 december 2022."""
    return f"{day(first)} – {day(last)}"


def hours(first: int, last: int) -> str:
    """20–02."""
    return f"{first % 24:02d}–{last % 24:02d}"


def weekdays(days: Sequence[int]) -> str:
    """fredag och lördag; three in a row from first to last."""
    names = [str(WEEKDAYS[one]) for one in days]
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return _("%(one)s och %(other)s") % {"one": names[0], "other": names[1]}
    return _("%(first)s till %(last)s") % {"first": names[0], "last": names[-1]}


def unit_label(start: date, unit: str) -> str:
    """The name of a week, month or quarter that begins on a day."""
    if unit == "week":
        return _("vecka %(week)s %(year)s") % {"week": start.isocalendar().week, "year": start.isocalendar().year}
    if unit == "quarter":
        return _("kvartal %(quarter)s %(year)s") % {"quarter": (start.month + 2) // 3, "year": start.year}
    return month(start)
