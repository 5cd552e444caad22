"""Write a situation picture, section by section."""

from collections.abc import Mapping
from datetime import date, datetime

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action, swap
from samplats.foundation.screening.screen import PersonalDetails, refuse_personal_details
from samplats.foundation.tenancy.models import Tenant
from samplats.places.models import Place
from samplats.situation import policy
from samplats.situation.models import Picture, Section
from samplats.situation.rules.sections import section_kinds

__all__ = [
    "PersonalDetails",
    "begin_picture",
    "discard_picture",
    "refuse_personal_details",
    "suggest_again",
    "write_section",
]


@action(policy.DRAFT)
def begin_picture(
    actor: Actor,
    tenant: Tenant,
    *,
    place: Place | None,
    first_on: date,
    last_on: date,
    suggested: Mapping[str, str],
    now: datetime,
) -> Picture:
    """Begin a draft with what the system has to say; a draft that is already in work is returned as it is."""
    open_draft = Picture.objects.filter(place=place, ended_at=None).first()
    if open_draft is not None:
        return open_draft
    made = Picture.objects.create(
        tenant=tenant, place=place, first_on=first_on, last_on=last_on, begun_at=now, begun_by_id=actor.user_id
    )
    Section.objects.bulk_create(
        Section(
            tenant=tenant,
            picture=made,
            section=kind.id,
            position=kind.position,
            text=suggested.get(kind.id, ""),
            suggested=suggested.get(kind.id, ""),
        )
        for kind in section_kinds()
    )
    return made


@action(policy.DRAFT)
def write_section(
    actor: Actor, section: Section, *, text: str, is_public: bool, revision: int, now: datetime
) -> Section:
    """Save a section's text; raises `ChangedMeanwhile` when somebody saved after `revision` was read."""
    refuse_personal_details(text)
    swap(
        section,
        when={"revision": revision, "picture__ended_at": None},
        to={
            "text": text,
            "is_public": is_public,
            "revision": revision + 1,
            "edited_at": now,
            "edited_by_id": actor.user_id,
        },
    )
    return section


@action(policy.DRAFT)
def suggest_again(actor: Actor, picture: Picture, *, suggested: Mapping[str, str]) -> Picture:
    """Renew the system's texts; a section that a person has changed keeps its text and gets the new one beside it."""
    for section in Section.objects.filter(picture=picture):
        fresh = suggested.get(section.section, "")
        if fresh == section.suggested:
            continue
        untouched = section.text == section.suggested
        swap(
            section,
            when={"revision": section.revision},
            to={
                "suggested": fresh,
                "text": fresh if untouched else section.text,
                "revision": section.revision + 1,
            },
        )
    return picture


@action(policy.DRAFT)
def discard_picture(actor: Actor, picture: Picture, *, now: datetime) -> Picture:
    """Put the draft away."""
    swap(picture, when={"ended_at": None}, to={"ended_at": now})
    return picture
