"""Real files in many systems, bad files with one clear reason each."""

import csv
from pathlib import Path

import pytest
import shapely

from samplats.foundation.geo import shapes
from samplats.foundation.geo.mercator import Bounds
from samplats.foundation.geo.opening import Unreadable
from samplats.places.reading.areas import NamedShape, chosen, read_areas
from samplats.places.reading.tables import read_addresses, read_population, read_profile
from samplats.places.rules.boundary import Fault, UnusableBoundary, boundary_of, mend
from samplats.places.rules.names import folded, slug_of
from samplats.places.rules.pasted import UnreadableCorners, area_of_text
from samplats.places.rules.profile import KEYS

DATA = Path(__file__).parents[5] / "shared" / "data"
real = pytest.mark.skipif(not DATA.is_dir(), reason="the shared data folder does not lie beside the project")


@real
@pytest.mark.parametrize("file", ["swedish_municipalities.geojson", "kommun.parquet"])
def test_all_swedish_municipalities_become_boundaries(file: str) -> None:
    found = read_areas(DATA / "se_boundaries" / file)
    made = [boundary_of(mend(one.geometry), epsg=3006) for one in found]
    assert len(made) == 290
    assert len({one.code for one in found}) == 290
    total = sum(one.area_m2 for one in made) / 1e6
    assert 400_000 < total < 540_000  # km²: Sweden's land is 407 000, with inner and coastal water 530 000


@real
def test_the_municipality_is_found_by_code_and_by_name() -> None:
    found = read_areas(DATA / "se_boundaries" / "kommun.parquet")
    by_code = chosen(found, code="2080", name="")
    by_name = chosen(found, code="", name="Falu kommun") or chosen(found, code="", name="Falun")
    assert by_code is not None
    assert by_name is not None
    assert by_code.equals(by_name)
    assert chosen(found, code="9901", name="Exempelköpings kommun") is None


@real
def test_the_names_of_all_municipalities_lead_to_their_own_shape() -> None:
    found = read_areas(DATA / "se_boundaries" / "kommun.parquet")
    with (DATA / "se_codes_postal" / "municipalities.csv").open(encoding="utf-8") as table:
        names = {row["municipality_code"]: row["municipality_name"] for row in csv.DictReader(table)}
    wrong = []
    for one in found:
        shape = chosen(found, code="", name=names[one.code])
        if shape is None or not shape.equals(one.geometry):
            wrong.append(names[one.code])
    assert wrong == []


@real
def test_british_wards_land_in_lancashire() -> None:
    wards = read_areas(DATA / "pt_lancashire_asb" / "lancashire_wards.gpkg")
    assert len(wards) == 271
    west, south, east, north = shapely.total_bounds([one.geometry for one in wards])
    assert -3.2 < west < east < -1.9
    assert 53.4 < south < north < 54.3
    blackpool = max(boundary_of(mend(one.geometry), epsg=27700).area_m2 for one in wards)
    assert blackpool < 200e6
    assert wards[0].code.startswith("E05")


@real
def test_deso_zones_come_with_code_and_population() -> None:
    zones = read_areas(DATA / "se_dalarna_deso" / "deso_dalarna.geojson")
    known = frozenset(one.code for one in zones if one.code.startswith("2080"))
    assert len(zones) == 175
    assert len(known) == 37
    rows, others = read_population(DATA / "se_dalarna_deso" / "population_deso_2022_2025.csv", known=known)
    assert rows.refused == []
    assert len(rows.kept) == 37 * 4
    assert others == 700 - 37 * 4
    assert sum(row.people for row in rows.kept if row.year == 2024) > 55_000


@real
def test_points_are_not_areas() -> None:
    found = read_areas(DATA / "se_tatorter" / "tatorter_sweref99tm.gpkg")
    falun = next(one for one in found if one.name == "Falun")
    assert falun.geometry.x == pytest.approx(15.63, abs=0.03)
    assert falun.geometry.y == pytest.approx(60.60, abs=0.03)
    with pytest.raises(UnusableBoundary) as told:
        boundary_of(falun.geometry, epsg=3006)
    assert told.value.reason is shapes.Reason.NOT_AN_AREA


SQUARE = '{"type":"Polygon","coordinates":[[[15,60],[15.01,60],[15.01,60.01],[15,60]]]}'
METRES = '{"type":"Polygon","coordinates":[[[500000,6650000],[500400,6650000],[500400,6650400],[500000,6650000]]]}'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tom.geojson", b"", "empty"),
        ("sida.geojson", b"<!doctype html><html><body>Logga in</body></html>", "html"),
        ("bild.geojson", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary"),
        ("trasig.geojson", b'{"type":"FeatureCollection","features":[{"type"', "broken_json"),
        ("annat.geojson", b'{"kommun":"Falun"}', "not_geojson"),
        ("tabell.csv", b"a;b\n1;2\n", "not_a_map_file"),
        ("latin.geojson", '{"type":"Point","coordinates":[15,60],"å":1}'.encode("cp1252"), "not_utf8"),
    ],
)
def test_a_file_that_is_no_map_file_is_told(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable) as told:
        read_areas(tmp_path / name)
    assert told.value.code == code


def test_metres_that_call_themselves_degrees_are_told_with_the_likely_system(tmp_path: Path) -> None:
    (tmp_path / "plan.geojson").write_text(METRES)
    with pytest.raises(UnusableBoundary) as told:
        read_areas(tmp_path / "plan.geojson")
    assert (told.value.fault, told.value.facts["epsg"]) == (Fault.METRES_NOT_DEGREES, 3006)
    found = read_areas(tmp_path / "plan.geojson", epsg=3006)[0].geometry
    assert found.bounds[0] == pytest.approx(15.0, abs=0.01)


def test_an_unknown_system_is_told(tmp_path: Path) -> None:
    (tmp_path / "plan.geojson").write_text(SQUARE)
    with pytest.raises(UnusableBoundary) as told:
        read_areas(tmp_path / "plan.geojson", epsg=99999)
    assert told.value.fault is Fault.UNKNOWN_CRS


def test_mending_keeps_only_surfaces() -> None:
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    mended = mend(bow_tie)
    assert mended.is_valid
    assert mended.area == pytest.approx(0.5)


@pytest.mark.parametrize(
    "text",
    [
        "60.00, 15.00\n60.01, 15.00\n60.01, 15.01",
        "60,00 15,00\n60,01 15,00\n\n60,01 15,01",
        "15.00 60.00\n15.00 60.01\n15.01 60.01",
        "60,00; 15,00\n60,01; 15,00\n60,01; 15,01",
    ],
)
def test_corners_are_understood_as_people_write_them(text: str) -> None:
    area = area_of_text(text)
    assert area.bounds == pytest.approx((15.0, 60.0, 15.01, 60.01))


def test_sweref_corners_and_geojson_are_understood() -> None:
    area = area_of_text("6650000 500000\n6650400 500000\n6650400 500400")
    assert area.bounds[0] == pytest.approx(15.0, abs=1e-6)
    assert area_of_text(SQUARE).bounds == (15.0, 60.0, 15.01, 60.01)


def test_corners_in_another_country_are_read_where_the_municipality_lies() -> None:
    lancashire = Bounds(-3.1, 53.4, -2.0, 54.3)
    corners = ((-2.70, 53.76), (-2.69, 53.76), (-2.69, 53.77))
    for text in ("\n".join(f"{y} {x}" for x, y in corners), "\n".join(f"{x} {y}" for x, y in corners)):
        assert area_of_text(text, home=lancashire).bounds == pytest.approx((-2.70, 53.76, -2.69, 53.77))
    metres = area_of_text("353900 429700\n354500 429700\n354500 430300", home=lancashire, epsg=27700)
    assert metres.bounds[0] == pytest.approx(-2.70, abs=0.01)
    assert area_of_text("10 20\n10 21\n11 21").bounds == (20, 10, 21, 11)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("60.0, 15.0\n60.1, 15.0", "too_few"),
        ("60.0, 15.0\nhej\n60.1, 15.0", "not_a_corner"),
        ("60.0 15.0 3.0\n60.1 15.0 3\n60.1 15.1 2", "not_a_corner"),
        ("900000000 1\n1 2\n3 4", "no_system"),
    ],
)
def test_unreadable_corners_are_told(text: str, code: str) -> None:
    with pytest.raises(UnreadableCorners) as told:
        area_of_text(text)
    assert told.value.code == code


def test_profile_rows_are_kept_or_refused_with_line_and_reason(tmp_path: Path) -> None:
    table = tmp_path / "profil.csv"
    table.write_text(
        "Nyckel;År;Värde;Riket;Källa\n"
        "inhabitants;2025;23 456;10 612 000;SCB 2026\n"
        "share_women;2025;49,7;49,6;SCB 2026\n"
        "mean_age;2025;;41,9;SCB 2026\n"
        "shoe_size;2025;42;41;SCB 2026\n"
        "mean_age;1600;42,1;41;SCB 2026\n"
        "mean_age;2024;42,1;;SCB 2025\n",
        encoding="utf-8",
    )
    rows = read_profile(table, known=KEYS)
    assert [(row.key, row.value, row.national_value) for row in rows.kept] == [
        ("inhabitants", 23456, 10612000),
        ("share_women", 49.7, 49.6),
        ("mean_age", 42.1, None),
    ]
    assert [(one.line, one.column, one.code) for one in rows.refused] == [
        (4, "value", "empty"),
        (5, "key", "unknown_key"),
        (6, "year", "not_a_year"),
    ]


def test_a_table_without_the_columns_is_told(tmp_path: Path) -> None:
    (tmp_path / "fel.csv").write_text("namn;ort\nTorget;Avesta\n", encoding="utf-8")
    with pytest.raises(Unreadable) as told:
        read_addresses(tmp_path / "fel.csv")
    assert told.value.facts["columns"] == ["longitud", "latitud"]


@pytest.mark.parametrize(
    "rows",
    [
        "adress,ort,lat,lon\nÅsgatan 1,Falun,60.60,15.63\n",
        "adress;ort;x;y\nÅsgatan 1;Falun;534419;6718415\n",
        "adress;ort;x;y\nÅsgatan 1;Falun;6718415;534419\n",
    ],
)
def test_addresses_in_degrees_or_sweref_in_either_order(tmp_path: Path, rows: str) -> None:
    (tmp_path / "adresser.csv").write_text(rows, encoding="utf-8")
    found = read_addresses(tmp_path / "adresser.csv").kept[0]
    assert (found.longitude, found.latitude) == pytest.approx((15.63, 60.60), abs=0.003)


def test_names_fold_and_become_addresses() -> None:
    assert folded("Åsgatan 12 B, Örebro") == "asgatan 12 b orebro"
    assert slug_of("Björkskolan med omnejd") == "bjorkskolan-med-omnejd"
    assert slug_of("Torget", {"torget", "torget-2"}) == "torget-3"
    assert slug_of("!!!") == "plats"


def test_one_shape_in_a_file_is_the_municipality_whatever_it_is_called() -> None:
    only = NamedShape("", "", shapely.box(15, 60, 16, 61))
    assert chosen([only], code="9901", name="Exempelköping") is only.geometry


def test_line_ends_of_old_machines_are_line_ends_and_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"namn;lat;lon\rStorgatan 1;59,5;16,5\rStorgatan 2;59,5;16,5\r")
    assert len(read_addresses(path, epsg=4326).kept) == 2
    path.write_bytes(b"namn;lat;lon\n" + b"x" * 200_000 + b";59,5;16,5\n")
    with pytest.raises(Unreadable, match="not_a_table"):
        read_addresses(path, epsg=4326)
