"""What sorts of places there are, and how large each may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The type of a place; it chooses template and methods."""

    CENTRE = "centre"
    VILLAGE = "village"
    STATION = "station"
    HOUSING = "housing"
    ROAD = "road"


class State(StrEnum):
    """Whether a place is worked with."""

    ACTIVE = "active"
    RETIRED = "retired"


SMALLEST_M2 = 400.0
"""A place smaller than 20 by 20 metres holds no statistics of its own: one cell is 50 metres."""

LARGEST_KM2 = {Kind.CENTRE: 5.0, Kind.STATION: 5.0, Kind.HOUSING: 15.0, Kind.ROAD: 30.0, Kind.VILLAGE: 100.0}

LEAST_INSIDE = 0.5
"""At least this share of a place lies in the municipality; a station square may reach over the border."""


@dataclass(frozen=True)
class SizeFault:
    """The place is too small or too large: its size and the limit, in m²."""

    too_small: bool
    area_m2: float
    limit_m2: float


def fault_of_size(kind: Kind, area_m2: float) -> SizeFault | None:
    """What is wrong with the size of a place, or None."""
    if area_m2 < SMALLEST_M2:
        return SizeFault(True, area_m2, SMALLEST_M2)
    largest = LARGEST_KM2[kind] * 1e6
    return SizeFault(False, area_m2, largest) if area_m2 > largest else None
