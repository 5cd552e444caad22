"""Who wants to be reminded, and whom to remind now."""

from __future__ import annotations

from datetime import date, datetime

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import visible
from samplats.foundation.accounts.models import User
from samplats.foundation.accounts.roles import Role

from ..models import Reminder
from ..rules.reporting import is_time_to_remind
from .effort import heard


def wants_reminders(actor: Actor) -> bool | None:
    """Whether the actor wants to be reminded; None for who is never reminded, having another role than reporter."""
    if Role.REPORTER not in actor.roles:
        return None
    return not visible(actor, Reminder.objects.filter(user=actor.user_id, is_wanted=False)).exists()


def to_remind(actor: Actor, wall: datetime) -> list[tuple[User, date, int]]:
    """Reporters not heard from in their period who want to be reminded and have not been: person, period, rhythm."""
    due = [one for one in heard(actor, wall.date()) if is_time_to_remind(wall, one.first_on, one.rhythm)]
    if not due:
        return []
    kept = {one.user_id: one for one in visible(actor, Reminder.objects.all())}

    def is_left(person: User, period: date) -> bool:
        known = kept.get(person.pk)
        return known is None or (known.is_wanted and (known.sent_for is None or known.sent_for < period))

    return [(person, one.first_on, one.rhythm) for one in due for person in one.silent if is_left(person, one.first_on)]
