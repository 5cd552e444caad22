"""The six places that Exempelköping works with: name, type, boundary (metres from the origin)."""

from __future__ import annotations

from dataclasses import dataclass

import shapely

from samplats.demo import curves


@dataclass(frozen=True)
class Place:
    """A place with its address part, type (centre, village, station, housing_area, road) and where the work stands."""

    slug: str
    name: str
    kind: str
    boundary: shapely.Polygon
    step: int


_DRAWN: tuple[tuple[str, str, str, int, bool, tuple[tuple[float, float], ...]], ...] = (
    (
        "stationstorget",
        "Stationstorget",
        "station",
        4,
        False,
        (
            (-225, 84),
            (-120, 106),
            (60, 88),
            (304, 66),
            (300, -70),
            (280, -92),
            (290, -246),
            (60, -252),
            (52, -140),
            (-100, -136),
            (-215, -92),
        ),
    ),
    (
        "kyrktorget",
        "Kyrktorget",
        "centre",
        5,
        False,
        ((-492, 668), (-255, 652), (-246, 560), (-240, 440), (-395, 448), (-402, 540), (-498, 546)),
    ),
    (
        "norra-arummet",
        "Norra Årummet",
        "housing_area",
        2,
        True,
        (
            (-1010, 1830),
            (-700, 1840),
            (-480, 1700),
            (-470, 1280),
            (-560, 900),
            (-760, 830),
            (-1010, 900),
            (-900, 1280),
            (-980, 1600),
        ),
    ),
    (
        "lugnvikens-centrum",
        "Lugnvikens centrum",
        "village",
        4,
        False,
        ((4060, 2380), (4180, 2460), (4330, 2520), (4420, 2430), (4330, 2330), (4220, 2210), (4090, 2240)),
    ),
    (
        "bjorkskolan",
        "Björkskolan med omnejd",
        "housing_area",
        3,
        False,
        ((600, -850), (820, -800), (1000, -930), (1040, -1180), (1010, -1330), (760, -1330), (600, -1300)),
    ),
    (
        "hamnplan",
        "Hamnplan",
        "road",
        1,
        True,
        (
            (-1390, -235),
            (-1230, -200),
            (-1090, -190),
            (-1020, -300),
            (-1080, -420),
            (-1180, -420),
            (-1300, -350),
            (-1400, -330),
        ),
    ),
)


def chosen() -> tuple[Place, ...]:
    """The places, in the order of the start page."""
    return tuple(
        Place(slug, name, kind, curves.area(outline, step=15) if smooth else shapely.Polygon(outline), step)
        for slug, name, kind, step, smooth, outline in _DRAWN
    )
