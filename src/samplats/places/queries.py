"""Everything that is read about places, from what the actor may see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, hypot, radians
from pathlib import Path
from uuid import UUID

import shapely
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from shapely.geometry.base import BaseGeometry

from samplats.administration.queries import Job, jobs
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.files.models import StoredFile
from samplats.foundation.geo import shapes
from samplats.foundation.geo.mercator import Bounds
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tenancy.quick import look_up
from samplats.foundation.ui.maps import BaseMap as Ground
from samplats.foundation.ui.maps import MapView, Pin
from samplats.places.models import (
    Area,
    AreaPopulation,
    BaseMap,
    Bounded,
    GazetteerEntry,
    MunicipalityBoundary,
    PastBoundary,
    ProfileValue,
)
from samplats.places.models import Place as Place
from samplats.places.reading import tiles
from samplats.places.rules.ground import ground_address, hosts
from samplats.places.rules.kinds import State
from samplats.places.rules.names import exact, folded

MOST_HITS = 10
METRES_OF_A_DEGREE = 111_320.0  # of latitude
CORNER_EVERY = 1000.0  # metres


def places(actor: Actor, *, with_retired: bool = False) -> QuerySet[Place]:
    """The places that the actor sees, by name."""
    seen = visible(actor, Place.objects.order_by("name", "pk"))
    return seen if with_retired else seen.filter(state=State.ACTIVE)


def place(actor: Actor, slug: str) -> Place:
    """One place by its address, also a retired one; raises `NotVisible`."""
    found = places(actor, with_retired=True).filter(slug=slug).first()
    if found is None:
        raise NotVisible("place")
    return found


def geometry(bounded: Bounded) -> BaseGeometry:
    """The boundary in degrees, longitude first."""
    return _geometry(bounded.boundary)


def metric(bounded: Bounded, epsg: int) -> BaseGeometry:
    """The boundary in metres of the municipality's own system (`actor.tenant.epsg`)."""
    return _metric(bounded.boundary, epsg)


def rings(bounded: Bounded, epsg: int) -> list[list[tuple[float, float]]]:
    """Every ring of the boundary in metres, outer rings and holes (even-odd), as placestats takes them."""
    found: list[list[tuple[float, float]]] = []
    for part in shapely.get_parts(metric(bounded, epsg)):
        found += [[(x, y) for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
    return found


def seal_ring(bounded: Bounded) -> list[tuple[float, float]]:
    """The largest outer ring in degrees: the emblem of the place."""
    largest = max(shapely.get_parts(geometry(bounded)), key=lambda part: part.area)
    return [(x, y) for x, y in largest.exterior.coords]


def past_boundaries(actor: Actor, found: Place) -> QuerySet[PastBoundary]:
    """Boundaries that the place had before, newest first."""
    return visible(actor, PastBoundary.objects.filter(place=found).order_by("-until_at", "-pk"))


def municipality(actor: Actor) -> MunicipalityBoundary | None:
    """The municipality's boundary, or None before it has been imported."""
    return visible(actor, MunicipalityBoundary.objects.all()).first()


def near_municipality(actor: Actor, lon: float, lat: float, metres: float) -> bool:
    """Whether a position lies in the municipality or so near; true before its boundary is known."""
    stamp = look_up(MunicipalityBoundary, ("id", "imported_at"))
    if not stamp:
        return True
    return bool(shapely.contains_xy(_around_home(actor.tenant, metres, stamp[0]), lon, lat))


@lru_cache(maxsize=64)
def _around_home(tenant: Tenant, metres: float, _stamp: tuple[object, ...]) -> BaseGeometry:
    """The municipality with room around it in degrees, made ready for asking; kept until its boundary is new.

    Points are asked for one at a time, so the boundary is moved to their system and not they to its own. A side that is
    straight in metres is curved in degrees: with a corner every kilometre it is nowhere a metre off.
    """
    around = metric(MunicipalityBoundary.objects.get(tenant=tenant), tenant.epsg).buffer(metres)
    area = shapes.to_lonlat(shapely.segmentize(around, CORNER_EVERY), tenant.epsg)
    shapely.prepare(area)
    return area


def profile(actor: Actor) -> QuerySet[ProfileValue]:
    """The municipality's figures, each key's newest year first."""
    return visible(actor, ProfileValue.objects.order_by("key", "-year"))


def areas(actor: Actor, *, layer: str = "deso") -> QuerySet[Area]:
    """The statistical areas of one layer, by code."""
    return visible(actor, Area.objects.filter(layer=layer).order_by("code"))


def area_layers(actor: Actor) -> dict[str, int]:
    """How many areas each imported layer holds."""
    counted: dict[str, int] = {}
    for layer in visible(actor, Area.objects.order_by("layer")).values_list("layer", flat=True):
        counted[layer] = counted.get(layer, 0) + 1
    return counted


def population(actor: Actor, *, layer: str = "deso", year: int | None = None) -> dict[str, tuple[int, int]]:
    """(year, people) by area code: of this year, or of the newest year for each area."""
    rows = visible(actor, AreaPopulation.objects.filter(area__layer=layer).order_by("year"))
    if year is not None:
        rows = rows.filter(year=year)
    return {code: (found, people) for code, found, people in rows.values_list("area__code", "year", "people")}


def base_map(actor: Actor) -> BaseMap:
    """The base map's setting; one without a source before anything has been set."""
    return visible(actor, BaseMap.objects.all()).first() or BaseMap(tenant=actor.tenant)


def gazetteer_size(actor: Actor) -> int:
    """How many names and addresses can be searched."""
    return visible(actor, GazetteerEntry.objects.all()).count()


@dataclass(frozen=True)
class Hit:
    """A name or an address with its position."""

    name: str
    detail: str
    longitude: float
    latitude: float


def search_gazetteer(actor: Actor, text: str, *, most: int = MOST_HITS) -> list[Hit]:
    """Names that begin with the text, then names with a word that does; what is spelt exactly comes first."""
    wanted = folded(text)
    if not wanted:
        return []
    entries = visible(actor, GazetteerEntry.objects.all())
    starts = list(entries.filter(folded__startswith=wanted).order_by("folded", "pk")[: most * 5])
    inner = entries.filter(folded__contains=f" {wanted}").exclude(folded__startswith=wanted)
    found = starts if len(starts) >= most else starts + list(inner.order_by("folded", "pk")[: most * 2])
    spelt = exact(text)
    found.sort(key=lambda entry: spelt not in exact(f"{entry.name} {entry.detail}"))
    return [Hit(one.name, one.detail, one.longitude, one.latitude) for one in found[:most]]


def nearest_name(actor: Actor, longitude: float, latitude: float, metres: float) -> str:
    """The name or address nearest to a position and no further away than so many metres; empty without one."""
    high = metres / METRES_OF_A_DEGREE
    wide = high / max(0.1, cos(radians(latitude)))
    near = visible(actor, GazetteerEntry.objects.all()).filter(
        longitude__range=(longitude - wide, longitude + wide), latitude__range=(latitude - high, latitude + high)
    )
    found = [
        (hypot((lon - longitude) / wide, (lat - latitude) / high), name)
        for name, lon, lat in near.values_list("name", "longitude", "latitude")
    ]
    distance, name = min(found, default=(2.0, ""))
    return name if distance <= 1 else ""


def bounds_of(bounded: Bounded) -> Bounds:
    """The rectangle around a boundary, in degrees."""
    return Bounds(bounded.west, bounded.south, bounded.east, bounded.north)


@lru_cache(maxsize=512)
def _geometry(text: str) -> BaseGeometry:
    return shapes.from_geojson(text)


@lru_cache(maxsize=512)
def _metric(text: str, epsg: int) -> BaseGeometry:
    return shapes.to_metric(_geometry(text), epsg)


def ground_of(actor: Actor) -> Ground:
    """The base map as every map in the tenant takes it; without one, the municipality's own boundary."""
    setting = base_map(actor)
    if setting.source == BaseMap.Source.OWN_TILES:
        own = _own_ground(actor, setting.attribution)
        if own is not None:
            return own
    kind, url = ground_address(setting.source, setting.address, setting.layer)
    if kind == "none":
        return Ground("geojson", reverse("places:outline", args=[actor.tenant.slug]), credit=setting.attribution)
    return Ground(kind, url, schema="protomaps", credit=setting.attribution)


def _own_ground(actor: Actor, credit: str) -> Ground | None:
    path = _own_tiles(actor)
    if path is None:
        return None
    smallest, largest = tiles.zooms(path)
    some = reverse("places:tile", kwargs={"tenant": actor.tenant.slug, "z": 0, "x": 0, "y": 0})
    address = some.replace("0/0/0.mvt", "{z}/{x}/{y}.mvt")
    return Ground("tiles", address, minzoom=smallest, maxzoom=largest, credit=credit)


def _own_tiles(actor: Actor) -> Path | None:
    return tiles.where(Path(settings.MAPS_FOLDER), actor.tenant.slug, actor.tenant.official_code)


def outline(actor: Actor) -> dict[str, object]:
    """The municipality's boundary as the ground of a map that has no other."""
    home = municipality(actor)
    if home is None:
        return {"type": "FeatureCollection", "features": []}
    drawn = json.loads(shapes.to_geojson(geometry(home).boundary))
    feature = {"type": "Feature", "geometry": drawn, "properties": {"layer": "boundary", "kind": "municipality"}}
    return {"type": "FeatureCollection", "features": [feature]}


def map_of_places(actor: Actor, shown: Sequence[Place], *, label: str, around: Place | None = None) -> MapView | None:
    """A map with these places as outlines and numbered pins, and the municipality's boundary; None when all is empty.

    The keys are the places' slugs, so that the table's rows with the same keys light together.
    """
    home = municipality(actor)
    boxes = [bounds_of(one) for one in ([around] if around else shown)]
    share = 0.25
    if not boxes and home is not None:
        boxes, share = [bounds_of(home)], 0.02
    if not boxes:
        return None
    west, south, east, north = _around(boxes, share)
    several = around is None
    middles = [geometry(one).representative_point() for one in shown] if several else []
    pins = [
        Pin(one.slug, str(n), (at.x, at.y)) for n, (one, at) in enumerate(zip(shown, middles, strict=False), start=1)
    ]
    return MapView(
        label=label,
        bounds=(west, south, east, north),
        base=ground_of(actor),
        outlines=_collection(shown),
        pins=pins,
        table="places" if several else "",
        key="place-map",
    )


def _around(boxes: list[Bounds], share: float) -> Bounds:
    """A rectangle around all, widened by a share of its larger side."""
    west, south = min(box.west for box in boxes), min(box.south for box in boxes)
    east, north = max(box.east for box in boxes), max(box.north for box in boxes)
    return Bounds(west, south, east, north).widened(max(east - west, north - south) * share)


def _collection(shown: Sequence[Place]) -> dict[str, object]:
    features = [
        {"type": "Feature", "geometry": json.loads(one.boundary), "properties": {"key": one.slug}} for one in shown
    ]
    return {"type": "FeatureCollection", "features": features}


def handed_over(actor: Actor, public_id: UUID) -> StoredFile | None:
    """A file that waits for its job."""
    return visible(actor, StoredFile.objects.filter(public_id=public_id)).first()


def latest_address_job(actor: Actor) -> Job | None:
    """The newest taking in of addresses that the actor has ordered."""
    return jobs(actor).filter(name="places.addresses", user_id=actor.user_id).first()


def own_tile(actor: Actor, z: int, x: int, y: int) -> tiles.Tile | None:
    """One tile of the base map in the data folder."""
    path = _own_tiles(actor)
    return tiles.tile(path, z, x, y) if path else None


def ground_zoom(actor: Actor) -> int | None:
    """The finest zoom of the base map in the data folder, or None without one."""
    path = _own_tiles(actor)
    return tiles.zooms(path)[1] if path else None


def base_map_hosts(actor: Actor) -> list[str]:
    """Hosts outside that pages with a map must let the browser reach."""
    return hosts(base_map(actor).address)
