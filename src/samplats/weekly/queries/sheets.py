"""The sheets of the municipality and its places."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.lookups import IsNull

from samplats.administration.queries import Job, jobs
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.places import queries as places
from samplats.places.models import Place
from samplats.weekly.models import Passage, Sheet

COUNT_JOB = "weekly.count"


def sheets(actor: Actor) -> QuerySet[Sheet]:
    """Every sheet that the actor sees, the newest first."""
    return visible(actor, Sheet.objects.select_related("place", "meeting", "tenant", "begun_by", "closed_by"))


def sheet(actor: Actor, public_id: UUID) -> Sheet:
    """One sheet; raises `NotVisible`."""
    found = sheets(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("sheet")
    return found


def ordered(actor: Actor, public_id: UUID, revision: int) -> Sheet | None:
    """The open sheet as it was when its figures were ordered; None when it has changed, closed or gone since."""
    return sheets(actor).filter(public_id=public_id, revision=revision, closed_at=None).first()


def open_sheet(actor: Actor, place: Place | None) -> Sheet | None:
    """The sheet in preparation for the place (or the municipality)."""
    return sheets(actor).filter(place=place, closed_at=None).first()


def before(actor: Actor, place: Place | None, sheet: Sheet | None = None) -> Sheet | None:
    """The closed sheet that came last before this one, or last of all."""
    closed = sheets(actor).filter(place=place, closed_at__isnull=False)
    if sheet is not None:
        closed = closed.filter(pk__lt=sheet.pk)
    return closed.order_by("-pk").first()


def latest(actor: Actor) -> Sheet | None:
    """The municipality's newest sheet that the actor sees; for who sees none of it, the newest of a place."""
    of_all_first = IsNull(F("place"), True).desc()
    return sheets(actor).defer("figures", "content").order_by(of_all_first, "-begun_at", "-pk").first()


def passages(actor: Actor, sheet: Sheet) -> dict[str, Passage]:
    """The texts of an open sheet by section."""
    found = visible(actor, Passage.objects.filter(sheet=sheet).select_related("edited_by"))
    return {one.section: one for one in found}


def passage(actor: Actor, sheet: Sheet, section: str) -> Passage:
    """One text; raises `NotVisible`."""
    found = passages(actor, sheet).get(section)
    if found is None:
        raise NotVisible("passage")
    return found


def to_prepare(actor: Actor) -> list[Place]:
    """The places that a sheet can be prepared for."""
    return list(places.places(actor))


def count_job(actor: Actor, sheet: Sheet) -> Job | None:
    """The newest job that counts the sheet's figures."""
    ours = jobs(actor).filter(name=COUNT_JOB, made_at__gte=sheet.begun_at)
    return next((job for job in ours[:20] if job.arguments.get("sheet") == str(sheet.public_id)), None)


def verdicts_of(sheet: Sheet | None) -> dict[str, dict[str, Any]]:
    """Source → how far it reached and what it said in a closed sheet, for the next one to compare with."""
    if sheet is None or not sheet.figures:
        return {}
    return {one["id"]: {"until": one["until"], "said": one["said"]} for one in sheet.figures["sources"]}
