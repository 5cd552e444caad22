"""Counted figures: asking the incidents under a scope, and reading what has been counted before."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from django.db.models import Max
from django.utils import timezone

from samplats.analyses.rules.scoped import Period, Scoped
from samplats.analyses.rules.shown import in_bands, two_years
from samplats.analyses.rules.stored import from_json
from samplats.analyses.rules.suite import Suite, analyse
from samplats.evidence.incidents import queries as incidents
from samplats.evidence.incidents.models import Source
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.access.scope import Scope
from samplats.foundation.access.scopes import members_scope, public_scope
from samplats.foundation.access.scopes import scope as scope_of
from samplats.places import queries as places
from samplats.places.models import Place
from samplats.situation.models import Edition, Figures, Picture
from samplats.situation.rules.periods import two_years_until
from samplats.situation.rules.states import State, state_of

MUNICIPALITY = "municipality"
SEED = 20230196  # any fixed number: equal data gives equal figures


@dataclass(frozen=True)
class Subject:
    """What a situation picture is about: one place, or the whole municipality."""

    place: Place | None
    name: str

    @property
    def key(self) -> str:
        """How figures and jobs name it."""
        return str(self.place.public_id) if self.place else MUNICIPALITY


def subject_about(actor: Actor, place: Place | None) -> Subject:
    """The place as a subject, or the municipality."""
    return Subject(place, place.name if place else actor.tenant.name)


def subject_of(actor: Actor, key: str) -> Subject:
    """The subject behind a key; raises `NotVisible` for a place that is not the actor's."""
    if key == MUNICIPALITY:
        return subject_about(actor, None)
    found = places.places(actor, with_retired=True).filter(public_id=key).first()
    if found is None:
        raise NotVisible("place")
    return subject_about(actor, found)


def count_suite(
    actor: Actor, scope: Scope, subject: Subject, source: Source, *, category: str, period: tuple[date, date]
) -> Suite:
    """Every analysis of the source over the subject, as the scope may see it. Takes seconds: for jobs."""
    scoped = incidents.scoped(
        actor,
        source=source,
        period=Period(*period),
        place=subject.place,
        categories=[category] if category else (),
        under=scope,
    )
    scoped = _since_the_source_began(scoped, incidents.begins(actor, scope, source))
    population = {code: float(people) for code, (_year, people) in places.population(actor).items()}
    names = _told_apart({area.code: area.name for area in places.areas(actor)})
    return without_rows(analyse(scoped, seed=SEED, names=names, population=population))


def _since_the_source_began(scoped: Scoped, begins: date | None) -> Scoped:
    """Months before a source's first row are not months without incidents; those that are counts by now are known."""
    period = scoped.period
    if scoped.older is not None or begins is None or not period.first < begins <= period.last:
        return scoped
    return replace(scoped, period=Period(begins, period.last))


def _told_apart(names: dict[str, str]) -> dict[str, str]:
    """The name of each area by code; areas with the same name, as in one regional area, carry their codes too."""
    shared = Counter(names.values())
    return {code: (f"{name} ({code})" if shared[name] > 1 else name) if name else code for code, name in names.items()}


def stored_figures(
    actor: Actor, scope: Scope, subject: Subject, source: Source, *, category: str, period: tuple[date, date]
) -> Figures | None:
    """What was counted before for exactly this scope, or None; its content is read when it is asked for."""
    rows = visible(actor, Figures.objects.filter(subject=subject.key, source=source, category=category))
    rows = rows.filter(scope_key=scope.key(), first_on=period[0], last_on=period[1]).select_related("source")
    return rows.defer("content").first()


def edition_scope(actor: Actor, audience: Edition.Audience) -> Scope:
    """What the readers of an edition may see, whoever makes it."""
    return public_scope(actor) if audience is Edition.Audience.PUBLIC else members_scope(actor)


def edition_suites(
    actor: Actor, audience: Edition.Audience, subject: Subject, period: tuple[date, date]
) -> list[Suite] | None:
    """What an edition tells figures of, one suite per source; None unless all rest on what there is just now."""
    scope = edition_scope(actor, audience)
    sources = incidents.sources_with_rows(actor, scope)
    rows = visible(actor, Figures.objects.filter(subject=subject.key, source__in=sources, category=""))
    rows = rows.filter(scope_key=scope.key(), first_on=period[0], last_on=period[1])
    states = figures_states(actor, scope, subject, sources)
    found = {one.source_id: suite_of(one) for one in rows if one.data_version == states[one.source_id]}
    if len(found) < len(sources):
        return None
    return with_incidents(found[one.pk] for one in sources)


def with_incidents(suites: Iterable[Suite]) -> list[Suite]:
    """Those in which there is something to tell of."""
    return [suite for suite in suites if max(one.n for one in suite.runs())]


def suite_of(figures: Figures) -> Suite:
    """The analyses that were stored."""
    found: Suite = from_json(figures.content)
    return found


KNOWN_FOR = timedelta(days=92)
"""After that time, counted figures no longer say how a place stands."""
METHODS = 3  # raised when the same incidents give other figures than before


def without_rows(suite: Suite) -> Suite:
    """The suite without the events it was counted from: only what may be shown is kept."""
    return replace(suite, scoped=_empty(suite.scoped))


def _empty(scoped: Scoped) -> Scoped:
    none = scoped.take(np.zeros(len(scoped.count), dtype=bool))
    return replace(none, category=None, area=None, spot=None)


SAYS_MOST = ("partners", "police_points", "rescue", "guards", "residents", "other", "police_areas", "feed")


def sources_of(actor: Actor) -> list[Source]:
    """The sources that the actor may see something of; those with times and places of their own first."""
    return sorted(incidents.sources_with_rows(actor), key=lambda one: (SAYS_MOST.index(one.kind), one.name))


def counted_from(actor: Actor, scope: Scope | None = None) -> str:
    """Changes whenever the incidents that the scope (else the actor) may read do, or how figures are counted."""
    return f"{METHODS}-{incidents.data_version(actor, under=scope)}"


def figures_states(actor: Actor, scope: Scope, subject: Subject, sources: Iterable[Source]) -> dict[int, str]:
    """Source's key → what its figures rest on just now: the incidents, the ground that is asked about, its name."""
    bounded = subject.place or places.municipality(actor)
    ground, version = bounded.boundary if bounded else "", counted_from(actor, scope)
    marks = {one.pk: hashlib.sha256(f"{one.name}\n{ground}".encode()).hexdigest()[:16] for one in sources}
    return {key: f"{version}-{mark}" for key, mark in marks.items()}


def usual_period(actor: Actor) -> tuple[date, date]:
    """Two years up to the last day for which there are incidents, or to today; whole months where no rows are seen."""
    today = timezone.localdate()
    last = min(incidents.known_until(actor) or today, today)
    return _told_years(last) if in_bands(scope_of(actor)) else two_years_until(last)


def counted_period(actor: Actor, subject: Subject) -> tuple[date, date]:
    """The latest period for which the subject has been counted for the actor, else the usual one, for a new draft."""
    usual = usual_period(actor)
    scope = scope_of(replace(actor, compartments=frozenset()))
    rows = visible(actor, Figures.objects.filter(subject=subject.key, scope_key=scope.key(), category=""))
    lately = rows.filter(last_on__gt=usual[1] - KNOWN_FOR, last_on__lte=usual[1]).order_by("-last_on", "-counted_at")
    return lately.values_list("first_on", "last_on").first() or usual


def edition_period(picture: Picture) -> tuple[date, date]:
    """The period that a draft's editions speak of: the one that their readers' pages do."""
    return _told_years(picture.last_on)


def _told_years(last: date) -> tuple[date, date]:
    years = two_years(last)
    return years.first, years.last


def stored_suites(actor: Actor, subject: Subject, period: tuple[date, date]) -> list[Suite]:
    """What has been counted for the actor's scope outside closed rooms, a suite per source, the largest first.

    It becomes the text of a draft, which every drafter reads.
    """
    scope = scope_of(replace(actor, compartments=frozenset()))
    found = [
        stored_figures(actor, scope, subject, source, category="", period=period)
        for source in incidents.sources_with_rows(actor, scope)
    ]
    return sorted((suite_of(one) for one in found if one), key=lambda suite: -suite.cells.n)


def summary_of(suite: Suite) -> dict[str, Any]:
    """The few numbers of a suite that lists of places need, as plain JSON."""
    found = suite.development.figures
    weeks = found.four_weeks if found is not None else None
    return {"n": suite.development.n, "four_weeks": asdict(weeks) if weeks is not None else None}


def states(actor: Actor, period: tuple[date, date]) -> dict[str, list[State]]:
    """Subject key → how it stands by each source that can be compared, as the actor may see it. One question.

    Each stands by its latest counting: the first event of a new day moves the period before anybody has counted anew.
    """
    rows = visible(actor, Figures.objects.filter(scope_key=scope_of(actor).key(), category="").defer("content"))
    lately = rows.filter(last_on__gt=period[1] - KNOWN_FOR, last_on__lte=period[1]).select_related("source")
    latest = {(row.subject, row.source_id): row for row in lately.order_by("last_on", "counted_at")}
    found: dict[str, list[State]] = {}
    for row in latest.values():
        state = state_of(row.subject, row.source.name, str(row.source.public_id), row.summary, row.last_on)
        known = found.setdefault(row.subject, [])
        if state is not None:
            known.append(state)
    return found


def last_counted(actor: Actor, place: Place) -> datetime | None:
    """When the place's figures were last counted, for whichever reader."""
    rows = visible(actor, Figures.objects.filter(subject=str(place.public_id), category=""))
    last: datetime | None = rows.aggregate(last=Max("counted_at"))["last"]
    return last
