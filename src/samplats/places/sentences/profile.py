"""Profile figures with their units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.foundation.ui.numbers import number
from samplats.places.models import ProfileValue
from samplats.places.rules.profile import FIGURES, Unit

FIGURE_NAMES: dict[str, Promise] = {
    "inhabitants": gettext_lazy("Invånare"),
    "land_area": gettext_lazy("Landareal"),
    "share_0_15": gettext_lazy("Andel 0–15 år"),
    "share_16_24": gettext_lazy("Andel 16–24 år"),
    "share_25_64": gettext_lazy("Andel 25–64 år"),
    "share_65_plus": gettext_lazy("Andel 65 år och äldre"),
    "share_women": gettext_lazy("Andel kvinnor"),
    "mean_age": gettext_lazy("Medelålder"),
    "share_born_abroad": gettext_lazy("Andel utrikes födda"),
    "share_foreign_background": gettext_lazy("Andel med utländsk bakgrund"),
    "languages_spoken": gettext_lazy("Modersmål i skolan"),
    "share_open_unemployed": gettext_lazy("Andel öppet arbetslösa"),
    "median_income": gettext_lazy("Medianinkomst per år"),
    "share_post_secondary": gettext_lazy("Andel med eftergymnasial utbildning"),
    "share_rented_dwellings": gettext_lazy("Andel hyresrätter"),
    "share_voted_municipal": gettext_lazy("Valdeltagande till kommunfullmäktige"),
}

_UNITS: dict[Unit, str] = {Unit.PERCENT: "%", Unit.KM2: "km²", Unit.KRONOR: "kr"}
_DECIMALS = {figure.key: figure.decimals for figure in FIGURES}
_UNIT_OF = {figure.key: figure.unit for figure in FIGURES}
NO_BREAK = "\u00a0"


def figure_text(key: str, value: float | None) -> str:
    """A profile figure with its unit; a dash for none."""
    if value is None:
        return "–"
    unit = _UNIT_OF.get(key, Unit.COUNT)
    written = number(value, _DECIMALS.get(key, 0))
    if unit is Unit.YEARS:
        return _("%(years)s år") % {"years": written}
    return f"{written}{NO_BREAK}{_UNITS[unit]}" if unit in _UNITS else written


@dataclass(frozen=True)
class FigureRow:
    """One figure as the profile shows it."""

    name: str
    value: str
    national: str
    year: int
    source: str


def profile_rows(values: Iterable[ProfileValue]) -> list[FigureRow]:
    """The newest value of every figure, in the order of the profile."""
    newest: dict[str, ProfileValue] = {}
    for value in values:
        if value.key not in newest or value.year > newest[value.key].year:
            newest[value.key] = value
    return [_row(newest[figure.key]) for figure in FIGURES if figure.key in newest]


def _row(value: ProfileValue) -> FigureRow:
    name = str(FIGURE_NAMES[value.key])
    national = figure_text(value.key, value.national_value)
    return FigureRow(name, figure_text(value.key, value.value), national, value.year, value.source)
