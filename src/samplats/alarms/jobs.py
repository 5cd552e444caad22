"""The daily look at all series, and the week's mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone, translation

from samplats.alarms import actions, policy, queries
from samplats.alarms.queries import Tenant
from samplats.alarms.rules import is_time_to_tell
from samplats.alarms.sentences import mail_words
from samplats.foundation.access.actors import system_actor
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.jobs.registry import Run, job, regular
from samplats.foundation.notify.mail import mail

WATCH_JOB = "alarms.watch"


@job(WATCH_JOB)
def watch(run: Run) -> dict[str, Any]:
    """Judge every series and keep what was found. Running it twice gives the same."""
    actor, today = run.actor, timezone.localdate()
    counted_from = queries.state_of_incidents(actor, today)
    look = queries.look(actor, today, lambda done, total: run.progress(done, total, "counting"))
    actions.keep_look(actor, actor.tenant, look=look, counted_from=counted_from, now=timezone.now())
    return {"series": look.n_series, "found": len(look.rings)}


@regular("alarms.order", timedelta(hours=1))
def order(tenant: Tenant) -> None:
    """Have the series judged when there are other incidents or another week."""
    actor = system_actor(tenant)
    last = queries.latest_watch(actor)
    is_known = last is not None and last.counted_from == queries.state_of_incidents(actor, timezone.localdate())
    if not is_known and not queries.is_ordered(actor, WATCH_JOB):
        enqueue(actor, WATCH_JOB, can_wait=True)


@regular("alarms.retire", timedelta(hours=24))
def retire(tenant: Tenant) -> None:
    """Erase what has been kept long enough."""
    actions.carry_out_retention(system_actor(tenant), timezone.now())


@regular("alarms.tell", timedelta(hours=6))
def tell(tenant: Tenant) -> None:
    """Once a week: a mail to who looks at alarms, when any wait. It names no place, no category and no count."""
    actor, today = system_actor(tenant), timezone.localdate()
    last = queries.latest_watch(actor)
    if last is None or not is_time_to_tell(today, last.told_at and timezone.localdate(last.told_at)):
        return
    n = queries.n_waiting(actor, today)
    if not n:
        return
    told = 0
    for person in queries.told_people(actor, policy.SEE_ALARMS.roles):
        with translation.override(person.language):
            if not mail(person, *mail_words(tenant, n)):
                break  # the server takes none now: the rest wait for the next week, or all for some hours
            told += 1
    if told:
        actions.note_told(actor, last, people=told, now=timezone.now())
