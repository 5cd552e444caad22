"""Imports: one file on its way in, and the rows of it that could not be used."""

from django.db import models

from samplats.foundation.access.models import Compartment
from samplats.foundation.accounts.models import User
from samplats.foundation.files.models import StoredFile
from samplats.foundation.jobs.models import Job
from samplats.foundation.tenancy.records import TenantRecord

from ..rules.states import ImportState
from .sources import Source

STATES = [(state.value, state.value) for state in ImportState]


class Import(TenantRecord):
    """One file: how it is read, how far it has come, and what became of its rows.

    `compartment` is the closed room of its source: a file with such rows is nobody else's to see, whole or in part.
    Its rows have the keys `first_row` up to `first_row + reserved`; they exist for a reader only when the
    import is live. `has_rows` is true as long as rows of it may be stored. One `of_reports` or `of_feed` has no file:
    the reports of a month, or what was pulled in it, are laid in it as they come.
    """

    audited_values = frozenset(
        {"state", "n_read", "n_added", "n_known", "n_rejected", "started_at", "finished_at", "undone_at"}
    )

    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")
    compartment = models.ForeignKey(Compartment, null=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL, related_name="+")
    file_name = models.CharField(max_length=200)
    file_size = models.PositiveBigIntegerField()
    mapping = models.JSONField(default=dict)
    guesses = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=STATES, default=ImportState.DRAFT.value)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    of_reports = models.BooleanField(default=False)
    of_feed = models.BooleanField(default=False)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    first_row = models.PositiveBigIntegerField(default=0)
    reserved = models.PositiveBigIntegerField(default=0)
    has_rows = models.BooleanField(default=False)
    n_read = models.PositiveBigIntegerField(default=0)
    n_added = models.PositiveBigIntegerField(default=0)
    n_known = models.PositiveBigIntegerField(default=0)
    n_rejected = models.PositiveBigIntegerField(default=0)
    n_aggregated = models.PositiveBigIntegerField(default=0)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    zone = models.CharField(max_length=60, blank=True)
    retired_until = models.DateField(null=True)

    class Meta(TenantRecord.Meta):
        ordering = ("-made_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=list(ImportState)), name="import_state"),
            models.CheckConstraint(
                condition=models.Q(state__in=[ImportState.DRAFT.value, ImportState.CANCELLED.value])
                | models.Q(source__isnull=False),
                name="import_source_when_started",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(state=ImportState.RUNNING.value), name="import_one_per_source"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "state"], name="import_by_state")]


class RejectedRow(TenantRecord):
    """Why one row of a file was left out. Addressed by its import and line."""

    public_id = None  # type: ignore[assignment]  # a million of them need no address of their own

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="+")
    line = models.PositiveBigIntegerField()
    field = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    value = models.CharField(max_length=200, blank=True)

    class Meta(TenantRecord.Meta):
        ordering = ("line", "pk")
        indexes = [models.Index(fields=["batch", "line"], name="rejected_by_line")]
