"""Change the steps for the whole municipality: beside the reference, never in it."""

from __future__ import annotations

from django.utils.translation import get_language

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action, keep_facts, swap
from samplats.foundation.tenancy.models import Tenant
from samplats.process import policy, queries
from samplats.process.models import ActivityEdit, OwnActivity
from samplats.process.rules.template import next_own_code
from samplats.vocabulary.rules import language_of_content


class TitleTaken(ValueError):
    """Another activity has this name already."""


@action(policy.MANAGE_STEPS)
def edit_activity(
    actor: Actor,
    tenant: Tenant,
    *,
    code: str,
    title: str = "",
    shift_weeks: int = 0,
    is_off: bool = False,
    revision: int,
) -> ActivityEdit:
    """Another name, other weeks or no use of a reference activity; all as in the reference restores it.

    Raises `TitleTaken`, and `ChangedMeanwhile` when somebody else was first.
    """
    reference = queries.the_guide().activities[code]
    title = title.strip()
    if title == reference.title.within(language_of_content(get_language())):
        title = ""
    _refuse_taken(actor, title, code)
    edit, _new = ActivityEdit.objects.get_or_create(tenant=tenant, activity=code)
    to = {"title": title, "shift_weeks": shift_weeks, "is_off": is_off, "revision": revision + 1}
    swap(edit, when={"revision": revision}, to=to)
    keep_facts(activity=code, own_title=bool(title))
    return edit


@action(policy.MANAGE_STEPS)
def add_activity(
    actor: Actor, tenant: Tenant, *, step: str, title: str, why: str = "", start_week: int, end_week: int
) -> OwnActivity:
    """Add an activity of the municipality's own to a step, at all places at once."""
    if step not in queries.the_guide().steps:
        raise LookupError(step)
    _refuse_taken(actor, title.strip(), "")
    return OwnActivity.objects.create(
        tenant=tenant,
        code=next_own_code(one.code for one in queries.own_activities(actor)),
        step=step,
        title=title.strip(),
        why=why.strip(),
        start_week=start_week,
        end_week=end_week,
    )


@action(policy.MANAGE_STEPS)
def change_activity(
    actor: Actor, own: OwnActivity, *, step: str, title: str, why: str, start_week: int, end_week: int, revision: int
) -> OwnActivity:
    """Change an own activity at all places; raises `TitleTaken`, and `ChangedMeanwhile` when somebody was first."""
    if step not in queries.the_guide().steps:
        raise LookupError(step)
    _refuse_taken(actor, title.strip(), own.code)
    to = {"step": step, "title": title.strip(), "why": why.strip(), "start_week": start_week, "end_week": end_week}
    swap(own, when={"revision": revision}, to={**to, "revision": revision + 1})
    return own


@action(policy.MANAGE_STEPS)
def retire_activity(actor: Actor, activity: OwnActivity, *, retired: bool = True) -> OwnActivity:
    """Stop using an own activity, or use it again; what places have done of it is kept."""
    swap(activity, when={"is_off": not retired}, to={"is_off": retired})
    return activity


def _refuse_taken(actor: Actor, title: str, code: str) -> None:
    changed = queries.edits(actor)
    names = {
        one.code: changed[one.code].title if one.code in changed and changed[one.code].title else one.title.sv
        for one in queries.the_guide().activities.values()
    }
    names |= {one.code: one.title for one in queries.own_activities(actor) if not one.is_off}
    for other, name in names.items():
        if title and other != code and name.casefold() == title.casefold():
            raise TitleTaken(name)
