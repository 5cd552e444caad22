"""Between coordinate systems: cached transformers, and a guess at what a file's numbers are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

Floats = NDArray[np.float64]

WGS84 = 4326
WEB_MERCATOR = 3857
SWEREF99_TM = 3006


class UnknownCrs(ValueError):
    """The number is not a coordinate system that can be used."""


@lru_cache(maxsize=64)
def transformer(source: int, target: int) -> Transformer:
    """Transformer between two EPSG numbers, always east (or longitude) first."""
    try:
        return Transformer.from_crs(source, target, always_xy=True)
    except CRSError as error:
        raise UnknownCrs(f"{source}->{target}") from error


@lru_cache(maxsize=64)
def is_projected(epsg: int) -> bool:
    """Whether the system measures in metres on a plane (and may be used for distances)."""
    try:
        found = CRS.from_epsg(epsg)
    except CRSError as error:
        raise UnknownCrs(str(epsg)) from error
    return bool(found.is_projected and found.axis_info[0].unit_name == "metre")


def transform(x: ArrayLike, y: ArrayLike, *, source: int, target: int) -> tuple[Floats, Floats]:
    """Positions moved to another system; what cannot be moved becomes NaN, never infinity."""
    east, north = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if source == target:
        return east.copy(), north.copy()
    out_x, out_y = transformer(source, target).transform(east, north)
    lost = ~(np.isfinite(out_x) & np.isfinite(out_y))
    return np.where(lost, np.nan, out_x), np.where(lost, np.nan, out_y)


def to_metric(lon: ArrayLike, lat: ArrayLike, epsg: int) -> tuple[Floats, Floats]:
    """Metres in the municipality's own system from degrees."""
    return transform(lon, lat, source=WGS84, target=epsg)


def to_lonlat(x: ArrayLike, y: ArrayLike, epsg: int) -> tuple[Floats, Floats]:
    """Degrees (longitude first) from metres in the municipality's own system."""
    return transform(x, y, source=epsg, target=WGS84)


def is_geographic(x: ArrayLike, y: ArrayLike) -> bool:
    """Whether the numbers can be degrees: all finite ones within ±180 and ±90 (in either order)."""
    a, b = _finite(x, y)
    if not a.size:
        return False
    wide, narrow = max(np.abs(a).max(), np.abs(b).max()), min(np.abs(a).max(), np.abs(b).max())
    return bool(wide <= 180 and narrow <= 90)


@dataclass(frozen=True)
class Guess:
    """What two number columns probably are."""

    epsg: int
    swapped: bool
    """True when the first column is north (latitude) and the second is east (longitude)."""
    share: float
    """Share of the rows that fit, 0–1."""


# Sweden with its waters; the two ranges do not overlap in either system, so the order can be told.
_RANGES = {
    WGS84: ((10.0, 25.0), (55.0, 69.5)),
    SWEREF99_TM: ((181_896.0, 1_086_312.0), (6_090_353.0, 7_689_478.0)),
    WEB_MERCATOR: ((1_113_194.0, 2_782_987.0), (7_361_866.0, 10_918_984.0)),
}


def guess(x: ArrayLike, y: ArrayLike, *, at_least: float = 0.9) -> Guess | None:
    """Guess system and column order for positions in Sweden; None when nothing fits well enough."""
    a, b = _finite(x, y)
    if not a.size:
        return None
    tried = [
        Guess(epsg, swapped, _share_within(*((b, a) if swapped else (a, b)), *ranges))
        for epsg, ranges in _RANGES.items()
        for swapped in (False, True)
    ]
    best = max(tried, key=lambda found: found.share)
    return best if best.share >= at_least else None


def _share_within(east: Floats, north: Floats, easts: tuple[float, float], norths: tuple[float, float]) -> float:
    inside = (east >= easts[0]) & (east <= easts[1]) & (north >= norths[0]) & (north <= norths[1])
    return float(inside.mean())


def _finite(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    keep = np.isfinite(a) & np.isfinite(b)
    return a[keep], b[keep]
