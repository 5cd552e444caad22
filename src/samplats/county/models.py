"""Official yearly series of several municipalities, taken in from a file by the county that compares them."""

from django.db import models

from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.records import TenantRecord


class Series(TenantRecord):
    """One measure of one source by year and area, as `reading.ReadSeries` has it. A newer file writes it anew."""

    audited_values = frozenset({"is_share", "first_year", "last_year", "taken_in_at"})

    source = models.CharField(max_length=160)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=300, blank=True)
    is_share = models.BooleanField()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    values = models.JSONField()
    file_name = models.CharField(max_length=200)
    taken_in_at = models.DateTimeField()
    taken_in_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(TenantRecord.Meta):
        ordering = ("source", "name")
        constraints = [models.UniqueConstraint(fields=["tenant", "source", "name"], name="series_once")]
