"""What the map island needs to know, as plain values; the page beside it always has the same rows as a table."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

register = template.Library()

Bounds = tuple[float, float, float, float]
FeatureCollection = Mapping[str, Any]


@dataclass(frozen=True)
class BaseMap:
    """The ground: none, tiles (our own vector tiles), geojson, pmtiles or raster, and where it is fetched.

    `url` of raster is a WMTS or XYZ address with {z}/{x}/{y}, or a WMS GetMap address with {bbox-epsg-3857}.
    `schema` of tiles and pmtiles is samplats or protomaps.
    """

    kind: str = "none"
    url: str = ""
    schema: str = "samplats"
    minzoom: int = 0
    maxzoom: int = 15
    credit: str = ""


@dataclass(frozen=True)
class Pin:
    """A numbered pin; `key` is the row's key in the table, `status` one of the place statuses."""

    key: str
    text: str
    at: tuple[float, float]
    status: str = ""


@dataclass(frozen=True)
class Incidents:
    """Vector tiles of incidents with the layers `cells` and `points`; `classes` are lower bounds of a cell's `n`."""

    url: str
    total: int
    classes: Sequence[float] = (1, 5, 15, 50, 150)
    minzoom: int = 5
    maxzoom: int = 16


@dataclass(frozen=True)
class MapView:
    """A whole map.

    `outlines` are places (property `key`), `cells` are squares with `key` (the letter), `level` (1–5) and `dashed`.
    `density` is the address of GeoJSON bands with `level` 1–5; with it, or with incidents, cells are frames only.
    `table` is the id of the element that holds the rows with the same keys.
    """

    label: str
    bounds: Bounds
    base: BaseMap = BaseMap()
    outlines: FeatureCollection | None = None
    cells: FeatureCollection | None = None
    pins: Sequence[Pin] = ()
    incidents: Incidents | None = None
    density: str = ""
    table: str = ""
    maxzoom: int = 18
    key: str = "map"

    def told(self) -> dict[str, Any]:
        """What the island reads."""
        return {
            "bounds": self.bounds,
            "base": asdict(self.base),
            "outlines": self.outlines,
            "cells": self.cells,
            "pins": [asdict(pin) for pin in self.pins],
            "incidents": asdict(self.incidents) if self.incidents else None,
            "density": self.density,
            "table": self.table,
            "maxzoom": self.maxzoom,
            "words": words(),
        }


def words() -> dict[str, str]:
    """The island's texts in the reader's language."""
    return {
        "shown": _("Visar {shown} av {total} händelser"),
        "noMap": _("Webbläsaren kan inte rita kartan. Samma rader står i tabellen."),
        "gestureWindows": _("Håll ned Ctrl och rulla för att zooma i kartan"),
        "gestureMac": _("Håll ned ⌘ och rulla för att zooma i kartan"),
        "gestureTouch": _("Flytta kartan med två fingrar"),
    }


@register.inclusion_tag("ui/components/map.html")
def map_island(view: MapView) -> dict[str, Any]:
    """The map with its zoom buttons and credit; put `{% asset "map" %}` in the page's head block."""
    return {"view": view, "told": view.told(), "config_id": f"{view.key}-config"}


@register.inclusion_tag("ui/components/draw.html")
def draw_tools(bound: BoundField, map_key: str = "map") -> dict[str, Any]:
    """Tools that draw a boundary on the map and write its corners in the field; put `{% asset "draw" %}` in the head.

    The field is a textarea that holds one corner a line, latitude first, or GeoJSON. It works alone, by keyboard and
    without JavaScript; then the tools are not shown.
    """
    return {"field": bound, "map_key": map_key, "words": json.dumps(draw_words(), ensure_ascii=False)}


def draw_words() -> dict[str, str]:
    """What the drawing says about itself."""
    return {
        "empty": _("Inget är ritat än. Tryck på Rita och sedan ett hörn i taget; tryck på det första för att sluta."),
        "few": _("En yta behöver minst tre hörn."),
        "crossing": _("Gränsen korsar sig själv. Flytta ett hörn så att den inte gör det."),
        "drawn": _("{corners} hörn, {hectares} hektar. Dra i ett hörn för att ändra."),
        "unread": _("Texten kan inte visas på kartan, men den läses när ni sparar."),
    }
