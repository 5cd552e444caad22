"""Exempelköping as a whole, in the coordinates of SWEREF 99 TM."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

import numpy as np
import shapely
from numpy.random import PCG64, Generator
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from samplats.demo import buildings, gazetteer, land, places, sketch, streets, zones
from samplats.demo.buildings import Building
from samplats.demo.gazetteer import Entry
from samplats.demo.land import Green, Land, Water
from samplats.demo.places import Place
from samplats.demo.streets import Street
from samplats.demo.zones import Zone

SEED = 20_261_116


@dataclass(frozen=True)
class Town:
    """The invented municipality; every position is EPSG:3006 metres, rounded to the centimetre."""

    name: str
    code: str
    epsg: int
    boundary: shapely.Polygon
    water: tuple[Water, ...]
    greens: tuple[Green, ...]
    squares: tuple[Green, ...]
    railway: tuple[shapely.LineString, ...]
    streets: tuple[Street, ...]
    blocks: tuple[shapely.Polygon, ...]
    buildings: tuple[Building, ...]
    places: tuple[Place, ...]
    zones: tuple[Zone, ...]
    gazetteer: tuple[Entry, ...]


@lru_cache(maxsize=2)
def build(seed: int = SEED) -> Town:
    """Draw the municipality; equal seeds give equal towns on every machine."""
    rng = Generator(PCG64(seed))
    ground = land.survey(rng)
    network = streets.network(ground, rng)
    blocks = streets.blocks(network, ground)
    houses = buildings.stand(ground, network, blocks, rng)
    chosen = places.chosen()
    areas = zones.divide(ground, network, houses)
    names = gazetteer.index(ground, network, houses, chosen)
    return _placed(ground, network, blocks, houses, chosen, areas, names)


def _placed(
    ground: Land,
    network: tuple[Street, ...],
    blocks: list[shapely.Polygon],
    houses: tuple[Building, ...],
    chosen: tuple[Place, ...],
    areas: tuple[Zone, ...],
    names: tuple[Entry, ...],
) -> Town:
    east, north = sketch.ORIGIN
    return Town(
        name=sketch.NAME,
        code=sketch.CODE,
        epsg=sketch.EPSG,
        boundary=_moved(ground.boundary),
        water=tuple(replace(one, area=_moved(one.area)) for one in ground.water),
        greens=tuple(replace(one, area=_moved(one.area)) for one in ground.greens),
        squares=tuple(replace(one, area=_moved(one.area)) for one in ground.squares),
        railway=tuple(_moved(one) for one in (ground.railway, *ground.sidings)),
        streets=tuple(replace(one, line=_moved(one.line)) for one in network),
        blocks=tuple(_moved(one) for one in blocks),
        buildings=tuple(replace(one, outline=_moved(one.outline)) for one in houses),
        places=tuple(replace(one, boundary=_moved(one.boundary)) for one in chosen),
        zones=tuple(replace(one, area=_moved(one.area)) for one in areas),
        gazetteer=tuple(replace(one, x=round(one.x + east, 1), y=round(one.y + north, 1)) for one in names),
    )


Shape = TypeVar("Shape", bound=BaseGeometry)


def _moved(shape: Shape) -> Shape:
    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.round(xy + np.asarray(sketch.ORIGIN), 2), dtype=np.float64)

    moved: Shape = shapely.transform(shape, move)
    return moved
