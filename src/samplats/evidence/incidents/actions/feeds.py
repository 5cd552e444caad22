"""Add a pulled source, change how it is pulled, switch it on and off, and say what its words mean."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, require
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.jobs.queue import enqueue

from .. import policy
from ..models import Feed, Pull, PulledChange, PulledRecord, Source
from ..queries.feeds import PULL_JOB, is_pulling
from ..reading.shipped import polisen_types
from ..rules.pulling import LEAST_BETWEEN, REMEMBERED_FOR, UNDO_FOR, Reader

KEPT_PULLS = timedelta(days=400)


class TooSoon(RuntimeError):
    """The other server was asked a moment ago, or is being asked."""


@action(policy.MAY_IMPORT)
def add_feed(actor: Actor, source: Source, /, **described: Any) -> Feed:
    """Let a source be pulled from another server. Nothing is pulled until somebody switches it on or asks for it."""
    _require_delivery(actor, source)
    words = polisen_types() if described.get("reader") == Reader.POLISEN else {}
    keep_facts(source=source.public_id)
    return Feed.objects.create(tenant=source.tenant, source=source, words=words, **described)


@action(policy.MAY_IMPORT)
def change_feed(actor: Actor, feed: Feed, /, **described: Any) -> Feed:
    """Change the address, the municipality's name there, how often and how far back."""
    _require_delivery(actor, feed.source)
    for name, value in {**described, "etag": "", "modified": ""}.items():
        setattr(feed, name, value)
    feed.save(update_fields=[*described, "etag", "modified"])
    return feed


@action(policy.MAY_IMPORT)
def switch_on(actor: Actor, feed: Feed, *, now: datetime) -> Feed:
    """Pull regularly from now on, with the rights that this person has then."""
    _require_delivery(actor, feed.source)
    feed.person_id, feed.is_on, feed.stopped, feed.failures, feed.next_at = actor.user_id, True, "", 0, now
    feed.save(update_fields=["person", "is_on", "stopped", "failures", "next_at"])
    return feed


@action(policy.MAY_IMPORT)
def switch_off(actor: Actor, feed: Feed, *, reason: str = "") -> Feed:
    """Pull nothing more by itself; the code says why when it is Samplats that stops."""
    feed.is_on, feed.stopped, feed.next_at = False, reason, None
    feed.save(update_fields=["is_on", "stopped", "next_at"])
    return feed


@action(policy.MAY_IMPORT)
def ask_for_pull(actor: Actor, feed: Feed, *, now: datetime) -> Feed:
    """Pull now, as oneself. Raises `TooSoon` when the server has just been asked."""
    _require_delivery(actor, feed.source)
    if is_pulling(actor, feed) or (feed.pulled_at is not None and now - feed.pulled_at < LEAST_BETWEEN):
        raise TooSoon
    enqueue(actor, PULL_JOB, feed=str(feed.public_id))
    return feed


@action(policy.MAY_IMPORT)
def sort_words(actor: Actor, feed: Feed, *, words: dict[str, str]) -> Feed:
    """Say what the source's words mean here. What it still holds of a changed word is sorted anew by the next pull."""
    _require_delivery(actor, feed.source)
    changed = [word for word, code in words.items() if feed.words.get(word) != code]
    feed.words, feed.etag, feed.modified = {**feed.words, **words}, "", ""
    feed.save(update_fields=["words", "etag", "modified"])
    PulledRecord.objects.filter(feed=feed, word__in=changed).update(mark="")
    keep_facts(words=len(changed))
    return feed


def tidy_feeds(actor: Actor, now: datetime) -> None:
    """Forget what can no longer be undone, and records that the other server has not shown for long."""
    require(actor, policy.MAY_IMPORT, actor.tenant)
    PulledChange.objects.filter(pull__at__lt=now - UNDO_FOR).delete()
    PulledRecord.objects.filter(seen_at__lt=now - REMEMBERED_FOR).delete()
    Pull.objects.filter(at__lt=now - KEPT_PULLS).delete()


def _require_delivery(actor: Actor, source: Source) -> None:
    if policy.why_not_taken_in(actor, source):
        raise NotVisible("source")
