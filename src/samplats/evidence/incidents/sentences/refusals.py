"""Why a whole file is refused: what, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WORDS = {
    "empty": _("Filen är tom. Exportera den igen och kontrollera att den innehåller rader."),
    "binary": _("Det här är inte en tabell utan en binär fil. Spara den som CSV, Excel (.xlsx) eller GeoJSON."),
    "html": _(
        "Filen är en webbsida, trots sitt namn. Öppna länken, spara själva datafilen och försök igen. "
        "Ofta beror det på att inloggningen hade gått ut när filen hämtades."
    ),
    "xml": _("Filen är XML, som inte kan läsas. Spara den som CSV, Excel (.xlsx) eller GeoJSON."),
    "bomb": _("Filen packas upp till mer än %(limit_mb)s MB och läses därför inte. Dela upp den i mindre filer."),
    "too_much": _(
        "Filen innehåller för mycket för att läsas på en gång: högst %(rows)s rader, %(cells)s celler eller "
        "%(limit_mb)s MB uppackat. Ta bort tomma rader och kolumner, eller dela upp den i mindre filer."
    ),
    "too_large": _("Filen är större än %(limit_mb)s MB. Dela upp den eller spara den som CSV."),
    "broken_archive": _("Filen är skadad och går inte att packa upp. Hämta eller spara den igen."),
    "zip_not_workbook": _("Det här är ett zip-arkiv, inte en tabell. Packa upp det och välj filen inuti."),
    "broken_workbook": _("Excelfilen är skadad eller lösenordsskyddad. Spara den på nytt utan lösenord."),
    "broken_geopackage": _("GeoPackage-filen är skadad. Exportera den igen."),
    "broken_parquet": _("Parquet-filen är skadad. Exportera den igen."),
    "broken_geometry": _("Objekt nummer %(feature)s har en trasig geometri. Rätta det i filen."),
    "broken_json": _("Filen är inte giltig JSON: felet står på rad %(line)s, tecken %(column)s."),
    "broken_quotes": _('Citattecknen i filen går inte ihop. Sök efter ett ensamt " och ta bort det.'),
    "not_a_table": _("Filen går inte att läsa som en tabell. Spara den som CSV med en rubrikrad."),
    "not_geojson": _("Filen är JSON men inte GeoJSON. Exportera den som en FeatureCollection."),
    "not_a_map_file": _("Filen är ingen kartfil."),
    "not_utf8": _("Rad %(line)s innehåller tecken som inte är UTF-8. Spara om filen med teckenkodningen UTF-8."),
    "mixed_encodings": _(
        "Filen blandar två teckenkodningar: rad %(line)s är inte UTF-8 som resten. "
        "Öppna den i en textredigerare, rätta raden och spara allt som UTF-8."
    ),
    "encoding_wrong": _(
        "Rad %(line)s går inte att läsa med teckenkodningen %(encoding)s. Välj en annan, eller låt Samplats gissa."
    ),
    "mixed_date_order": _(
        "Datumen blandar dag först och månad först, så det går inte att veta vad som menas. "
        "Exportera dem som ÅÅÅÅ-MM-DD."
    ),
    "no_header": _(
        "Filen saknar rubrikrad: rad %(line)s består bara av siffror. Lägg till en rad med kolumnnamn överst."
    ),
    "no_rows": _("Filen har en rubrik men inga rader. Kontrollera urvalet i exporten."),
    "no_layer": _("Filen innehåller inget kartlager."),
    "layer_missing": _("Lagret ”%(layer)s” finns inte i filen."),
    "several_sheets": _("Excelfilen har flera blad med innehåll. Välj vilket som ska läsas in."),
    "sheet_missing": _("Bladet ”%(sheet)s” finns inte i filen. Välj ett annat."),
    "link": _("Det är en länk, och länkar följs inte. Lägg själva filen i mappen."),
    "not_a_file": _("Det är ingen vanlig fil. Lägg en fil med händelser i mappen."),
    "missing": _("Filen finns inte kvar. Ladda upp den igen."),
    "column_missing": _("Kolumnen ”%(column)s” finns inte i filen. Välj en annan."),
    "no_time_column": _("Ingen kolumn säger när det hände. Välj vilken det är under ”När det hände”."),
    "no_place_column": _(
        "Ingen kolumn säger var det hände. Välj kolumner för koordinater, eller kolumnen med områdeskod."
    ),
    "axes_swapped": _(
        "Latitud och longitud verkar ha bytt plats: mitten av filen hamnar på %(across)s, %(up)s. "
        "Byt kolumner med varandra."
    ),
    "crs_unknown": _(
        "Koordinaterna passar inget känt koordinatsystem (mitten av filen är %(across)s, %(up)s). "
        "Ange vilket system filen har."
    ),
    "crs_code_unknown": _("Koordinatsystemet EPSG:%(crs)s finns inte. Kontrollera numret."),
    "positions_outside_crs": _("Inga koordinater ligger där EPSG:%(crs)s gäller. Välj ett annat koordinatsystem."),
    "zone_unknown": _("Tidszonen ”%(zone)s” finns inte. Välj en annan."),
    "no_usable_rows": _("Ingen av filens %(n_read)s rader gick att använda."),
    "outside_municipality": _(
        "Nästan alla händelser (%(outside)s av %(n_read)s som går att läsa) ligger utanför kommunen. "
        "Kontrollera koordinatsystemet, eller att det är rätt fil."
    ),
    "worker_lost": _("Arbetet avbröts tre gånger och har dragits tillbaka. Inget är inläst. Försök igen."),
    "unexpected": _("Ett oväntat fel stoppade inläsningen. Inget är inläst. Felet är loggat."),
    "no_longer_a_member": _("Den som startade inläsningen har inte längre behörighet."),
}


def refusal_words(code: str, facts: Mapping[str, Any]) -> str:
    """What is wrong with the file and how to mend it, in the reader's language."""
    words = WORDS.get(code)
    if words is None:
        return gettext("Filen går inte att läsa (%(code)s). Spara den som CSV och försök igen.") % {"code": code}
    return str(words) % {name: _shown(value) for name, value in facts.items()} if "%(" in str(words) else str(words)


def plain_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a refusal as plain values that a job can keep."""
    return {name: value if isinstance(value, int | float | str | list) else str(value) for name, value in facts.items()}


def _shown(value: object) -> str:
    return f"{value:.5g}".replace(".", ",") if isinstance(value, float) else str(value)
