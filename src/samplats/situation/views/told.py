"""What the page tells of one source's figures: drawn once, then kept until the figures or their ground change."""

from __future__ import annotations

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samplats.evidence.incidents.queries import Source
from samplats.foundation.actions.page import ActorRequest
from samplats.places import queries as places
from samplats.situation import queries
from samplats.situation.queries import Figures, Subject
from samplats.situation.views.addresses import address
from samplats.situation.views.ground import shows_incidents
from samplats.situation.views.kept import kept
from samplats.situation.views.shown import shown


@dataclass(frozen=True)
class Told:
    """The page's sections before and after the one of who reports, which is counted at each visit."""

    before: SafeString
    after: SafeString
    has_map: bool
    csv_url: str


def told(request: ActorRequest, subject: Subject, figures: Figures, slug: str, source: Source) -> Told:
    """The sections about the figures, which the caller has found within the reader's scope."""
    if shows_incidents(request):  # how many incidents the map shows is counted at each visit
        return _drawn(request, subject, figures, slug, source)
    return kept(_rests_on(request, subject, figures, source), lambda: _drawn(request, subject, figures, slug, source))


def _drawn(request: ActorRequest, subject: Subject, figures: Figures, slug: str, source: Source) -> Told:
    found = shown(request, subject, queries.suite_of(figures), slug, source)
    context = {
        "shown": found,
        "source": source,
        "category": figures.category,
        "shows_incidents": shows_incidents(request),
    }
    return Told(
        before=render_to_string("situation/_before_effort.html", context, request),
        after=render_to_string("situation/_after_effort.html", context, request),
        has_map=found["map"] is not None,
        csv_url=found["csv_url"],
    )


def _rests_on(request: ActorRequest, subject: Subject, figures: Figures, source: Source) -> tuple[object, ...]:
    """Everything that the sections show besides the stored figures, whose scope the caller has asked for."""
    bounded = subject.place or places.municipality(request.actor)
    return (
        figures.pk,
        figures.counted_at,
        source.name,
        subject.name,
        bounded and bounded.boundary,
        places.ground_of(request.actor),
        address(request, "situation:page", subject.place.slug if subject.place else ""),
    )
