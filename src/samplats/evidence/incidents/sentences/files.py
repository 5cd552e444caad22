"""Why a whole file cannot be used, in one line: where in it, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from samplats.foundation.geo.opening import Unreadable

from ..rules.faults import Rejection
from .rows import rejection_words

Facts = Mapping[str, Any]


def file_words(name: str, error: Unreadable) -> str:
    """One line that names the file, the place in it and the remedy."""
    facts = {key: _listed(value) for key, value in error.facts.items()}
    where = _where(error.facts)
    if error.code == "no_usable_rows":
        return f"{name}{where}: {_no_usable_rows(error.facts)}"
    problem, remedy = _words().get(error.code, (_("Filen går inte att läsa."), _("Spara den på nytt och försök igen.")))
    return f"{name}{where}: {problem % facts} {remedy % facts}".replace("\n", " ")


def _listed(value: object) -> object:
    if isinstance(value, (list, tuple)):
        shown = ", ".join(str(one) for one in value[:15])
        return f"{shown} …" if len(value) > 15 else shown
    if isinstance(value, float):
        return f"{value:.6g}"
    return value


def _where(facts: Facts) -> str:
    if facts.get("feature"):
        return ", " + _("objekt %(n)s") % {"n": facts["feature"]}
    if "line" in facts and "column" in facts:
        return ", " + _("rad %(line)s, tecken %(column)s") % facts
    if "line" in facts:
        return ", " + _("rad %(line)s") % facts
    return ""


def _no_usable_rows(facts: Facts) -> str:
    text = _("Ingen av %(n)s rader går att använda.") % {"n": facts.get("n_read", 0)}
    first = facts.get("first")
    if not isinstance(first, Rejection):
        return text
    problem, remedy = rejection_words(first.code, first.facts)
    example = _("Till exempel rad %(line)s, kolumn %(field)s, värde %(value)s:") % {
        "line": first.line,
        "field": first.field or "–",
        "value": repr(first.value[:60]),
    }
    return f"{text} {example} {problem} {remedy}"


def _words() -> dict[str, tuple[str, str]]:
    return _container_words() | _table_words() | _column_words() | _place_words() | _area_words()


def _container_words() -> dict[str, tuple[str, str]]:
    again = _("Hämta eller spara filen på nytt.")
    return {
        "empty": (_("Filen är tom."), again),
        "missing": (_("Filen finns inte."), _("Kontrollera sökvägen.")),
        "is_folder": (_("Det är en mapp, inte en fil."), _("Ange en fil i mappen.")),
        "cannot_open": (_("Filen går inte att öppna (%(system)s)."), _("Kontrollera rättigheterna.")),
        "html": (
            _("Filen är en webbsida (HTML), inte data."),
            _("Hämtningen gav troligen en inloggnings- eller felsida. Hämta filen på nytt."),
        ),
        "xml": (_("Filen är XML, som inte läses."), _("Spara som CSV, XLSX eller GeoJSON.")),
        "binary": (
            _("Filen är binär och av okänt slag."),
            _("Spara som CSV, XLSX, GeoJSON, GeoPackage eller Parquet."),
        ),
        "broken_archive": (_("Den packade filen är skadad."), again),
        "zip_not_workbook": (
            _("Filen är ett zip-arkiv, inte ett kalkylblad."),
            _("Packa upp den och ange filen inuti."),
        ),
        "bomb": (
            _("Filen packas upp till mer än %(limit_mb)s MB och läses inte."),
            _("Dela upp den, eller spara som CSV."),
        ),
        "too_much": (
            _("Filen innehåller för mycket: högst %(rows)s rader, %(cells)s celler eller %(limit_mb)s MB uppackat."),
            _("Ta bort tomma rader och kolumner, eller dela upp den."),
        ),
        "too_large": (
            _("Filen är större än %(limit_mb)s MB."),
            _("Dela upp den, eller spara som CSV eller Parquet."),
        ),
        "broken_workbook": (_("Kalkylbladet går inte att öppna."), _("Öppna det i Excel och spara på nytt.")),
        "broken_parquet": (_("Parquet-filen är skadad."), again),
        "broken_geopackage": (_("GeoPackage-filen är skadad."), again),
    }


def _table_words() -> dict[str, tuple[str, str]]:
    utf8 = _("Spara filen som UTF-8.")
    return {
        "mixed_encodings": (_("Filen blandar två teckenkodningar."), utf8),
        "not_utf8": (_("Filen är inte UTF-8."), utf8),
        "encoding_wrong": (_("Filen går inte att läsa som %(encoding)s."), utf8),
        "no_rows": (_("Filen har inga rader."), _("Kontrollera att uttaget innehåller händelser.")),
        "no_header": (_("Första raden är data, inte rubriker."), _("Lägg till en rad med kolumnnamn överst.")),
        "not_a_table": (_("Filen går inte att läsa som en tabell."), _("Spara som CSV med ett skiljetecken.")),
        "broken_quotes": (
            _("Ett citattecken öppnas men stängs inte."),
            _("Rätta citattecknen, eller spara på nytt från Excel."),
        ),
        "broken_json": (_("Filen är inte giltig JSON."), _("Rätta tecknet, eller exportera på nytt.")),
        "not_geojson": (_("Filen är JSON men inte GeoJSON."), _("Exportera som GeoJSON (FeatureCollection).")),
        "several_sheets": (_("Arbetsboken har flera blad: %(sheets)s."), _("Välj ett med --sheet.")),
        "sheet_missing": (_("Bladet %(sheet)s finns inte."), _("Välj bland %(sheets)s med --sheet.")),
        "mixed_date_order": (
            _("Datumen blandar dag först och månad först."),
            _("Skriv alla datum som 2026-11-30."),
        ),
        "zone_unknown": (
            _("Tidszonen %(zone)s finns inte."),
            _("Skriv till exempel --time-zone Europe/Stockholm eller local."),
        ),
    }


def _column_words() -> dict[str, tuple[str, str]]:
    return {
        "no_time_column": (
            _("Ingen kolumn ser ut som datum. Kolumner: %(columns)s."),
            _("Ange den med --columns time=NAMN."),
        ),
        "no_place_column": (
            _("Ingen kolumn ser ut som plats. Kolumner: %(columns)s."),
            _("Ange --columns lon=NAMN,lat=NAMN eller --columns area=NAMN."),
        ),
        "column_missing": (_("Kolumnen %(column)s finns inte."), _("Välj bland %(columns)s.")),
        "no_population": (
            _("Filen har ingen kolumn med områdeskod och invånare. Kolumner: %(columns)s."),
            _("Döp kolumnerna till desokod och bef."),
        ),
        "role_unknown": (_("--columns har den okända rollen %(role)s."), _("Välj bland %(roles)s.")),
    }


def _place_words() -> dict[str, tuple[str, str]]:
    return {
        "axes_swapped": (
            _("Latitud och longitud ser omkastade ut (medel %(across)s, %(up)s)."),
            _("Byt kolumner med --columns lon=NAMN,lat=NAMN. Ange dem uttryckligen om de stämmer."),
        ),
        "crs_unknown": (
            _("Koordinaternas system går inte att gissa (medel %(across)s, %(up)s)."),
            _("Ange det med --crs, till exempel --crs 3006."),
        ),
        "crs_code_unknown": (
            _("Koordinatsystemet EPSG:%(crs)s finns inte."),
            _("Rätta --crs, till exempel 3006 eller 4326."),
        ),
        "positions_outside_crs": (
            _("Inga koordinater ligger inom EPSG:%(crs)s."),
            _("Ange rätt system med --crs."),
        ),
    }


def _area_words() -> dict[str, tuple[str, str]]:
    return {
        "not_a_map_file": (_("Filen är ingen kartfil."), _("Använd GeoJSON, GeoPackage eller GeoParquet.")),
        "no_layer": (_("Filen har inget kartlager."), _("Exportera ytan på nytt.")),
        "layer_missing": (_("Lagret %(layer)s finns inte."), _("Välj bland %(layers)s.")),
        "broken_geometry": (_("En geometri är skadad."), _("Rita om den, eller exportera på nytt.")),
        "crs_missing": (
            _("Filen säger inte vilket koordinatsystem den har."),
            _("Exportera på nytt med koordinatsystem."),
        ),
        "no_area": (_("Filen har ingen yta."), _("Rita platsen som en yta (polygon).")),
        "name_missing": (_("Ingen yta heter %(name)s."), _("Välj till exempel %(names)s.")),
        "self_crossing": (
            _("Gränsen korsar sig själv vid %(at)s."),
            _("Rita om den, eller laga den i kartprogrammet (gör giltig)."),
        ),
        "broken_area": (_("Ytan är ogiltig: %(reason)s vid %(at)s."), _("Rita om den.")),
        "place_outside": (
            _("Ingen händelse ligger inom platsen. Händelserna ligger kring %(events)s, platsen kring %(place)s."),
            _("Kontrollera koordinatsystem (--crs) och att det är rätt plats."),
        ),
        "place_swapped": (
            _("Ingen händelse ligger inom platsen, men med latitud och longitud omkastade ligger de där."),
            _("Byt kolumner med --columns lon=NAMN,lat=NAMN."),
        ),
        "place_needs_points": (
            _("Händelserna är bara kända till område, så de kan inte läggas inom en plats."),
            _("Kör utan --place."),
        ),
        "period_empty": (
            _("Ingen händelse ligger i perioden %(first)s – %(last)s."),
            _("Välj en period inom %(known)s."),
        ),
    }
