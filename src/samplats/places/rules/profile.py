"""Which figures the municipality profile holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """How a figure is written."""

    PEOPLE = "people"
    PERCENT = "percent"
    KM2 = "km2"
    YEARS = "years"
    KRONOR = "kronor"
    COUNT = "count"


@dataclass(frozen=True)
class Figure:
    """One figure of the profile: its key, its unit and its decimals."""

    key: str
    unit: Unit
    decimals: int = 0


FIGURES = (
    Figure("inhabitants", Unit.PEOPLE),
    Figure("land_area", Unit.KM2, 1),
    Figure("share_0_15", Unit.PERCENT, 1),
    Figure("share_16_24", Unit.PERCENT, 1),
    Figure("share_25_64", Unit.PERCENT, 1),
    Figure("share_65_plus", Unit.PERCENT, 1),
    Figure("share_women", Unit.PERCENT, 1),
    Figure("mean_age", Unit.YEARS, 1),
    Figure("share_born_abroad", Unit.PERCENT, 1),
    Figure("share_foreign_background", Unit.PERCENT, 1),
    Figure("languages_spoken", Unit.COUNT),
    Figure("share_open_unemployed", Unit.PERCENT, 1),
    Figure("median_income", Unit.KRONOR),
    Figure("share_post_secondary", Unit.PERCENT, 1),
    Figure("share_rented_dwellings", Unit.PERCENT, 1),
    Figure("share_voted_municipal", Unit.PERCENT, 1),
)
KEYS = frozenset(figure.key for figure in FIGURES)
