import json

import numpy as np
import pytest
import shapely

from samplats.foundation.geo import crs, mercator, shapes
from samplats.foundation.geo.mercator import Bounds
from samplats.foundation.geo.sentences import FAULTS
from samplats.foundation.geo.shapes import Reason

SALA = (16.6, 59.92)


def test_metres_and_degrees_meet_again() -> None:
    x, y = crs.to_metric(*SALA, crs.SWEREF99_TM)
    assert 580_000 < x < 600_000
    assert 6_630_000 < y < 6_650_000
    assert np.allclose(crs.to_lonlat(x, y, crs.SWEREF99_TM), SALA, atol=1e-9)


def test_own_mercator_agrees_with_proj() -> None:
    own = mercator.from_lonlat(*SALA)
    assert np.allclose(own, crs.transform(*SALA, source=crs.WGS84, target=crs.WEB_MERCATOR), atol=1e-6)
    assert np.allclose(mercator.to_lonlat(*own), SALA, atol=1e-12)


@pytest.mark.parametrize(
    ("x", "y", "epsg", "swapped"),
    [
        ([16.6, 16.7], [59.9, 60.0], crs.WGS84, False),
        ([59.9, 60.0], [16.6, 16.7], crs.WGS84, True),
        ([590_000.0], [6_640_000.0], crs.SWEREF99_TM, False),
        ([6_640_000.0], [590_000.0], crs.SWEREF99_TM, True),
        ([1_847_000.0], [8_380_000.0], crs.WEB_MERCATOR, False),
    ],
)
def test_system_and_order_are_guessed(x: list[float], y: list[float], epsg: int, swapped: bool) -> None:
    found = crs.guess(x, y)
    assert found == crs.Guess(epsg, swapped, 1.0)


def test_nothing_is_guessed_for_numbers_that_fit_nowhere() -> None:
    assert crs.guess([1.0, 2.0], [3.0, 4.0]) is None
    assert crs.guess([np.nan], [np.nan]) is None
    assert not crs.is_geographic([590_000.0], [6_640_000.0])
    assert crs.is_geographic([59.9], [16.6])


def test_unknown_system_is_refused() -> None:
    with pytest.raises(crs.UnknownCrs):
        crs.transform(1.0, 2.0, source=999_999, target=4326)
    assert crs.is_projected(3006)
    assert not crs.is_projected(4326)


def test_self_crossing_is_named_with_its_place() -> None:
    bow = shapely.Polygon([(16, 60), (17, 61), (17, 60), (16, 61)])
    fault = shapes.fault_of_area(bow)
    assert fault == shapes.Fault(Reason.SELF_CROSSING, (16.5, 60.5))


def test_faults_of_areas() -> None:
    square = shapely.box(16, 60, 16.1, 60.1)
    assert shapes.fault_of_area(square) is None
    assert shapes.fault_of_area(shapely.Point(16, 60)).reason is Reason.NOT_AN_AREA
    assert shapes.fault_of_area(shapely.Polygon()).reason is Reason.EMPTY
    assert shapes.fault_of_area(shapely.box(5e5, 6e6, 6e5, 7e6)).reason is Reason.NOT_DEGREES
    stacked = shapely.MultiPolygon([square, shapely.box(16.02, 60.02, 16.05, 60.05)])
    assert shapes.fault_of_area(stacked).reason is Reason.OVERLAPPING_PARTS
    holed = shapely.Polygon(square.exterior.coords, [shapely.box(17, 61, 18, 62).exterior.coords])
    assert shapes.fault_of_area(holed).reason is Reason.HOLE_OUTSIDE


def test_every_reason_has_words() -> None:
    assert set(FAULTS) == set(Reason)


@pytest.mark.parametrize("text", ["", "<html></html>", "[]", '{"type":"Polygon"}', "null", '{"type":"Feature"}', "7"])
def test_what_is_not_geojson_is_refused(text: str) -> None:
    with pytest.raises(shapes.UnusableShape) as refused:
        shapes.from_geojson(text)
    assert refused.value.fault.reason is Reason.NOT_GEOJSON


def test_collections_become_one_shape_and_text_comes_back() -> None:
    parts = [json.loads(shapes.to_geojson(shapely.box(west, 60, west + 0.1, 60.1))) for west in (16.0, 16.1)]
    features = [{"type": "Feature", "properties": {}, "geometry": part} for part in parts]
    found = shapes.from_geojson(json.dumps({"type": "FeatureCollection", "features": features}))
    assert found.equals(shapely.box(16, 60, 16.2, 60.1))
    with pytest.raises(shapes.UnusableShape) as refused:
        shapes.from_geojson('{"type":"FeatureCollection","features":[]}')
    assert refused.value.fault.reason is Reason.EMPTY


def test_swapped_shape_is_recognised() -> None:
    sweden = Bounds(10, 55, 25, 70)
    assert shapes.looks_swapped(shapely.box(59.9, 16.5, 60, 16.6), sweden)
    assert not shapes.looks_swapped(shapely.box(16.5, 59.9, 16.6, 60), sweden)
