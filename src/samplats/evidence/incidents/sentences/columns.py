"""The parts a column can play, and what was guessed about a file, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samplats.foundation.ui.numbers import number, percent

from ..rules.faults import Rejections
from ..rules.precision import TimePrecision
from .rows import rejection_words

MOST_FAULTS = 3

ROLES = {
    "time": _("När det hände (från)"),
    "end": _("Till och med"),
    "clock": _("Klockslag, i egen kolumn"),
    "end_clock": _("Klockslag till, i egen kolumn"),
    "lon": _("Longitud eller öst"),
    "lat": _("Latitud eller nord"),
    "position": _("Båda koordinaterna i en kolumn"),
    "area": _("Områdeskod, till exempel DeSO"),
    "place": _("Adress eller platsnamn"),
    "category": _("Kategori eller kod"),
    "category_text": _("Kategorins namn"),
    "count": _("Antal"),
    "id": _("Källans eget nummer"),
}
DELIMITERS = {",": _("komma"), ";": _("semikolon"), "\t": _("tabb"), "|": _("lodstreck")}
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "iso8859-1": "ISO 8859-1",
    "cp850": "DOS (CP 850)",
    "mac-roman": "Mac Roman",
}
LOCAL_MERIDIANS = {
    3007: "12 00", 3008: "13 30", 3012: "14 15", 3009: "15 00", 3013: "15 45", 3010: "16 30",
    3014: "17 15", 3011: "18 00", 3015: "18 45", 3016: "20 15", 3017: "21 45", 3018: "23 15",
}  # fmt: skip
CRS_NAMES = {
    4326: _("WGS 84, grader"),
    3006: _("SWEREF 99 TM"),
    3021: _("RT 90 2,5 gon V"),
    3857: _("Web Mercator"),
    27700: _("British National Grid"),
    2056: _("CH1903+ / LV95"),
    4619: _("SWEREF 99, grader"),
    **{code: f"SWEREF 99 {meridian}" for code, meridian in LOCAL_MERIDIANS.items()},
    25833: "ETRS89 / UTM 33N",
}
ORDERS = {
    "day_first": _("dag-månad-år"),
    "month_first": _("månad-dag-år"),
    "year_first": _("år-månad-dag"),
}


def crs_words(epsg: int | None) -> str:
    """A coordinate system by name and number."""
    if epsg is None:
        return gettext("okänt")
    name = CRS_NAMES.get(epsg)
    return f"{name} (EPSG:{epsg})" if name else f"EPSG:{epsg}"


def guess_words(guesses: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was understood of a file without being told: (what, how)."""
    found: list[tuple[str, str]] = []
    if "delimiter" in guesses:
        found.append((gettext("Avgränsare"), str(DELIMITERS.get(guesses["delimiter"], guesses["delimiter"]))))
        found.append((gettext("Teckenkodning"), ENCODINGS.get(guesses["encoding"], str(guesses["encoding"]))))
    found.append((gettext("Decimaltecken"), gettext("komma") if guesses.get("decimal") == "," else gettext("punkt")))
    if "crs" in guesses:
        how = gettext("%(system)s, gissat") if guesses.get("crs_guessed") else "%(system)s"
        found.append((gettext("Koordinatsystem"), how % {"system": crs_words(guesses["crs"])}))
    if "date_order" in guesses:
        order = str(ORDERS[guesses["date_order"]])
        unsure = "" if guesses.get("date_order_sure") else gettext("%(order)s, gissat: kontrollera exemplen nedan")
        found.append((gettext("Datum"), unsure % {"order": order} if unsure else order))
    if "zone_name" in guesses:
        zone = _zone_words(str(guesses["zone_name"]))
        how = gettext("%(zone)s, gissat") if guesses.get("zone") == "guessed" else "%(zone)s"
        found.append((gettext("Tidszon"), how % {"zone": zone}))
    if guesses.get("offset_looks_local"):
        found.append((gettext("Obs"), gettext("Tiderna är märkta som UTC men ser ut att vara lokal tid.")))
    if "precision_coarsened" in guesses:
        found.append((gettext("Noggrannhet"), _precision(str(guesses["precision_coarsened"]))))
    return found


def time_words(times: Sequence[tuple[str, datetime, TimePrecision]]) -> list[tuple[str, str]]:
    """Times of the file beside what they were read as: a wrong order of day and month, or a wrong zone, shows."""
    return [(text, _moment_words(moment, precision)) for text, moment, precision in times]


def _moment_words(moment: datetime, precision: TimePrecision) -> str:
    if precision >= TimePrecision.MONTH:
        return date_format(moment, "F Y" if precision == TimePrecision.MONTH else "Y")
    facts = {"day": date_format(moment, "l j F Y"), "clock": date_format(moment, "H.i")}
    if precision == TimePrecision.DAY:
        return gettext("%(day)s, utan klockslag") % facts
    return gettext("%(day)s kl. %(clock)s") % facts


def fault_words(rejections: Rejections) -> list[tuple[int, str]]:
    """The first rows that cannot be used: number in the file, and what is wrong with how to mend it."""
    return [(one.line, " ".join(rejection_words(one.code, one.facts))) for one in islice(rejections, MOST_FAULTS)]


def more_faults_words(n_rejected: int, shown: list[tuple[int, str]]) -> str:
    """How many rows more cannot be used than the first ones that are shown."""
    left = n_rejected - len({line for line, _words in shown})
    if left <= 0:
        return ""
    return ngettext("Och %(n)s rad till.", "Och %(n)s rader till.", left) % {"n": number(left)}


def outside_words(share: float) -> str:
    """How much of a file lies outside the municipality."""
    if share == 1:
        return gettext("Alla händelser i början av filen ligger utanför kommunen och tas inte med.")
    words = percent(share, 0 if share >= 0.1 else 1)
    text = gettext("%(share)s av händelserna i början av filen ligger utanför kommunen och tas inte med.")
    return text % {"share": words}


def _zone_words(zone: str) -> str:
    if zone == "Europe/Stockholm":
        return gettext("svensk tid")
    return gettext("lokal tid som den står i filen") if zone == "local" else zone


def _precision(name: str) -> str:
    words = {
        "hour": gettext("Alla tider är hela timmar."),
        "day": gettext("Alla tider är midnatt: bara dagen är känd."),
        "month": gettext("Alla datum är den första i månaden: bara månaden är känd."),
        "year": gettext("Alla datum är den första januari: bara året är känt."),
    }
    return words.get(name, name)
