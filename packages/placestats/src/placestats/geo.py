"""GeoDataFrames in and out (optional: geopandas and shapely). Never reprojects; refuses degrees."""

from dataclasses import fields
from typing import Any  # geopandas is optional

import numpy as np
from numpy.typing import NDArray

from placestats.checks import Floats
from placestats.errors import InputError
from placestats.grid import Grid

POLYGON, MULTIPOLYGON = 3, 6  # as shapely numbers them


def coordinates(frame: Any) -> tuple[Floats, Floats]:
    """Return x and y of a GeoDataFrame or GeoSeries of points with a projected reference system in metres."""
    points = frame.geometry
    in_metres("frame", points)
    if not (points.geom_type == "Point").all():
        raise InputError("frame", "holds other shapes than points", "use points, or the centroid of each shape")
    if points.is_empty.any():
        raise InputError("frame", "holds empty points", "leave those rows out")
    return np.asarray(points.x, dtype=np.float64), np.asarray(points.y, dtype=np.float64)


def in_metres(argument: str, shapes: Any) -> None:
    """Refuse shapes whose reference system is in degrees; shapes without one pass."""
    if getattr(shapes, "crs", None) is not None and shapes.crs.is_geographic:
        raise InputError(argument, f"is in degrees ({shapes.crs.name})", "project it first, to_crs(3006) in Sweden")


def grid_frame(grid: Grid, columns: dict[str, NDArray[Any]], *, crs: Any = None) -> Any:
    """Return a GeoDataFrame with one square per cell of the study area and one column per array (rows, columns)."""
    import geopandas
    import shapely

    area = grid.area
    east, north = grid.centres()
    half = grid.cell / 2
    x, y = east[area], north[area]
    squares = shapely.box(x - half, y - half, x + half, y + half)
    return geopandas.GeoDataFrame({name: values[area] for name, values in columns.items()}, geometry=squares, crs=crs)


def cell_frame(result: Any, grid: Grid, *, crs: Any = None) -> Any:
    """Return a GeoDataFrame of the study area with every array of a result that has one value per cell as a column."""
    columns = {name: values for name, values in _arrays(result) if values.shape == grid.shape and name != "mask"}
    if not columns:
        raise InputError("grid", f"of shape {grid.shape} fits no array of the result", "give the grid that was counted")
    return grid_frame(grid, columns, crs=crs)


def with_result(frame: Any, result: Any, *, prefix: str = "") -> Any:
    """Return a copy of a frame with every array of a result that has one value per row as a column.

    The index is kept. prefix: put before each name, where two results go into one frame.
    """
    columns = {prefix + name: values for name, values in _arrays(result) if values.shape == (len(frame),)}
    if not columns:
        raise InputError("result", f"has no value for each of {len(frame)} rows", "give the frame it was made from")
    return frame.assign(**columns)


def _arrays(result: Any) -> list[tuple[str, NDArray[Any]]]:
    held = ((each.name, getattr(result, each.name)) for each in fields(result))
    return [(name, values) for name, values in held if isinstance(values, np.ndarray)]


def rings_of(polygons: Any) -> tuple[Floats, NDArray[np.int64], NDArray[np.int32], int]:
    """Return the corners of all rings, the corners per ring, the polygon of each ring and the number of polygons."""
    import shapely

    if hasattr(polygons, "geometry"):
        in_metres("polygons", polygons.geometry)
        polygons = polygons.geometry.array
    shapes = np.asarray(polygons, dtype=object)
    kinds, sizes = shapely.get_type_id(shapes), shapely.get_num_coordinates(shapes)
    if not np.isin(kinds, (POLYGON, MULTIPOLYGON)).all():
        raise InputError("polygons", "hold other shapes than polygons", "give Polygon or MultiPolygon")
    if (kinds == POLYGON).all() and sizes.all() and not shapely.get_num_interior_rings(shapes).any():
        owners = np.arange(shapes.size, dtype=np.int32)  # one ring each: no need to make a shape of every ring
        return shapely.get_coordinates(shapes), sizes.astype(np.int64), owners, shapes.size
    parts, of_shape = shapely.get_parts(shapes, return_index=True)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    corners, of_ring = shapely.get_coordinates(rings, return_index=True)
    sizes = np.bincount(of_ring, minlength=rings.size)
    return corners, sizes.astype(np.int64), of_shape[of_part].astype(np.int32), shapes.size
