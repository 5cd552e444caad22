"""What was written in a tile is read back, in place and by name."""

import gzip

import pytest
import shapely

from samplats.foundation.geo import mercator, tiles
from samplats.foundation.geo.tile_reading import drawn_in

Z, X, Y = 15, 17830, 9560
BOUNDS = mercator.tile_bounds(Z, X, Y)
LINE = shapely.LineString([(BOUNDS.west + 10, BOUNDS.south + 10), (BOUNDS.east - 10, BOUNDS.north - 10)])
SQUARE = shapely.box(BOUNDS.west + 100, BOUNDS.south + 100, BOUNDS.west + 200, BOUNDS.south + 200)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_lines_and_surfaces_come_back_where_they_were(pack):
    street = tiles.layer("street", [tiles.Feature(LINE, {"name": "Åsgatan", "kind": "local"})], BOUNDS)
    square = tiles.layer("square", [tiles.Feature(SQUARE, {})], BOUNDS)
    building = tiles.layer("building", [tiles.Feature(SQUARE, {})], BOUNDS)
    content = pack(tiles.tile([street, square, building]))
    line, surface = drawn_in(content, Z, X, Y, frozenset({"street", "square"}))
    assert (line.layer, line.name, surface.layer, surface.name) == ("street", "Åsgatan", "square", "")
    assert line.shape.hausdorff_distance(LINE) < 1
    assert surface.shape.symmetric_difference(SQUARE).area < 0.03 * SQUARE.area
