"""`samplats analyse` on real open data that lies beside the project."""

from __future__ import annotations

import csv
import json
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from samplats.commands.main import main

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the folder shared/data is not beside the project"),
]
Summary = dict[str, Any]


@pytest.fixture
def analyse(tmp_path: Path) -> Any:
    def run(file: Path, *more: str) -> tuple[Summary, Path]:
        out = tmp_path / "out"
        assert main(["analyse", str(file), *more, "--out", str(out)]) == 0
        return json.loads((out / "summary.json").read_text()), out

    return run


def codes(summary: Summary) -> dict[str, str]:
    return {kind: run["cannot_say"]["code"] for kind, run in summary["methods"].items() if "cannot_say" in run}


def test_all_of_lancashire(analyse: Any) -> None:
    summary, _out = analyse(SHARED / "pt_lancashire_asb" / "lancashire_asb.tab")
    assert (summary["n_read"], summary["n_used"], summary["n_rejected"]) == (56_434, 56_434, 0)
    assert summary["sum_of_counts"] == 56_434
    assert codes(summary) == {"hours": "needs_time_of_day", "near_repeats": "needs_day", "categories": "no_category"}
    assert summary["time_precision"] == {"month": 56_434}
    assert summary["methods"]["hot_spots"]["parameters"]["cell_metres"] == 250
    assert "hot_spots" in {one["kind"] for one in summary["findings"]}


def test_a_ward_of_lancashire_in_its_own_coordinates(analyse: Any) -> None:
    folder = SHARED / "pt_lancashire_asb"
    summary, _out = analyse(folder / "lancashire_asb.tab", "--place", f"{folder / 'lancashire_wards.gpkg'}#Talbot")
    assert summary["crs_measured_in"] == 27700
    assert summary["n_used"] + summary["n_outside"] == 56_434
    assert summary["n_used"] == 1572


@pytest.mark.parametrize("more", [[], ["--time-zone", "local"]])
def test_san_franciscos_z_is_local(analyse: Any, more: list[str]) -> None:
    summary, _out = analyse(SHARED / "pt_small_timestamped" / "san_francisco_robbery.csv", *more)
    assert summary["n_used"] == 951
    facts = summary["guesses"]["facts"]
    assert facts["offset_ignored"]
    assert more or facts["offset_looks_local"]
    assert "hours" not in codes(summary)


def test_san_franciscos_z_can_be_believed_when_told(analyse: Any) -> None:
    file = SHARED / "pt_small_timestamped" / "san_francisco_robbery.csv"
    summary, _out = analyse(file, "--time-zone", "America/Los_Angeles")
    assert summary["time_zone"] == "America/Los_Angeles"
    assert "offset_ignored" not in summary["guesses"]["facts"]


@pytest.mark.parametrize(("sheet", "rows"), [("Austin", 8696), ("Fort Worth", 1577), ("Seattle", 2529)])
def test_every_sheet_of_the_assaults(analyse: Any, sheet: str, rows: int) -> None:
    summary, _out = analyse(SHARED / "pt_small_timestamped" / "aggravated_assaults.xlsx", "--sheet", sheet)
    assert summary["n_read"] == rows
    assert summary["n_used"] + summary["n_rejected"] == rows
    assert "hours" not in codes(summary)


def test_nottingham_has_months_only(analyse: Any) -> None:
    summary, _out = analyse(SHARED / "pt_small_timestamped" / "nottingham_burglary.csv.gz")
    assert summary["n_used"] == 1795
    assert codes(summary)["hours"] == "needs_time_of_day"


def test_zurich_keeps_its_own_metres(analyse: Any) -> None:
    folder = SHARED / "reports_zurich"
    file = folder / "zueri_wie_neu_2016_2018.csv"
    summary, _out = analyse(file, "--study-area", str(folder / "districts.gpkg"))
    assert summary["crs_measured_in"] == 2056
    assert summary["guesses"]["facts"]["crs"] == 2056
    assert summary["n_read"] == 8900


def test_a_feed_placed_by_municipality_is_never_a_hot_spot(analyse: Any) -> None:
    summary, out = analyse(SHARED / "se_police_events" / "events_2023_2024.ndjson.gz")
    assert summary["n_used"] == 44_716
    assert {codes(summary)[kind] for kind in ("cells", "hot_spots", "density", "near_repeats")} == {"centroid_located"}
    assert json.loads((out / "cells.geojson").read_text())["features"] == []
    assert any(one["code"] == "centroid_located" and one["why"] for one in summary["cannot_say"])


def test_a_swedish_police_export_gives_tables_rates_and_trend_but_no_points(analyse: Any, tmp_path: Path) -> None:
    file, total = police_export(tmp_path / "police.csv")
    people = SHARED / "se_dalarna_deso" / "population_deso_2022_2025.csv"
    summary, out = analyse(file, "--population", str(people))
    assert summary["sum_of_counts"] == total
    assert summary["columns"]["area"] == "desokod"
    assert {codes(summary)[kind] for kind in ("cells", "hot_spots")} == {"area_only"}
    assert {"categories", "areas", "development", "hours"}.isdisjoint(codes(summary))
    rows = list(csv.DictReader((out / "patterns.csv").open()))
    assert any(row["analysis"] == "areas" and row["column"].startswith("per 1000") for row in rows)


def police_export(path: Path) -> tuple[Path, int]:
    """Rows as the police hand them out: DeSO code, crime code, from, to and count."""
    chance = random.Random(4)
    folder = SHARED / "se_crime_code_key"
    header = next(csv.reader((folder / "police_export_header.csv").open(encoding="utf-8")))
    crimes = list(csv.reader((folder / "brottskod_text.csv").open(encoding="utf-8")))[1:12]
    zones = list(csv.DictReader((SHARED / "se_dalarna_deso" / "deso_regso_names.csv").open(encoding="utf-8")))
    zones = [zone for zone in zones if zone["Kommunnamn"] == "Avesta"]
    total = 0
    with path.open("w", encoding="cp1252", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(header)
        for _ in range(3000):
            zone, crime, count = chance.choice(zones), chance.choice(crimes), chance.choice((1, 1, 2))
            start = datetime(2023, 1, 1) + timedelta(minutes=chance.randrange(1000 * 1440))
            end = start + timedelta(minutes=chance.choice((0, 45, 600)))
            total += count
            writer.writerow(
                [
                    "LPO",
                    "Dalarnas län",
                    "Avesta",
                    "2084",
                    zone["desokod"],
                    *crime,
                    end.year,
                    f"{end:%Y-%m}",
                    f"{end:%Y-%m-%d}",
                    f"{start:%Y-%m-%d %H:%M}",
                    f"{end:%Y-%m-%d %H:%M}",
                    count,
                    "",
                    zone["regsonamn"],
                ]
            )
    return path, total
