"""Alarms that were found, the latest look at all series, and who wants no mail of them."""

from django.db import models

from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.records import TenantRecord
from samplats.places.models import Place

MUNICIPALITY = "municipality"


class Alarm(TenantRecord):
    """A week in which one source counted more than usual, in a place or the whole municipality, of a category or all.

    It stays until somebody has looked at it. `is_resting` says that the number of reporters has changed: then the count
    says little of what has happened.
    """

    audited_values = frozenset({"week", "kind", "seen_at"})

    subject = models.CharField(max_length=36)  # the place's public id, or "municipality"
    place = models.ForeignKey(Place, null=True, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey("incidents.Source", on_delete=models.CASCADE, related_name="+")
    category = models.CharField(max_length=20, blank=True)  # blank: all of the source
    kind = models.CharField(max_length=10)  # burst or lasting
    week = models.DateField()  # its Monday
    since = models.DateField()
    count = models.PositiveIntegerField()
    usual = models.FloatField()  # per week
    limit = models.FloatField()
    run_length = models.FloatField()  # weeks between false alarms of this series
    is_resting = models.BooleanField(default=False)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta(TenantRecord.Meta):
        ordering = ("-week", "subject", "category", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "subject", "source", "category", "kind", "week"], name="alarm_once"
            )
        ]


class Watch(TenantRecord):
    """The latest look: how many series, up to when, on which state of the incidents; when people were told."""

    audited_values = frozenset({"n_series"})

    counted_from = models.CharField(max_length=80)
    looked_at = models.DateTimeField()
    n_series = models.PositiveIntegerField()
    reach = models.JSONField()  # per source: its name, the last whole week's Sunday, why it is not watched
    told_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant"], name="watch_one_per_tenant")]


class NoMail(TenantRecord):
    """Somebody who has asked for no mail of alarms."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant", "user"], name="no_mail_once")]
