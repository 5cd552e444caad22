"""Which columnar parts there are. A part is one file: the rows of one owner (an import) in one drawer."""

from django.db import models

from samplats.foundation.access.models import Compartment
from samplats.foundation.tenancy.records import TenantRecord


class SnapshotPart(TenantRecord):
    """One Parquet file. It counts only when `is_live`, which its owner's action sets in its own transaction."""

    kind = models.CharField(max_length=40)
    partition = models.CharField(max_length=80)
    compartment = models.ForeignKey(Compartment, null=True, on_delete=models.CASCADE, related_name="+")
    owner = models.UUIDField()
    rows = models.PositiveBigIntegerField()
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    is_live = models.BooleanField(default=False)

    class Meta(TenantRecord.Meta):
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kind", "partition", "owner"], name="snapshot_part_once")
        ]
        indexes = [models.Index(fields=["tenant", "kind", "is_live"], name="snapshot_live")]
