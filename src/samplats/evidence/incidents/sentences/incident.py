"""One incident as terms and descriptions."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samplats.foundation.ui.numbers import number

from ..models import Incident
from ..rules.precision import PlacePrecision, TimePrecision


def incident_words(one: Incident, category: str, zone: str) -> list[tuple[str, str]]:
    """When, what, where and how exactly, in the municipality's own time."""
    rows = [
        (_("När"), _when(one, ZoneInfo(zone))),
        (_("Vad"), category or "–"),
        (_("Ord i filen"), one.category_text if one.category_text != category else ""),
        (_("Antal"), number(one.count)),
        (_("Var"), one.place_text or one.area or "–"),
        (_("Område"), one.area if one.place_text else ""),
        (_("Koordinater"), _position(one)),
        (_("Så exakt är platsen känd"), place_precision_words(PlacePrecision(one.place_precision))),
        (_("Källans eget nummer"), one.external_id),
    ]
    return [(term, text) for term, text in rows if text]


def _when(one: Incident, zone: ZoneInfo) -> str:
    precision = TimePrecision(one.time_precision)
    begin = _moment(one.starts_at.astimezone(zone), precision)
    if one.ends_at is None:
        return begin
    end = _moment(one.ends_at.astimezone(zone), precision)
    return begin if begin == end else f"{begin} – {end}"


def _moment(moment: datetime, precision: TimePrecision) -> str:
    forms = {
        TimePrecision.MINUTE: "j F Y H.i",
        TimePrecision.HOUR: "j F Y H.i",
        TimePrecision.DAY: "j F Y",
        TimePrecision.MONTH: "F Y",
        TimePrecision.YEAR: "Y",
    }
    return date_format(moment, forms[precision])


def _position(one: Incident) -> str:
    if one.lat is None or one.lon is None:
        return ""
    return _("latitud %(lat)s, longitud %(lon)s") % {"lat": number(one.lat, 5), "lon": number(one.lon, 5)}


def place_precision_words(precision: PlacePrecision) -> str:
    """What a position stands for."""
    words = {
        PlacePrecision.POINT: _("En punkt."),
        PlacePrecision.ADDRESS: _("En adress."),
        PlacePrecision.AREA: _("Bara området är känt."),
        PlacePrecision.MUNICIPALITY: _("Bara kommunen är känd."),
        PlacePrecision.COUNTY: _("Bara länet är känt."),
    }
    return words.get(precision, _("Platsen är okänd."))
