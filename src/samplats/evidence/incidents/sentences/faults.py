"""Why one row is left out, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REASONS = {
    "columns": _("Raden har fel antal kolumner"),
    "time_missing": _("Tiden saknas"),
    "time_unreadable": _("Tiden går inte att läsa"),
    "time_impossible": _("Tiden finns inte i kalendern"),
    "time_too_early": _("Tiden ligger för långt bakåt"),
    "time_too_late": _("Tiden ligger i framtiden"),
    "end_unreadable": _("Sluttiden går inte att läsa"),
    "end_before_start": _("Sluttiden ligger före starttiden"),
    "position_unreadable": _("Koordinaterna går inte att läsa"),
    "position_outside": _("Koordinaterna ligger utanför koordinatsystemet"),
    "position_zero": _("Koordinaterna är noll"),
    "place_missing": _("Platsen saknas"),
    "count_unreadable": _("Antalet går inte att läsa"),
    "count_below_one": _("Antalet är mindre än ett"),
    "outside_municipality": _("Platsen ligger utanför kommunen"),
    "restricted_without_room": _("Kategorin får bara läsas in i ett slutet rum"),
}
REMEDIES = {
    "columns": _("Raden ska ha %(expected)s kolumner. Leta efter en avgränsare för mycket eller för litet."),
    "time_missing": _("Fyll i när det hände."),
    "time_unreadable": _("Skriv till exempel 2026-11-30 20:15."),
    "time_impossible": _("Kontrollera dag och månad. November har till exempel 30 dagar."),
    "time_too_early": _("Kontrollera årtalet. Tidigast %(earliest)s tas emot."),
    "time_too_late": _("Kontrollera årtalet. Senast %(latest)s tas emot."),
    "end_unreadable": _("Skriv till exempel 2026-11-30 20:15, eller lämna tomt."),
    "end_before_start": _("Byt plats på tiderna eller rätta den ena."),
    "position_unreadable": _("Skriv två tal, till exempel 59,6099 och 16,5448."),
    "position_outside": _("Kontrollera koordinaterna mot EPSG:%(crs)s."),
    "position_zero": _("0, 0 ligger i Atlanten. Lämna tomt om platsen är okänd och ange område."),
    "place_missing": _("Fyll i koordinater eller områdeskod."),
    "count_unreadable": _("Skriv ett heltal."),
    "count_below_one": _("Ta bort raden om inget hände, annars skriv minst 1."),
    "outside_municipality": _("Kontrollera koordinaterna. Händelser i andra kommuner läses inte in."),
    "restricted_without_room": _("Välj ett slutet rum för källan, eller ta bort raden."),
}


def reason_words(code: str) -> str:
    """What is wrong with the row."""
    return str(REASONS.get(code, code))


def remedy_words(code: str, facts: Mapping[str, Any]) -> str:
    """How to mend the row."""
    words = REMEDIES.get(code)
    if words is None:
        return gettext("Rätta värdet.")
    try:
        return str(words) % facts if "%(" in str(words) else str(words)
    except KeyError:
        return gettext("Rätta värdet.")
