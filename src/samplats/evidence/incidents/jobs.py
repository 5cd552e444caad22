"""Work that takes longer than a page may."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from samplats.foundation.access.actors import actor_for, housekeeper, system_actor
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.jobs.registry import JobRefused, Run, job, regular
from samplats.foundation.notify.mail import mail

from . import policy, queries
from .actions.arriving import look_into, take_in
from .actions.collecting import collect_reports
from .actions.duplicates import find_likely_duplicates
from .actions.effort import close_reporting_weeks
from .actions.feeds import switch_off, tidy_feeds
from .actions.folders import stop_watching
from .actions.imports import ERASE_JOB, IMPORT_JOB
from .actions.pulling import pull
from .actions.reminders import claim_reminder, give_back_reminder
from .actions.retiring import carry_out_retention
from .actions.retiring_reports import carry_out_report_retention
from .actions.running import carry_out, erase_what_is_left, put_back
from .rules.pulling import PullPhase
from .sentences.refusals import plain_facts
from .sentences.reminders import reminder_words

RETIRE_JOB = "incidents.retire"
DUPLICATES_JOB = "incidents.duplicates"
DAYS_OF_TWO_WEEKS = 14
COLLECT_JOB = "incidents.collect_reports"


def _put_back(run: Run, *, batch: str) -> None:
    found = queries.the_import(run.actor, UUID(batch))
    put_back(run.actor, found, cancelled=run.job.cancel_asked)


@job(IMPORT_JOB, undo=_put_back)
def carry_out_import(run: Run, *, batch: str) -> dict[str, Any] | None:
    """Bring a file's rows in."""
    found = queries.the_import(run.actor, UUID(batch))
    try:
        counts = carry_out(run.actor, found, told=run.progress, now=timezone.now())
    except Unreadable as refused:
        raise JobRefused(refused.code, **plain_facts(refused.facts)) from refused
    if counts:
        enqueue(run.actor, DUPLICATES_JOB, batch=batch)
    return counts


@job(DUPLICATES_JOB)
def look_for_duplicates(run: Run, *, batch: str) -> dict[str, Any]:
    """Look for events that another source has told of too."""
    return {"pairs": find_likely_duplicates(run.actor, queries.the_import(run.actor, UUID(batch)))}


@job(ERASE_JOB)
def erase_rows(run: Run, *, batch: str) -> None:
    """Erase the rows of an import that was taken back."""
    erase_what_is_left(run.actor, queries.the_import(run.actor, UUID(batch)))


@job(RETIRE_JOB)
def retire(run: Run) -> dict[str, Any]:
    """Erase what has had its time."""
    now = timezone.now()
    return {"erased": carry_out_retention(run.actor, now), "reports": carry_out_report_retention(run.actor, now)}


@job(COLLECT_JOB)
def collect(run: Run) -> dict[str, Any]:
    """Carry the waiting reports over to the incidents."""
    collected = 0
    while some := collect_reports(run.actor, run.actor.tenant, now=timezone.now()):
        collected += some
        run.progress(collected, 0)
    return {"reports": collected}


def _stop_taking_in(run: Run, *, watch: str) -> None:
    """A folder whose files break the work is left alone until a person has looked."""
    stop_watching(run.actor, queries.the_watch(run.actor, UUID(watch)), reason="unexpected")


@job(queries.TAKE_JOB, undo=_stop_taking_in)
def take_in_files(run: Run, *, watch: str) -> dict[str, Any] | None:
    """Take in what has landed in a watched folder, as the person who has it watched and with nobody else's rights."""
    found = queries.the_watch(run.actor, UUID(watch))
    if not found.is_on or found.person_id != run.actor.user_id or policy.why_not_taken_in(run.actor, found.source):
        return None  # the next look says why
    return take_in(run.actor, found, now=timezone.localtime())


@regular("incidents.folders", timedelta(minutes=2))
def look_into_folders(tenant: Any) -> None:
    """Every other minute: what lies whole in a watched folder is handed to a job of the person who has it watched."""
    system = system_actor(tenant)
    for watch in queries.watches_on(system):
        actor = actor_for(watch.person, tenant) if watch.person else None
        reason = policy.why_not_taken_in(actor, watch.source)
        if reason or actor is None:
            stop_watching(system, watch, reason=reason)
        elif look_into(system, watch, now=timezone.now()) and not queries.is_taking_in(system, watch):
            enqueue(actor, queries.TAKE_JOB, can_wait=True, watch=str(watch.public_id))


def _stop_pulling(run: Run, *, feed: str) -> None:
    """A source whose answers break the work is left alone until a person has looked."""
    found = queries.the_feed(run.actor, UUID(feed))
    switch_off(housekeeper(run.actor, found.compartment_id), found, reason="unexpected")


def _tell(run: Run, phase: PullPhase) -> None:
    run.progress(list(PullPhase).index(phase), len(PullPhase), phase.value)


@job(queries.PULL_JOB, undo=_stop_pulling)
def pull_source(run: Run, *, feed: str) -> dict[str, Any] | None:
    """Pull a source from its server, as the person who asked for it and with nobody else's rights."""
    found = queries.the_feed(system_actor(run.actor.tenant), UUID(feed))
    if policy.why_not_taken_in(run.actor, found.source):
        return None  # the next look says why
    made = pull(run.actor, found, now=timezone.now(), told=partial(_tell, run))
    return {"incidents": made.n_touched} if made else None


@regular("incidents.feeds", timedelta(minutes=1))
def look_for_feeds_due(tenant: Any) -> None:
    """Every minute: what is to be pulled now is handed to a job of the person who switched it on."""
    system = system_actor(tenant)
    for feed in queries.feeds_due(system, timezone.now()):
        actor = actor_for(feed.person, tenant) if feed.person else None
        reason = policy.why_not_taken_in(actor, feed.source)
        if reason or actor is None:
            switch_off(housekeeper(system, feed.compartment_id), feed, reason=reason)
        elif not queries.is_pulling(system, feed):
            enqueue(actor, queries.PULL_JOB, can_wait=True, feed=str(feed.public_id))


@regular("incidents.tidy_feeds", timedelta(hours=24))
def tidy(tenant: Any) -> None:
    """Once a day: forget what can no longer be undone of what was pulled."""
    tidy_feeds(system_actor(tenant), timezone.now())


@regular("incidents.reports", timedelta(seconds=20))
def look_for_waiting_reports(tenant: Any) -> None:
    """Three times a minute: hand what people have reported to a job."""
    actor = system_actor(tenant)
    if queries.has_waiting(actor) and not queries.is_collecting(actor):
        enqueue(actor, COLLECT_JOB)


@regular("incidents.reporting_weeks", timedelta(hours=6))
def close_weeks(tenant: Any) -> None:
    """Write down how many reported in the weeks that are over."""
    actor, today = system_actor(tenant), timezone.localdate()
    closed, began = queries.last_closed_week(actor), queries.first_reported_week(actor)
    if began is not None and (closed is None or (today - closed).days >= DAYS_OF_TWO_WEEKS):
        close_reporting_weeks(actor, tenant, today=today)


@regular("incidents.reminders", timedelta(hours=1))
def remind(tenant: Any) -> None:
    """Late in each period: a mail to reporters who have not been heard from. It is claimed before it is sent."""
    actor, wall = system_actor(tenant), timezone.localtime(timezone=ZoneInfo(tenant.time_zone))
    for person, period, rhythm in queries.to_remind(actor, wall):
        try:
            claim_reminder(actor, tenant, person=person, period=period)
        except ChangedMeanwhile:
            continue  # another worker was first, or the person has just said no
        with translation.override(person.language):
            is_sent = mail(person, *reminder_words(tenant, rhythm))
        if not is_sent:
            give_back_reminder(actor, tenant, person=person, period=period)
            break  # the server takes none now: the rest wait for the next hour


@regular("incidents.retention", timedelta(hours=24))
def look_for_what_is_due(tenant: Any) -> None:
    """Once a day: hand what is due to a job."""
    if queries.n_due(tenant, timezone.now()) or queries.n_reports_due(tenant, timezone.now()):
        enqueue(system_actor(tenant), RETIRE_JOB)


@regular("incidents.stranded", timedelta(minutes=5))
def put_back_stranded(tenant: Any) -> None:
    """Imports whose job has ended without them, for whatever reason, are undone whole."""
    actor = system_actor(tenant)
    for batch in queries.stranded(actor):
        put_back(housekeeper(actor, batch.compartment_id), batch, cancelled=True)
