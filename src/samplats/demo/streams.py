# ruff: noqa: E501 - tables; wrapping hides their shape
"""The streams of incidents: what is reported by whom, how often in a year, where and with which rhythm.

Category ids are those of the incident taxonomy. Yearly numbers are at scale 1 and invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PARTNERS, FIRE, POLICE = "partners", "fire_service", "police"


@dataclass(frozen=True)
class Organisation:
    """Somebody who reports: name, kind and number of reporters; `until` when they have stopped (days before as-of)."""

    name: str
    kind: str
    reporters: int
    stopped_days_ago: int | None = None


ORGANISATIONS = (
    Organisation("Exempelbostäder AB", "private", 3),
    Organisation("Centrumhandlarna i Exempelköping", "association", 2),
    Organisation("Nattvandrarna i Exempelköping", "association", 2),
    Organisation("Exempeltrafiken", "private", 2),
    Organisation("Park och gata", "public", 2),
    Organisation("Björkskolan", "public", 1),
    Organisation("Lugnvikens byalag", "association", 1),
    Organisation("Fritid Exempelköping", "public", 1),
    Organisation("Hamnens båtklubb", "association", 1, stopped_days_ago=410),
    Organisation("Räddningstjänsten", "public", 2),
    Organisation("Polisen", "public", 1),
)
HOUSING, TRADERS, NIGHT_WALKERS, TRAFFIC, PARKS, SCHOOL, VILLAGE, LEISURE, HARBOUR, RESCUE, POLICE_AUTHORITY = range(11)


@dataclass(frozen=True)
class Stream:
    """One category from one source."""

    category: str
    source: str
    yearly: int
    where: Mapping[str, float]
    profile: str
    season: str
    by: tuple[int, ...]
    hidden_for: tuple[float, float] = (0.0, 0.0)
    """Mean hours between earliest and latest possible time, and the share of rows that have such an interval."""
    repeats: float = 0.0
    """Mean number of followers that each incident draws nearby."""
    repeat_metres: float = 60.0
    repeat_days: float = 2.2


def _of(**weights: float) -> Mapping[str, float]:
    return MappingProxyType(weights)


NIGHTLIFE = _of(station=0.21, church_square=0.11, main_square=0.10, centre_streets=0.25, bjorkhaga=0.08, harbour=0.04,
                village=0.04, streets=0.12)  # fmt: skip
YOUNG = _of(station=0.16, schools=0.14, bjorkhaga=0.16, river=0.12, main_square=0.10, village=0.06, sports=0.06,
            streets=0.12)  # fmt: skip
OUTDOOR = _of(station=0.09, church_square=0.03, river=0.16, bjorkhaga=0.11, parks=0.20, paths=0.12, centre_streets=0.10, village=0.05,
              harbour=0.05, streets=0.08)  # fmt: skip
WALLS = _of(station=0.105, bjorkhaga=0.14, schools=0.13, centre_streets=0.14, slab=0.13, river=0.10, paths=0.10,
            village=0.04, industry=0.06)  # fmt: skip
BINS = _of(
    station=0.09, bjorkhaga=0.2, slab=0.2, parks=0.14, schools=0.12, river=0.08, centre_streets=0.08, village=0.05
)
DRIVING = _of(harbour=0.30, main_roads=0.30, station=0.08, village=0.10, main_square=0.08, industry=0.10)
DWELLINGS = _of(house=0.45, row=0.08, slab=0.17, apartments=0.18, centre=0.12)
BASEMENTS = _of(slab=0.45, apartments=0.30, centre=0.25)
PREMISES = _of(industry=0.45, shops=0.20, schools=0.20, centre=0.15)
BIKES = _of(station=0.24, schools=0.14, centre_streets=0.22, slab=0.10, apartments=0.12, sports=0.08)
CARS = _of(station=0.14, slab=0.22, apartments=0.16, centre_streets=0.22, industry=0.16, house=0.10)
SHOPS = _of(shops=1.0)

STREAMS: tuple[Stream, ...] = (
    Stream("A1", PARTNERS, 190, YOUNG, "evenings", "even", (NIGHT_WALKERS, TRAFFIC, SCHOOL, LEISURE, VILLAGE)),
    Stream("A5", PARTNERS, 140, DRIVING, "evenings", "summer", (NIGHT_WALKERS, HARBOUR, VILLAGE, PARKS)),
    Stream("A6", PARTNERS, 130, DWELLINGS, "nights", "even", (HOUSING,)),
    Stream("B2", PARTNERS, 90, OUTDOOR, "evenings", "even", (PARKS, HOUSING, NIGHT_WALKERS)),
    Stream("B3", PARTNERS, 190, NIGHTLIFE, "nights_out", "summer", (NIGHT_WALKERS, TRADERS, TRAFFIC)),
    Stream("C1", PARTNERS, 120, NIGHTLIFE, "nights_out", "even", (NIGHT_WALKERS, TRAFFIC, LEISURE)),
    Stream("C2", PARTNERS, 70, NIGHTLIFE, "evenings", "even", (TRADERS, TRAFFIC, SCHOOL)),
    Stream("C8", PARTNERS, 18, _of(station=0.35, shops=0.3, main_square=0.2), "evenings", "even", (TRAFFIC, TRADERS)),
    Stream("D2", PARTNERS, 60, BINS, "evenings", "bins", (NIGHT_WALKERS, HOUSING, PARKS), repeats=0.5),
    Stream("D4", PARTNERS, 30, YOUNG, "evenings", "fireworks", (NIGHT_WALKERS, HOUSING)),
    Stream("E1", PARTNERS, 230, WALLS, "daytime", "even", (PARKS, HOUSING, TRAFFIC, SCHOOL), (20.0, 0.9)),
    Stream("E2", PARTNERS, 120, WALLS, "daytime", "dark", (HOUSING, PARKS, SCHOOL, TRAFFIC), (14.0, 0.8)),
    Stream("E3", PARTNERS, 16, OUTDOOR, "daytime", "dark", (PARKS,), (30.0, 0.9)),
    Stream("F3", PARTNERS, 40, BIKES, "daytime", "cycling", (HOUSING, SCHOOL, TRAFFIC), (9.0, 1.0)),
    Stream("F4", PARTNERS, 80, SHOPS, "shops", "even", (TRADERS,)),
    Stream("G1", PARTNERS, 180, OUTDOOR, "daytime", "summer", (PARKS, HOUSING, VILLAGE, LEISURE)),
    Stream("G2", PARTNERS, 70, OUTDOOR, "daytime", "dark", (PARKS, HOUSING, VILLAGE)),
    Stream("G3", PARTNERS, 20, OUTDOOR, "daytime", "summer", (PARKS, VILLAGE)),
    Stream("G4", PARTNERS, 34, BIKES, "daytime", "even", (HOUSING, TRAFFIC)),
    Stream("G6", PARTNERS, 20, OUTDOOR, "evenings", "dark", (NIGHT_WALKERS, VILLAGE)),
    Stream("D1", FIRE, 12, CARS, "nights", "even", (RESCUE,), repeats=0.15, repeat_metres=150),
    Stream("D2", FIRE, 95, BINS, "evenings", "bins", (RESCUE,), repeats=0.55),
    Stream("D3", FIRE, 6, PREMISES, "nights", "even", (RESCUE,)),
    Stream("D5", FIRE, 60, PREMISES, "daytime", "even", (RESCUE,)),
    Stream("C1", POLICE, 150, NIGHTLIFE, "nights_out", "even", (POLICE_AUTHORITY,)),
    Stream("C2", POLICE, 160, _of(station=0.1, centre_streets=0.2, streets=0.5, bjorkhaga=0.1, schools=0.1), "evenings",
           "even", (POLICE_AUTHORITY,)),
    Stream("C4", POLICE, 16, NIGHTLIFE, "evenings", "dark", (POLICE_AUTHORITY,)),
    Stream("B2", POLICE, 190, OUTDOOR, "evenings", "even", (POLICE_AUTHORITY,)),
    Stream("D2", POLICE, 40, BINS, "evenings", "bins", (POLICE_AUTHORITY,), repeats=0.5),
    Stream("E1", POLICE, 190, WALLS, "daytime", "even", (POLICE_AUTHORITY,), (22.0, 0.95)),
    Stream("E2", POLICE, 230, WALLS, "daytime", "even", (POLICE_AUTHORITY,), (16.0, 0.9)),
    Stream("F1", POLICE, 110, DWELLINGS, "daytime", "dark", (POLICE_AUTHORITY,), (34.0, 0.95), repeats=0.12,
           repeat_metres=130, repeat_days=5),
    Stream("F1", POLICE, 70, BASEMENTS, "daytime", "even", (POLICE_AUTHORITY,), (70.0, 1.0)),
    Stream("F2", POLICE, 80, PREMISES, "nights", "even", (POLICE_AUTHORITY,), (16.0, 1.0)),
    Stream("F3", POLICE, 210, BIKES, "daytime", "cycling", (POLICE_AUTHORITY,), (12.0, 1.0)),
    Stream("F4", POLICE, 240, SHOPS, "shops", "even", (POLICE_AUTHORITY,)),
    Stream("F5", POLICE, 170, CARS, "nights", "even", (POLICE_AUTHORITY,), (12.0, 0.9)),
    Stream("A5", POLICE, 110, DRIVING, "evenings", "summer", (POLICE_AUTHORITY,)),
    Stream("D4", POLICE, 8, YOUNG, "evenings", "fireworks", (POLICE_AUTHORITY,)),
)  # fmt: skip
CATEGORIES = tuple(sorted({stream.category for stream in STREAMS}))
SOURCES = (PARTNERS, FIRE, POLICE)
