"""A pull: ask the other server, take in what is new, changed or withdrawn, all at once; and take a pull back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, require
from samplats.foundation.actions.action import action, keep_facts

from .. import policy
from ..models import Feed, Pull, PulledChange
from ..queries.feeds import agent_of, inside_of_boundary, undoable
from ..reading.feeds import listed, pull_open311, read_open311, read_polisen
from ..reading.fetching import Asking, Fetched, FetchFailed, fetch
from ..rules.pulling import SECONDS_AT_MOST, SECONDS_OF_ALL, Found, PullPhase, Reader, next_pull
from .pulled_rows import Taking, one_at_a_time, put_back, tell

AHEAD = timedelta(minutes=1)  # the other server's clock may be fast


def _untold(_phase: PullPhase) -> None: ...


def pull(actor: Actor, feed: Feed, *, now: datetime, told: Callable[[PullPhase], None] = _untold) -> Pull | None:
    """Ask the server and take in what it tells; None when it says that nothing has changed."""
    require(actor, policy.MAY_IMPORT, feed)
    _require_delivery(actor, feed)
    told(PullPhase.ASKING)
    try:
        found, answer = _asked(actor, feed, now)
        found = _sensible(found) if found else None
    except FetchFailed as failed:
        return note_failed_pull(actor, feed, code=failed.code, facts=dict(failed.facts), wait=failed.wait, now=now)
    if found is None:
        _keep(feed, now, answer)
        return None
    told(PullPhase.TAKING_IN)
    return take_records(actor, feed, found=found, answer=answer, now=now)


def take_saved(actor: Actor, feed: Feed, *, body: bytes, now: datetime) -> Pull:
    """Take in an answer that somebody has saved; raises `FetchFailed` when it is none."""
    require(actor, policy.MAY_IMPORT, feed)
    return take_records(actor, feed, found=_sensible(_read(actor, feed, listed(body))), answer=None, now=now)


def _asked(actor: Actor, feed: Feed, now: datetime) -> tuple[Found | None, Fetched]:
    agent, inside = agent_of(actor), settings.PULL_INSIDE
    if feed.reader == Reader.OPEN311:
        since, end = now - timedelta(days=feed.days_back), monotonic() + SECONDS_OF_ALL

        def page(address: str) -> bytes:
            left = end - monotonic()
            if left <= 0:
                raise FetchFailed("too_slow", seconds=round(SECONDS_OF_ALL))
            return fetch(address, Asking(agent, inside, seconds=min(SECONDS_AT_MOST, left))).body or b""

        return pull_open311(page, feed.address, since=since, until=now + AHEAD), Fetched(None)
    answer = fetch(feed.address, Asking(agent, inside, feed.etag, feed.modified))
    return (None if answer.body is None else _read(actor, feed, listed(answer.body))), answer


def _sensible(found: Found) -> Found:
    """The same, unless none of it is a record of such a server: then it is another kind of answer."""
    if found.n_read and sum(found.faults.values()) == found.n_read:
        raise FetchFailed("other_kind")
    return found


def _read(actor: Actor, feed: Feed, told: list[Any]) -> Found:
    if feed.reader == Reader.OPEN311:
        return read_open311(told)
    return read_polisen(told, area=feed.area, inside=inside_of_boundary(actor))


@action(policy.MAY_IMPORT)
def note_failed_pull(actor: Actor, feed: Feed, *, code: str, facts: dict[str, Any], wait: int, now: datetime) -> Pull:
    """Write down why a pull brought nothing, and wait longer before the next one."""
    feed.failures = min(feed.failures + 1, 1000)
    feed.trouble, feed.facts, feed.pulled_at = code, facts, now
    feed.next_at = next_pull(now, feed.hours, failures=feed.failures, wait=wait) if feed.is_on else None
    feed.save(update_fields=["failures", "trouble", "facts", "pulled_at", "next_at"])
    return Pull.objects.create(tenant=feed.tenant, feed=feed, made_by_id=actor.user_id, at=now, code=code, facts=facts)


@action(policy.MAY_IMPORT)
def take_records(actor: Actor, feed: Feed, *, found: Found, answer: Fetched | None, now: datetime) -> Pull:
    """Add the new records, change the changed ones and take away those withdrawn; readers see all of it or nothing.

    `answer` is what a server told just now; None for a saved file, which withdraws nothing.
    """
    _require_delivery(actor, feed)
    one_at_a_time()
    taking = Taking(actor, feed, found, now)
    taking.bring_in()
    if answer is not None:
        taking.withdraw()
    made = taking.close(of_file=answer is None)
    if answer is not None:
        _keep(feed, now, answer)
    keep_facts(new=made.n_new, was_changed=made.n_changed, gone=made.n_gone)
    return made


@action(policy.MAY_IMPORT)
def undo_pull(actor: Actor, made: Pull, *, now: datetime) -> Pull:
    """Take the last pull back, whole, and pull nothing more by itself: it would bring the same again.

    Raises `NotVisible` for any other than the last one that changed something.
    """
    if undoable(actor, made.feed, now) != made:
        raise NotVisible("pull")
    _require_delivery(actor, made.feed)
    one_at_a_time()
    changes = PulledChange.objects.filter(pull=made).select_related("record__batch__source", "record__feed__source")
    tell(actor, put_back(changes), now)
    made.undone_at = now
    made.save(update_fields=["undone_at"])
    _stop_after_undoing(made.feed)
    return made


def _stop_after_undoing(feed: Feed) -> None:
    feed.stopped = "undone" if feed.is_on else feed.stopped
    feed.is_on, feed.next_at, feed.etag, feed.modified = False, None, "", ""
    feed.save(update_fields=["is_on", "next_at", "etag", "modified", "stopped"])


def _keep(feed: Feed, now: datetime, answer: Fetched) -> None:
    """When it was pulled, and what the server calls the answer it gave."""
    feed.etag, feed.modified = answer.etag, answer.modified
    feed.failures, feed.trouble, feed.facts, feed.pulled_at = 0, "", {}, now
    feed.next_at = next_pull(now, feed.hours) if feed.is_on else None
    feed.save(update_fields=["etag", "modified", "failures", "trouble", "facts", "pulled_at", "next_at", "heard"])


def _require_delivery(actor: Actor, feed: Feed) -> None:
    if policy.why_not_taken_in(actor, feed.source):
        raise NotVisible("source")
