"""Where a report says it happened, no more exactly than its category allows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import shapely

from samplats.foundation.access.actors import Actor
from samplats.places import queries as places
from samplats.places.models import Area, Place
from samplats.places.rules.names import exact
from samplats.vocabulary.rules import Category

from ..models import Report
from ..rules.precision import PlacePrecision
from ..rules.reporting import takes_public_spots, tells_area_only
from .inside import ROOM_OUTSIDE
from .public_ground import nearest_public

MOST_WORDS = 120


@dataclass(frozen=True)
class Spot:
    """Where it happened as it is stored; `moved` says what was done to it: "", "public" or "area"."""

    precision: PlacePrecision
    lon: float | None = None
    lat: float | None = None
    words: str = ""
    place: Place | None = None
    moved: str = ""


class OutsideMunicipality(ValueError):
    """The spot lies in another municipality."""


class AreaUnknown(ValueError):
    """The category takes an area only, and nothing says which."""


def spot_of(
    actor: Actor, category: Category, *, at: tuple[float, float] | None = None, place: Place | None = None, words: str
) -> Spot:
    """The spot to store. `at` is longitude and latitude. Raises `OutsideMunicipality` or `AreaUnknown`."""
    if at is not None:
        _check_inside(actor, *at)
        given = Spot(PlacePrecision.ADDRESS if words else PlacePrecision.POINT, *at, words[:MOST_WORDS])
        if tells_area_only(category):
            return _area_of(actor, given)
        return _on_public_ground(actor, given) if takes_public_spots(category) else given
    if place is not None:
        return _in_place(place)
    if tells_area_only(category):
        raise AreaUnknown
    return Spot(PlacePrecision.MUNICIPALITY, words=words[:MOST_WORDS])


def spot_before(actor: Actor, category: Category, report: Report) -> Spot:
    """Where a report said that it happened, no more exactly than its new category allows."""
    if report.lon is None or report.lat is None or report.place is not None:
        return spot_of(actor, category, place=report.place, words=report.place_text)
    if report.place_precision > PlacePrecision.ADDRESS:
        return Spot(PlacePrecision(report.place_precision), report.lon, report.lat, report.place_text)
    return spot_of(actor, category, at=(report.lon, report.lat), words=report.place_text)


def one_address(actor: Actor, words: str) -> tuple[list[places.Hit], bool]:
    """Names that the words may mean, and whether the first one is spelt just so and alone."""
    hits = places.search_gazetteer(actor, words, most=6)
    same = [one for one in hits if exact(words) in {exact(one.name), exact(f"{one.name} {one.detail}")}]
    return (same, True) if len(same) == 1 else (hits, False)


def _check_inside(actor: Actor, lon: float, lat: float) -> None:
    if not places.near_municipality(actor, lon, lat, ROOM_OUTSIDE):
        raise OutsideMunicipality


def _in_place(place: Place) -> Spot:
    middle = places.geometry(place).representative_point()
    return Spot(PlacePrecision.AREA, middle.x, middle.y, place.name, place)


def _area_of(actor: Actor, given: Spot) -> Spot:
    """The place, or else the statistical area, around a spot; the spot itself is forgotten, its address too."""
    assert given.lon is not None
    assert given.lat is not None
    point = shapely.Point(given.lon, given.lat)
    for place in places.places(actor):
        if places.geometry(place).covers(point):
            return replace(_in_place(place), moved="area")
    around: Area | None = next(
        (one for one in places.areas(actor).filter(
            west__lte=given.lon, east__gte=given.lon, south__lte=given.lat, north__gte=given.lat
        ) if places.geometry(one).covers(point)), None
    )  # fmt: skip
    if around is None:
        raise AreaUnknown
    middle = places.geometry(around).representative_point()
    return Spot(PlacePrecision.AREA, middle.x, middle.y, around.name or around.code, moved="area")


def _on_public_ground(actor: Actor, given: Spot) -> Spot:
    """The nearest street or square; an address is not kept, since it may be a dwelling's."""
    assert given.lon is not None
    assert given.lat is not None
    found = nearest_public(actor, given.lon, given.lat)
    if found.is_there and not given.words:
        return given
    return Spot(PlacePrecision.POINT, found.lon, found.lat, found.name, moved="public")
