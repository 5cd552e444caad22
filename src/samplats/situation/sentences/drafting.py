"""What the system can write of a situation picture by itself, as plain text that people then edit."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.analyses.rules.runs import told
from samplats.analyses.rules.suite import Suite
from samplats.foundation.screening.screen import Finding, Kind
from samplats.foundation.ui.numbers import number
from samplats.situation.rules.publishing import next_by
from samplats.situation.sentences.findings import findings
from samplats.situation.sentences.sources import unknowns
from samplats.situation.sentences.times import day
from samplats.situation.sentences.times import period as period_words

Suites = Sequence[Suite]
MOST_IN_SUMMARY = 3


def suggested_texts(suites: Suites, period: tuple[date, date], today: date) -> dict[str, str]:
    """Section id → text, for the sections that have a source; empty where nothing has been counted."""
    if not suites:
        return {"next": _next(today)}
    return {
        "summary": _summary(suites),
        "sources": _sources(suites, period),
        "crime": "\n\n".join(_named(suite, "hot_spots", "hours", "near_repeats") for suite in suites).strip(),
        "extent": "\n\n".join(_named(suite, "development", "categories") for suite in suites).strip(),
        "unknown": _unknown(suites),
        "next": _next(today),
    }


def finding_words(found: Sequence[Finding]) -> str:
    """What was found of personal details, and how to mend it."""
    names = {
        Kind.PERSONAL_NUMBER: _("ett personnummer"),
        Kind.PHONE: _("ett telefonnummer"),
        Kind.EMAIL: _("en e-postadress"),
        Kind.NAME: _("ett namn"),
    }
    kinds = list(dict.fromkeys(names[one.kind] for one in found))
    listed = kinds[0] if len(kinds) == 1 else _("%(some)s och %(last)s") % {
        "some": ", ".join(kinds[:-1]), "last": kinds[-1],
    }  # fmt: skip
    return _(
        "Texten innehåller %(what)s. Samplats handlar om platser, aldrig om personer: ta bort det och spara igen."
    ) % {"what": listed}


def _summary(suites: Suites) -> str:
    main = max(suites, key=lambda suite: suite.cells.n)
    return "\n".join(one.plain for one in findings(main)[:MOST_IN_SUMMARY])


def _sources(suites: Suites, period: tuple[date, date]) -> str:
    lines = [_("Perioden är %(period)s.") % {"period": period_words(*period)}]
    for suite in suites:
        n = told(suite.n)
        words = ngettext("%(source)s: %(n)s händelse.", "%(source)s: %(n)s händelser.", n or 2)
        lines.append(words % {"source": suite.scoped.source, "n": _("färre än fem") if n is None else number(n)})
    lines.append(_("Källorna beskriver delvis samma händelser och läggs aldrig ihop."))
    return "\n".join(lines)


def _named(suite: Suite, *kinds: str) -> str:
    told = [one.plain for one in findings(suite) if one.kind in kinds]
    return "\n".join([f"{suite.scoped.source}:", *told]) if told else ""


def _unknown(suites: Suites) -> str:
    lines = [f"{suite.scoped.source}: {one.text}" for suite in suites for one in unknowns(suite)]
    return "\n".join(dict.fromkeys(lines))


def _next(today: date) -> str:
    return _("Nästa lägesbild fastställs senast %(day)s, eller när läget ändras.") % {
        "day": day(next_by(today) - timedelta(days=1))
    }


def job_error_words(code: str) -> str:
    """Why a job of this app ended without a result, and what to do."""
    return {
        "worker_lost": _(
            "Arbetet avbröts tre gånger. Försök igen, eller be den som sköter servern att titta på loggen."
        ),
        "no_longer_a_member": _("Den som beställde arbetet är inte längre med i kommunen."),
        "sections_missing": _("Något avsnitt är tomt. Fyll i det i utkastet och fastställ igen."),
        "changed_meanwhile": _("Utkastet fastställdes eller lades undan av någon annan under tiden."),
    }.get(code, _("Något gick fel som vi inte väntade oss. Inget är ändrat. Försök igen."))
