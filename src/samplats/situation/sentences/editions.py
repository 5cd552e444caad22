"""A published situation picture as content: the written sections and, per source, what the figures say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samplats.analyses.rules.suite import Suite
from samplats.situation.rules.sections import SectionKind, in_language
from samplats.situation.sentences import times
from samplats.situation.sentences.document import Picture, content_of

Content = dict[str, Any]  # plain JSON: kept as it is and shown as it is


@dataclass(frozen=True)
class WrittenSection:
    """One section as it was written."""

    kind: SectionKind
    text: str
    is_public: bool


@dataclass(frozen=True)
class About:
    """What the front of the document says."""

    subject: str
    footer: str
    number: int
    public: bool
    decided_by: str
    reference: str
    period: tuple[date, date]
    published_on: date


def edition_content(about: About, sections: Iterable[WrittenSection], suites: Sequence[Suite]) -> Content:
    """Everything that an edition shows, in the language that is active; the public one leaves out internal sections."""
    title = _("Lägesbild %(place)s") % {"place": about.subject}
    decided = ", ".join(part for part in (about.decided_by, about.reference) if part)
    return {
        "language": _language(),
        "title": title,
        "author": about.footer,
        "description": _("Lägesbild med sina källor och sin osäkerhet"),
        "kind": _("Lägesbild"),
        "heading": about.subject,
        "subtitle": times.period(*about.period),
        "edition": _("Version %(number)s, %(edition)s")
        % {
            "number": about.number,
            "edition": _("offentlig utgåva") if about.public else _("intern utgåva"),
        },
        "stamp": _("Fastställd %(day)s") % {"day": times.day(about.published_on)},
        "decided": decided,
        "footer": f"{about.footer} · {title}",
        "published": times.day(about.published_on),
        "sections": [_section(one) for one in sections if one.text.strip() and (one.is_public or not about.public)],
        "figures_heading": _("Det siffrorna säger"),
        "figures_lead": _("Källorna beskriver delvis samma händelser. De visas var för sig och läggs aldrig ihop.")
        + " "
        + in_fives(),
        "parts": [_part(suite, about) for suite in suites],
    }


def in_fives() -> str:
    """How counts are to be read where no rows are seen."""
    return _("Antalen är satta till närmast lägre femtal: 10 betyder 10 till 14. Färre än fem visas inte.")


def _section(one: WrittenSection) -> Content:
    paragraphs = [part.strip() for part in one.text.replace("\r\n", "\n").split("\n") if part.strip()]
    return {"id": one.kind.id, "title": in_language(one.kind.title, _language()), "paragraphs": paragraphs}


def _part(suite: Suite, about: About) -> Content:
    picture = Picture(
        place=suite.scoped.source,
        data_name=suite.scoped.source,
        public=about.public,
        made_on=about.period[1],
        notes=(),
        footer=about.footer,
    )
    return content_of(suite, picture)


def _language() -> str:
    return (get_language() or "sv").split("-")[0]
