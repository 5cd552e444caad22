"""The protocol: what stays when records have been erased."""

from django.db import models

from samplats.foundation.tenancy.records import TenantRecord


class RetentionEntry(TenantRecord):
    """One time that records of a kind were erased because their time was up."""

    kind = models.CharField(max_length=60)
    older_than = models.DateField()
    erased = models.PositiveBigIntegerField()
    kept_as_statistics = models.PositiveBigIntegerField(default=0)
    facts = models.JSONField(default=dict)
    carried_out_at = models.DateTimeField()

    class Meta(TenantRecord.Meta):
        ordering = ("-carried_out_at", "-pk")
        constraints = [models.CheckConstraint(condition=models.Q(erased__gte=0), name="retention_erased")]
