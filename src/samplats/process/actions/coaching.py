"""Notes on a place between its coach and the co-ordinator."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require
from samplats.foundation.actions.action import action, keep_facts, swap
from samplats.foundation.retention.registry import write_protocol
from samplats.foundation.tenancy.models import Tenant
from samplats.places.models import Place
from samplats.process import policy, queries
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


def carry_out_note_retention(actor: Actor, now: datetime) -> int:
    """Erase the notes whose time is up; returns how many."""
    require(actor, policy.MANAGE_STEPS, actor.tenant)
    return retire_notes(actor, actor.tenant, now=now) if queries.n_old_notes(actor.tenant, now) else 0


@action(policy.MANAGE_STEPS)
def retire_notes(actor: Actor, tenant: Tenant, *, now: datetime) -> int:
    """Erase the notes from before the last two years."""
    first_kept = localdate(queries.notes_kept_from(now))
    erased, _of_kinds = queries.old_notes(tenant, now).delete()
    write_protocol(tenant, kind=queries.NOTES, older_than=first_kept, erased=erased, kept_as_statistics=0, at=now)
    keep_facts(erased=erased, older_than=first_kept)
    return erased
