"""The density surface as a few bands that a map can draw: one shape for each step of colour."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from samplats.foundation.geo.crs import to_lonlat

from .suite import Suite
from .where import DensityMap

# Each step begins at this share of the highest value; what lies below the first is not drawn.
STEPS = (0.05, 0.1, 0.2, 0.4, 0.7)


@dataclass(frozen=True)
class Bands:
    """Lower bounds in events per square kilometre and year, and which of them each cell of the surface reaches."""

    bounds: tuple[float, ...]
    surface: DensityMap
    level: NDArray[np.int64]

    @property
    def areas(self) -> tuple[float, ...]:
        """The area of each band in square metres."""
        cells = np.bincount(self.level.ravel(), minlength=len(self.bounds) + 1)[1:]
        return tuple(float(n) * self.surface.side**2 for n in cells)

    @cached_property
    def shapes(self) -> tuple[shapely.Geometry, ...]:
        """The shape of each band in metres; may be empty."""
        return tuple(_shape(self.surface, self.level == step) for step in range(1, len(self.bounds) + 1))


def bands(surface: DensityMap) -> Bands | None:
    """The bands of a surface; None when nothing of it may be shown."""
    bounds = bounds_of(surface)
    if not bounds:
        return None
    return Bands(bounds, surface, np.searchsorted(bounds, np.nan_to_num(surface.values, nan=-1.0), side="right"))


def bounds_of(surface: DensityMap) -> tuple[float, ...]:
    """The lower bounds with two digits, rising; none when every value is hidden."""
    known = surface.values[np.isfinite(surface.values)]
    if not len(known) or known.max() <= 0:
        return ()
    return tuple(sorted({float(f"{share * known.max():.2g}") for share in STEPS}))


def _shape(surface: DensityMap, inside: NDArray[np.bool_]) -> shapely.Geometry:
    """Runs of cells along each row as rectangles, joined."""
    edges = np.diff(np.pad(inside, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    _, stops = np.nonzero(edges == -1)
    west, east = surface.x0 + starts * surface.side, surface.x0 + stops * surface.side
    south = surface.y0 + rows * surface.side
    return shapely.union_all(shapely.box(west, south, east, south + surface.side))


def density_geojson(suite: Suite) -> bytes:
    """The bands as GeoJSON: `level` from 1, `from` and `to` in events per square kilometre and year."""
    found = bands(suite.density.figures) if suite.density.figures is not None else None
    features = []
    if found is not None:
        for at, shape in enumerate(found.shapes):
            if shape.is_empty:
                continue
            above = found.bounds[at + 1] if at + 1 < len(found.bounds) else None
            told = {"level": at + 1, "from": found.bounds[at], "to": above, "unit": "events per km2 and year"}
            features.append({"type": "Feature", "properties": told, "geometry": _lonlat(shape, suite.scoped.crs)})
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    return text.encode() + b"\n"


def _lonlat(shape: shapely.Geometry, crs: int) -> object:
    def turned(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_lonlat(points[:, 0], points[:, 1], crs)).round(5)

    return json.loads(shapely.to_geojson(shapely.transform(shape, turned)))
