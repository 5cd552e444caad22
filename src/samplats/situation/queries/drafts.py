"""Situation pictures in work."""

from uuid import UUID

from django.db.models import QuerySet

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.places.models import Place
from samplats.situation.models import Picture, Section
from samplats.situation.rules.sections import SectionKind, section_kinds


def open_draft(actor: Actor, place: Place | None) -> Picture | None:
    """The draft in work for the place (or the municipality), if any."""
    drafts = visible(actor, Picture.objects.select_related("place", "tenant", "begun_by"))
    return drafts.filter(place=place, ended_at=None).first()


def sections(actor: Actor, picture: Picture) -> QuerySet[Section]:
    """The sections of a draft in order."""
    return visible(actor, Section.objects.filter(picture=picture).select_related("edited_by").order_by("position"))


def section(actor: Actor, public_id: UUID) -> Section:
    """One section of a draft that is still in work; raises `NotVisible`."""
    found = visible(actor, Section.objects.filter(picture__ended_at=None).select_related("picture__place", "edited_by"))
    one = found.filter(public_id=public_id).first()
    if one is None:
        raise NotVisible("section")
    return one


def draft(actor: Actor, public_id: UUID) -> Picture:
    """One draft, also one that is over; raises `NotVisible`."""
    found = visible(actor, Picture.objects.select_related("place", "tenant")).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("picture")
    return found


def kind_of(found: Section) -> SectionKind:
    """Title, guidance and filling of a stored section."""
    return next(one for one in section_kinds() if one.id == found.section)


def open_drafts(actor: Actor) -> QuerySet[Picture]:
    """Every draft in work, latest first."""
    drafts = visible(actor, Picture.objects.select_related("place", "begun_by"))
    return drafts.filter(ended_at=None).order_by("-begun_at")
