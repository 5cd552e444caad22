"""Exempelköping as drawn by hand: lines, areas and names that everything else is worked out from.

All positions are metres east and north of the middle of Stationstorget. Nothing here is a real place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Point = tuple[float, float]
Line = tuple[Point, ...]

EPSG = 3006
ORIGIN: Point = (548_000.0, 6_655_000.0)
NAME, CODE, COUNTY_CODE = "Exempelköping", "9901", "99"
INHABITANTS = 22_140
TILT = -3.5
"""Degrees that the old grid around the station leans."""


class Pattern(StrEnum):
    """How a district is built."""

    PERIMETER = "perimeter"
    APARTMENTS = "apartments"
    SLABS = "slabs"
    ROWS = "rows"
    OLD_HOUSES = "old_houses"
    HOUSES = "houses"
    INDUSTRY = "industry"


@dataclass(frozen=True)
class District:
    """A built-up area with one pattern of streets and houses."""

    name: str
    pattern: Pattern
    outline: Line
    angle: float
    spacing: Point
    warp: float
    dropped: float
    names: tuple[str, ...]


@dataclass(frozen=True)
class Road:
    """A street that is drawn by hand; `kind` is one of streets.KINDS."""

    name: str
    kind: str
    through: Line
    number: str = ""


BOUNDARY: Line = (
    (-8400, 5900),
    (-7400, 7300),
    (-6300, 7900),
    (-4600, 7300),
    (-3600, 7350),
    (-2300, 8200),
    (-600, 8050),
    (1400, 7650),
    (2700, 8350),
    (4300, 7900),
    (6000, 7350),
    (7900, 6600),
    (8500, 4500),
    (8200, 2900),
    (7500, 1900),
    (7600, 300),
    (8400, -1300),
    (7900, -3000),
    (6300, -4400),
    (4300, -4100),
    (2400, -5300),
    (300, -5600),
    (-1700, -4700),
    (-4300, -5300),
    (-6400, -4200),
    (-7900, -2500),
    (-8600, -800),
    (-9000, 1300),
    (-8300, 3500),
)

RAILWAY: Line = (
    (-9400, 1150),
    (-7200, 560),
    (-4600, 130),
    (-2700, -60),
    (-1200, -128),
    (-500, -118),
    (0, -104),
    (600, -72),
    (1500, -12),
    (3000, 60),
    (4700, 250),
    (6200, 330),
    (8800, 60),
)

RIVER: Line = (
    (700, 8700),
    (420, 7200),
    (-150, 6350),
    (40, 5300),
    (-560, 4500),
    (-380, 3600),
    (-900, 2900),
    (-720, 2250),
    (-960, 1720),
    (-830, 1300),
    (-990, 960),
    (-790, 620),
    (-760, 300),
    (-850, 40),
    (-1010, -190),
    (-1230, -430),
    (-1600, -620),
)

LAKE: Line = (
    (-1180, -400),
    (-1420, -330),
    (-1900, -310),
    (-2500, -350),
    (-3300, -210),
    (-4100, -330),
    (-4900, -160),
    (-5700, -420),
    (-6200, -900),
    (-6000, -1500),
    (-5300, -1800),
    (-4600, -2350),
    (-3700, -2150),
    (-3100, -2600),
    (-2300, -2350),
    (-1900, -1750),
    (-1400, -1350),
    (-1050, -900),
    (-1000, -560),
)

ISLETS: tuple[Line, ...] = (
    ((-3300, -1200), (-3020, -1130), (-2850, -1290), (-3080, -1430), (-3350, -1370)),
    ((-4520, -950), (-4380, -900), (-4330, -1010), (-4480, -1060)),
)

BAY: Line = (
    (4180, 2950),
    (4420, 2740),
    (4800, 2700),
    (5150, 2900),
    (5700, 3150),
    (5900, 3650),
    (5500, 4050),
    (4900, 3900),
    (4500, 3550),
    (4250, 3300),
)

TARNS: tuple[Line, ...] = (
    ((-5200, 4700), (-4700, 4950), (-4350, 4600), (-4600, 4200), (-5100, 4300)),
    ((3300, -2900), (3800, -2700), (4150, -3000), (3900, -3400), (3450, -3300)),
    ((2800, 5600), (3200, 5750), (3350, 5450), (3000, 5250)),
)

ROADS: tuple[Road, ...] = (
    Road(
        "Riksvägen",
        "major",
        (
            (-9600, 2700),
            (-6500, 2350),
            (-3900, 1750),
            (-2100, 1780),
            (-900, 2010),
            (250, 2060),
            (1600, 1720),
            (2900, 1500),
            (3900, 1900),
            (5200, 2420),
            (6900, 2500),
            (9200, 3300),
        ),
        "97",
    ),
    Road("Norra vägen", "collector", ((-50, 655), (-20, 860), (70, 1200), (150, 1650), (250, 2060))),
    Road("Bergslagsvägen", "major", ((250, 2060), (560, 3000), (900, 4300), (1300, 5600), (1700, 8900)), "256"),
    Road("Storgatan", "collector", ((-8, 73), (-50, 655))),
    Road("Järnvägsgatan", "collector", ((-690, 118), (-330, 95), (0, 73), (250, 57), (486, 45))),
    Road("Järnvägsgatan", "collector", ((486, 45), (800, 70), (1250, 80))),
    Road("Östra vägen", "collector", ((450, 622), (486, 45), (500, -75), (512, -290))),
    Road(
        "Sörvägen",
        "major",
        ((512, -290), (560, -700), (520, -1200), (640, -1950), (1000, -2900), (1500, -4200), (2000, -6200)),
        "250",
    ),
    Road(
        "Södra vägen",
        "collector",
        ((-960, -560), (-700, -400), (-300, -305), (0, -285), (512, -290), (1100, -255), (1750, -230), (2500, -150)),
    ),
    Road(
        "Västra vägen",
        "collector",
        ((-668, 304), (-760, 325), (-1100, 420), (-1700, 470), (-2500, 620), (-3300, 1200), (-3900, 1750)),
    ),
    Road("Hamngatan", "collector", ((-690, 118), (-850, 95), (-1080, 20), (-1230, -120), (-1310, -260))),
    Road("Lugnviksvägen", "collector", ((466, 360), (800, 500), (1300, 700), (2000, 980), (2900, 1500))),
    Road(
        "Björkhagavägen",
        "collector",
        ((560, -700), (860, -760), (1250, -900), (1500, -1250), (1380, -1640), (1000, -1790), (600, -1760)),
    ),
    Road("Ekbacksvägen", "collector", ((-300, -305), (-330, -700), (-230, -1100), (100, -1420), (560, -1500))),
    Road("Verkstadsgatan", "collector", ((1250, 80), (1700, 130), (2250, 200), (2600, 420), (2750, 800), (2900, 1500))),
    Road("Kvarnvägen", "collector", ((70, 1200), (420, 1130), (820, 1180), (1150, 1020), (1300, 700))),
    Road("Byvägen", "collector", ((3900, 1900), (4120, 2220), (4260, 2520), (4420, 2680), (4900, 2600), (5400, 2500))),
    Road(
        "Sjövägen",
        "local",
        (
            (-1310, -260),
            (-1700, -250),
            (-2300, -270),
            (-3000, -170),
            (-3700, -220),
            (-4300, -120),
            (-4600, 280),
            (-4500, 900),
            (-3900, 1750),
        ),
    ),
    Road("Bergavägen", "local", ((2500, -150), (3600, -300), (4800, -250), (5800, -40), (7000, -500), (8600, -900))),
    Road(
        "Åsbovägen", "local", ((-3900, 1750), (-4300, 2800), (-3900, 3900), (-3100, 5200), (-2700, 6500), (-2900, 8700))
    ),
    Road(
        "Tjärnvägen", "local", ((1500, -4200), (2600, -3500), (3200, -2500), (4300, -1900), (5200, -1000), (5800, -40))
    ),
    Road(
        "Sundvägen",
        "local",
        ((640, -1950), (-500, -2500), (-1700, -2900), (-3200, -3200), (-5000, -3000), (-6900, -2300), (-8900, -1700)),
    ),
    Road("Kolarvägen", "local", ((900, 4300), (2100, 4700), (3600, 4700), (5300, 5300), (7200, 5600))),
)

CENTRE_ACROSS = (165.0, 262.0, 358.0, 452.0, 545.0, 640.0)
CENTRE_ALONG = (-590.0, -478.0, -372.0, -265.0, -140.0, 118.0, 236.0, 352.0)
CENTRE_NAMES = (
    "Drottninggatan",
    "Hantverkargatan",
    "Rådhusgatan",
    "Kyrkogatan",
    "Prästgatan",
    "Nygatan",
    "Ågatan",
    "Garvargatan",
    "Kvarngatan",
    "Skolgatan",
    "Köpmangatan",
    "Kungsgatan",
    "Trädgårdsgatan",
    "Brogatan",
)

# kind and name, middle, length and depth, turn in degrees
LANDMARKS: tuple[tuple[str, str, tuple[float, float], tuple[float, float], float], ...] = (
    ("Resecentrum", "station", (-20, -83), (92, 17), 0),
    ("Exempelköpings kyrka", "church", (-430, 600), (52, 19), 6),
    ("Stadshuset", "public", (-76, 302), (54, 44), -3.5),
    ("Biblioteket", "public", (-200, 212), (48, 34), -3.5),
    ("Björkskolan", "school", (850, -1070), (118, 22), 8),
    ("Björkskolans idrottshall", "school", (705, -1200), (44, 30), 8),
    ("Åskolan", "school", (-250, 1000), (96, 24), 12),
    ("Kvarnskolan", "school", (560, 1560), (90, 24), 24),
    ("Exempelgymnasiet", "school", (330, 700), (104, 38), -3.5),
    ("Vårdcentralen", "care", (760, 590), (70, 40), -6),
    ("Exempelgallerian", "shop", (60, 212), (96, 76), -3.5),
    ("ICA Stationen", "shop", (330, 0), (62, 40), -3.5),
    ("Björkhaga centrumhus", "shop", (690, -920), (58, 20), 0),
    ("Brandstationen", "public", (1130, 130), (58, 30), 4),
    ("Polisstationen", "public", (172, 310), (46, 30), -3.5),
    ("Lugnvikens handel", "shop", (4250, 2365), (40, 24), 28),
    ("Lugnvikens skola", "school", (4330, 2440), (60, 20), 28),
    ("Bygdegården Lugnviken", "public", (4120, 2290), (30, 16), 20),
    ("Ishallen", "sports", (610, -1890), (76, 48), 10),
    ("Simhallen", "sports", (425, 702), (52, 38), -4),
    ("Cykelgaraget", "shed", (-186, -82), (36, 10), 0),
    ("Busskiosken", "shop", (166, 2), (12, 8), 0),
    ("Hamnmagasinet", "shop", (-1180, -262), (54, 18), 24),
    ("Båtklubben", "shed", (-1120, -395), (30, 10), 30),
)
