"""A draft as the editions that it becomes: the same words when it is looked at before and when it is published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language

from samplats.analyses.rules.suite import Suite
from samplats.foundation.access.actors import Actor
from samplats.situation import queries
from samplats.situation.queries import Edition, Picture, Section
from samplats.situation.rules.publishing import PUBLIC_BY_DEFAULT, Written, missing
from samplats.situation.rules.sections import in_language
from samplats.situation.sentences.drafting import suggested_texts
from samplats.situation.sentences.editions import About, Content, WrittenSection, edition_content


def drafted_edition(
    actor: Actor,
    draft: Picture,
    audience: Edition.Audience,
    suites: Sequence[Suite],
    *,
    day: date,
    decided_by: str = "",
    reference: str = "",
) -> Content:
    """What the edition says if it is published on the day, in the language that is active.

    `suites` are the analyses that the edition's readers may see, one per source.
    """
    about = About(
        subject=queries.subject_about(actor, draft.place).name,
        footer=actor.tenant.name,
        number=queries.next_number(actor, draft.place),
        public=audience is Edition.Audience.PUBLIC,
        decided_by=decided_by,
        reference=reference,
        period=queries.edition_period(draft),
        published_on=day,
    )
    return edition_content(about, _written(actor, draft, suites, about), suites)


def missing_titles(actor: Actor, draft: Picture) -> list[str]:
    """The required sections that are still empty, in order, in the reader's language."""
    sections = list(queries.sections(actor, draft))
    kinds = {one.section: queries.kind_of(one) for one in sections}
    empty = missing(Written(one.section, kinds[one.section].required, one.text) for one in sections)
    return [in_language(kinds[one].title, get_language() or "sv") for one in empty]


def _written(actor: Actor, draft: Picture, suites: Sequence[Suite], about: About) -> list[WrittenSection]:
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
