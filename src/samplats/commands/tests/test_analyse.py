"""`samplats analyse` from file to folder, on made-up files, and the one line for what cannot be used."""

from __future__ import annotations

import importlib.util
import io
import json
import random
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pypdf
import pytest

from samplats.commands.main import main

ROOT = Path(__file__).resolve().parents[4]
FILES = {"situation.pdf", "cells.geojson", "patterns.csv", "summary.json"}
SQUARE = [[16.16, 60.13], [16.20, 60.13], [16.20, 60.16], [16.16, 60.16], [16.16, 60.13]]


def polygon(ring: list[list[float]], name: str = "Torget") -> str:
    feature = {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def rows(n: int = 400, seed: int = 5) -> str:
    """Incidents around a square in Avesta over two years, with a crowd at one corner."""
    chance = random.Random(seed)
    lines = ["id,datum,kategori,lon,lat"]
    for index in range(n):
        at = datetime(2024, 11, 1) + timedelta(minutes=chance.randrange(729 * 1440))
        crowd = index % 4 == 0
        lon = 16.18 + chance.gauss(0, 0.0003 if crowd else 0.006)
        lat = 60.145 + chance.gauss(0, 0.00015 if crowd else 0.003)
        lines.append(f"{index},{at:%Y-%m-%d %H:%M},{chance.choice(['Bråk', 'Klotter'])},{lon:.5f},{lat:.5f}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """Compile the translations, as the build does."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_catalogues()


@pytest.fixture
def incidents(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.csv"
    path.write_text(rows())
    return path


def summary(folder: Path) -> dict[str, object]:
    return json.loads((folder / "summary.json").read_text())  # type: ignore[no-any-return]


def test_a_file_becomes_a_folder_with_four_files(incidents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["analyse", str(incidents), "--out", str(out)]) == 0
    assert {one.name for one in out.iterdir()} == FILES
    said = summary(out)
    assert (said["n_read"], said["n_used"], said["n_rejected"]) == (400, 400, 0)
    assert said["study_area"] == "cells within 250 m of any event"
    assert {one["kind"] for one in said["findings"]} >= {"hot_spots", "hours", "development"}  # type: ignore[attr-defined]
    reader = pypdf.PdfReader(out / "situation.pdf")
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Var det händer" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.slow
def test_equal_seed_and_day_give_equal_bytes(incidents: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        given = ["--as-of", "2026-06-30", "--seed", "7", "--out", str(tmp_path / name)]
        assert main(["analyse", str(incidents), *given]) == 0
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert summary(tmp_path / "one")["period"]["last"] == "2026-06-30"  # type: ignore[index]


def test_a_place_and_english_and_the_public(incidents: Path, tmp_path: Path) -> None:
    place = tmp_path / "places.geojson"
    place.write_text(polygon(SQUARE))
    out = tmp_path / "out"
    given = ["--place", f"{place}#Torget", "--language", "en", "--audience", "public", "--out", str(out)]
    assert main(["analyse", str(incidents), *given]) == 0
    said = summary(out)
    assert said["counts_in_bands_of"] == 5
    assert 400 - 8 <= said["n_used"] + said["n_outside"] <= 400  # type: ignore[operator]
    assert said["rejected"]["rows"] == []  # type: ignore[index]
    assert said["study_area"] == "given"
    cells = json.loads((out / "cells.geojson").read_text())["features"]
    assert {cell["properties"]["cell_metres"] for cell in cells} <= {250.0, 500.0, 1000.0}
    text = "".join(page.extract_text() for page in pypdf.PdfReader(out / "situation.pdf").pages)
    assert "Public edition" in text
    assert "Where it happens" in text


def test_a_study_area_residents_and_stated_columns(tmp_path: Path) -> None:
    area = tmp_path / "area.geojson"
    area.write_text(polygon(SQUARE))
    people = tmp_path / "people.csv"
    people.write_text("desokod;bef\n1984A0010;1200\n1984A0020;800\n")
    path = tmp_path / "incidents.tsv"
    lines = ["a\tb\tc\td"]
    chance = random.Random(3)
    for index in range(200):
        at = f"2026-0{1 + index % 9}-1{index % 10} 18:{index % 60:02d}"
        east, north = 566_000 + chance.randrange(1500), 6_668_800 + chance.randrange(1500)
        lines.append(f"{at}\t{east}\t{north}\t1984A00{1 + index % 2}0")
    path.write_text("\n".join(lines))
    out = tmp_path / "out"
    given = ["--columns", "time=a,lon=b,lat=c", "--columns", "area=d", "--crs", "3006", "--time-zone", "UTC"]
    given += ["--study-area", str(area), "--population", str(people), "--period", "2026"]
    assert main(["analyse", str(path), *given, "--out", str(out)]) == 0
    said = summary(out)
    assert (said["n_read"], said["study_area"]) == (200, "given")
    patterns = (out / "patterns.csv").read_text()
    assert "per 1000 residents and year" in patterns
    assert "half_of_events" in patterns
    assert "UTC" in json.dumps(said)


def test_a_named_sheet_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Två")
    sheet = book["Två"]
    for line in rows(60).splitlines():
        sheet.append(line.split(","))
    path = tmp_path / "book.xlsx"
    book.save(path)
    assert main(["analyse", str(path), "--sheet", "Två", "--out", str(tmp_path / "out")]) == 0
    assert summary(tmp_path / "out")["n_read"] == 60


@pytest.mark.slow
def test_a_column_too_few_in_line_700_000_costs_that_row_alone(tmp_path: Path) -> None:
    head, *lines = rows(1000).splitlines()
    many = (lines * 701)[:700_500]
    many[700_000 - 2] = many[700_000 - 2].rsplit(",", 1)[0]
    path = tmp_path / "long.csv"
    path.write_text("\n".join([head, *many]))
    assert main(["analyse", str(path), "--out", str(tmp_path / "out")]) == 0
    said = summary(tmp_path / "out")
    assert (said["n_read"], said["n_used"], said["n_rejected"]) == (700_500, 700_499, 1)
    assert "700000" in json.dumps(said["rejected"])


def bomb() -> bytes:
    """A workbook of a few bytes whose list of contents says that a sheet holds two gigabytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    held = stream.getvalue()
    at = held.rindex(b"PK\x01\x02") + 24
    return held[:at] + (2**31).to_bytes(4, "little") + held[at + 4 :]


SWAPPED = "datum,lon,lat\n" + "2026-01-01,60.145,16.18\n" * 40
DATED = "datum,lon,lat\n" + "1900-01-01,16.18,60.145\n2100-01-01,16.18,60.145\n" * 40


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "tom"),
        ("binary.csv", bytes(range(256)) * 20, "binär"),
        ("page.geojson", b"<!doctype html><html><title>Logga in</title></html>", "HTML"),
        (
            "mixed.csv",
            "datum,typ,lon,lat\n2026-01-01,Bråk,16,60\n".encode() + "2026-01-01,Bråk,16,60\n".encode("cp1252"),
            "rad 3",
        ),
        ("swapped.csv", SWAPPED.encode(), "omkastade"),
        ("dates.csv", DATED.encode(), "rad 2"),
        ("list.json", b'[{"a": 1}', "rad 1"),
        ("missing.csv", None, "finns inte"),
    ],
)
def test_bad_input_gives_one_line_and_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes | None, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    refused(path, tmp_path, capsys, said)


def refused(path: Path, folder: Path, capsys: pytest.CaptureFixture[str], said: str, *more: str) -> None:
    """The command ends with 2, one line that names the file, and nothing left behind."""
    before = {one.name for one in folder.iterdir()}
    assert main(["analyse", str(path), *more, "--out", str(folder / "out")]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert said in printed.err
    named = (path.name, *(Path(one.split("#")[0]).name for one in more))  # the file, or the flag
    assert any(name in printed.err for name in named)
    assert printed.err.strip().count(". ") >= 1  # what is wrong, and then what to do
    assert {one.name for one in folder.iterdir()} == before


@pytest.mark.slow
def test_a_zip_bomb_is_refused_before_it_fills_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(bomb())
    refused(path, tmp_path, capsys, "packas upp")


def test_a_workbook_with_several_sheets_asks_for_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Två")
    path = tmp_path / "book.xlsx"
    book.save(path)
    refused(path, tmp_path, capsys, "--sheet")


@pytest.mark.parametrize(
    ("ring", "said"),
    [
        ([[16.16, 60.13], [16.20, 60.16], [16.20, 60.13], [16.16, 60.16], [16.16, 60.13]], "korsar sig"),
        ([[11.9, 57.7], [12.0, 57.7], [12.0, 57.8], [11.9, 57.8], [11.9, 57.7]], "inom platsen"),
    ],
)
def test_a_bad_place_is_refused(
    incidents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], ring: list[list[float]], said: str
) -> None:
    place = tmp_path / "place.geojson"
    place.write_text(polygon(ring))
    refused(incidents, tmp_path, capsys, said, "--place", str(place))


def test_an_unknown_name_lists_the_known(incidents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "place.geojson"
    place.write_text(polygon(SQUARE))
    refused(incidents, tmp_path, capsys, "Torget", "--place", f"{place}#Parken")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--period", "2019"], "2019"),
        (["--period", "hösten"], "hösten"),
        (["--columns", "time"], "ROLL=KOLUMN"),
        (["--columns", "time=finns inte"], "finns inte"),
        (["--time-zone", "Mars/Olympus"], "Mars"),
        (["--crs", "999999"], "999999"),
    ],
)
def test_a_wrong_flag_is_explained(
    incidents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    refused(incidents, tmp_path, capsys, said, *more)


def test_a_folder_with_other_things_is_left_alone(
    incidents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("kvar")
    assert main(["analyse", str(incidents), "--out", str(out)]) == 2
    assert "mine" not in capsys.readouterr().out
    assert (out / "mine.txt").read_text() == "kvar"


def test_a_second_run_replaces_the_first(incidents: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["analyse", str(incidents), "--period", "2025", "--out", str(out)]) == 0
    first = summary(out)["n_used"]
    assert main(["analyse", str(incidents), "--period", "2025-01..2025-06", "--out", str(out)]) == 0
    assert summary(out)["n_used"] < first  # type: ignore[operator]
    assert {one.name for one in out.iterdir()} == FILES
