import hashlib

import numpy as np
import pytest
import shapely

from samplats.demo import sketch, zones
from samplats.demo.town import SEED, Town, build

pytestmark = pytest.mark.slow  # the whole town is built


@pytest.fixture(scope="module")
def town() -> Town:
    return build()


def fingerprint(town: Town) -> str:
    shapes = [town.boundary, *town.railway, *town.blocks]
    shapes += [one.line for one in town.streets] + [one.outline for one in town.buildings]
    shapes += [one.area for one in (*town.water, *town.greens, *town.squares, *town.zones)]
    names = "|".join(f"{one.name};{one.kind};{one.x};{one.y}" for one in town.gazetteer)
    return hashlib.sha256(b"".join(shapely.to_wkb(shapes).tolist()) + names.encode()).hexdigest()


def test_equal_seeds_give_equal_towns_and_other_seeds_others(town: Town) -> None:
    assert fingerprint(build.__wrapped__(SEED)) == fingerprint(town)
    assert fingerprint(build.__wrapped__(SEED + 1)) != fingerprint(town)


def test_every_inhabitant_lives_in_one_zone(town: Town) -> None:
    last = [zone.inhabitants[-1] for zone in town.zones]
    assert sum(last) == sketch.INHABITANTS
    assert all(650 <= people <= 3000 for people in last)
    assert len(town.zones[0].inhabitants) == len(zones.YEARS)


def test_zones_cover_the_municipality_without_overlap(town: Town) -> None:
    areas = [zone.area for zone in town.zones]
    assert all(area.is_valid for area in areas)
    assert sum(area.area for area in areas) == pytest.approx(town.boundary.area, rel=1e-4)
    assert shapely.unary_union(areas).area == pytest.approx(town.boundary.area, rel=1e-4)
    codes = [zone.code for zone in town.zones]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("9901") and len(code) == 9 for code in codes)


def test_houses_stand_clear_of_water_streets_and_each_other(town: Town) -> None:
    houses = np.array([one.outline for one in town.buildings if not one.name])
    wet = shapely.unary_union([one.area for one in town.water])
    assert not shapely.intersects(wet, houses).any()
    streets = shapely.unary_union([one.line for one in town.streets if one.kind != "path"])
    assert shapely.distance(streets, houses).min() > 1.0
    first, second = shapely.STRtree(houses).query(houses, predicate="overlaps")
    assert shapely.area(shapely.intersection(houses[first], houses[second])).max(initial=0) < 1.0


def test_streets_hang_together_in_the_town(town: Town) -> None:
    lines = [one.line for one in town.streets if one.kind in ("major", "collector", "local")]
    reached = max(
        (part.length for part in shapely.get_parts(shapely.unary_union([line.buffer(0.5) for line in lines]))),
        default=0,
    )
    assert reached / 2 > 0.97 * sum(line.length for line in lines)


def test_places_are_sound_and_inside_and_of_every_type(town: Town) -> None:
    assert [place.name for place in town.places] == [
        "Stationstorget",
        "Kyrktorget",
        "Norra Årummet",
        "Lugnvikens centrum",
        "Björkskolan med omnejd",
        "Hamnplan",
    ]
    assert {place.kind for place in town.places} == {"centre", "village", "station", "housing_area", "road"}
    assert all(place.boundary.is_valid and town.boundary.contains(place.boundary) for place in town.places)


def test_addresses_are_unique_and_inside(town: Town) -> None:
    addresses = [one for one in town.gazetteer if one.kind == "address"]
    assert len(addresses) > 4000
    assert len({one.name for one in addresses}) == len(addresses)
    assert shapely.contains_xy(town.boundary, [one.x for one in addresses], [one.y for one in addresses]).all()


def test_the_town_is_inland_central_sweden(town: Town) -> None:
    west, south, east, north = town.boundary.bounds
    assert 530_000 < west < east < 570_000
    assert 6_640_000 < south < north < 6_670_000
