"""Sheets for the weekly meeting: figures, what was written by hand, and the paper as it was when it was closed."""

from django.db import models
from django.db.models import Q

from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.records import TenantRecord
from samplats.meetings.models import Meeting
from samplats.places.models import Place


class Sheet(TenantRecord):
    """One meeting's sheet, of one place or of the whole municipality (no place).

    `figures` are told in bands of five, as every member may read them. `content` is what the closed sheet says; it
    stays as it was. `revision` grows with the period and with every new counting.
    """

    audited_values = frozenset({"weeks", "last_on", "closed_at", "revision"})

    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="+")
    weeks = models.PositiveSmallIntegerField()
    last_on = models.DateField()
    figures = models.JSONField(null=True)
    counted_from = models.CharField(max_length=80, blank=True)  # which state of the incidents
    revision = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    content = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the content, so that a later change would show

    class Meta(TenantRecord.Meta):
        ordering = ("-begun_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "place"], condition=Q(closed_at=None), name="sheet_one_open_per_place"
            ),
            models.UniqueConstraint(
                fields=["tenant"], condition=Q(closed_at=None, place=None), name="sheet_one_open_of_municipality"
            ),
            models.CheckConstraint(condition=Q(weeks__gte=1, weeks__lte=8), name="sheet_weeks"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(content__isnull=False), name="sheet_closed_with_content"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "begun_at"], name="sheet_by_day")]


class Passage(TenantRecord):
    """A text of an open sheet. `revision` grows with every change, so that nobody overwrites silently."""

    audited_values = frozenset({"revision"})

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="+")
    section = models.SlugField(max_length=40)
    text = models.TextField(blank=True)
    suggested = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["sheet", "section"], name="passage_once")]
