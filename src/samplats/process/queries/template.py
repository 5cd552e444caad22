"""The steps as this municipality uses them: the reference, and what it has laid beside it."""

from __future__ import annotations

from uuid import UUID

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.process.models import ActivityEdit, OwnActivity
from samplats.process.reading import guide
from samplats.process.rules.guide import Guide, Weeks
from samplats.process.rules.template import Edit, Own, Plan, plan_of


def the_guide() -> Guide:
    """The reference content as it came with this version."""
    return guide()


def plans(actor: Actor) -> dict[str, Plan]:
    """Every variant as the municipality uses it, by its id. Two questions."""
    changed, own = edits(actor), [_own(one) for one in own_activities(actor) if not one.is_off]
    return {code: plan_of(guide(), code, changed, own) for code in guide().variants}


def edits(actor: Actor) -> dict[str, Edit]:
    """What the municipality has changed, by activity."""
    rows = visible(actor, ActivityEdit.objects.all())
    return {one.activity: Edit(one.title, one.shift_weeks, one.is_off, one.revision) for one in rows}


def own_activities(actor: Actor) -> list[OwnActivity]:
    """The municipality's own activities, also those no longer used, in the order in which they were added."""
    return list(visible(actor, OwnActivity.objects.order_by("pk")))


def own_activity(actor: Actor, public_id: UUID) -> OwnActivity:
    """One own activity; raises `NotVisible`."""
    found = visible(actor, OwnActivity.objects.filter(public_id=public_id)).first()
    if found is None:
        raise NotVisible("own activity")
    return found


def _own(row: OwnActivity) -> Own:
    return Own(row.code, row.step, row.title, row.why, Weeks(row.start_week, row.end_week), row.added_on)
