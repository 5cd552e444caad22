"""Notes on a place between its coach and the co-ordinator."""

from __future__ import annotations

from datetime import datetime

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action, swap
from samplats.places.models import Place
from samplats.process import policy
from samplats.process.models import PlaceNote
from samplats.situation.actions.drafting import refuse_personal_details


@action(policy.WRITE_NOTES)
def write_note(actor: Actor, place: Place, *, text: str, now: datetime) -> PlaceNote:
    """Comment on a place; raises `PersonalDetails`."""
    refuse_personal_details(text)
    return PlaceNote.objects.create(tenant=place.tenant, place=place, text=text.strip(), at=now, by_id=actor.user_id)


@action(policy.TAKE_OUT_NOTES)
def blank_note(actor: Actor, note: PlaceNote, *, now: datetime) -> PlaceNote:
    """Take out a note for good; that there was one, when and by whom stays."""
    swap(note, when={"blanked_at": None}, to={"text": "", "blanked_at": now})
    return note
