"""Incidents row by row, for those who may see points."""

from __future__ import annotations

from django.db.models import QuerySet

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import visible

from ..models import Incident


def incidents(actor: Actor) -> QuerySet[Incident]:
    """The incidents that the actor may see one by one, newest first."""
    rows = Incident.objects.select_related("source", "batch").order_by("-starts_at", "-pk")
    return visible(actor, rows)
