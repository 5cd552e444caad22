"""Files that say what JSON and text can say and no database takes: told in words or read without it, never a crash."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.geo.vector_files import read_geojson

ROWS = [
    {"id": f"{day}", "tid": f"2026-10-{day:02d} 20:15", "longitud": 16.5, "latitud": 59.5, "kategori": "Bråk"}
    for day in range(1, 21)
]


def words_of(reading):
    found = reading.incidents
    coded = [one.labels for one in (found.category, found.category_text, found.place) if one is not None]
    ids = found.source_id.to_pylist() if found.source_id is not None else []
    return {word for words in (*coded, ids) for word in words if word}


@pytest.mark.parametrize("name", ["id", "tid", "longitud", "kategori", "annat"])
@pytest.mark.parametrize("told", ["\ud800", "a\x00b", 10**400, -(10**400), "\U0001f600"])
@pytest.mark.parametrize("form", ["json", "geojson", "ndjson"])
def test_one_monstrous_cell_keeps_no_other_row_out(read, name, told, form):
    rows = [dict(row) for row in ROWS]
    rows[7][name] = told
    if form == "json":
        body = json.dumps(rows)
    elif form == "ndjson":
        body = "\n".join(map(json.dumps, rows))
    else:
        points = [{"type": "Point", "coordinates": [row.pop("longitud"), row.pop("latitud")]} for row in rows]
        both = zip(rows, points, strict=True)
        features = [{"type": "Feature", "properties": row, "geometry": point} for row, point in both]
        body = json.dumps({"type": "FeatureCollection", "features": features})
    if name == "longitud" and form == "geojson":
        with pytest.raises(Unreadable):
            read(body, "x.json")
        return
    reading = read(body, "x.json")
    assert len(reading.incidents) >= 19
    for word in words_of(reading):
        assert "\x00" not in word
        word.encode()


def test_the_character_zero_is_left_out_of_text_and_parquet_too(read, tmp_path):
    lines = [";".join(ROWS[0]), *(";".join(map(str, row.values())) for row in ROWS * 20)]
    lines[300] = lines[300].replace("Bråk", "Br\x00åk")
    assert words_of(read("\n".join(lines))) >= {"Bråk"}
    assert not any("\x00" in word for word in words_of(read("\n".join(lines))))
    pq.write_table(pa.Table.from_pylist([*ROWS, {**ROWS[0], "kategori": "Br\x00åk"}]), tmp_path / "x.parquet")
    assert {word for word in words_of(read((tmp_path / "x.parquet").read_bytes())) if "k" in word} == {"Bråk"}


@pytest.mark.parametrize(
    "body",
    [
        '[{"id": ' + "9" * 5000 + "}]",
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": "x"}]}',
        '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1' + "0" * 400 + ', 1]}, "properties": {}}',
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_in_words(read, body):
    with pytest.raises(Unreadable):
        read(body, "x.json")


def test_line_ends_of_old_machines_are_read_and_in_cells_refused_in_words(read):
    lines = [";".join(ROWS[0]), *(";".join(map(str, row.values())) for row in ROWS)]
    assert len(read("\r".join(lines)).incidents) == 20
    lines[3] = lines[3].replace("Bråk", "Br\råk")
    with pytest.raises(Unreadable):
        read("\n".join(lines))


def test_a_cell_without_end_is_refused_in_words(read):
    with pytest.raises(Unreadable):
        read("id;tid;longitud;latitud\n1;2026-10-01;" + "1" * 200_000 + ";59,5\n", "x.csv")


@pytest.mark.parametrize("crs", ["[1]", '{"properties": [1]}', '{"properties": {"name": "EPSG:²"}}'])
def test_a_stated_system_of_co_ordinates_that_is_none_is_passed_over(tmp_path, crs):
    path = tmp_path / "x.json"
    path.write_text('{"type": "Point", "coordinates": [16.5, 59.5], "crs": ' + crs + "}", encoding="utf-8")
    assert read_geojson(path).crs == 4326
