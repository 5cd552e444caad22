"""GeoDataFrames in and out; degrees are refused."""

import numpy as np
import pytest

from placestats import Grid, InputError, dbscan, hot_spots
from placestats.geo import cell_frame, coordinates, grid_frame, with_result

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


def test_a_result_per_cell_becomes_squares():
    mask = np.ones((6, 5), dtype=bool)
    mask[0, 0] = False
    grid = Grid(1000, 2000, 50, 5, 6, mask)
    found = hot_spots(np.arange(30).reshape(6, 5), mask=mask, permutations=19, seed=1)
    frame = cell_frame(found, grid, crs=3006)
    assert frame["statistic"].tolist() == found.statistic[mask].tolist()
    assert {"p", "level", "raw_p", "expected", "geometry"} <= set(frame.columns)
    assert frame.crs.to_epsg() == 3006
    with pytest.raises(InputError):
        cell_frame(found, Grid(0, 0, 50, 4, 4))


def test_a_result_per_row_keeps_the_rows():
    xs = np.arange(12.0) * 10 + 674_000
    frame = geopandas.GeoDataFrame(
        {"name": list("abcdefghijkl")}, geometry=geopandas.points_from_xy(xs, xs), crs=3006, index=np.arange(12) + 100
    )
    found = dbscan(*coordinates(frame), eps=30, min_samples=2)
    given = with_result(frame, found, prefix="group_")
    assert given["group_labels"].tolist() == found.labels.tolist()
    assert given.index.tolist() == frame.index.tolist()
    assert "group_labels" not in frame
    assert given.crs == frame.crs
    with pytest.raises(InputError):
        with_result(frame.head(3), found)
