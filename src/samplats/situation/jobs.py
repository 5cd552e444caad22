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
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.scope import Scope
from samplats.foundation.access.scopes import members_scope, public_scope
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.documents import render_pdf, render_png
from samplats.foundation.documents.screening import printable
from samplats.foundation.jobs.registry import JobRefused, Run, job
from samplats.situation import actions, queries
from samplats.situation.actions.counting import COUNT_JOB
from samplats.situation.actions.publishing import PUBLISH_JOB, Made
from samplats.situation.queries import Edition, Picture, Section, Subject
from samplats.situation.rules.publishing import PUBLIC_BY_DEFAULT
from samplats.situation.sentences.drafting import suggested_texts
from samplats.situation.sentences.editions import About, WrittenSection, edition_content

TEMPLATE = "situation/templates/situation/published.typ"
DRAWING = "situation/templates/situation/drawing.typ"


@job(COUNT_JOB)
def count(run: Run, *, subject: str, source: str, category: str, first_on: str, last_on: str) -> dict[str, Any]:
    """Count the figures as the person who asked may see them. Running it twice gives the same."""
    actor = run.actor
    about = queries.subject_of(actor, subject)
    found = incidents.the_source(actor, UUID(source))
    scope = scope_of(actor)
    period = (date.fromisoformat(first_on), date.fromisoformat(last_on))
    run.progress(0, 1, "counting")
    version = queries.counted_from(actor)
    suite = queries.count_suite(actor, scope, about, found, category=category, period=period)
    actions.store_figures(
        actor,
        actor.tenant,
        subject=subject,
        source=found,
        category=category,
        scope_key=scope.key(),
        data_version=version,
        period=period,
        content=to_json(suite),
        summary=queries.summary_of(suite),
        now=timezone.now(),
    )
    run.progress(1, 1)
    return {"runs": len(suite.runs())}


@job(PUBLISH_JOB)
def publish(run: Run, *, picture: str, decided_by: str, reference: str, language: str = "sv") -> dict[str, Any]:
    """Make both editions and publish them together; a second run finds the draft ended and changes nothing."""
    actor = run.actor
    draft = queries.draft(actor, UUID(picture))
    if draft.ended_at is not None:
        raise JobRefused("changed_meanwhile")
    subject = Subject(draft.place, draft.place.name if draft.place else actor.tenant.name)
    now = timezone.now()
    with translation.override(language):
        made = {
            audience: _edition(run, draft, subject, audience, at, decided_by, reference, now)
            for at, audience in enumerate((Edition.Audience.INTERNAL, Edition.Audience.PUBLIC))
        }
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


def _edition(
    run: Run,
    draft: Picture,
    subject: Subject,
    audience: Edition.Audience,
    at: int,
    decided_by: str,
    reference: str,
    now: datetime,
) -> Made:
    public = audience is Edition.Audience.PUBLIC
    scope = public_scope(run.actor) if public else members_scope(run.actor)
    about = About(
        subject=subject.name,
        footer=run.actor.tenant.name,
        number=queries.next_number(run.actor, draft.place),
        public=public,
        decided_by=decided_by,
        reference=reference,
        period=queries.edition_period(draft),
        published_on=timezone.localdate(now),
    )
    suites = _suites(run, scope, subject, about.period, at)
    content = edition_content(about, _written(run.actor, draft, suites, about), suites)
    look = look_of(run.actor.tenant)
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


def _suites(run: Run, scope: Scope, subject: Subject, period: tuple[date, date], at: int) -> list[Suite]:
    """One suite per source that the edition's readers may see something of."""
    sources = incidents.sources_with_rows(run.actor, scope)
    suites = []
    for done, source in enumerate(sources):
        run.progress(at * len(sources) + done, 2 * len(sources), "counting")
        suite = queries.count_suite(run.actor, scope, subject, source, category="", period=period)
        if max(one.n for one in suite.runs()):
            suites.append(suite)
    return suites


def _written(actor: Actor, draft: Picture, suites: list[Suite], about: About) -> list[WrittenSection]:
    """The sections; what nobody has touched is written anew from what the edition's readers may see.

    The draft's suggestions rest on the drafter's own scope, which is wider than either edition's. A text that a person
    has changed is public only where that person has said so.
    """
    fresh = suggested_texts(suites, about.period, about.published_on)
    written = []
    for one in queries.sections(actor, draft):
        if _is_untouched(one):
            public = one.is_public or one.section in PUBLIC_BY_DEFAULT
            written.append(WrittenSection(queries.kind_of(one), fresh.get(one.section, ""), public))
        else:
            written.append(WrittenSection(queries.kind_of(one), one.text, one.is_public))
    return written


def _is_untouched(section: Section) -> bool:
    """Whether the text is still the system's; a browser sends line ends of its own."""
    text, suggested = ("\n".join(one.split()) for one in (section.text, section.suggested))
    return bool(suggested) and text == suggested
