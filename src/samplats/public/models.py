"""What a municipality shows to anyone, and what strangers have told it of barriers on its pages."""

from django.db import models

from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.records import TenantRecord
from samplats.public.rules import MOST_PAGE


class PlacePage(TenantRecord):
    """A place's public page: the texts in work, and those that are shown; nothing is while `shown_at` is empty."""

    audited_values = frozenset({"revision", "shown_at"})

    place = models.ForeignKey("places.Place", on_delete=models.CASCADE, related_name="+")
    texts = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    shown_texts = models.JSONField(default=dict)
    shown_revision = models.PositiveIntegerField(default=0)
    shown_at = models.DateTimeField(null=True)
    shown_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["place"], name="place_page_once")]

    @property
    def is_shown_as_written(self) -> bool:
        """Whether what anyone may read is the newest text."""
        return self.shown_at is not None and self.shown_revision == self.revision


class PublicTexts(TenantRecord):
    """Whom to turn to, who answers for personal data, and the municipality's own notes, by language."""

    audited_values = frozenset({"revision", "compliance", "assessed_on"})

    class Compliance(models.TextChoices):
        FULL = "full", "full"
        PARTIAL = "partial", "partial"
        NONE = "none", "none"

    controller = models.CharField(max_length=160, blank=True)
    contact = models.CharField(max_length=160, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    officer = models.CharField(max_length=160, blank=True)
    officer_email = models.EmailField(blank=True)
    officer_phone = models.CharField(max_length=40, blank=True)
    compliance = models.CharField(max_length=10, choices=Compliance.choices, default=Compliance.PARTIAL)
    assessed_on = models.DateField(null=True)
    notes = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["tenant"], name="public_texts_once")]


class BarrierReport(TenantRecord):
    """Something on our pages that somebody could not use. Nobody's name, address or number is kept."""

    audited_values = frozenset({"told_at", "ended_at"})

    key = models.UUIDField()  # the form's own, so that sending twice stores once
    page = models.CharField(max_length=MOST_PAGE, blank=True)
    text = models.TextField()
    told_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(TenantRecord.Meta):
        ordering = ("-told_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="barrier_report_once")]
