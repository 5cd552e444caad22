"""Reports in words: choices, what the screening found, and what became of a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samplats.foundation.screening.screen import Finding, Kind
from samplats.foundation.ui.numbers import number

from ..models import Report
from ..rules.precision import TimePrecision
from ..rules.reporting import Band, Part, ReportState

DAYS: list[tuple[str, str | Promise]] = [
    ("now", gettext_lazy("Nu")),
    ("today", gettext_lazy("Idag")),
    ("yesterday", gettext_lazy("Igår")),
    ("between", gettext_lazy("Annan tid")),
]
PARTS: list[tuple[str, str | Promise]] = [
    (Part.WHOLE.value, gettext_lazy("Vet inte")),
    (Part.NIGHT.value, gettext_lazy("Natt 00–06")),
    (Part.MORNING.value, gettext_lazy("Morgon 06–10")),
    (Part.DAY.value, gettext_lazy("Dag 10–17")),
    (Part.EVENING.value, gettext_lazy("Kväll 17–21")),
    (Part.LATE.value, gettext_lazy("Sen kväll 21–24")),
]
BANDS: list[tuple[str, str]] = [
    (str(Band.ONE.value), "1"),
    (str(Band.FEW.value), "2–4"),
    (str(Band.SEVERAL.value), "5–9"),
    (str(Band.MANY.value), "10+"),
]


def band_words_of(report: Report) -> str:
    """2–4"""
    return dict(BANDS)[str(report.band)]


def found_words(text: str, found: Sequence[Finding]) -> str:
    """What the screening found, where, and how to mend it."""
    kinds = {
        Kind.PERSONAL_NUMBER: _("ett personnummer"),
        Kind.PHONE: _("ett telefonnummer"),
        Kind.EMAIL: _("en e-postadress"),
        Kind.NAME: _("ett namn"),
    }
    parts = [f"{kinds[one.kind]} (”{text[one.start : one.end]}”)" for one in found]
    said = ", ".join(parts)
    return _("Texten pekar ut en person: %(found)s. Ta bort det och skriv vad som hände på platsen, inte vem.") % {
        "found": said
    }


def moved_words(moved: str, words: str) -> str:
    """What was done to the place, when it may not be told exactly."""
    if moved == "area":
        return _("Kategorin tar bara emot ett område. Platsen sparas som %(area)s.") % {"area": words}
    if moved == "public" and words:
        return _("Platsen flyttades till närmaste allmänna plats, %(name)s.") % {"name": words}
    if moved == "public":
        return _("Platsen flyttades till närmaste allmänna plats, så att den inte pekar ut en bostad.")
    return ""


def fate_words(report: Report) -> str:
    """Where the report stands, in a few words."""
    if report.state == ReportState.WITHDRAWN:
        return _("Tillbakadragen")
    if report.state == ReportState.MERGED:
        return _("Sammanslagen med en annan rapport")
    return _("Räknas in om någon minut") if report.waiting else _("Räknas i statistiken")


def told_words(report: Report) -> list[tuple[str, str]]:
    """What the report says, as terms and descriptions."""
    rows = [
        (_("När"), when_words(report)),
        (_("Var"), report.place_text or (_("En punkt på kartan") if report.lon is not None else "–")),
        (_("Hur många"), band_words_of(report)),
        (_("Med egna ord"), report.text),
        (_("Organisation"), report.organisation.name if report.organisation else ""),
        (_("Lämnad"), date_format(localtime(report.made_at), "j F Y H.i")),
    ]
    return [(term, text) for term, text in rows if text]


def arrived_words(n: int, bodies: int) -> str:
    """How much has come in during the last seven days, and from how many."""
    if not n:
        return _("Ingenting har kommit in de senaste sju dagarna.")
    told = ngettext("*%(n)s rapport* de senaste sju dagarna", "*%(n)s rapporter* de senaste sju dagarna", n)
    by = ngettext("från %(n)s organisation", "från %(n)s organisationer", bodies) % {"n": number(bodies)}
    return f"{told % {'n': number(n)}}{', ' + by if bodies else ''}."


def day_words(day: date, today: date) -> str:
    """The day on which something came in."""
    if day == today:
        return _("Kom in idag")
    form = "l j F" if day.year == today.year else "l j F Y"
    return _("Kom in %(day)s") % {"day": date_format(day, form)}


def when_words(report: Report) -> str:
    """The time, or from when to when, no more exactly than it is known."""
    form = "j F Y" if report.time_precision == TimePrecision.DAY else "j F Y H.i"
    began = date_format(localtime(report.starts_at), form)
    if report.ends_at is None:
        return began
    ended = localtime(report.ends_at)
    same_day = ended.date() == localtime(report.starts_at).date()
    return f"{began}–{date_format(ended, 'H.i' if same_day else form)}"


def not_yet_words(report: Report) -> str:
    """Why no picture counts the report yet."""
    if report.state != ReportState.RECEIVED:
        return _("Den räknas inte, så ingen lägesbild innehåller den.")
    return _("Den finns i siffrorna på lägesbildens sida. När en lägesbild fastställs som räknar den står det här.")


def island_words() -> dict[str, str]:
    """What the report page says once it has script."""
    return {
        "kept": _("Ingen uppkoppling. Rapporten är kvar i telefonen och skickas av sig själv."),
        "waiting": _("{n} i utkorgen"),
        "signIn": _("Logga in för att skicka det som väntar"),
        "sent": _("Rapporten är sparad. Plats och tid är kvar, om något mer hände där."),
        "sentLater": _("{n} rapporter som väntade är skickade."),
        "other": _("Det som väntar hör till en annan person och skickas när hon eller han loggar in här."),
        "refused": _("Rapporten behöver rättas innan den kan skickas."),
        "mend": _("Rätta den"),
        "drop": _("Kasta den"),
        "here": _("Platsen är mitt på kartan."),
        "position": _("Din position, på {metres} meter när."),
        "noPosition": _("Telefonen ville inte säga var du är. Peka på kartan eller skriv en adress."),
        "offline": _("Du är utan uppkoppling. Det du skriver sparas i telefonen och skickas av sig själv."),
        "nobody": _("Logga in när du har uppkoppling. Därefter går det att rapportera härifrån även utan."),
        "draft": _("Utkastet finns kvar i telefonen."),
    }
