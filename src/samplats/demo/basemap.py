"""The town as a quiet vector base map, zooms 8 to 15 in one PMTiles file.

Layers, named as the style of the maps names them: `land, water, green, square, block, building, street, railway,
boundary, label`. Deeper zooms draw the tiles of 15, which are exact to about a decimetre. A style needs: `kind` on
green, water, street (major, collector, local, pedestrian, path) and label (town, village, place, district, square,
park, water, landmark). `label` holds points, since map libraries repeat labels of polygons at every tile border;
streets carry `name` for labels along the line.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely.geometry.base import BaseGeometry

from samplats.demo.town import Town
from samplats.foundation.geo import shapes, tiles
from samplats.foundation.geo.mercator import tile_bounds, tile_of, to_lonlat
from samplats.foundation.geo.simplify import for_zoom
from samplats.foundation.geo.tiles import BUFFER, EXTENT, Feature

MIN_ZOOM, MAX_ZOOM = 8, 15
FIRST_SEEN = {"land": 8, "water": 8, "boundary": 8, "railway": 8, "green": 8, "square": 12, "street": 8,
              "block": 10, "building": 13, "label": 8}  # fmt: skip
STREET_SEEN = {"major": 8, "collector": 11, "local": 12, "pedestrian": 14, "path": 14}
LABEL_SEEN = {
    "town": 8,
    "village": 10,
    "water": 12,
    "district": 13,
    "place": 13,
    "square": 15,
    "park": 15,
    "landmark": 15,
}
LABEL_GONE = {"town": 15, "place": 15}
"""From here the squares and houses speak for themselves."""
Layers = dict[str, list[Feature]]


def layers(town: Town) -> Layers:
    """Every layer in Web Mercator metres, with ids that stay."""
    move = partial(shapes.to_mercator, epsg=town.epsg)
    lakes = [Feature(move(one.area), {"kind": one.kind, "name": one.name}) for one in town.water]
    found: Layers = {
        "land": [Feature(move(town.boundary), {"kind": "land"})],
        "green": [Feature(move(one.area), {"kind": one.kind}) for one in town.greens],
        "square": [Feature(move(one.area), {"kind": one.kind}) for one in town.squares],
        "block": [Feature(move(one)) for one in town.blocks],
        "water": lakes,
        "boundary": [Feature(move(town.boundary.exterior), {"kind": "municipality"})],
        "street": [Feature(move(one.line), {"kind": one.kind, "name": one.name}) for one in town.streets],
        "railway": [
            Feature(move(line), {"kind": "main" if not number else "siding"})
            for number, line in enumerate(town.railway)
        ],
        "building": [Feature(move(one.outline), {"kind": one.kind}) for one in town.buildings],
        "label": [Feature(move(at), {"kind": kind, "name": name}) for kind, name, at in _labels(town)],
    }
    return {name: [Feature(one.geometry, one.properties, number + 1) for number, one in enumerate(features)]
            for name, features in found.items()}  # fmt: skip


def _labels(town: Town) -> Iterator[tuple[str, str, BaseGeometry]]:
    middle = next(one for one in town.gazetteer if one.name == "Stora torget")
    yield "town", town.name, shapely.Point(middle.x, middle.y)
    for entry in town.gazetteer:
        at = shapely.Point(entry.x, entry.y)
        if entry.kind == "district":
            yield ("village" if entry.name in ("Lugnviken", "Berga", "Åsbo") else "district"), entry.name, at
        elif entry.kind in ("water", "park", "landmark", "place"):
            yield entry.kind, entry.name, at
        elif entry.kind in ("square", "bus_square"):
            yield "square", entry.name, at


def tiles_of(town: Town) -> Iterator[tuple[int, int, int, bytes]]:
    """Every tile that holds anything, coarse zooms first within each branch."""
    everything = layers(town)
    around = shapely.union_all([one.geometry for one in everything["land"]]).bounds
    columns, rows = tile_of([around[0], around[2]], [around[3], around[1]], MIN_ZOOM)
    for x in range(int(columns[0]), int(columns[1]) + 1):
        for y in range(int(rows[0]), int(rows[1]) + 1):
            yield from _branch(everything, MIN_ZOOM, x, y)


def _branch(layered: Layers, z: int, x: int, y: int) -> Iterator[tuple[int, int, int, bytes]]:
    """A tile and, from what is left inside it, the four below."""
    bounds = tile_bounds(z, x, y)
    side = bounds.east - bounds.west
    window = bounds.widened(side * BUFFER / EXTENT * 1.01)
    inside = {name: left for name, features in layered.items() if (left := _cut(features, window))}
    if not inside:
        return
    yield z, x, y, encode(inside, z, x, y)
    if z < MAX_ZOOM:
        for column in (2 * x, 2 * x + 1):
            for row in (2 * y, 2 * y + 1):
                yield from _branch(inside, z + 1, column, row)


def _cut(features: list[Feature], window: tuple[float, float, float, float]) -> list[Feature]:
    clipped = shapely.clip_by_rect([one.geometry for one in features], *window)
    return [
        Feature(geometry, one.properties, one.id)
        for one, geometry, empty in zip(features, clipped, shapely.is_empty(clipped), strict=True)
        if not empty
    ]


def encode(layered: Layers, z: int, x: int, y: int) -> bytes:
    """One tile from layers that are already cut to it."""
    bounds = tile_bounds(z, x, y)
    shown = {name: [one for one in features if _seen(name, one, z)] for name, features in layered.items()}
    order = [name for name in FIRST_SEEN if shown.get(name)]
    return tiles.tile(tiles.layer(name, for_zoom(shown[name], z), bounds) for name in order)


def _seen(layer: str, one: Feature, z: int) -> bool:
    if layer == "street":
        return z >= STREET_SEEN[str(one.properties["kind"])]
    if layer == "label":
        kind = str(one.properties["kind"])
        return LABEL_SEEN[kind] <= z < LABEL_GONE.get(kind, MAX_ZOOM + 1)
    return z >= FIRST_SEEN[layer]


def write(town: Town, path: Path) -> int:
    """Write the PMTiles file (whole or not at all) and return the number of tiles."""
    found = {zxy_to_tileid(z, x, y): body for z, x, y, body in tiles_of(town) if body}
    out = io.BytesIO()
    writer = Writer(out)  # type: ignore[no-untyped-call]
    for number in sorted(found):
        writer.write_tile(number, gzip.compress(found[number], 6, mtime=0))  # type: ignore[no-untyped-call]
    writer.finalize(_header(town), _metadata(town))  # type: ignore[no-untyped-call]
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(out.getvalue())
    unfinished.replace(path)
    return len(found)


def _header(town: Town) -> dict[str, object]:
    west, south, east, north = shapes.to_lonlat(town.boundary, town.epsg).bounds
    station = shapes.to_mercator(town.places[0].boundary.centroid, town.epsg)
    lon, lat = to_lonlat(station.x, station.y)
    return {
        "version": 3,
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_zoom": MIN_ZOOM,
        "max_zoom": MAX_ZOOM,
        "min_lon_e7": int(west * 1e7),
        "min_lat_e7": int(south * 1e7),
        "max_lon_e7": int(east * 1e7),
        "max_lat_e7": int(north * 1e7),
        "center_zoom": 13,
        "center_lon_e7": int(float(lon) * 1e7),
        "center_lat_e7": int(float(lat) * 1e7),
    }


def _metadata(town: Town) -> dict[str, object]:
    kinds = {"kind": "String"}
    named = {"kind": "String", "name": "String"}
    fields = {"street": named, "label": named, "water": named, "block": {}}
    return {
        "name": town.name,
        "attribution": f"Karta: {town.name}s kommun (påhittad)",
        "vector_layers": [
            {"id": name, "fields": fields.get(name, kinds), "minzoom": zoom, "maxzoom": MAX_ZOOM}
            for name, zoom in FIRST_SEEN.items()
        ],
    }


def ensure(town: Town, folder: Path) -> Path:
    """The base map in a data folder, made the first time it is asked for."""
    path = folder / "basemap" / f"{town.code}.pmtiles"
    if not path.exists():
        write(town, path)
    return path
