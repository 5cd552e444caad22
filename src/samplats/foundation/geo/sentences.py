"""The faults of shapes in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samplats.foundation.geo.shapes import Reason

FAULTS = {
    Reason.NOT_GEOJSON: _("Filen går inte att läsa som GeoJSON. Spara den som GeoJSON och försök igen."),
    Reason.EMPTY: _("Filen innehåller ingen yta."),
    Reason.NOT_AN_AREA: _("Det här är en punkt eller en linje. En gräns måste vara en sluten yta."),
    Reason.NOT_DEGREES: _("Koordinaterna är inte grader. Ange vilket koordinatsystem filen har."),
    Reason.SWAPPED: _("Latitud och longitud verkar ha bytt plats. Byt ordning på koordinaterna."),
    Reason.SELF_CROSSING: _("Gränsen korsar sig själv. Rita om den så att den inte korsar sin egen linje."),
    Reason.HOLE_OUTSIDE: _("Ett hål i ytan ligger utanför ytan. Ta bort hålet eller flytta det."),
    Reason.OVERLAPPING_PARTS: _("Två delar av ytan ligger över varandra. Slå ihop dem till en."),
    Reason.TOO_FEW_CORNERS: _("Ytan har för få hörn. Den behöver minst tre."),
    Reason.BROKEN: _("Ytan är trasig. Rita om den."),
}
