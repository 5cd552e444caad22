"""Delimited text: what is guessed, what is refused, and the line of every rejected row."""

from __future__ import annotations

import gzip

import numpy as np
import pytest

from samplats.evidence.incidents.reading import Role, text_files
from samplats.evidence.incidents.rules.faults import RowFault
from samplats.evidence.incidents.rules.precision import PlacePrecision, TimePrecision
from samplats.foundation.geo.opening import Unreadable

from .conftest import Read

ROWS = """datum;kategori;lon;lat;antal
2026-01-02 21:15;Bråk;16,17384;60,14533;1
2026-01-03 08:00;Klotter;16,18;60,15;3
"""


def test_semicolons_decimal_commas_and_swedish_names_are_understood(read: Read) -> None:
    found = read(ROWS)
    assert found.guesses["delimiter"] == ";"
    assert found.guesses["decimal"] == ","
    assert found.incidents.lon.tolist() == [16.17384, 16.18]
    assert found.incidents.n == 4
    assert found.incidents.zone == "Europe/Stockholm"
    assert found.incidents.crs == 3006


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(read: Read, encoding: str) -> None:
    found = read(ROWS.encode(encoding))
    assert found.incidents.category is not None
    assert found.incidents.category.labels[0] == "Bråk"


def test_a_gzipped_file_is_read(read: Read) -> None:
    assert len(read(gzip.compress(ROWS.encode()), "rows.csv.gz").incidents) == 2


def test_mixed_encodings_are_refused_with_the_line(read: Read) -> None:
    mixed = ROWS.encode() + "2026-01-04;Skadegörelse;16,1;60,1;1\n".encode("cp1252")
    with pytest.raises(Unreadable) as caught:
        read(mixed)
    assert caught.value.code == "mixed_encodings"
    assert caught.value.facts["line"] == 4


def test_a_row_with_a_column_too_few_is_rejected_with_its_line(read: Read) -> None:
    text = "datum,lon,lat\n2026-01-01,16.1,60.1\n\n2026-01-02,16.1\n2026-01-03,16.1,60.1\n"
    found = read(text)
    assert [(one.line, one.code) for one in found.rejections] == [(4, RowFault.COLUMNS)]
    assert found.incidents.line.tolist() == [2, 5]
    assert (found.n_read, found.n_rejected) == (3, 1)


def test_lines_are_counted_past_line_breaks_inside_quotes(read: Read) -> None:
    text = 'datum,plats,lon,lat\n2026-01-01,"Torget\nnorra",16.1,60.1\nfel,Torget,16.1,60.1\n'
    found = read(text)
    assert [(one.line, one.code) for one in found.rejections] == [(4, RowFault.TIME_UNREADABLE)]
    assert found.incidents.line.tolist() == [2]


def test_every_fault_of_every_row_is_told(read: Read) -> None:
    text = """from,till,lon,lat,antal
2026-01-05,2026-01-01,16.1,60.1,1
1900-01-01,,16.1,60.1,1
2100-01-01,,16.1,60.1,1
2026-02-30,,16.1,60.1,1
,,16.1,60.1,1
2026-01-05,,x,60.1,1
2026-01-05,,0,0,1
2026-01-05,,,,1
2026-01-05,,16.1,60.1,0
2026-01-05,,16.1,60.1,1.5
2026-01-05,,16.1,60.1,2
"""
    found = read(text)
    assert [(one.line, str(one.code)) for one in found.rejections] == [
        (2, "end_before_start"),
        (3, "time_too_early"),
        (4, "time_too_late"),
        (5, "time_impossible"),
        (6, "time_missing"),
        (7, "position_unreadable"),
        (8, "position_zero"),
        (9, "place_missing"),
        (10, "count_below_one"),
        (11, "count_unreadable"),
    ]
    assert found.incidents.n == 2
    assert found.n_rejected == 10


def test_a_wrong_clock_in_a_column_of_its_own_is_shown_with_the_date(read: Read) -> None:
    found = read("datum,klockslag,lon,lat\n2026-01-05,25:99,16.1,60.1\n2026-01-06,21:15,16.1,60.1\n")
    assert [(one.line, one.field, one.value) for one in found.rejections] == [
        (2, "datum + klockslag", "2026-01-05, 25:99"),
    ]


def test_only_dates_in_1900_is_a_file_without_usable_rows(read: Read) -> None:
    with pytest.raises(Unreadable) as caught:
        read("datum,lon,lat\n1900-01-01,16.1,60.1\n")
    assert caught.value.code == "no_usable_rows"
    assert caught.value.facts["first"].line == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (b"<!DOCTYPE html><html><body>Logga in</body></html>", "html"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", "binary"),
        (b"2026-01-01,16.1,60.1\n2026-01-02,16.1,60.1\n", "no_header"),
        (b"datum,lon,lat\n", "no_rows"),
        (b"namn,lon,lat\nA,16.1,60.1\n", "no_time_column"),
        (b"datum,namn\n2026-01-01,A\n", "no_place_column"),
        (b"datum,lon,lat\n2026-01-01,60.1,16.1\n", "axes_swapped"),
        (b"datum,lon,lat\n2026-01-01,2.0,100.5\n", "axes_swapped"),
        (b"datum,x,y\n2026-01-01,6600000,541000\n", "axes_swapped"),
        (b"datum,x,y\n2026-01-01,99000000,541000\n", "crs_unknown"),
        (b'datum,plats,lon,lat\n2026-01-01,"Torg,16.1,60.1\n2026-01-02,Torg,16.1,60.1\n', "broken_quotes"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(read: Read, content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(content)
    assert caught.value.code == code


def test_stated_columns_win_over_guesses_and_over_the_swap_guard(read: Read) -> None:
    found = read("datum,a,b\n2026-01-01,60.1,16.1\n", columns={"lon": "b", "lat": "a"})
    assert found.incidents.lon.tolist() == [16.1]
    swapped = read("datum,lon,lat\n2026-01-01,60.1,16.1\n", columns={"lon": "lon", "lat": "lat"})
    assert swapped.incidents.lon.tolist() == [60.1]


def test_day_and_month_are_told_apart_by_the_largest_number(read: Read) -> None:
    text = "datum,lon,lat\n03/04/2026,16.1,60.1\n25/04/2026,16.1,60.1\n"
    found = read(text)
    assert found.guesses["date_order"] == "day_first"
    assert found.incidents.start[0] == np.datetime64("2026-04-03")
    american = read(text.replace("25/04", "04/25"))
    assert american.guesses["date_order"] == "month_first"
    assert american.incidents.start[0] == np.datetime64("2026-03-04")
    with pytest.raises(Unreadable) as caught:
        read(text + "04/25/2026,16.1,60.1\n")
    assert caught.value.code == "mixed_date_order"


def test_times_with_an_offset_are_moved_to_local_time(read: Read) -> None:
    found = read("datum,lon,lat\n2026-07-01T22:30:00Z,16.1,60.1\n2026-01-01 12:00:00 +01:00,16.1,60.1\n")
    assert found.incidents.start.tolist() == [
        np.datetime64("2026-07-02T00:30:00").item(),
        np.datetime64("2026-01-01T12:00:00").item(),
    ]
    assert found.incidents.utc()[0] == np.datetime64("2026-07-01T22:30:00")
    kept = read("datum,lon,lat\n2026-07-01T22:30:00Z,16.1,60.1\n", time_zone="local")
    assert kept.incidents.start[0] == np.datetime64("2026-07-01T22:30:00")


def test_dates_that_are_all_the_first_of_a_month_are_months(read: Read) -> None:
    rows = "".join(f"2026-{1 + index % 6:02d}-01,16.1,60.1\n" for index in range(30))
    found = read("datum,lon,lat\n" + rows)
    assert set(found.incidents.precision) == {TimePrecision.MONTH}


def test_a_row_with_an_area_code_needs_no_position(read: Read) -> None:
    found = read("datum,desokod,antal\n2026-01-01,2084A0010,2\n2026-01-01,,1\n")
    assert found.incidents.place_precision.tolist() == [PlacePrecision.AREA]
    assert [one.code for one in found.rejections] == [RowFault.PLACE_MISSING]
    assert found.columns[Role.AREA] == "desokod"


def test_equal_rows_are_separate_incidents_with_their_own_ordinal(read: Read) -> None:
    row = "2026-01-01,16.1,60.1\n"
    found = read("datum,lon,lat\n" + row * 3)
    hashes, ordinals = found.incidents.identities()
    assert len(set(hashes.tolist())) == 1
    assert ordinals.tolist() == [0, 1, 2]
    again, _ = read("datum,lon,lat\n2026-01-02,16.1,60.1\n" + row).incidents.identities()
    assert again[1] == hashes[0]
    assert again[0] != hashes[0]


def test_the_identity_is_the_source_id_where_there_is_one(read: Read) -> None:
    first, _ = read("id,datum,lon,lat\n7,2026-01-01,16.1,60.1\n").incidents.identities()
    moved, _ = read("id,datum,lon,lat\n7,2026-01-05,16.2,60.1\n").incidents.identities()
    assert first[0] == moved[0]


def test_a_long_file_read_in_two_halves_keeps_the_lines_of_the_broken_rows_of_both(read: Read, monkeypatch) -> None:
    rows = ["datum,lon,lat", *(f"2026-01-{1 + index % 28:02d},16.1,60.1" for index in range(60))]
    for line in (4, 9, 10, 41, 61):
        rows[line - 1] = "2026-01-01,16.1"
    rows[20] = rows[49] = ""  # empty lines are no rows
    whole = read("\n".join(rows))
    halves: list[int] = []
    parsed = text_files._parsed
    monkeypatch.setattr(text_files, "CHUNK", 200)
    monkeypatch.setattr(text_files, "_parsed", lambda data, *rest: halves.append(data.size) or parsed(data, *rest))
    found = read("\n".join(rows))
    assert len(halves) == 4  # the first look and the reading itself, each in two
    assert [one.line for one in found.rejections] == [one.line for one in whole.rejections] == [4, 9, 10, 41, 61]
    assert found.incidents.line.tolist() == whole.incidents.line.tolist()
    assert found.n_read == whole.n_read == 58


def test_no_half_is_cut_where_a_quote_holds_line_breaks(read: Read, monkeypatch) -> None:
    rows = [f'2026-01-{1 + index % 28:02d},"Torget\nnorra",16.1,60.1' for index in range(40)]
    monkeypatch.setattr(text_files, "CHUNK", 200)
    found = read("datum,plats,lon,lat\n" + "\n".join(rows))
    assert found.incidents.line.tolist() == list(range(2, 82, 2))


def test_a_beginning_with_long_lines_is_read_as_far_as_its_lines_reach(tmp_path, monkeypatch) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("datum,lon,lat,text\n" + f"2026-01-01,16.1,60.1,{'x' * 300}\n" * 9)
    monkeypatch.setattr(text_files, "CHUNK", 2048)
    assert len(text_files.read_text(path, most=5)) == 5
    assert len(text_files.read_text(path, most=50)) == 9


def test_positions_that_cannot_be_read_are_told_before_times_that_cannot(read: Read) -> None:
    text = "datum,x,y\n13/01/2026,60.1,16.1\n01/13/2026,60.1,16.1\n"
    with pytest.raises(Unreadable) as caught:
        read(text.replace("60.1,16.1", "6670000,570000"))
    assert caught.value.code == "axes_swapped"


@pytest.mark.slow
def test_a_million_rows_keep_the_line_of_a_broken_one(read: Read) -> None:
    made = (f"2026-01-{1 + index % 28:02d} 10:{index % 60:02d},16.1,60.1" for index in range(1_000_000))
    rows = ["datum,lon,lat", *made]
    rows[699_999] = "2026-01-01 10:00,16.1"
    found = read("\n".join(rows) + "\n")
    assert [(one.line, one.code) for one in found.rejections] == [(700_000, RowFault.COLUMNS)]
    assert len(found.incidents) == 999_999
