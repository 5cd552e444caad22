import gzip
from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pytest
from pmtiles.reader import MmapSource, Reader

from samplats.demo import basemap
from samplats.demo.town import Town, build
from samplats.foundation.geo import crs, mercator

pytestmark = pytest.mark.slow  # the whole town is built


@pytest.fixture(scope="module")
def town() -> Town:
    return build()


@pytest.fixture(scope="module")
def reader(town: Town, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    path = basemap.ensure(town, tmp_path_factory.mktemp("data"))
    return Reader(MmapSource(path.open("rb")))


def decoded(reader: Reader, town: Town, z: int) -> dict:
    square = next(one for one in town.gazetteer if one.name == "Stationstorget")
    at = crs.transform([square.x], [square.y], source=town.epsg, target=crs.WEB_MERCATOR)
    x, y = (int(one[0]) for one in mercator.tile_of(*at, z))
    return mapbox_vector_tile.decode(gzip.decompress(reader.get(z, x, y)))


def test_the_centre_has_every_layer_a_style_needs(reader: Reader, town: Town) -> None:
    assert set(decoded(reader, town, 14)) == {
        "land",
        "water",
        "green",
        "square",
        "block",
        "building",
        "street",
        "railway",
        "label",
    }
    assert {"land", "water", "boundary", "railway", "street"} <= set(decoded(reader, town, 9))
    assert "building" not in decoded(reader, town, 12)


def test_labels_are_points_with_names(reader: Reader, town: Town) -> None:
    labels = decoded(reader, town, 15)["label"]["features"]
    assert {one["geometry"]["type"] for one in labels} == {"Point"}
    assert "Stationstorget" in {one["properties"]["name"] for one in labels}
    towns = [one for one in decoded(reader, town, 8)["label"]["features"] if one["properties"]["kind"] == "town"]
    assert [one["properties"]["name"] for one in towns] == ["Exempelköping"]


def test_header_says_where_and_what(reader: Reader, town: Town) -> None:
    header = reader.header()
    lon, lat = header["center_lon_e7"] / 1e7, header["center_lat_e7"] / 1e7
    assert (round(lon, 1), round(lat, 1)) == (15.9, 60.0)
    assert {layer["id"] for layer in reader.metadata()["vector_layers"]} == set(basemap.FIRST_SEEN)


def test_lake_area_survives_the_way_through_the_tiles(reader: Reader, town: Town) -> None:
    lake = next(one for one in town.water if one.name == "Exempelsjön").area
    at = crs.transform(*lake.centroid.xy, source=town.epsg, target=crs.WEB_MERCATOR)
    x, y = (int(one[0]) for one in mercator.tile_of(*at, 8))
    layer = mapbox_vector_tile.decode(gzip.decompress(reader.get(8, x, y)))["water"]
    shapes = [np.array(one["geometry"]["coordinates"][0]) for one in layer["features"] if one["id"] == 1]
    ring = shapes[0].astype(float)
    units = abs(np.dot(ring[:-1, 0], ring[1:, 1]) - np.dot(ring[1:, 0], ring[:-1, 1])) / 2
    metre = mercator.tile_size(8) / 4096 * np.cos(np.radians(60.0))
    assert units * metre**2 == pytest.approx(lake.area, rel=0.05)
    lakes = [one for one in layer["features"] if one["properties"]["name"] == "Exempelsjön"]
    assert len(lakes) == 1


def test_base_map_is_made_once(town: Town, tmp_path: Path) -> None:
    made = tmp_path / "basemap" / "9901.pmtiles"
    made.parent.mkdir()
    made.write_bytes(b"already here")
    assert basemap.ensure(town, tmp_path).read_bytes() == b"already here"
