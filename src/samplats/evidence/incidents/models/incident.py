"""The rows themselves. Lean on purpose: a municipality may hold millions of them."""

from django.db import models

from samplats.foundation.access.models import Compartment
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tenancy.records import TenantRecord

from ..rules.precision import PlacePrecision, TimePrecision
from .batches import Import
from .fields import MomentField, RowKey
from .sources import Source


class RowNumbers(models.Model):
    """The next free key for incidents; imports reserve theirs in one stretch, so a row is found by counting."""

    name = models.CharField(max_length=20, unique=True)
    following = models.PositiveBigIntegerField(default=1)


class Incident(TenantRecord):
    """What happened: a count, an interval, a place and its precision.

    Keys are given out by `RowNumbers`, so the row's address is its import and its number there (`number`).
    `tenant`, `source` and `compartment` repeat the import's; the import's key is the one the database checks.
    """

    public_id = None  # type: ignore[assignment]  # see `number`

    id = RowKey(primary_key=True)
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+", db_index=False)
    compartment = models.ForeignKey(
        Compartment, null=True, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    line = models.IntegerField()
    identity = models.BigIntegerField()
    ordinal = models.IntegerField(default=0)
    starts_at = MomentField()
    ends_at = MomentField(null=True)
    time_precision = models.SmallIntegerField(choices=[(one.value, one.name) for one in TimePrecision])
    count = models.IntegerField(default=1)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    x = models.FloatField(null=True)
    y = models.FloatField(null=True)
    place_precision = models.SmallIntegerField(choices=[(one.value, one.name) for one in PlacePrecision])
    area = models.CharField(max_length=40, blank=True)
    category = models.CharField(max_length=40, blank=True)
    category_text = models.CharField(max_length=120, blank=True)
    place_text = models.CharField(max_length=120, blank=True)
    external_id = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=300, blank=True)

    class Meta(TenantRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["source", "identity", "ordinal"], name="incident_once"),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="incident_count"),
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="incident_interval",
            ),
            models.CheckConstraint(
                condition=models.Q(lon__isnull=True, lat__isnull=True, x__isnull=True, y__isnull=True)
                | models.Q(lon__gte=-180, lon__lte=180, lat__gte=-90, lat__lte=90, x__isnull=False, y__isnull=False),
                name="incident_position",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    time_precision__range=(TimePrecision.MINUTE, TimePrecision.YEAR),
                    place_precision__range=(PlacePrecision.POINT, PlacePrecision.UNKNOWN),
                ),
                name="incident_precision",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "starts_at"], name="incident_by_time")]

    @property
    def number(self) -> int:
        """The row's number within its import, from 1: with the import's public id its address."""
        return int(self.pk) - self.batch.first_row + 1
