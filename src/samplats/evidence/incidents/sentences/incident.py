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
        (_("När"), when_words(one, ZoneInfo(zone))),
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


def when_words(one: Incident, zone: ZoneInfo, *, month: str = "F") -> str:
    """The time, or from when to when, no more exactly than it is known; `month` "b" for a short one."""
    precision = TimePrecision(one.time_precision)
    begin = _moment(one.starts_at.astimezone(zone), precision, month)
    if one.ends_at is None:
        return begin
    end = _moment(one.ends_at.astimezone(zone), precision, month)
    return begin if begin == end else f"{begin} – {end}"


def _moment(moment: datetime, precision: TimePrecision, month: str) -> str:
    forms = {
        TimePrecision.MINUTE: f"j {month} Y H.i",
        TimePrecision.HOUR: f"j {month} Y H.i",
        TimePrecision.DAY: f"j {month} Y",
        TimePrecision.MONTH: f"{month} Y",
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
