"""Take in what the municipality is: boundary, areas, people, figures, addresses and base map."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from shapely.geometry.base import BaseGeometry

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.tenancy.models import Tenant
from samplats.places import policy, queries
from samplats.places.actions.drawing import columns_of
from samplats.places.models import (
    Area,
    AreaPopulation,
    BaseMap,
    GazetteerEntry,
    MunicipalityBoundary,
    ProfileValue,
)
from samplats.places.reading.areas import NamedShape, chosen
from samplats.places.reading.tables import AddressRow, PopulationRow, ProfileRow
from samplats.places.rules.boundary import boundary_of, mend
from samplats.places.rules.names import folded

BATCH = 500


class NotInFile(LookupError):
    """The file has several areas, and none of them is the municipality."""


class AddressRefused(ValueError):
    """The base map's address cannot be used; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@action(policy.MAY_SET_UP)
def import_boundary(actor: Actor, tenant: Tenant, *, shapes: Sequence[NamedShape], source: str) -> MunicipalityBoundary:
    """Set the municipality's boundary from a file's areas: the one with its code or name, or the only one."""
    area = chosen(list(shapes), code=tenant.official_code, name=tenant.name)
    if area is None:
        raise NotInFile(tenant.name)
    boundary = boundary_of(mend(area), epsg=tenant.epsg)
    values = {"source": source, **columns_of(boundary)}
    found, new = MunicipalityBoundary.objects.update_or_create(tenant=tenant, defaults=values)
    keep_facts(areas_in_file=len(shapes), new=new)
    return found


@action(policy.MAY_SET_UP)
def import_areas(actor: Actor, tenant: Tenant, *, shapes: Sequence[NamedShape], layer: str = "deso") -> tuple[int, int]:
    """Take in statistical areas; a code that is known is redrawn. Returns how many were kept and how many left out.

    Areas without a code, and areas that only touch the municipality or lie elsewhere, are left out.
    """
    home = queries.municipality(actor)
    around = queries.geometry(home) if home else None
    kept = {one.code: one for one in shapes if one.code and _belongs(one.geometry, around)}
    pks = dict(Area.objects.filter(layer=layer).values_list("code", "pk"))
    made = [_area(tenant, layer, one) for one in kept.values()]
    for area in made:
        area.pk = pks.get(area.code)
    Area.objects.bulk_create([one for one in made if one.pk is None], batch_size=BATCH)
    fields = ["name", "boundary", "west", "south", "east", "north", "area_m2"]
    Area.objects.bulk_update([one for one in made if one.code in pks], fields, batch_size=BATCH)
    keep_facts(layer=layer, kept=len(kept), left_out=len(shapes) - len(kept))
    return len(kept), len(shapes) - len(kept)


@action(policy.MAY_SET_UP)
def import_population(actor: Actor, tenant: Tenant, *, rows: Sequence[PopulationRow], layer: str = "deso") -> int:
    """Set how many people lived in the areas; equal area and year is replaced."""
    pks = dict(Area.objects.filter(layer=layer).values_list("code", "pk"))
    newest = {(row.code, row.year): row for row in rows if row.code in pks}
    AreaPopulation.objects.bulk_create(
        [
            AreaPopulation(tenant=tenant, area_id=pks[row.code], year=row.year, people=row.people)
            for row in newest.values()
        ],
        update_conflicts=True,
        unique_fields=["area", "year"],
        update_fields=["people"],
        batch_size=BATCH,
    )
    keep_facts(layer=layer, rows=len(newest))
    return len(newest)


@action(policy.MAY_SET_UP)
def import_profile(actor: Actor, tenant: Tenant, *, rows: Sequence[ProfileRow]) -> int:
    """Set figures of the profile; equal key and year is replaced."""
    newest = {(row.key, row.year): row for row in rows}
    ProfileValue.objects.bulk_create(
        [
            ProfileValue(
                tenant=tenant,
                key=row.key,
                year=row.year,
                value=row.value,
                national_value=row.national_value,
                source=row.source,
            )
            for row in newest.values()
        ],
        update_conflicts=True,
        unique_fields=["tenant", "key", "year"],
        update_fields=["value", "national_value", "source"],
    )
    keep_facts(rows=len(newest))
    return len(newest)


@action(policy.MAY_SET_UP)
def import_gazetteer(actor: Actor, tenant: Tenant, *, rows: Sequence[AddressRow]) -> int:
    """Replace the names and addresses that can be searched."""
    GazetteerEntry.objects.all().delete()
    GazetteerEntry.objects.bulk_create(
        (
            GazetteerEntry(
                tenant=tenant,
                name=row.name,
                detail=row.detail,
                folded=folded(f"{row.name} {row.detail}")[:280],
                longitude=row.longitude,
                latitude=row.latitude,
            )
            for row in dict.fromkeys(rows)
        ),
        batch_size=2000,
    )
    count = queries.gazetteer_size(actor)
    keep_facts(rows=count)
    return count


@action(policy.MAY_SET_UP)
def set_base_map(
    actor: Actor, tenant: Tenant, *, source: str, address: str = "", layer: str = "", attribution: str = ""
) -> BaseMap:
    """Choose where the maps get their ground from; an address outside is the only request that leaves the house."""
    if source in {BaseMap.Source.WMS, BaseMap.Source.WMTS}:
        check_address(address)
        if not layer.strip():
            raise AddressRefused("no_layer")
    elif source == BaseMap.Source.PMTILES:
        check_address(address)
    else:
        address = layer = ""
    values = {"source": source, "address": address, "layer": layer.strip(), "attribution": attribution.strip()}
    return BaseMap.objects.update_or_create(tenant=tenant, defaults=values)[0]


def check_address(address: str) -> None:
    """Refuse an address that a browser would not fetch safely; https only, and no user names in it."""
    try:
        parts = urlsplit(address)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        raise AddressRefused("not_an_address") from None
    if parts.scheme != "https":
        raise AddressRefused("not_https")
    sound = parts.hostname and port_is_sound and not parts.username
    if not sound or any(letter in address for letter in " ;,'\"\n\r\t"):
        raise AddressRefused("not_an_address")


def _belongs(area: BaseGeometry, around: BaseGeometry | None) -> bool:
    return around is None or bool(around.contains(area.representative_point()))


def _area(tenant: Tenant, layer: str, one: NamedShape) -> Area:
    boundary = boundary_of(mend(one.geometry), epsg=tenant.epsg)
    return Area(tenant=tenant, layer=layer, code=one.code, name=one.name[:120], **columns_of(boundary))
