"""The municipality on the map: its boundary, areas and profile, its places, base map and addresses."""

from django.db import models

from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.records import TenantRecord
from samplats.places.rules.kinds import Kind, State

KINDS = [(kind.value, kind.value) for kind in Kind]
STATES = [(state.value, state.value) for state in State]


class Bounded(TenantRecord):
    """Something with an area: GeoJSON in degrees, its rectangle for searching, and its size."""

    boundary = models.TextField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    area_m2 = models.FloatField()

    class Meta(TenantRecord.Meta):
        abstract = True


class Place(Bounded):
    """A place that is worked with; its slug stands in addresses and never changes."""

    audited_values = frozenset({"slug", "kind", "state", "area_m2"})

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=KINDS)
    state = models.CharField(max_length=20, choices=STATES, default=State.ACTIVE.value)
    started_on = models.DateField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(Bounded.Meta):
        ordering = ("name", "pk")
        indexes = [models.Index(fields=["tenant", "west", "east", "south", "north"], name="place_rectangle")]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "slug"], name="place_slug_once"),
            models.UniqueConstraint(
                fields=["tenant", "name"], condition=models.Q(state=State.ACTIVE.value), name="place_name_once"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=[kind.value for kind in Kind]), name="place_kind"),
            models.CheckConstraint(condition=models.Q(area_m2__gt=0), name="place_has_area"),
        ]

    def __str__(self) -> str:
        return self.name


class PastBoundary(Bounded):
    """A boundary that a place had before; figures from that time belong to it."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    until_at = models.DateTimeField()


class CoachedPlace(TenantRecord):
    """A place that a coach from outside has been named for."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["place", "user"], name="coached_place_once")]


class MunicipalityBoundary(Bounded):
    """The municipality's own boundary: one for each tenant."""

    audited_values = frozenset({"area_m2", "imported_at"})

    source = models.CharField(max_length=200)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta(Bounded.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant"], name="municipality_boundary_once")]


class ProfileValue(TenantRecord):
    """One figure about the municipality: what, which year, from where, and the country's beside it."""

    audited_values = frozenset({"key", "year"})

    key = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.FloatField()
    national_value = models.FloatField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta(TenantRecord.Meta):
        ordering = ("key", "-year")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "key", "year"], name="profile_value_once"),
            models.CheckConstraint(condition=models.Q(year__range=(1900, 2100)), name="profile_year"),
            models.CheckConstraint(condition=~models.Q(source=""), name="profile_source"),
        ]


class Area(Bounded):
    """A statistical area such as a DeSO zone, by its official code."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=120, blank=True)
    layer = models.CharField(max_length=20, default="deso")

    class Meta(Bounded.Meta):
        ordering = ("layer", "code")
        constraints = [models.UniqueConstraint(fields=["tenant", "layer", "code"], name="area_code_once")]


class AreaPopulation(TenantRecord):
    """How many people lived in an area at the end of a year."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    people = models.PositiveIntegerField()

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["area", "year"], name="area_population_once")]


class BaseMap(TenantRecord):
    """Where the municipality's maps get their ground from."""

    class Source(models.TextChoices):
        NONE = "none", "none"
        OWN_TILES = "tiles", "tiles"
        PMTILES = "pmtiles", "pmtiles"
        WMS = "wms", "wms"
        WMTS = "wmts", "wmts"

    audited_values = frozenset({"source"})

    source = models.CharField(max_length=10, choices=Source.choices, default=Source.NONE)
    address = models.CharField(max_length=400, blank=True)
    layer = models.CharField(max_length=120, blank=True)
    attribution = models.CharField(max_length=200, blank=True)

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant"], name="base_map_once")]


class GazetteerEntry(TenantRecord):
    """A name or an address and where it is; `folded` is what one searches in."""

    name = models.CharField(max_length=160)
    detail = models.CharField(max_length=120, blank=True)
    folded = models.CharField(max_length=280)
    longitude = models.FloatField()
    latitude = models.FloatField()

    class Meta(TenantRecord.Meta):
        indexes = [models.Index(fields=["tenant", "folded"], name="gazetteer_search")]
