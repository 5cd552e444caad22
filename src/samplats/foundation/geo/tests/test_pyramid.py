from pathlib import Path

import mapbox_vector_tile
import numpy as np
import pytest

from samplats.foundation.geo import mercator, pyramid
from samplats.foundation.geo.mercator import Bounds
from samplats.foundation.geo.pyramid import Cells, Chosen, Points, Pyramid

ROWS = 20_000
AROUND = mercator.from_lonlat(15.86, 60.03)


@pytest.fixture(scope="module")
def columns() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(5)
    return {
        "x": AROUND[0] + rng.normal(0, 3000, ROWS),
        "y": AROUND[1] + rng.normal(0, 3000, ROWS),
        "weight": rng.integers(1, 5, ROWS),
        "category": rng.integers(0, 12, ROWS),
        "day": rng.integers(19_000, 20_000, ROWS),
    }


@pytest.fixture(scope="module")
def store(columns: dict[str, np.ndarray]) -> Pyramid:
    return pyramid.build(**columns)


def around(columns: dict[str, np.ndarray], z: int) -> list[tuple[int, int]]:
    x, y = columns["x"], columns["y"]
    return mercator.tiles_covering(Bounds(x.min(), y.min(), x.max(), y.max()), z)


def passing(columns: dict[str, np.ndarray], chosen: Chosen) -> np.ndarray:
    kept = (columns["day"] >= 19_200) & (columns["day"] <= 19_700) & np.isin(columns["category"], [2, 7])
    return np.ones(ROWS, dtype=bool) if chosen.is_open else kept


@pytest.mark.parametrize("chosen", [Chosen(), Chosen(19_200, 19_700, frozenset({2, 7}))])
@pytest.mark.parametrize("z", [0, 5, 9, 12, 13, 14, 15])
def test_tiles_sum_to_the_table(store: Pyramid, columns: dict[str, np.ndarray], z: int, chosen: Chosen) -> None:
    tiles = [store.tile(z, x, y, chosen) for x, y in around(columns, z)]
    assert sum(tile.total for tile in tiles) == columns["weight"][passing(columns, chosen)].sum()
    assert sum(store.count(z, x, y, chosen) for x, y in around(columns, z)) == sum(tile.total for tile in tiles)


@pytest.mark.parametrize("few", [0, 12])
def test_few_categories_and_many_are_found_alike(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyramid, "FEW", few)
    codes = np.array([-1, 0, 3, 3, 32_767, 7], dtype=np.int16)
    for wanted in (frozenset[int](), frozenset({3}), frozenset({-1, 7, 32_767})):
        assert (pyramid._any_of(codes, wanted) == np.isin(codes, list(wanted))).all()


def test_each_cell_holds_what_a_plain_count_finds(store: Pyramid, columns: dict[str, np.ndarray]) -> None:
    z, x, y = 12, *(int(one) for one in mercator.tile_of(*AROUND, 12))
    found = store.tile(z, x, y)
    assert isinstance(found, Cells)
    side = mercator.tile_size(z + pyramid.CELL_STEPS)
    bounds = mercator.tile_bounds(z, x, y)
    column = np.floor((columns["x"] - bounds.west) / side).astype(int)
    row = np.floor((bounds.north - columns["y"]) / side).astype(int)
    inside = (column >= 0) & (column < 64) & (row >= 0) & (row < 64)
    plain = np.zeros((64, 64), dtype=int)
    np.add.at(plain, (row[inside], column[inside]), columns["weight"][inside])
    ours = np.zeros((64, 64), dtype=int)
    ours[found.row, found.column] = found.count
    assert (ours == plain).all()


def test_points_of_a_tile_are_the_rows_inside_it(store: Pyramid, columns: dict[str, np.ndarray]) -> None:
    z, x, y = 15, *(int(one) for one in mercator.tile_of(*AROUND, 15))
    found = store.tile(z, x, y)
    assert isinstance(found, Points)
    column, row = mercator.tile_of(columns["x"], columns["y"], z)
    assert sorted(found.row.tolist()) == np.flatnonzero((column == x) & (row == y)).tolist()
    assert (columns["x"][found.row] == found.x).all()
    assert (columns["category"][found.row] == found.category).all()


def test_too_many_points_become_cells_with_the_same_sum(monkeypatch: pytest.MonkeyPatch, store: Pyramid) -> None:
    z, x, y = 15, *(int(one) for one in mercator.tile_of(*AROUND, 15))
    few = store.tile(z, x, y)
    monkeypatch.setattr(pyramid, "POINTS_AT_MOST", 3)
    many = store.tile(z, x, y)
    assert isinstance(many, Cells)
    assert many.total == few.total > 3


def test_saved_store_is_mapped_and_answers_the_same(store: Pyramid, tmp_path: Path) -> None:
    pyramid.save(store, tmp_path)
    opened = pyramid.load(tmp_path)
    assert isinstance(opened.x, np.memmap)
    x, y = (int(one) for one in mercator.tile_of(*AROUND, 11))
    assert pyramid.encoded(opened.tile(11, x, y), 11, x, y) == pyramid.encoded(store.tile(11, x, y), 11, x, y)
    (tmp_path / "complete.json").unlink()
    with pytest.raises(pyramid.NotComplete):
        pyramid.load(tmp_path)


def test_encoded_tiles_decode_to_the_same_sums(store: Pyramid) -> None:
    for z, layer in ((10, "cells"), (15, "points")):
        x, y = (int(one) for one in mercator.tile_of(*AROUND, z))
        found = store.tile(z, x, y)
        names = [f"K{number}" for number in range(12)]
        features = mapbox_vector_tile.decode(pyramid.encoded(found, z, x, y, categories=names))[layer]["features"]
        assert sum(one["properties"]["n"] for one in features) == found.total
    assert {one["properties"]["category"] for one in features} <= set(names)


def test_cells_are_squares_in_their_places() -> None:
    tile = pyramid.encoded(Cells(np.array([0, 63]), np.array([1, 63]), np.array([4, 9])), 10, 5, 5)
    decoded = mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})["cells"]["features"]
    assert [one["geometry"]["coordinates"][0] for one in decoded] == [
        [[0, 64], [64, 64], [64, 128], [0, 128], [0, 64]],
        [[4032, 4032], [4096, 4032], [4096, 4096], [4032, 4096], [4032, 4032]],
    ]


def test_an_empty_table_gives_empty_tiles(tmp_path: Path) -> None:
    pyramid.save(pyramid.build([], []), tmp_path)
    empty = pyramid.load(tmp_path)
    assert empty.total == 0
    assert pyramid.encoded(empty.tile(3, 1, 1), 3, 1, 1) == b""
    assert pyramid.encoded(empty.tile(16, 1, 1), 16, 1, 1) == b""


def test_a_position_that_is_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        pyramid.build([1.0, np.nan], [1.0, 2.0])
