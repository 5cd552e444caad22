"""Reminders to reporters: who wants them, and each period's sent once."""

from __future__ import annotations

from datetime import date

from samplats.foundation.access.actors import Actor
from samplats.foundation.accounts.models import User
from samplats.foundation.actions.action import ChangedMeanwhile, action, keep_facts, swap
from samplats.foundation.tenancy.models import Tenant

from .. import policy
from ..models import Reminder


@action(policy.MAY_REPORT)
def choose_reminders(actor: Actor, tenant: Tenant, *, wanted: bool) -> None:
    """Be reminded by e-mail, or not."""
    Reminder.objects.update_or_create(tenant=tenant, user_id=actor.user_id or 0, defaults={"is_wanted": wanted})
    keep_facts(wanted=wanted)


@action(policy.MAY_FOLLOW_REPORTERS)
def claim_reminder(actor: Actor, tenant: Tenant, *, person: User, period: date) -> Reminder:
    """Write down, before it is sent, that somebody is reminded; raises `ChangedMeanwhile` when that has been done."""
    kept, _made = Reminder.objects.get_or_create(tenant=tenant, user=person)
    if kept.sent_for is not None and kept.sent_for >= period:
        raise ChangedMeanwhile("reminder")
    swap(kept, when={"sent_for": kept.sent_for, "is_wanted": True}, to={"sent_for": period})
    keep_facts(person=person.public_id, period=period)
    return kept


@action(policy.MAY_FOLLOW_REPORTERS)
def give_back_reminder(actor: Actor, tenant: Tenant, *, person: User, period: date) -> None:
    """The mail server took none: it may be tried again."""
    Reminder.objects.filter(user=person, sent_for=period).update(sent_for=None)
    keep_facts(person=person.public_id, period=period)
