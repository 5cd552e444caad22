"""Pairs of incidents of two sources that may be one event: a person decides."""

from django.db import models

from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.records import TenantRecord

from .batches import Import


class LikelyDuplicate(TenantRecord):
    """Two rows near each other in place and time, of the same group of categories, from different sources.

    Rows are named by import and number there; a pair goes with either import. Deciding changes no count:
    sources are never added to each other, so the verdict says only what a reader should know.
    """

    audited_values = frozenset({"verdict", "decided_at"})

    class Verdict(models.TextChoices):
        OPEN = "open", "open"
        SAME = "same", "same"
        DIFFERENT = "different", "different"

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveBigIntegerField()
    other_batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="+")
    other_number = models.PositiveBigIntegerField()
    metres = models.FloatField()
    minutes = models.IntegerField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.OPEN)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("minutes", "metres", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number", "other_batch", "other_number"], name="duplicate_pair_once"
            ),
            models.CheckConstraint(
                condition=models.Q(verdict__in=["open", "same", "different"]), name="duplicate_verdict"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "verdict"], name="duplicate_by_verdict")]
