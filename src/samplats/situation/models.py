"""Drafts of situation pictures, section by section, and the versions that were published."""

from django.db import models

from samplats.foundation.accounts.models import User
from samplats.foundation.files.models import StoredFile
from samplats.foundation.tenancy.records import TenantRecord


class Picture(TenantRecord):
    """The situation picture in work, of one place or of the whole municipality (no place)."""

    audited_values = frozenset({"first_on", "last_on"})

    place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True)  # published or thrown away

    class Meta(TenantRecord.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(first_on__lte=models.F("last_on")), name="picture_period"),
            models.UniqueConstraint(
                fields=["tenant", "place"], condition=models.Q(ended_at=None), name="picture_one_draft_per_place"
            ),
            models.UniqueConstraint(
                fields=["tenant"],
                condition=models.Q(ended_at=None, place=None),
                name="picture_one_draft_of_municipality",
            ),
        ]


class Section(TenantRecord):
    """One section of a draft. `revision` grows with every change, so that nobody overwrites silently."""

    audited_values = frozenset({"revision", "is_public"})

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="+")
    section = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    suggested = models.TextField(blank=True)  # what the system wrote, to compare with and return to
    is_public = models.BooleanField(default=False)  # whether the written text goes into the public edition
    revision = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta(TenantRecord.Meta):
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["picture", "section"], name="section_once")]


class Version(TenantRecord):
    """A published situation picture. It stays as it was."""

    audited_values = frozenset({"number", "published_at", "next_by_on"})

    place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    decided_by = models.CharField(max_length=160, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    first_on = models.DateField()
    last_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    next_by_on = models.DateField()

    class Meta(TenantRecord.Meta):
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "place", "number"],
                condition=models.Q(place__isnull=False),
                name="version_of_place_once",
            ),
            models.UniqueConstraint(
                fields=["tenant", "number"], condition=models.Q(place=None), name="version_of_municipality_once"
            ),
        ]


class Edition(TenantRecord):
    """A version as one audience reads it: sections with claims, sources and figures, and the PDF made of them."""

    class Audience(models.TextChoices):
        INTERNAL = "internal", "Intern"
        PUBLIC = "public", "Offentlig"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)  # of the content, so that a later change would show
    document = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    word = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")  # to go on writing in

    class Meta(TenantRecord.Meta):
        constraints = [models.UniqueConstraint(fields=["version", "audience"], name="edition_once")]


class Figures(TenantRecord):
    """Counted figures of one source over one area for one scope, as data; shown only to who holds that scope."""

    subject = models.CharField(max_length=36)  # the place's public id, or "municipality"
    source = models.ForeignKey("incidents.Source", on_delete=models.CASCADE, related_name="+")
    category = models.CharField(max_length=20, blank=True)  # blank: all of the source
    scope_key = models.CharField(max_length=32)
    data_version = models.CharField(max_length=80)  # what they rest on: `figures_states`
    first_on = models.DateField()
    last_on = models.DateField()
    content = models.JSONField()
    summary = models.JSONField(default=dict)  # the few numbers that lists need
    counted_at = models.DateTimeField()

    class Meta(TenantRecord.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "subject", "source", "category", "scope_key", "first_on", "last_on"],
                name="figures_once",
            )
        ]
