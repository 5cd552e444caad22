"""Ground of the municipality: boundary, water, railway, parks and woods (metres from the origin)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
import shapely.ops
from numpy.random import Generator
from shapely.geometry.base import BaseGeometry

from samplats.demo import curves, sketch
from samplats.demo.districts import DISTRICTS


@dataclass(frozen=True)
class Water:
    """A lake or the river, as an area with its name."""

    name: str
    kind: str
    area: BaseGeometry


@dataclass(frozen=True)
class Green:
    """A park, wood, cemetery or sports ground."""

    name: str
    kind: str
    area: BaseGeometry


@dataclass(frozen=True)
class Land:
    """What lies on the ground before anybody has built on it."""

    boundary: shapely.Polygon
    water: tuple[Water, ...]
    river_line: shapely.LineString
    railway: shapely.LineString
    sidings: tuple[shapely.LineString, ...]
    greens: tuple[Green, ...]
    squares: tuple[Green, ...]

    @property
    def wet(self) -> BaseGeometry:
        """All water as one area."""
        return shapely.unary_union([one.area for one in self.water])

    @property
    def closed(self) -> BaseGeometry:
        """Where no house and no local street may stand: water, track, named parks and squares."""
        kept = [one.area for one in (*self.greens, *self.squares) if one.kind != "wood"]
        return shapely.unary_union([self.wet.buffer(14), self.railway.buffer(24), *kept])


PARKS = (
    ("Stationsparken", "park", ((-330, 60), (-165, 55), (-165, -55), (-240, -85), (-345, -88))),
    ("Kyrkparken", "park", ((-470, 640), (-395, 640), (-385, 560), (-470, 552))),
    ("Stadsparken", "park", ((-800, 700), (-700, 690), (-690, 130), (-740, 120), (-735, 330), (-755, 600))),
    (
        "Norra Åparken",
        "park",
        (
            (-940, 1780),
            (-790, 1780),
            (-690, 1500),
            (-640, 1250),
            (-720, 1080),
            (-880, 930),
            (-960, 960),
            (-830, 1280),
            (-920, 1650),
        ),
    ),
    ("Hamnparken", "park", ((-1230, -330), (-1100, -200), (-960, -250), (-1010, -420), (-1120, -400))),
    ("Björkhagaskogen", "park", ((1010, -1240), (1180, -1200), (1260, -1350), (1150, -1500), (1000, -1420))),
    ("Norra kyrkogården", "cemetery", ((-420, 1830), (-160, 1800), (-120, 1960), (-380, 1990))),
    ("Björkvallen", "sports", ((660, -1780), (900, -1830), (930, -2020), (680, -2010))),
    ("Ekbacksdungen", "park", ((-150, -1260), (20, -1200), (110, -1330), (0, -1460), (-170, -1400))),
    ("Kvarndammsparken", "park", ((640, 1330), (800, 1400), (860, 1300), (760, 1220), (650, 1240))),
    ("Lugnvikens badplats", "park", ((4560, 2720), (4700, 2690), (4760, 2640), (4560, 2640))),
)

SQUARES = (
    ("Stationstorget", "square", ((-142, 60), (135, 44), (128, -70), (-146, -58))),
    ("Busstorget", "bus_square", ((150, 46), (288, 38), (284, -62), (146, -56))),
    ("Kyrktorget", "square", ((-368, 546), (-276, 541), (-280, 456), (-372, 462))),
    ("Stora torget", "square", ((-132, 252), (-54, 248), (-58, 180), (-136, 184))),
    ("Hamnplan", "parking", ((-1330, -275), (-1235, -250), (-1190, -330), (-1250, -345), (-1340, -315))),
    ("Lugnvikens torg", "square", ((4165, 2360), (4225, 2330), (4200, 2285), (4145, 2315))),
    ("Södra parkeringen", "parking", ((80, -168), (262, -160), (266, -232), (84, -238))),
    ("Björkskolans gård", "school_yard", ((745, -1130), (935, -1100), (960, -1260), (770, -1290))),
    ("Björkhaga centrum", "square", ((640, -880), (735, -885), (730, -960), (640, -955))),
)

WOODS = (
    (-6600, 4700, 1300),
    (-3000, 6300, 1500),
    (-1900, 3600, 900),
    (3100, 6600, 1400),
    (6300, 5600, 1100),
    (2500, 3300, 1000),
    (6500, 1200, 700),
    (5000, -2300, 1700),
    (2700, -1900, 800),
    (-600, -3900, 1500),
    (-3900, -4000, 900),
    (-7300, -1300, 1000),
    (-7200, 2100, 800),
    (-5600, 1400, 650),
    (3700, 1000, 550),
    (1900, -4100, 900),
    (-1400, 5500, 850),
    (7200, 4100, 700),
    (-2200, -3200, 500),
    (-2500, 2500, 520),
    (1500, 2700, 480),
    (3900, -800, 520),
    (-7600, 3300, 700),
    (-5200, 6300, 600),
    (-300, 6700, 650),
    (4700, 7000, 600),
    (4600, 4700, 520),
    (7300, -1700, 900),
    (6200, -3400, 700),
    (-5600, -3600, 800),
    (-8200, 400, 450),
    (-3700, 2600, 420),
    (-600, 4700, 430),
    (2100, 3900, 380),
    (-2400, -4500, 520),
    (3300, -4300, 560),
    (5900, 2000, 420),
    (-7000, 6800, 560),
    (5200, 900, 360),
    (-2700, 1350, 260),
    (3300, 2500, 300),
    (1500, 7600, 420),
    (-6400, 3300, 420),
    (600, -4900, 500),
)


def survey(rng: Generator) -> Land:
    """Lay out the ground."""
    boundary = curves.area(sketch.BOUNDARY, step=60)
    railway = curves.line(sketch.RAILWAY).intersection(boundary)
    river_line = curves.line(sketch.RIVER)
    water = _water(river_line, boundary)
    wet = shapely.unary_union([one.area for one in water])
    built = shapely.unary_union([curves.area(one.outline).buffer(60) for one in DISTRICTS])
    town = shapely.union_all([built, shapely.box(-900, -500, 700, 900)])
    greens = [Green(name, kind, curves.area(outline, step=8).difference(wet)) for name, kind, outline in PARKS]
    for x, y, radius in WOODS:
        wood = curves.blob((x, y), radius, rng, stretch=1.0 + 0.35 * rng.random())
        left = wood.intersection(boundary).difference(shapely.union_all([wet.buffer(25), town, railway.buffer(30)]))
        greens += [Green("", "wood", part) for part in shapely.get_parts(left) if part.area > 20_000]
    squares = tuple(Green(name, kind, shapely.Polygon(outline)) for name, kind, outline in SQUARES)
    return Land(boundary, water, river_line, railway, _sidings(railway), tuple(greens), squares)


def _water(river_line: shapely.LineString, boundary: shapely.Polygon) -> tuple[Water, ...]:
    lake = curves.area(sketch.LAKE)
    for islet in sketch.ISLETS:
        lake = lake.difference(curves.area(islet, step=10))
    flow = shapely.union_all([_widening(river_line)])
    named = [
        Water("Exempelsjön", "lake", lake),
        Water("Ån", "river", flow.difference(lake)),
        Water("Lugnviken", "lake", curves.area(sketch.BAY)),
    ]
    tarns = zip(("Åsbotjärnen", "Svarttjärnen", "Kolartjärnen"), sketch.TARNS, strict=True)
    named += [Water(name, "lake", curves.area(outline)) for name, outline in tarns]
    return tuple(Water(one.name, one.kind, one.area.intersection(boundary)) for one in named)


def _widening(river_line: shapely.LineString) -> BaseGeometry:
    """The river grows from about 14 to 34 metres on its way to the lake, a little unevenly."""
    xy = shapely.get_coordinates(river_line)
    share = np.linspace(0, 1, len(xy))
    half = 7 + 9 * share + 1.8 * np.sin(share * 61) + 1.2 * np.sin(share * 137)
    pieces = [shapely.LineString(xy[i : i + 2]).buffer(half[i], quad_segs=4) for i in range(len(xy) - 1)]
    return shapely.unary_union(pieces).simplify(1.0)


def _sidings(railway: shapely.LineString) -> tuple[shapely.LineString, ...]:
    """Two passing tracks at the station and a spur to the works."""
    middle = railway.project(shapely.Point(40, -104))
    stretch = shapely.ops.substring(railway, middle - 420, middle + 380)
    north, south = stretch.parallel_offset(7, "left"), stretch.parallel_offset(7, "right")
    spur = curves.line(((900, -54), (1250, 10), (1600, 40), (1900, 90), (2300, 140)))
    return (_tapered(north, stretch), _tapered(south, stretch), spur)


def _tapered(track: shapely.LineString, main: shapely.LineString) -> shapely.LineString:
    inner = shapely.get_coordinates(track)[2:-2]
    ends = shapely.get_coordinates(main)[[0, -1]]
    if np.hypot(*(inner[0] - ends[0])) > np.hypot(*(inner[-1] - ends[0])):
        inner = inner[::-1]
    return shapely.LineString(np.vstack([ends[:1], inner, ends[1:]]))
