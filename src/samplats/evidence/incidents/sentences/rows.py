"""Why one row is left out and how to mend it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..rules.faults import RowFault


def rejection_words(code: RowFault, facts: dict[str, object]) -> tuple[str, str]:
    """What is wrong with the row, and the remedy."""
    problem, remedy = _words()[code]
    return problem % facts, remedy % facts


def _words() -> dict[RowFault, tuple[str, str]]:
    write_date = _("Skriv datum som 2026-11-30, med klockslag 2026-11-30 21:15.")
    return {
        RowFault.COLUMNS: (
            _("Raden har fel antal kolumner. Rubriken har %(expected)s."),
            _("Lägg till det som saknas, eller sätt citattecken runt text som innehåller skiljetecknet."),
        ),
        RowFault.TIME_MISSING: (_("Tiden saknas."), _("Fyll i datum.")),
        RowFault.TIME_UNREADABLE: (_("Tiden går inte att läsa."), write_date),
        RowFault.TIME_IMPOSSIBLE: (_("Datumet eller klockslaget finns inte."), write_date),
        RowFault.TIME_TOO_EARLY: (_("Datumet ligger före %(earliest)s."), _("Rätta årtalet.")),
        RowFault.TIME_TOO_LATE: (_("Datumet ligger efter %(latest)s."), _("Rätta årtalet.")),
        RowFault.END_UNREADABLE: (_("Sluttiden går inte att läsa."), write_date),
        RowFault.END_BEFORE_START: (_("Sluttiden ligger före starttiden."), _("Byt plats på tiderna eller rätta dem.")),
        RowFault.POSITION_UNREADABLE: (
            _("Koordinaterna går inte att läsa eller är ofullständiga."),
            _("Skriv två tal, eller lämna båda tomma om platsen är okänd och raden har en områdeskod."),
        ),
        RowFault.POSITION_OUTSIDE: (
            _("Koordinaterna ligger utanför koordinatsystemet (EPSG:%(crs)s)."),
            _("Rätta talen, eller ange rätt koordinatsystem."),
        ),
        RowFault.POSITION_ZERO: (
            _("Koordinaterna är noll."),
            _("Noll betyder ofta att platsen saknas. Lämna tomt, eller fyll i rätt plats."),
        ),
        RowFault.PLACE_MISSING: (_("Koordinater saknas."), _("Fyll i dem eller en områdeskod; ett namn räcker inte.")),
        RowFault.COUNT_UNREADABLE: (_("Antalet är inget helt tal."), _("Skriv ett helt tal, minst 1.")),
        RowFault.COUNT_BELOW_ONE: (_("Antalet är mindre än 1."), _("Ta bort raden, eller skriv minst 1.")),
        RowFault.OUTSIDE_MUNICIPALITY: (
            _("Platsen ligger utanför kommunen."),
            _("Rätta koordinaterna. Händelser i andra kommuner läses inte in."),
        ),
        RowFault.RESTRICTED_WITHOUT_ROOM: (
            _("Kategorin får bara finnas i ett slutet rum."),
            _("Välj ett slutet rum för källan, eller ta bort raden."),
        ),
    }
