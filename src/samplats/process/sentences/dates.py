"""Days and months as the steps write them."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language

from samplats.vocabulary.rules import language_of_content

NO_BREAK = "\u00a0"


def day(value: date, today: date) -> str:
    """3 mars, with the year when it is another one."""
    form = "j F" if value.year == today.year else "j F Y"
    return date_format(value, form).replace(" ", NO_BREAK)


def month(value: date, today: date) -> str:
    """mars, with the year when it is another one."""
    return date_format(value, "F" if value.year == today.year else "F Y").replace(" ", NO_BREAK)


def month_and_year(value: date) -> str:
    """april 2025."""
    return date_format(value, "F Y").replace(" ", NO_BREAK)


def short(value: date) -> str:
    """19 nov."""
    text = date_format(value, "j M").replace(".", "").replace(" ", NO_BREAK)
    return text.lower() if language_of_content(get_language()) == "sv" else text


def month_number(starts_on: date, today: date) -> int:
    """Which month of the work this is, from 1; 0 before it begins."""
    if today < starts_on:
        return 0
    months = (today.year - starts_on.year) * 12 + today.month - starts_on.month
    return months + (today.day >= starts_on.day)


def months_of(weeks: int) -> int:
    """A length in weeks as whole months: 52 is 12."""
    return round(weeks / 52 * 12)
