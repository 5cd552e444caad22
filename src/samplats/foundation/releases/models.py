"""Releases: what a tenant has handed to another one, as it was when it was handed over."""

from django.db import models

from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tenancy.records import TenantRecord


class Release(TenantRecord):
    """One frozen thing of one kind for one receiver. `tenant` is who handed it over and may take it back.

    What has ended holds nothing any more: `payload` is emptied when it is withdrawn or replaced by a newer one.
    """

    class End(models.TextChoices):
        WITHDRAWN = "withdrawn", "withdrawn"
        REPLACED = "replaced", "replaced"

    audited_values = frozenset({"kind", "schema", "made_at", "expires_at", "ended_at", "ended_as"})

    receiver = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    schema = models.PositiveSmallIntegerField()
    payload = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    as_of = models.DateTimeField()  # the latest time at which the payload was found to be true still
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=10, choices=End.choices, blank=True)

    class Meta(TenantRecord.Meta):
        ordering = ("-made_at", "-pk")
        indexes = [models.Index(fields=["receiver", "ended_at", "kind"], name="release_received")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "receiver", "kind"], condition=models.Q(ended_at=None), name="release_one_in_force"
            ),
            models.CheckConstraint(condition=~models.Q(tenant=models.F("receiver")), name="release_to_another"),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_as="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_as="")),
                name="release_end",
            ),
        ]


class StandingRelease(TenantRecord):
    """An owner's word to go on handing over a kind to a receiver, until it is taken back."""

    class Rhythm(models.TextChoices):
        CHANGE = "change", "change"
        MONTH = "month", "month"

    audited_values = frozenset({"kind", "rhythm", "begun_at", "stopped_at"})

    receiver = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    stopped_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("-begun_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "receiver", "kind"], condition=models.Q(stopped_at=None), name="standing_release_once"
            ),
        ]
