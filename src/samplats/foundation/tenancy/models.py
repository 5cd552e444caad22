"""Tenants own rooms; organisations exist once and take part in several."""

from uuid import uuid4

from django.db import models


class Tenant(models.Model):
    """Any body that owns a room: a municipality, a county or a standing co-operation."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", "Kommun"
        COUNTY = "county", "Län"
        COOPERATION = "cooperation", "Samverkan"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.MUNICIPALITY)
    official_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, default="SE")
    language = models.CharField(max_length=8, default="sv")
    time_zone = models.CharField(max_length=60, default="Europe/Stockholm")
    epsg = models.PositiveIntegerField(default=3006)
    colour = models.CharField(max_length=7, blank=True)  # #rrggbb, dark enough to read on paper; empty: the house's own
    logo = models.CharField(max_length=64, blank=True)  # the hash of a stored PNG

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A body that people belong to; its part in a place is kept elsewhere."""

    class Kind(models.TextChoices):
        PUBLIC = "public", "Offentlig"
        PRIVATE = "private", "Privat"
        ASSOCIATION = "association", "Förening"

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
