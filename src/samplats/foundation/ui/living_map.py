"""The example map of the living page, with its table."""

from collections.abc import Sequence
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .components import Column, Row, Table
from .maps import BaseMap, MapView, Pin
from .numbers import number

# letter, level, west, south, incidents, expected
CELLS = [
    ("A", 5, 15.0068, 59.9995, 41, 9),
    ("B", 5, 15.0166, 60.0028, 38, 10),
    ("C", 4, 15.0100, 59.9995, 27, 9),
    ("D", 4, 15.0150, 60.0012, 24, 8),
    ("E", 3, 15.0052, 59.9995, 17, 6),
]
WIDE, HIGH = 0.00165, 0.00083
CERTAIN = {3: "95 %", 4: "99 %", 5: "99,9 %"}


def example(ring: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """The map and the rows that it lights."""
    view = MapView(
        label=_("Karta över Stationstorget med fem heta rutor. Samma rutor står i tabellen."),
        bounds=(14.999, 59.9955, 15.0225, 60.006),
        base=BaseMap("geojson", static("ui/sample-ground.geojson"), credit=_("Karta: Exempelköpings kommun")),
        outlines=_collection([_feature("Polygon", [[list(p) for p in ring]], key="stationstorget")]),
        cells=_collection([_cell(*cell) for cell in CELLS]),
        pins=[Pin("1", "1", (15.0105, 60.0032), "worse"), Pin("2", "2", (15.0195, 59.9985), "better")],
        table="hot-cells",
    )
    drawing = MapView(label=_("Karta att rita platsens gräns på."), bounds=view.bounds, base=view.base, key="draw-map")
    return {"map_view": view, "map_table": _table(), "draw_view": drawing}


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}


def _cell(letter: str, level: int, west: float, south: float, *_counts: int) -> dict[str, Any]:
    east, north = west + WIDE, south + HIGH
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return _feature("Polygon", [ring], key=letter, level=level, dashed=level == 3)


def _table() -> Table:
    names = [_("Gångtunneln"), _("Busstorget, läge C–D"), _("Resecentrum"), _("Kiosken"), _("Cykelgaraget")]
    columns = [
        Column(_("Ruta")), Column(_("Plats")), Column(_("Antal"), numeric=True), Column(_("Väntat"), numeric=True),
        Column(_("Säkerhet"), numeric=True),
    ]  # fmt: skip
    rows = [
        Row([format_html('<span class="cell h{}">{}</span>', level, letter), name, number(n), number(expected),
             CERTAIN[level]], key=letter)
        for (letter, level, _w, _s, n, expected), name in zip(CELLS, names, strict=True)
    ]  # fmt: skip
    pins = [
        Row(["1", _("Stationstorget"), "–", "–", "–"], key="1"),
        Row(["2", _("Parkeringen"), "–", "–", "–"], key="2"),
    ]
    return Table(_("Heta rutor, samma som på kartan"), columns, rows + pins, head=1)
