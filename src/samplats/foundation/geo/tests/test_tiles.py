import mapbox_vector_tile
import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from samplats.foundation.geo import tiles
from samplats.foundation.geo.mercator import Bounds, tile_bounds
from samplats.foundation.geo.protobuf import varint, varints
from samplats.foundation.geo.tiles import Codes, Feature

SQUARE = Bounds(0.0, 0.0, 4096.0, 4096.0)


def decoded(*layers: bytes) -> dict:
    return mapbox_vector_tile.decode(tiles.tile(layers), default_options={"y_coord_down": True})


@given(st.lists(st.integers(0, 2**63), max_size=40))
def test_column_varints_equal_the_scalar_ones(numbers: list[int]) -> None:
    assert varints(np.array(numbers, dtype=np.uint64)) == b"".join(varint(number) for number in numbers)


def test_points_come_back_with_ids_and_typed_properties() -> None:
    layer = tiles.points_layer(
        "incidents",
        [0.0, 4095.9, 100.5],
        [4096.0, 0.1, 4000.0],
        SQUARE,
        ids=[1, 300, 2**40],
        properties={
            "kind": Codes(["bråk", "brand"], np.array([1, 0, 1])),
            "weight": np.array([-3, 2, 2]),
            "share": np.array([0.25, 0.5, 0.25]),
            "dark": np.array([True, False, True]),
        },
    )
    features = decoded(layer)["incidents"]["features"]
    assert [one["id"] for one in features] == [1, 300, 2**40]
    assert [tuple(one["geometry"]["coordinates"]) for one in features] == [(0, 0), (4095, 4095), (100, 96)]
    assert [one["properties"]["kind"] for one in features] == ["brand", "bråk", "brand"]
    assert [one["properties"]["weight"] for one in features] == [-3, 2, 2]
    assert [one["properties"]["share"] for one in features] == [0.25, 0.5, 0.25]
    assert [one["properties"]["dark"] for one in features] == [True, False, True]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(-64, 4159), st.integers(-64, 4159)), min_size=1, max_size=60))
def test_any_points_survive_the_round_trip(positions: list[tuple[int, int]]) -> None:
    at = np.array(positions, dtype=float) + 0.5
    layer = tiles.points_layer("p", at[:, 0], 4096 - at[:, 1], SQUARE)
    found = [tuple(one["geometry"]["coordinates"]) for one in decoded(layer)["p"]["features"]]
    assert found == positions


def test_polygon_with_hole_is_clipped_to_the_buffer_and_keeps_its_area() -> None:
    ground = shapely.box(-9000, 1000, 2000, 3000).difference(shapely.box(500, 1500, 1000, 2000))
    feature = decoded(tiles.layer("park", [Feature(ground, {"name": "Stationsparken"}, 7)], SQUARE))["park"][
        "features"
    ][0]
    shape = shapely.geometry.shape(feature["geometry"])
    assert shape.is_valid
    assert shape.bounds == (-64, 1096, 2000, 3096)
    assert shape.area == 2064 * 2000 - 500 * 500
    assert (feature["id"], feature["properties"]) == (7, {"name": "Stationsparken"})


def test_outer_rings_run_clockwise_on_screen_and_holes_against() -> None:
    ground = shapely.box(0, 0, 400, 400).difference(shapely.box(100, 100, 200, 200))
    layer = tiles.layer("a", [Feature(ground)], SQUARE)
    parts = mapbox_vector_tile.decode(tiles.tile([layer]), default_options={"y_coord_down": True, "geojson": True})
    outer, hole = parts["a"]["features"][0]["geometry"]["coordinates"]
    signed = [shapely.LinearRing(ring).is_ccw for ring in (outer, hole)]
    assert signed == [True, False]  # y down: "counter-clockwise" by formula is clockwise to the eye


def test_line_leaving_and_entering_becomes_two_parts() -> None:
    road = shapely.LineString([(100, 100), (100, 9000), (300, 9000), (300, 100)])
    feature = decoded(tiles.layer("street", [Feature(road)], SQUARE))["street"]["features"][0]
    assert feature["geometry"]["type"] == "MultiLineString"
    assert len(feature["geometry"]["coordinates"]) == 2


def test_closed_line_inside_the_tile_stays_closed() -> None:
    ring = shapely.box(100, 100, 300, 300).exterior
    feature = decoded(tiles.layer("boundary", [Feature(ring)], SQUARE))["boundary"]["features"][0]
    assert feature["geometry"]["type"] == "LineString"
    assert len(feature["geometry"]["coordinates"]) == 5


def test_equal_numbers_of_different_types_stay_apart() -> None:
    point = shapely.Point(5, 5)
    layer = tiles.layer(
        "l", [Feature(point, {"v": 1}), Feature(point, {"v": True}), Feature(point, {"v": 1.0})], SQUARE
    )
    values = [one["properties"]["v"] for one in decoded(layer)["l"]["features"]]
    assert [type(value) for value in values] == [int, bool, float]


def test_what_is_outside_or_too_small_leaves_no_layer() -> None:
    away = Feature(shapely.box(9000, 9000, 9100, 9100))
    speck = Feature(shapely.box(10.1, 10.1, 10.2, 10.2))
    assert tiles.layer("x", [away, speck], SQUARE) == b""
    assert tiles.points_layer("x", [], [], SQUARE) == b""
    assert tiles.tile([b"", b""]) == b""


def test_tile_bounds_meet_their_neighbours() -> None:
    here, east, south = tile_bounds(14, 8922, 4709), tile_bounds(14, 8923, 4709), tile_bounds(14, 8922, 4710)
    assert here.east == east.west
    assert here.south == south.north
