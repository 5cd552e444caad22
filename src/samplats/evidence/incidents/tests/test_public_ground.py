"""A spot that may not point at a dwelling is moved to the nearest street."""

import gzip

import pytest
import shapely

from samplats.evidence.incidents.queries import public_ground
from samplats.foundation.geo import mercator, tiles
from samplats.places.reading.tiles import Tile

pytestmark = pytest.mark.usefixtures("in_home")
ZOOM, LON, LAT = 15, 16.5, 59.5


@pytest.fixture
def street(monkeypatch):
    """A street to the north of the spot, at a distance that is 60 m on the map and 30 m on the ground."""
    [x], [y] = mercator.from_lonlat([LON], [LAT])
    [column], [line] = mercator.tile_of([x], [y], ZOOM)
    bounds = mercator.tile_bounds(ZOOM, int(column), int(line))
    path = shapely.LineString([(bounds.west, y + 60), (bounds.east, y + 60)])
    layer = tiles.layer("street", [tiles.Feature(path, {"name": "Åsgatan"})], bounds)
    content = gzip.compress(tiles.tile([layer]))

    def own_tile(_actor, _z, tile_x, tile_y):
        return Tile(content, True) if (tile_x, tile_y) == (column, line) else None

    monkeypatch.setattr(public_ground, "own_tile", own_tile)
    monkeypatch.setattr(public_ground, "ground_zoom", lambda _actor: ZOOM)
    return path


def test_it_is_moved_to_the_street_and_named_after_it(cast, street):
    found = public_ground.nearest_public(cast.actor("ada"), LON, LAT)
    [x], [y] = mercator.from_lonlat([found.lon], [found.lat])
    assert (found.name, found.is_there) == ("Åsgatan", False)
    assert street.distance(shapely.Point(x, y)) < 1
    assert found.lon == pytest.approx(LON, abs=1e-4)


def test_what_lies_on_the_street_stays(cast, street):
    [x], [y] = mercator.from_lonlat([LON], [LAT])
    lon, lat = mercator.to_lonlat([x], [y + 58])
    found = public_ground.nearest_public(cast.actor("ada"), float(lon[0]), float(lat[0]))
    assert found.is_there


def test_without_a_base_map_it_is_the_middle_of_a_square(cast):
    ada = cast.actor("ada")
    one = public_ground.nearest_public(ada, LON, LAT)
    near = public_ground.nearest_public(ada, LON + 0.0001, LAT)
    assert (one.lon, one.lat) == (near.lon, near.lat) != (LON, LAT)
