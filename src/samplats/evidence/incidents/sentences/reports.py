"""Reports in words: choices, what the screening found, and what became of a report."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.foundation.screening.screen import Finding, Kind

from ..models import Report
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
        "draft": _("Utkastet finns kvar i telefonen."),
    }
