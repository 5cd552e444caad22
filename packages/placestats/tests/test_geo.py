"""GeoDataFrames in and out; degrees are refused."""

import numpy as np
import pytest

from placestats import Grid, InputError, hot_spots
from placestats.geo import coordinates, grid_frame

geopandas = pytest.importorskip("geopandas")


def test_points_come_in_as_coordinates():
    frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy([1, 2], [3, 4]), crs=3006)
    x, y = coordinates(frame)
    assert (x.tolist(), y.tolist()) == ([1, 2], [3, 4])


def test_degrees_polygons_and_empty_points_are_refused():
    from shapely import Point, box

    for bad in (
        geopandas.GeoSeries([Point(12, 57)], crs=4326),
        geopandas.GeoSeries([box(0, 0, 1, 1)], crs=3006),
        geopandas.GeoSeries([Point()], crs=3006),
    ):
        with pytest.raises(InputError):
            coordinates(bad)


def test_results_go_out_as_squares_of_the_study_area():
    mask = np.ones((6, 5), dtype=bool)
    mask[0, 0] = False
    grid = Grid(1000, 2000, 50, 5, 6, mask)
    found = hot_spots(np.arange(30).reshape(6, 5), mask=mask, permutations=19, seed=1)
    frame = grid_frame(grid, {"p": found.p, "level": found.level}, crs=3006)
    assert len(frame) == 29
    assert frame.geometry.area.tolist() == [2500] * 29
    assert frame.total_bounds.tolist() == [1000, 2000, 1250, 2300]
    assert frame["p"].tolist() == found.p[mask].tolist()
