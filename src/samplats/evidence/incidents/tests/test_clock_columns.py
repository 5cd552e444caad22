"""Date and time of day in columns of their own, as in most people's Excel."""

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from samplats.evidence.incidents.reading import Options, Role, read_incidents
from samplats.evidence.incidents.rules.precision import TimePrecision
from samplats.evidence.incidents.sentences.columns import fault_words, time_words
from samplats.evidence.incidents.views.shown import hour_figure

PLACE = "15,004;60,002"


def read(tmp_path: Path, header: str, *rows: str):
    path = tmp_path / "rapporter.csv"
    path.write_text("\n".join([f"{header};Longitud;Latitud", *(f"{row};{PLACE}" for row in rows)]), encoding="utf-8")
    return read_incidents(path, Options(latest=date(2026, 11, 22)))


def test_a_date_gets_its_time_of_day_from_the_column_beside(tmp_path):
    found = read(tmp_path, "Datum;Tid", "2026-11-15;20:15", "2026-11-14;21.30")
    assert found.columns[Role.CLOCK] == "Tid"
    assert [str(one) for one in found.incidents.start] == ["2026-11-15T20:15:00", "2026-11-14T21:30:00"]
    assert set(found.incidents.precision) == {TimePrecision.MINUTE}


def test_from_and_to_each_have_their_own(tmp_path):
    header = "Datum från;Tid från;Datum till;Tid till"
    found = read(tmp_path, header, "2026-11-14;22:00;2026-11-15;07:30", "2026-11-13;08:00;2026-11-13;16:00")
    assert [str(one) for one in found.incidents.end] == ["2026-11-15T07:30:00", "2026-11-13T16:00:00"]


def test_a_row_without_a_time_of_day_is_known_to_the_day(tmp_path):
    found = read(tmp_path, "Datum;Klockslag", "2026-11-15;20:15", "2026-11-14;")
    assert list(found.incidents.precision) == [TimePrecision.MINUTE, TimePrecision.DAY]


@pytest.mark.parametrize("clock", ["25:99", "kväll"])
def test_an_impossible_time_of_day_is_told_not_swallowed(tmp_path, clock):
    found = read(tmp_path, "Datum;Tid", "2026-11-15;20:15", "2026-11-13;21:15", f"2026-11-14;{clock}")
    assert found.n_rejected == 1
    assert len(found.incidents) == 2


@pytest.mark.parametrize("day", ["14/11/20226", "2026-11-145", "2026-11-14 12:00", "2026-11-14x"])
def test_a_date_that_is_more_than_a_date_is_told_not_cut(tmp_path, day):
    found = read(tmp_path, "Datum;Tid", "2026-11-15;20:15", "2026-11-13;21:15", "2026-11-12;21:15", f"{day};20:30")
    assert found.n_rejected == 1
    assert len(found.incidents) == 3


@pytest.mark.parametrize("day", ["2026-11-14 00:00:00", "2026-11-14T00:00:00", "2026-11-14 00:00:00.000"])
def test_the_midnight_that_a_spreadsheet_puts_after_a_date_gives_way(tmp_path, day):
    found = read(tmp_path, "Datum;Tid", "2026-11-15;20:15", "2026-11-13;21:15", "2026-11-12;21:15", f"{day};20:30")
    assert str(found.incidents.start[3]) == "2026-11-14T20:30:00"


def test_a_full_time_needs_no_second_column(tmp_path):
    found = read(tmp_path, "Starttid;Tid", "2026-11-15 20:15;03:00", "2026-11-14 21:15;04:00")
    assert found.columns[Role.CLOCK] is None
    assert str(found.incidents.start[0]) == "2026-11-15T20:15:00"


HEADS = "Ärendenr;Händelse;Datum;Klockan från;Klockan till"


def test_the_heads_of_a_municipality_s_own_sheet_are_known(tmp_path):
    found = read(tmp_path, HEADS, *(f"A{n};Klotter;{n:02d}/08/2026;21.30;" for n in range(1, 29)))
    known = {role: found.columns[role] for role in (Role.ID, Role.CATEGORY_TEXT, Role.TIME, Role.CLOCK)}
    assert list(known.values()) == ["Ärendenr", "Händelse", "Datum", "Klockan från"]
    assert str(found.incidents.start[0]) == "2026-08-01T21:30:00"


def test_free_text_under_the_head_of_a_category_is_left_alone(tmp_path):
    found = read(tmp_path, HEADS, *(f"A{n};Såg tre bilar, den {n}:e;{n:02d}/08/2026;21.30;" for n in range(1, 29)))
    assert found.columns[Role.CATEGORY_TEXT] is None


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (TimePrecision.MINUTE, "fredag 14 augusti 2026 kl. 00.00"),
        (TimePrecision.DAY, "fredag 14 augusti 2026, utan klockslag"),
        (TimePrecision.MONTH, "augusti 2026"),
        (TimePrecision.YEAR, "2026"),
    ],
)
def test_a_time_is_told_no_finer_than_it_is_known(precision, words):
    assert time_words([("14/08/2026", datetime(2026, 8, 14), precision)]) == [("14/08/2026", words)]


def test_the_first_rows_that_cannot_be_used_are_told_with_the_remedy(tmp_path):
    found = read(tmp_path, "Datum;Tid", *["2026-11-15;20:15"] * 9, *["2026-02-30;21:15"] * 5)
    told = fault_words(found.rejections)
    assert [line for line, _words in told] == [11, 12, 13]
    assert told[0][1].startswith("Datumet eller klockslaget finns inte. Skriv datum som")


FEW = (0,) * 8 + (1, 1, 1) + (0,) * 13
ENOUGH = (3,) * 3 + (0,) * 5 + (3,) * 16


@pytest.mark.parametrize(("hours", "told"), [(FEW, "för få"), (ENOUGH, "Lugnast är det klockan 03–08")])
def test_a_handful_of_incidents_does_not_say_when_it_is_quiet(hours, told):
    assert told in hour_figure(SimpleNamespace(hours=hours)).title
