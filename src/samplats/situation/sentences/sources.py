"""Source notes and gaps: what each claim rests on, and what cannot be said and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samplats.analyses.rules.runs import CannotSay, Run
from samplats.analyses.rules.suite import Suite
from samplats.foundation.ui.numbers import number

from . import times
from .findings import Finding
from .reasons import reason_words


@dataclass(frozen=True)
class SourceNote:
    """One note; `mark` is 0 when no sentence points to it."""

    mark: int
    title: str
    text: str


@dataclass(frozen=True)
class Gap:
    """Something that cannot be said."""

    kind: str
    code: str
    title: str
    text: str


def titles() -> Mapping[str, str]:
    """What each kind of run answers."""
    return {
        "cells": _("Karta"),
        "hot_spots": _("Platser som sticker ut"),
        "concentration": _("Hur samlat det är"),
        "density": _("Täthet"),
        "hours": _("Veckodagar och klockslag"),
        "development": _("Utveckling"),
        "near_repeats": _("Upprepning"),
        "categories": _("Fördelning på kategori"),
        "areas": _("Fördelning på område"),
        "snapping": _("Avrundade platser"),
        "change_28": _("De senaste 28 dagarna"),
        "year_to_date": _("I år mot i fjol"),
    }


def unknowns(suite: Suite) -> list[Gap]:
    """Every question without an answer, the same reason said once."""
    names = titles()
    gaps: list[Gap] = []
    by_text: dict[str, int] = {}
    for run in suite.runs():
        if run.reason is None or run.kind in {"snapping", "concentration", "density", "areas", "categories"}:
            continue
        _add(gaps, by_text, run.kind, run.reason.code, names[run.kind], reason_words(run.reason.code, run.reason.facts))
    for kind, answer in _comparisons(suite):
        _add(gaps, by_text, kind, answer.code, names[kind], reason_words(answer.code, answer.facts))
    return gaps


def _comparisons(suite: Suite) -> list[tuple[str, CannotSay]]:
    found = suite.development.figures
    if found is None:
        return []
    pairs = (("change_28", found.change_28), ("year_to_date", found.year_to_date))
    return [(kind, one) for kind, one in pairs if isinstance(one, CannotSay)]


def _add(gaps: list[Gap], by_text: dict[str, int], kind: str, code: str, title: str, text: str) -> None:
    if text in by_text:
        at = by_text[text]
        gaps[at] = Gap(gaps[at].kind, code, f"{gaps[at].title}, {title[0].lower()}{title[1:]}", text)
        return
    by_text[text] = len(gaps)
    gaps.append(Gap(kind, code, title, text))


def source_notes(suite: Suite, said: Sequence[Finding], about: Sequence[SourceNote]) -> list[SourceNote]:
    """The data first, then one note per mark: events used, method, chance, what was left out."""
    runs = {run.kind: run for run in suite.runs()}
    notes = list(about)
    for one in said:
        run = runs[one.kind]
        notes.append(SourceNote(one.mark, titles()[one.kind], run_words(run)))
    return notes


def run_words(run: Run[object]) -> str:
    """How a run was made, in one paragraph."""
    sentences = [_("%(source)s, %(n)s händelser.") % {"source": run.source, "n": number(run.n)}]
    sentences.append(_methods().get(run.method, ""))
    if "cell_metres" in run.parameters:
        sentences.append(_("Rutor på %(side)s m.") % {"side": number(run.parameters["cell_metres"])})
    if "study_cells" in run.parameters:
        sentences.append(_("Området har %(n)s rutor.") % {"n": number(run.parameters["study_cells"])})
    if run.seed is not None and "permutations" in run.parameters:
        sentences.append(
            _("%(n)s omkastningar, frö %(seed)s.")
            % {
                "n": number(run.parameters["permutations"]),
                "seed": run.seed,
            }
        )
    if "months_from" in run.parameters:
        sentences.append(_older_words(run.parameters))
    left = sum(run.left_out.values())
    if left:
        sentences.append(_("%(n)s händelser kunde inte användas.") % {"n": number(left)})
    return " ".join(sentence for sentence in [*sentences, f"{run.version}."] if sentence)


def _older_words(parameters: Mapping[str, Any]) -> str:
    first, last = (date.fromisoformat(parameters[name]) for name in ("months_from", "months_until"))
    text = _("För %(first)s – %(last)s finns bara antal per månad kvar, eftersom händelserna är gallrade.")
    return text % {"first": times.month(first), "last": times.month(last)}


def _methods() -> Mapping[str, str]:
    return {
        "getis_ord_max": _(
            "Getis-Ord Gi*, jämfört med det största värdet över hela kartan; säkerhet 95, 99 och 99,9 %, om"
            " händelser inte drar nya med sig."
        ),
        "aoristic": _("Händelser med ett spann från–till delas lika på timmarna i spannet (aoristisk analys)."),
        "compare_periods": _("Två perioder jämförs med ett intervall som tar hänsyn till att serien är orolig."),
        "knox_bands": _("Par av händelser nära i rum och tid, jämfört med omkastade tider (Knox)."),
        "kernel": _("Kärntäthet med gaussisk kärna."),
        "lorenz": _("Rutorna ordnas efter antal (Lorenzkurva)."),
        "count": _("Summan av antalet per rad."),
        "rate_exact": _("Antal per 1\u00a0000 invånare och år, med exakt Poissonintervall."),
    }
