"""Municipalities beside each other in words: who lies within what chance gives, and why it is no league table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.analyses.rules.comparison import Compared, Comparison
from samplats.county.queries.series import Beside
from samplats.county.reading import COLUMNS, MOST_ROWS, SeriesFault
from samplats.foundation.ui.charts import Figure, FunnelEdge, FunnelPoint, funnel_figure
from samplats.foundation.ui.numbers import number
from samplats.situation.sentences.reasons import reason_words

PER = 1000
SHARE = 100
FEW_ANSWERS = 100


@dataclass(frozen=True)
class AreaRow:
    """One municipality in the table."""

    name: str
    n: str
    value: str
    interval: str
    against: str
    is_out: bool
    few: str


def comparison_context(found: Beside) -> dict[str, Any]:
    """What the page shows of one year of a series."""
    context: dict[str, Any] = {
        "beside": found,
        "sides": [(one.name, value_words(found, one.value)) for one in sides(found)],
        "left_out": found.left_out,
    }
    if not isinstance(found.compared, Comparison):
        return context | {"why_not": why_not(found)}
    return context | {
        "leading": leading(found, found.compared),
        "figure": figure(found, found.compared),
        "rows": [_row(found, one) for one in found.compared.areas],
        "heads": _heads(found),
        "method": method(found.compared),
    }


def sides(found: Beside) -> list[Any]:
    """The country and the counties, which stand apart from the municipalities."""
    return [*([found.nation] if found.nation else []), *found.counties]


def leading(found: Beside, compared: Comparison) -> str:
    """How many lie within what chance, or what is usual, gives, and which do not. Stars mark what matters."""
    inside = sum(1 for one in compared.areas if abs(one.outside) < 2)
    facts = {"n": number(inside), "all": number(len(compared.areas))}
    if inside == len(compared.areas):
        within = _("*Alla %(all)s kommuner ligger inom det som slumpen väntas ge.*")
        words = (
            within if compared.is_chance else _("*Alla %(all)s kommuner ligger inom det som är vanligt mellan dem.*")
        )
    elif compared.is_chance:
        words = _("*%(n)s av %(all)s kommuner ligger inom det som slumpen väntas ge.*")
    else:
        words = _("*%(n)s av %(all)s kommuner ligger inom det som är vanligt mellan dem.*")
    parts = (words % facts, _named(compared.areas, 2), _named(compared.areas, -2))
    return " ".join(part for part in parts if part)


def _named(areas: Sequence[Compared], outside: int) -> str:
    """Those that lie outside on one side, in alphabetical order."""
    names = [one.name for one in areas if one.outside == outside]
    if not names:
        return ""
    words = _("Säkert över: %(names)s.") if outside > 0 else _("Säkert under: %(names)s.")
    return words % {"names": ", ".join(names)}


def figure(found: Beside, compared: Comparison) -> Figure:
    """The funnel."""
    times = SHARE if found.series.is_share else PER
    edges = [
        FunnelEdge(one.size, *(times * edge for edge in (one.low, one.high, one.outer_low, one.outer_high)))
        for one in compared.limits
    ]
    points = [FunnelPoint(one.name, one.size, times * one.value, abs(one.outside)) for one in compared.areas]
    whole = _("kommunerna tillsammans")
    return funnel_figure(
        leading(found, compared).replace("*", ""),
        points=points,
        edges=edges,
        target=times * compared.target,
        target_label=whole,
        unit="%" if found.series.is_share else "",
        subtitle=_subtitle(found, whole),
        note=_(
            "Det skuggade rymmer 95 av 100 kommuner där inget är annorlunda, de streckade linjerna 998 av 1\u00a0000."
        ),
    )


def _subtitle(found: Beside, whole: str) -> str:
    facts = {"year": str(found.year), "whole": whole}
    if found.series.is_share:
        return (
            _("Andel i procent %(year)s, efter hur säker andelen är (svar i ett slumpurval). Linjen: %(whole)s.")
            % facts
        )
    return _("Antal per 1\u00a0000 invånare %(year)s, efter antal invånare. Linjen: %(whole)s.") % facts


def _heads(found: Beside) -> list[str]:
    n = _("Svar") if found.series.is_share else _("Antal")
    value = _("Andel") if found.series.is_share else _("Per 1\u00a0000 invånare")
    return [_("Kommun"), n, value, _("95 % osäkerhet"), _("Mot det väntade")]


def _row(found: Beside, one: Compared) -> AreaRow:
    n = found.answers.get(one.name) if found.series.is_share else found.counts.get(one.name)
    times, decimals = (SHARE, 0) if found.series.is_share else (PER, 1)
    few = found.series.is_share and n is not None and n < FEW_ANSWERS
    return AreaRow(
        name=one.name,
        n=number(n),
        value=value_words(found, one.value),
        interval=f"{number(times * one.low, decimals)}–{number(times * one.high, decimals)}",
        against=against_words(one.outside),
        is_out=abs(one.outside) == 2,
        few=_("färre än 100 svar") if few else "",
    )


def value_words(found: Beside, value: float) -> str:
    """A value in the table: 24 % or 7,4."""
    return f"{number(SHARE * value, 0)}\u00a0%" if found.series.is_share else number(PER * value, 1)


def against_words(outside: int) -> str:
    """How a municipality lies to what chance is expected to give."""
    return {
        -2: _("Säkert under"),
        -1: _("Under, kan vara slump"),
        0: _("Inom det väntade"),
        1: _("Över, kan vara slump"),
        2: _("Säkert över"),
    }[outside]


def method(compared: Comparison) -> str:
    """How the limits were made, and what they hold."""
    words = _("Gränserna är Spiegelhalters tratt (2005) kring alla kommunerna tillsammans.")
    if compared.is_chance:
        words += " " + _("De visar hur stora skillnader slumpen ensam ger mellan kommuner av olika storlek.")
    else:
        wider = _(
            "Kommunerna skiljer sig åt mer än slumpen, så gränserna är %(wider)s gånger så vida som slumpen ensam ger. "
            "De rymmer både slump och bestående olikheter: innanför dem är en kommun ungefär som de andra brukar vara."
        )
        words += " " + wider % {"wider": number(compared.overdispersion**0.5, 1)}
    few = max(1, round(len(compared.areas) * 0.05))
    expected = ngettext(
        "Av %(all)s kommuner hamnar ungefär %(n)s utanför det skuggade även när inget är annorlunda där.",
        "Av %(all)s kommuner hamnar ungefär %(n)s utanför det skuggade även när inget är annorlunda där.",
        few,
    )
    return words + " " + expected % {"all": number(len(compared.areas)), "n": number(few)}


def why_not(found: Beside) -> str:
    """Why there is no comparison."""
    assert not isinstance(found.compared, Comparison)
    return reason_words(found.compared.code, found.compared.facts)


def fault_words(fault: SeriesFault) -> str:
    """Why a file was not taken in, where, and how to mend it."""
    facts = {"line": number(fault.line), "value": fault.value}
    words = {
        "columns": _("Första raden saknar kolumnerna %(value)s. Den ska ha: ") % facts + ", ".join(COLUMNS) + ".",
        "empty": _("Filen har inga rader under rubrikerna."),
        "too_long": _("Filen har fler än %(most)s rader. Dela upp den.") % {"most": number(MOST_ROWS)},
        "not_text": _("Filen är inte text. Spara den som CSV (UTF-8)."),
        "year": _("Rad %(line)s: ”%(value)s” är inget år.") % facts,
        "value": _("Rad %(line)s: ”%(value)s” är inget tal från noll och uppåt.") % facts,
    }
    return words[fault.code]
