"""Reading vector tiles: the lines and surfaces of chosen layers, in Web Mercator metres."""

from __future__ import annotations

import gzip
from dataclasses import dataclass

import shapely
from shapely.affinity import affine_transform
from shapely.geometry import shape as shape_of

from .mercator import tile_bounds

GZIPPED = b"\x1f\x8b"


@dataclass(frozen=True)
class Drawn:
    """One feature: its layer, its name when it has one, and its shape."""

    layer: str
    name: str
    shape: shapely.Geometry


def drawn_in(content: bytes, z: int, x: int, y: int, layers: frozenset[str]) -> list[Drawn]:
    """The lines and surfaces of the layers in one tile, gzipped or not."""
    from mapbox_vector_tile import decode

    bounds = tile_bounds(z, x, y)
    found: list[Drawn] = []
    for name, layer in decode(gzip.decompress(content) if content.startswith(GZIPPED) else content).items():
        if name not in layers:
            continue
        scale = (bounds.east - bounds.west) / layer["extent"]
        for feature in layer["features"]:
            shape = affine_transform(shape_of(feature["geometry"]), [scale, 0, 0, scale, bounds.west, bounds.south])
            if shapely.get_dimensions(shape) > 0:
                found.append(Drawn(name, str(feature["properties"].get("name", "")), shape))
    return found
