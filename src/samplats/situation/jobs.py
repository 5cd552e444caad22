"""Counting figures and making documents, in the background."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone, translation

from samplats.administration.queries import Look, look_of
from samplats.analyses.rules.stored import to_json
from samplats.analyses.rules.suite import Suite
from samplats.evidence.incidents import queries as incidents
from samplats.evidence.incidents.queries import Source
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.scope import Scope
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.documents import render_pdf, render_png
from samplats.foundation.documents.screening import printable
from samplats.foundation.jobs.registry import JobRefused, Run, job
from samplats.situation import actions, queries
from samplats.situation.actions.counting import COUNT_JOB
from samplats.situation.actions.publishing import PREVIEW_JOB, PUBLISH_JOB, Made
from samplats.situation.queries import Edition, Picture, Subject
from samplats.situation.sentences.drafted import drafted_edition

TEMPLATE = "situation/templates/situation/published.typ"
DRAWING = "situation/templates/situation/drawing.typ"


@job(COUNT_JOB)
def count(run: Run, *, subject: str, source: str, category: str, first_on: str, last_on: str) -> dict[str, Any]:
    """Count the figures as the person who asked may see them. Running it twice gives the same."""
    about = queries.subject_of(run.actor, subject)
    found = incidents.the_source(run.actor, UUID(source))
    period = (date.fromisoformat(first_on), date.fromisoformat(last_on))
    run.progress(0, 1, "counting")
    suite = _count_and_keep(run.actor, scope_of(run.actor), about, found, category=category, period=period)
    run.progress(1, 1)
    return {"runs": len(suite.runs())}


@job(PREVIEW_JOB)
def preview(run: Run, *, picture: str) -> dict[str, Any]:
    """Count what the editions of a draft will tell figures of, so that they can be looked at. Publishes nothing."""
    draft, subject = _open_draft(run.actor, picture)
    period = queries.edition_period(draft)
    wanted = [
        (scope, source)
        for scope in (queries.edition_scope(run.actor, one) for one in Edition.Audience)
        for source in incidents.sources_with_rows(run.actor, scope)
    ]
    for done, (scope, source) in enumerate(wanted):
        run.progress(done, len(wanted), "counting")
        _count_and_keep(run.actor, scope, subject, source, category="", period=period)
    return {"counted": len(wanted)}


@job(PUBLISH_JOB)
def publish(run: Run, *, picture: str, decided_by: str, reference: str, language: str = "sv") -> dict[str, Any]:
    """Make both editions and publish them together; a second run finds the draft ended and changes nothing."""
    actor, now = run.actor, timezone.now()
    draft, subject = _open_draft(actor, picture)
    made = {}
    with translation.override(language):
        for at, audience in enumerate(Edition.Audience):
            suites = _suites(run, queries.edition_scope(actor, audience), subject, queries.edition_period(draft), at)
            content = drafted_edition(
                actor,
                draft,
                audience,
                suites,
                day=timezone.localdate(now),
                decided_by=decided_by,
                reference=reference,
            )
            made[audience] = _made(actor, content, now)
    try:
        version = actions.publish_picture(
            actor,
            draft,
            title=made[Edition.Audience.INTERNAL].content["title"],
            decided_by=decided_by,
            reference=reference,
            editions=made,
            now=now,
        )
    except actions.SectionsMissing:
        raise JobRefused("sections_missing") from None
    except ChangedMeanwhile:
        raise JobRefused("changed_meanwhile") from None
    return {"number": version.number}


def _open_draft(actor: Actor, picture: str) -> tuple[Picture, Subject]:
    draft = queries.draft(actor, UUID(picture))
    if draft.ended_at is not None:
        raise JobRefused("changed_meanwhile")
    return draft, queries.subject_about(actor, draft.place)


def _count_and_keep(
    actor: Actor, scope: Scope, about: Subject, source: Source, *, category: str, period: tuple[date, date]
) -> Suite:
    """Figures as the scope may see them; those of before, for the same question, are replaced."""
    state = queries.figures_states(actor, scope, about, [source])[source.pk]
    suite = queries.count_suite(actor, scope, about, source, category=category, period=period)
    actions.store_figures(
        actor,
        actor.tenant,
        subject=about.key,
        source=source,
        category=category,
        scope_key=scope.key(),
        data_version=state,
        period=period,
        content=to_json(suite),
        summary=queries.summary_of(suite),
        now=timezone.now(),
    )
    return suite


def _suites(run: Run, scope: Scope, subject: Subject, period: tuple[date, date], at: int) -> list[Suite]:
    """One suite per source that the edition's readers may see something of."""
    sources = incidents.sources_with_rows(run.actor, scope)
    suites = []
    for done, source in enumerate(sources):
        run.progress(at * len(sources) + done, 2 * len(sources), "counting")
        suites.append(queries.count_suite(run.actor, scope, subject, source, category="", period=period))
    return queries.with_incidents(suites)


def _made(actor: Actor, content: dict[str, Any], now: datetime) -> Made:
    """The edition with its documents."""
    look = look_of(actor.tenant)
    pdf = render_pdf(TEMPLATE, {**content, "look": look.as_content()}, stamped=now)
    return Made(content, pdf, edition_word(content, look, stamped=now))


def edition_word(content: dict[str, Any], look: Look, *, stamped: datetime) -> bytes:
    """The edition as a Word document, with its drawings made as for the PDF."""
    from samplats.situation.sentences.word import word_of  # heavy, and needed for documents only

    def draw(shape: str, drawing: Mapping[str, Any], width_cm: float) -> bytes:
        given = {"language": content["language"], "title": content["title"], "shape": shape, "width_cm": width_cm}
        given |= {"drawing": dict(drawing)}
        return render_png(DRAWING, {**given, "look": look.as_content()})

    return word_of(printable(content), colour=look.colour, logo=look.logo, draw=draw, stamped=stamped)
