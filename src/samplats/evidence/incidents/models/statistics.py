"""What stays of erased incidents: counts, too coarse to point at anybody."""

from django.db import models

from samplats.foundation.access.models import Compartment
from samplats.foundation.tenancy.records import TenantRecord

from .batches import Import
from .sources import Source


class IncidentStatistic(TenantRecord):
    """Incidents of one source, month, category and 250 m cell (or area) that are no longer kept one by one.

    `column` and `row` count cells of 250 m in the tenant's own metres; without a position they are empty.
    `partition` names the drawer that the rows lay in: the same readers see the counts, suppressed.
    """

    public_id = None  # type: ignore[assignment]  # counts have no address

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey(Compartment, null=True, on_delete=models.PROTECT, related_name="+")
    partition = models.CharField(max_length=80)
    month = models.DateField()
    category = models.CharField(max_length=120, blank=True)
    column = models.IntegerField(null=True)
    row = models.IntegerField(null=True)
    area = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField()

    class Meta(TenantRecord.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(count__gte=1), name="statistic_count"),
            models.CheckConstraint(
                condition=models.Q(column__isnull=True, row__isnull=True)
                | models.Q(column__isnull=False, row__isnull=False),
                name="statistic_cell",
            ),
        ]
        indexes = [models.Index(fields=["source", "month"], name="statistic_by_month")]
