"""Folders on the server whose files are taken in by themselves, and what became of each file."""

from django.db import models

from samplats.foundation.access.models import Compartment
from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.records import TenantRecord

from ..rules.arriving import Fate
from .batches import Import
from .sources import Source

FATES = [(fate.value, fate.value) for fate in Fate]


class WatchedFolder(TenantRecord):
    """One source's folder. Its files come in with the rights that `person` has at that moment, or not at all.

    `stopped` says why Samplats itself stopped watching, `trouble` what hinders it just now; both are codes.
    """

    audited_values = frozenset({"is_on", "stopped"})

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="+")
    folder = models.CharField(max_length=80)
    person = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    is_on = models.BooleanField(default=True)
    since = models.DateTimeField()
    stopped = models.CharField(max_length=40, blank=True)
    trouble = models.CharField(max_length=40, blank=True)
    seen = models.JSONField(default=dict)
    looked_at = models.DateTimeField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("folder", "pk")
        constraints = [models.UniqueConstraint(fields=["tenant", "folder"], name="watch_folder_once")]


class ArrivedFile(TenantRecord):
    """One file that landed in a watched folder. Written with what became of it; moved afterwards."""

    audited_values = frozenset({"fate", "code"})

    watch = models.ForeignKey(WatchedFolder, on_delete=models.CASCADE, related_name="+")
    compartment = models.ForeignKey(Compartment, null=True, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=255)
    mark = models.CharField(max_length=64)
    fate = models.CharField(max_length=10, choices=FATES)
    code = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()
    is_moved = models.BooleanField(default=False)

    class Meta(TenantRecord.Meta):
        ordering = ("-at", "-pk")
        constraints = [models.CheckConstraint(condition=models.Q(fate__in=list(Fate)), name="arrived_fate")]
        indexes = [models.Index(fields=["watch", "mark"], name="arrived_by_mark")]
