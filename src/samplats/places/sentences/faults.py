"""What is wrong with a boundary, a file, a row or an address: what, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.geo.sentences import FAULTS
from samplats.foundation.geo.shapes import UnusableShape
from samplats.foundation.ui.numbers import number
from samplats.places.reading.tables import Refused
from samplats.places.rules.boundary import Fault, UnusableBoundary
from samplats.places.rules.pasted import UnreadableCorners

SYSTEM_NAMES = {4326: "WGS 84", 3006: "SWEREF 99 TM", 3857: "Web Mercator"}


def system_name(epsg: int) -> str:
    """A coordinate system as people call it."""
    return f"{SYSTEM_NAMES[epsg]} (EPSG:{epsg})" if epsg in SYSTEM_NAMES else f"EPSG:{epsg}"


def boundary_fault(fault: UnusableBoundary) -> str:
    """What is wrong with the boundary, where, and how to mend it."""
    return _BOUNDARY[fault.fault](fault)


def _of_shape(fault: UnusableBoundary) -> str:
    words = str(FAULTS[fault.reason]) if fault.reason else ""
    at = fault.facts.get("at")
    return f"{words} {_where(*at)}" if isinstance(at, tuple) else words


def _where(lon: float, lat: float) -> str:
    return _("Felet ligger vid %(lat)s, %(lon)s (latitud, longitud).") % {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}"}


def _metres(fault: UnusableBoundary) -> str:
    epsg = fault.facts.get("epsg")
    if isinstance(epsg, int):
        return _(
            "Talen är meter, inte grader, och ser ut som %(system)s. Välj det koordinatsystemet och försök igen."
        ) % {"system": system_name(epsg)}
    return _("Talen är för stora för att vara grader. Ange vilket koordinatsystem filen har och försök igen.")


def _outside(fault: UnusableBoundary) -> str:
    away = fault.facts.get("away_m")
    if not isinstance(away, float):
        return _("Ytan ligger utanför kommunen. Kontrollera koordinaterna.")
    return _("Ytan ligger utanför kommunen, %(km)s km från gränsen. Kontrollera koordinaterna och deras ordning.") % {
        "km": number(away / 1000, 1)
    }


def _mostly_outside(fault: UnusableBoundary) -> str:
    return _("Bara %(share)s %% av ytan ligger i kommunen. Rita den så att minst hälften gör det.") % {
        "share": number(float(str(fault.facts["share"])) * 100)
    }


def _size(fault: UnusableBoundary) -> str:
    area, limit = float(str(fault.facts["area_m2"])), float(str(fault.facts["limit_m2"]))
    if fault.fault is Fault.TOO_SMALL:
        return _(
            "Ytan är %(area)s m². Den behöver vara minst %(limit)s m² för att kunna mätas. Rita den lite större."
        ) % {"area": number(area), "limit": number(limit)}
    return _(
        "Ytan är %(area)s km². Den här typen av plats får vara högst %(limit)s km². "
        "Rita den mindre, dela den i flera platser eller byt typ."
    ) % {"area": number(area / 1e6, 1), "limit": number(limit / 1e6)}


_BOUNDARY: dict[Fault, Callable[[UnusableBoundary], str]] = {
    Fault.SHAPE: _of_shape,
    Fault.METRES_NOT_DEGREES: _metres,
    Fault.SWAPPED: lambda _fault: _("Latitud och longitud har bytt plats. Byt ordning på koordinaterna."),
    Fault.OUTSIDE: _outside,
    Fault.MOSTLY_OUTSIDE: _mostly_outside,
    Fault.TOO_SMALL: _size,
    Fault.TOO_LARGE: _size,
    Fault.TOO_MANY_CORNERS: lambda fault: (
        _("Ytan har %(n)s hörn. Förenkla den till högst 20\u00a0000 och försök igen.")
        % {"n": number(int(str(fault.facts["corners"])))}
    ),
    Fault.NO_CRS: lambda _fault: _("Filen säger inte vilket koordinatsystem den har. Välj det och försök igen."),
    Fault.UNKNOWN_CRS: lambda fault: (
        _("Koordinatsystemet EPSG:%(epsg)s går inte att använda för de här talen. Välj ett annat.")
        % {"epsg": fault.facts["epsg"]}
    ),
}


def shape_fault(fault: UnusableShape) -> str:
    """What is wrong with GeoJSON text."""
    return str(FAULTS[fault.fault.reason])


def corners_fault(fault: UnreadableCorners) -> str:
    """Which line is not a corner, and what a corner looks like."""
    if fault.code == "not_a_corner":
        return (
            _(
                "Rad %(line)s är inte ett hörn: ”%(text)s”. Skriv latitud och longitud på varje rad, "
                "till exempel 60,14510 16,16820."
            )
            % fault.facts
        )
    if fault.code == "too_few":
        return _("En yta behöver minst tre hörn. Rita den på kartan, eller skriv ett hörn på varje rad.")
    return _(
        "Talen liknar varken grader eller SWEREF 99 TM i Sverige. Skriv latitud och longitud på varje rad, "
        "till exempel 60,14510 16,16820."
    )


_FILES: dict[str, Promise] = {
    "empty": gettext_lazy("Filen är tom. Välj en annan fil."),
    "html": gettext_lazy(
        "Filen är en webbsida, inte en karta. Nedladdningen kan ha krävt inloggning. Ladda ner filen igen."
    ),
    "xml": gettext_lazy("Filen är XML (till exempel GML). Spara den som GeoJSON eller GeoPackage och försök igen."),
    "binary": gettext_lazy("Filen går inte att känna igen. Spara den som GeoJSON, GeoPackage eller Parquet."),
    "not_a_map_file": gettext_lazy("Filen är ingen karta. Använd GeoJSON, GeoPackage eller Parquet."),
    "not_geojson": gettext_lazy("Filen är JSON men inte GeoJSON. Exportera den som GeoJSON och försök igen."),
    "not_a_table": gettext_lazy("Filen är ingen texttabell. Spara den som CSV och försök igen."),
    "no_layer": gettext_lazy("Filen har inget kartlager. Kontrollera exporten."),
    "broken_geopackage": gettext_lazy("GeoPackage-filen är trasig. Exportera den igen."),
    "broken_parquet": gettext_lazy("Parquet-filen är trasig. Exportera den igen."),
    "broken_archive": gettext_lazy("Filen går inte att packa upp. Packa den igen eller lämna den opackad."),
    "zip_not_workbook": gettext_lazy("Filen är ett zip-arkiv. Packa upp den och välj kartfilen i den."),
    "no_rows": gettext_lazy("Tabellen har inga rader som går att använda."),
    "no_crs": gettext_lazy(
        "Koordinaterna är varken grader eller SWEREF 99 TM. Välj koordinatsystem och försök igen."
    ),
}  # fmt: skip


def file_fault(fault: Unreadable) -> str:
    """Why a whole file cannot be used, and what to do."""
    if fault.code in _FILES:
        return str(_FILES[fault.code])
    if fault.code == "broken_json":
        return _("Filen är inte hel: JSON slutar gälla på rad %(line)s, tecken %(column)s. Exportera den igen.") % (
            fault.facts
        )
    if fault.code == "not_utf8":
        return _("Rad %(line)s har tecken som inte är UTF-8. Spara filen som UTF-8 och försök igen.") % fault.facts
    if fault.code == "broken_geometry":
        return _("Yta nummer %(feature)s i filen är trasig. Rätta den i kartprogrammet och exportera igen.") % (
            fault.facts
        )
    if fault.code == "columns_missing":
        columns = fault.facts["columns"]
        named = ", ".join(columns) if isinstance(columns, list) else str(columns)
        return _("Tabellen saknar: %(columns)s. Den första raden ska ha kolumnernas namn.") % {"columns": named}
    if fault.code in {"bomb", "too_large", "too_much"}:
        return _("Filen är för stor. Spara den som GeoPackage, eller ta bara med er egen kommun.")
    return _("Filen går inte att läsa (%(code)s). Exportera den igen.") % {"code": fault.code}


_ROWS: dict[str, Promise] = {
    "empty": gettext_lazy("rutan är tom"),
    "not_a_number": gettext_lazy("det är inte ett tal"),
    "not_a_year": gettext_lazy("det är inte ett årtal"),
    "not_a_count": gettext_lazy("det är inte ett helt antal"),
    "unknown_key": gettext_lazy("nyckeln finns inte i profilen"),
}


_COLUMNS: dict[str, Promise] = {
    "key": gettext_lazy("nyckel"),
    "year": gettext_lazy("år"),
    "value": gettext_lazy("värde"),
    "national": gettext_lazy("riket"),
    "source": gettext_lazy("källa"),
    "code": gettext_lazy("områdeskod"),
    "people": gettext_lazy("befolkning"),
    "name": gettext_lazy("adress"),
    "detail": gettext_lazy("ort"),
    "east": gettext_lazy("longitud"),
    "north": gettext_lazy("latitud"),
}


def row_fault(row: Refused) -> str:
    """One refused row: its line, the column, what stood there and why it was left out."""
    facts = {
        "line": row.line,
        "column": str(_COLUMNS[row.column]),
        "why": str(_ROWS.get(row.code, row.code)),
        "text": row.text,
    }
    if row.text:
        return _("Rad %(line)s, %(column)s: ”%(text)s”, %(why)s.") % facts
    return _("Rad %(line)s, %(column)s: %(why)s.") % facts


_ADDRESSES: dict[str, Promise] = {
    "not_https": gettext_lazy("Adressen måste börja med https://."),
    "not_an_address": gettext_lazy("Det här är ingen webbadress. Kopiera den från karttjänsten och försök igen."),
    "no_layer": gettext_lazy("Skriv också lagrets namn. Det står i karttjänstens beskrivning."),
}


def address_fault(code: str) -> str:
    """Why a base map's address cannot be used."""
    return str(_ADDRESSES[code])
