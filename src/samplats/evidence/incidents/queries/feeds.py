"""Pulled sources, what their pulls brought, and what is needed to pull them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from uuid import UUID

import shapely
from django.db.models import Count, Max, Q, QuerySet

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.jobs.models import Job
from samplats.places import queries as places

from ..models import Feed, Pull, PulledRecord, Source
from ..rules.pulling import UNDO_FOR, Reader
from .categories import Fitting

if TYPE_CHECKING:
    from ..reading.feeds import Inside

PULL_JOB = "incidents.pull"
SHOWN = 20


@dataclass(frozen=True)
class Heard:
    """A word of a pulled source: what the source calls it, how many records have it, and the category it means."""

    word: str
    text: str
    count: int
    chosen: str
    is_answered: bool


def feeds(actor: Actor) -> QuerySet[Feed]:
    """Every pulled source."""
    return visible(actor, Feed.objects.select_related("source__room", "person"))


def feeds_due(actor: Actor, now: datetime) -> list[Feed]:
    """The sources that are to be pulled now."""
    return list(feeds(actor).filter(is_on=True, next_at__lte=now))


def the_feed(actor: Actor, public_id: UUID) -> Feed:
    """One pulled source; raises `NotVisible`."""
    found = feeds(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("feed")
    return found


def feed_of(actor: Actor, source: Source) -> Feed | None:
    """How a source is pulled, if it is."""
    return feeds(actor).filter(source=source).first()


def latest_pull_job(actor: Actor, feed: Feed) -> Job | None:
    """The job that pulls the source, or waits for its turn; else the last one that did."""
    known = Job.objects.filter(tenant_id=actor.tenant_id, name=PULL_JOB, arguments__feed=str(feed.public_id))
    return known.order_by("-made_at", "-pk").first()


def is_pulling(actor: Actor, feed: Feed) -> bool:
    """Whether a job pulls the source, or waits for its turn."""
    job = latest_pull_job(actor, feed)
    return job is not None and not job.is_over


def made_last(feed: Feed, made: list[Pull]) -> Pull | None:
    """What the server's last answer brought, of these pulls; None when it said that nothing had changed."""
    return next((one for one in made if one.at == feed.pulled_at and not one.of_file), None)


def pulls(actor: Actor, feed: Feed) -> list[Pull]:
    """The last pulls, newest first."""
    return list(visible(actor, Pull.objects.select_related("made_by").filter(feed=feed))[:SHOWN])


def last_pulls(actor: Actor) -> dict[int, Pull]:
    """The last pull of each source, by the source's key."""
    newest = visible(actor, Pull.objects.all()).order_by().values("feed").annotate(last=Max("pk")).values("last")
    return {made.feed_id: made for made in visible(actor, Pull.objects.filter(pk__in=newest))}


def the_pull(actor: Actor, feed: Feed, public_id: UUID) -> Pull:
    """One pull; raises `NotVisible`."""
    found = visible(actor, Pull.objects.select_related("feed__source").filter(feed=feed, public_id=public_id)).first()
    if found is None:
        raise NotVisible("pull")
    return found


def undoable(actor: Actor, feed: Feed, now: datetime) -> Pull | None:
    """The one pull that can be taken back: the last that changed something, as long as what was before is kept."""
    changed = Q(n_new__gt=0) | Q(n_changed__gt=0) | Q(n_gone__gt=0)
    last = visible(actor, Pull.objects.filter(changed, feed=feed, undone_at=None)).first()
    return last if last is not None and last.at > now - UNDO_FOR else None


def heard(actor: Actor, feed: Feed) -> list[Heard]:
    """Every word of the source, commonest first, with the category that it means or might mean."""
    counted = visible(actor, PulledRecord.objects.filter(feed=feed)).values_list("word").annotate(n=Count("pk"))
    counts = dict(counted.order_by("word"))
    fitting = Fitting(actor)
    words = {**dict.fromkeys(feed.words, ""), **feed.heard}
    rows = [
        Heard(
            word,
            text,
            counts.get(word, 0),
            feed.words[word] if word in feed.words else fitting.code_for(word, text),
            word in feed.words,
        )
        for word, text in words.items()
    ]
    return sorted(rows, key=lambda one: (one.is_answered, -one.count, one.word))


def by_status(actor: Actor, feed: Feed) -> dict[str, int]:
    """How many of the records that count have each status at their source."""
    kept = visible(actor, PulledRecord.objects.filter(feed=feed, row__isnull=False)).exclude(status="")
    return dict(kept.values_list("status").annotate(n=Count("pk")).order_by("status"))


def area_guess(actor: Actor) -> str:
    """The name that the municipality probably has at polisen.se; a person mends it."""
    first = actor.tenant.name.removesuffix(" kommun").removesuffix(" stad")
    return first.removesuffix("s") if first != actor.tenant.name else first


def inside_of_boundary(actor: Actor) -> Inside:
    """Whether a position lies in the municipality; nothing does before its boundary is known."""
    boundary = places.municipality(actor)
    if boundary is None:
        return lambda _lon, _lat: False
    shape = places.geometry(boundary)
    shapely.prepare(shape)
    return lambda lon, lat: bool(shapely.contains_xy(shape, lon, lat))


def agent_of(actor: Actor) -> str:
    """How Samplats names itself to another server."""
    try:
        number = version("samplats")
    except PackageNotFoundError:
        number = "0"
    return f"Samplats/{number} ({actor.tenant.slug})"


def reader_of(feed: Feed) -> Reader:
    """How the source's answers are read."""
    return Reader(feed.reader)
