"""The situation picture as content for its template: words, tables and drawings, nothing left to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samplats.analyses.rules.runs import told
from samplats.analyses.rules.suite import Suite
from samplats.foundation.ui.numbers import number

from . import times
from .findings import Finding, findings
from .sections import category_tables, heat_section, repeat_section, trend_section, where_section
from .sources import SourceNote, source_notes, unknowns

Content = dict[str, Any]  # JSON for the template


@dataclass(frozen=True)
class Picture:
    """What the document is about, besides the figures."""

    place: str
    data_name: str
    public: bool
    made_on: date
    notes: Sequence[SourceNote]
    footer: str = "Samplats"


def content_of(suite: Suite, picture: Picture) -> Content:
    """Everything the template shows, in the language that is active."""
    said = findings(suite)
    title = _("Lägesbild %(place)s") % {"place": picture.place}
    unknown = unknowns(suite)
    return {
        "language": (get_language() or "sv").split("-")[0],
        "title": title,
        "author": "Samplats",
        "description": _("Lägesbild med sina källor och sin osäkerhet"),
        "kind": _("Lägesbild"),
        "heading": picture.place,
        "subtitle": _subtitle(suite),
        "edition": _("Offentlig utgåva") if picture.public else _("Intern utgåva"),
        "stamp": _("Underlag till och med %(day)s") % {"day": times.day(picture.made_on)},
        "footer": f"{picture.footer} · {title}",
        "findings": [_finding(one) for one in said],
        "nothing": _("Underlaget räcker inte för någon slutsats. Skälen står nedan."),
        "where": where_section(suite, said),
        "hours": heat_section(suite),
        "trend": trend_section(suite),
        "repeats": repeat_section(suite),
        "tables": category_tables(suite),
        "unknown_heading": _("Det vi inte vet"),
        "unknown_lead": _("Varför vissa svar saknas, och vad som skulle behövas."),
        "unknown": [{"title": one.title, "text": one.text} for one in unknown],
        "sources_heading": _("Underlag och metod"),
        "sources": [
            {"mark": one.mark, "title": one.title, "text": one.text} for one in source_notes(suite, said, picture.notes)
        ],
    }


def _subtitle(suite: Suite) -> str:
    period = suite.scoped.period
    return _("%(n)s händelser, %(period)s") % {
        "n": _("färre än fem") if told(suite.n) is None else number(suite.n),
        "period": times.period(period.first, period.last),
    }


def _finding(one: Finding) -> Content:
    return {
        "label": one.label,
        "parts": parts(one.text),
        "strength": one.strength,
        "strength_words": one.strength_words,
        "mark": one.mark,
    }


def parts(text: str) -> list[Mapping[str, Any]]:
    """A sentence cut at its double asterisks."""
    return [{"text": part, "strong": index % 2 == 1} for index, part in enumerate(text.split("**")) if part]
