"""Reading alarms, and finding them: every series of every source, for jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

import shapely
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from samplats.alarms.models import MUNICIPALITY, Alarm, NoMail, Watch
from samplats.alarms.rules import MONTHS_KEPT, QUIET_AFTER
from samplats.analyses.rules.scoped import Scoped
from samplats.analyses.rules.watch import (
    BURST,
    LASTING,
    NEWEST,
    Found,
    can_be_watched,
    is_dated,
    run_length_for,
    watch,
    weekly,
    weeks_until,
)
from samplats.evidence.incidents import queries as incidents
from samplats.evidence.incidents.queries import Source
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import visible
from samplats.foundation.accounts.models import Membership, User
from samplats.foundation.jobs.models import Job
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.places import queries as places
from samplats.places.models import Place
from samplats.vocabulary.queries import category_names

EFFORT_BACK = timedelta(weeks=26)

__all__ = ["Alarm", "NoMail", "Tenant", "Watch"]

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Series:
    """Whole weeks of one source over one subject: all of it, or one category (by its code)."""

    source: Source
    place: Place | None
    category: str
    counts: Any
    monday: date

    @property
    def subject(self) -> str:
        """How alarms name what they are about."""
        return str(self.place.public_id) if self.place else MUNICIPALITY


@dataclass(frozen=True)
class Ring:
    """A series that was found out of the usual."""

    series: Series
    found: Found
    run_length: float
    is_resting: bool


@dataclass(frozen=True)
class Look:
    """Everything that one look at all series came to."""

    rings: tuple[Ring, ...]
    n_series: int
    reach: tuple[dict[str, Any], ...]
    judged_from: dict[int, date]
    """Per source (its key) the first Monday that could ring."""
    sources: frozenset[int]
    """The keys of all sources that hold rows."""


def alarms(actor: Actor) -> QuerySet[Alarm]:
    """The alarms, newest week first."""
    return visible(actor, Alarm.objects.select_related("place", "source", "seen_by"))


def waiting(actor: Actor, today: date) -> QuerySet[Alarm]:
    """What nobody has looked at and is not too old to act on."""
    return alarms(actor).filter(seen_at=None, week__gte=today - QUIET_AFTER)


def n_waiting(actor: Actor, today: date) -> int:
    """How many alarms count and wait for somebody."""
    return waiting(actor, today).filter(is_resting=False).count()


def n_old(tenant: Tenant, now: datetime) -> int:
    """How many alarms are due to be erased."""
    with open_tenant(tenant.pk):
        return old_alarms(now).count()


def old_alarms(now: datetime) -> QuerySet[Alarm]:
    """Alarms as old as the rows of their source may become, or two years: their counts outlive no row."""
    keep = {one.pk: one.retention_months or MONTHS_KEPT for one in Source.objects.all()}
    of_source = (Q(source=pk, week__lt=localdate(now - timedelta(days=31 * months))) for pk, months in keep.items())
    return Alarm.objects.filter(reduce(or_, of_source, Q(pk=None)))


def latest_watch(actor: Actor) -> Watch | None:
    """The latest look, or None before the first."""
    return visible(actor, Watch.objects.all()).first()


def is_ordered(actor: Actor, job: str) -> bool:
    """Whether a look is under way or waits for its turn."""
    return visible(actor, Job.objects.filter(name=job, state__in=[Job.State.WAITING, Job.State.RUNNING])).exists()


def wants_mail(actor: Actor) -> bool:
    """Whether the reader is told of new alarms by mail."""
    return not visible(actor, NoMail.objects.filter(user=actor.user_id)).exists()


def told_people(actor: Actor, roles: frozenset[Any]) -> list[User]:
    """Who holds one of the roles and has not asked for no mail, once each."""
    silent = visible(actor, NoMail.objects.all()).values("user")
    held = Membership.objects.filter(role__in=[one.value for one in roles], user__is_active=True)
    people = {one.user_id: one.user for one in held.exclude(user__in=silent).select_related("user")}
    return [people[key] for key in sorted(people)]


def state_of_incidents(actor: Actor, today: date) -> str:
    """Changes with the incidents outside closed rooms and with the week."""
    outside = replace(actor, compartments=frozenset())
    return f"{incidents.data_version(outside)}-{today.isocalendar().year}-{today.isocalendar().week}"


def look(actor: Actor, today: date, tell: Tell = lambda _done, _total: None) -> Look:
    """Every series that can be watched, judged. Takes seconds: for jobs."""
    outside = replace(actor, compartments=frozenset())
    sources = incidents.sources_with_rows(outside)
    reach: list[dict[str, Any]] = []
    series: list[Series] = []
    judged: dict[int, date] = {}
    for source in sources:
        told, found = _series_of(outside, source, today)
        reach.append(told)
        series += found
        if found:
            judged[source.pk] = found[0].monday + timedelta(weeks=len(found[0].counts) - NEWEST)
    run_length, resting = run_length_for(len(series)), _reporters_have_changed(outside, today)
    rings: list[Ring] = []
    for done, one in enumerate(series):
        tell(done, len(series))
        seen = watch(one.counts, one.monday, run_length=run_length)
        is_resting = resting and one.source.kind == Source.Kind.PARTNERS
        if seen is not None:
            rings += [Ring(one, found, seen.run_length, is_resting) for found in seen.found]
    held = frozenset(one.pk for one in sources)
    return Look(tuple(most_specific(rings)), len(series), tuple(reach), judged, held)


def most_specific(rings: list[Ring]) -> list[Ring]:
    """Without those that another one explains: the same events ring for the place, the whole, the category and all."""
    return [one for one in rings if not any(_explains(other, one) for other in rings)]


def _explains(part: Ring, whole: Ring) -> bool:
    """Whether the part holds most of what the whole has beyond the usual; a burst explains a risen level too."""
    one, other = part.series, whole.series
    if one.source != other.source or part.found.week != whole.found.week:
        return False
    if (one.subject, one.category) == (other.subject, other.category):
        return (part.found.kind, whole.found.kind) == (BURST, LASTING)
    is_part = other.category in ("", one.category) and other.subject in (MUNICIPALITY, one.subject)
    return is_part and 2 * _beyond(part.found) >= _beyond(whole.found)


def _beyond(found: Found) -> float:
    return found.count - found.usual


def _series_of(actor: Actor, source: Source, today: date) -> tuple[dict[str, Any], list[Series]]:
    """What a source holds to watch, and up to when it reaches or why it is not watched."""
    told: dict[str, Any] = {"source": source.name, "until": "", "why": ""}
    span = incidents.span(actor, source)
    if span is None:
        return {**told, "why": "nothing_counted"}, []
    last = max(span.last, today) if source == incidents.report_source(actor) else span.last
    period = weeks_until(span.first, min(last, today))
    if period is None:
        return {**told, "why": "needs_history"}, []
    everywhere = incidents.scoped(actor, source=source, period=period)
    if not is_dated(everywhere):
        return {**told, "why": "needs_day"}, []
    if everywhere.period != period:  # older weeks are erased
        period = weeks_until(everywhere.period.first, period.last)
        if period is None:
            return {**told, "why": "needs_history"}, []
        everywhere = incidents.scoped(actor, source=source, period=period)
    found = [
        one
        for place, scoped in [(None, everywhere), *_in_places(actor, everywhere)]
        for one in _by_category(actor, source, place, scoped)
        if can_be_watched(one.counts)
    ]
    return {**told, "until": period.last.isoformat()}, found


def _in_places(actor: Actor, everywhere: Scoped) -> Iterator[tuple[Place, Scoped]]:
    placed = everywhere.take(everywhere.placed())
    for place in places.places(actor):
        yield place, placed.take(shapely.contains_xy(places.metric(place, actor.tenant.epsg), placed.x, placed.y))


def _by_category(actor: Actor, source: Source, place: Place | None, scoped: Scoped) -> Iterator[Series]:
    monday = scoped.period.first
    yield Series(source, place, "", weekly(scoped), monday)
    codes = {one.label: code for code, one in category_names(actor).items()}
    labels = scoped.category
    for at, word in enumerate(labels.words if labels else ()):
        if labels is not None and word in codes:
            yield Series(source, place, codes[word], weekly(scoped.take(labels.codes == at)), monday)


def _reporters_have_changed(actor: Actor, today: date) -> bool:
    """Whether so many more or fewer report than before that the reports' alarms rest."""
    weeks = incidents.effort(actor, today - EFFORT_BACK, today)
    return incidents.effort_has_changed([one for one in weeks if one.week + timedelta(days=7) <= today])
