"""What was planted must be found again, by other means than those that planted it."""

import hashlib
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import openpyxl
import pytest
import yaml
from scipy.spatial import cKDTree

from samplats.demo import files, incidents, police, reporting, rhythm, sketch, spots
from samplats.demo.incidents import Incidents, generate, within
from samplats.demo.streams import CATEGORIES, FIRE, ORGANISATIONS, PARTNERS, POLICE
from samplats.demo.town import Town, build
from samplats.demo.wording import TEXTS

pytestmark = pytest.mark.slow  # the whole town is built

SHARED = Path(__file__).parents[5] / "shared"


@pytest.fixture(scope="module")
def town() -> Town:
    return build()


@pytest.fixture(scope="module")
def rows(town: Town) -> Incidents:
    return generate(town)


def of(rows: Incidents, category: str, source: str | None = None) -> Incidents:
    chosen = rows if source is None else rows.of_source(source)
    return chosen.only(chosen.category == CATEGORIES.index(category))


def fingerprint(rows: Incidents) -> str:
    columns = [rows.category, rows.source, rows.organisation, rows.x, rows.y, rows.start, rows.end, rows.text]
    return hashlib.sha256(b"".join(np.ascontiguousarray(column).tobytes() for column in columns)).hexdigest()


def test_equal_seeds_give_equal_incidents(town: Town, rows: Incidents) -> None:
    assert fingerprint(generate(town)) == fingerprint(rows)
    assert fingerprint(generate(town, seed=1)) != fingerprint(rows)


def test_about_twelve_thousand_in_the_three_years_before(rows: Incidents) -> None:
    assert 11_000 < len(rows) < 13_000
    assert rows.end.max() < np.datetime64("2026-11-16T00:00")
    assert rows.end.min() >= np.datetime64("2023-11-16T00:00")
    assert (rows.start <= rows.end).all()


def test_scale_multiplies(town: Town, rows: Incidents) -> None:
    assert len(generate(town, scale=10)) == pytest.approx(10 * len(rows), rel=0.03)


def test_all_lie_inside_and_dry(town: Town, rows: Incidents) -> None:
    assert incidents._inside(town, rows).all()


def test_thirty_eight_at_the_station_in_the_last_four_weeks(town: Town, rows: Incidents) -> None:
    station = rows.of_source(PARTNERS)
    station = station.only(within(town, "stationstorget", station))
    age = (np.datetime64(rows.as_of, "m") - station.end).astype(np.int64) // (28 * 1440)
    windows = np.bincount(age)[:26]
    assert windows[0] == 38
    usual = windows[1:].mean()
    assert 17 < usual < 23
    assert windows[0] > usual + 2 * np.sqrt(usual)
    recent = station.only(age == 0)
    theme = np.isin(recent.category, [CATEGORIES.index("C1"), CATEGORIES.index("D2")])
    weekday = (recent.start.astype("datetime64[D]").astype(np.int64) + 3) % 7
    hour = recent.start.astype("datetime64[h]").astype(np.int64) % 24
    weekend = (np.isin(weekday, [4, 5]) & (hour >= 20)) | (np.isin(weekday, [5, 6]) & (hour < 2))
    assert (theme & weekend).sum() >= 25
    assert recent.planted.sum() == 25


def test_lugnviken_becomes_calmer(town: Town, rows: Incidents) -> None:
    village = rows.only(within(town, "lugnvikens-centrum", rows))
    age = (np.datetime64(rows.as_of, "m") - village.end).astype(np.int64) // (1440 * 365)
    now, _, before = np.bincount(age, minlength=3)[:3]
    assert now < 0.65 * before


def test_hot_spots_hold_far_more_than_their_ground(town: Town, rows: Incidents) -> None:
    tree = cKDTree(np.column_stack([rows.x, rows.y]))
    for spot in spots.STATION[:4]:
        at = np.asarray(spot.at) + np.asarray(sketch.ORIGIN)
        here, around = (len(tree.query_ball_point(at, radius)) for radius in (25, 200))
        assert here / 25**2 > 6 * around / 200**2


def test_friday_and_saturday_nights_stand_out_for_fights_only(rows: Incidents) -> None:
    def share(category: str) -> float:
        chosen = of(rows, category)
        hours = (chosen.start - np.timedelta64(20, "h")).astype("datetime64[h]").astype(np.int64)
        return float((np.isin((hours // 24 + 3) % 7, [4, 5]) & (hours % 24 < 6)).mean())

    assert share("C1") > 0.3  # 12 of 168 hours are 7 percent
    assert share("G1") < 0.05


def test_seasons_are_visible(rows: Incidents) -> None:
    def months(category: str) -> np.ndarray:
        return np.bincount(of(rows, category).end.astype("datetime64[M]").astype(np.int64) % 12, minlength=12)

    assert months("D4")[11] > 3 * months("D4").mean()
    bikes = months("F3")
    assert bikes[4:9].sum() > 2 * bikes[[0, 1, 10, 11]].sum()


def close_pairs(rows: Incidents, shift: np.ndarray | None = None) -> int:
    """Pairs within 100 metres and 7 days; with `shift` the times belong to other places."""
    days = rows.end.astype(np.int64) / 1440
    days = days if shift is None else days[shift]
    pairs = cKDTree(np.column_stack([rows.x, rows.y])).query_pairs(100, output_type="ndarray")
    return int((np.abs(days[pairs[:, 0]] - days[pairs[:, 1]]) <= 7).sum())


def knox_ratio(rows: Incidents) -> float:
    rng = np.random.default_rng(3)
    expected = np.mean([close_pairs(rows, rng.permutation(len(rows))) for _ in range(60)])
    return close_pairs(rows) / float(expected)


def test_bin_fires_repeat_nearby_and_graffiti_does_not(rows: Incidents) -> None:
    assert knox_ratio(of(rows, "D2", FIRE)) > 2.5
    assert 0.85 < knox_ratio(of(rows, "E1", PARTNERS)) < 1.15


def test_hidden_times_have_intervals_and_seen_ones_none(rows: Incidents) -> None:
    burglary, fight = of(rows, "F1"), of(rows, "C1")
    assert (burglary.end > burglary.start).mean() > 0.9
    assert (fight.end == fight.start).all()


def test_police_points_are_snapped_and_share_spots(town: Town, rows: Incidents) -> None:
    before = rows.of_source(POLICE)
    after = police.snapped(town, before)
    distinct = len(np.unique(np.column_stack([after.x, after.y]), axis=0))
    assert distinct < 0.2 * len(after)
    assert np.median(np.hypot(after.x - before.x, after.y - before.y)) < 80


def test_area_export_has_known_zones_codes_and_counts(town: Town) -> None:
    areas = police.area_export(town)
    assert 2_000 < areas.count.sum() < 3_000
    assert (areas.count >= 1).all()
    assert areas.count.max() > 1
    assert areas.zone.min() >= 0
    assert areas.zone.max() < len(town.zones)
    assert (areas.first <= areas.last).all()
    assert (areas.last <= areas.registered).all()


def test_eleven_of_fourteen_reported_last_week(rows: Incidents) -> None:
    effort = reporting.weeks(rows)
    last = effort.week == np.datetime64("2026-11-09")
    assert (effort.members[last].sum(), effort.active[last].sum(), effort.nothing_to_report[last].sum()) == (14, 11, 3)
    assert (effort.active <= effort.members).all()
    assert (effort.nothing_to_report <= effort.active).all()


def test_one_organisation_has_stopped(rows: Incidents) -> None:
    stopped = next(number for number, one in enumerate(ORGANISATIONS) if one.stopped_days_ago)
    latest = rows.end[rows.organisation == stopped].max()
    assert latest < np.datetime64("2025-10-05")


def test_universal_time_agrees_with_the_time_zone_database(rows: Incidents) -> None:
    zone = ZoneInfo("Europe/Stockholm")
    for local, utc in zip(rows.start[::97].tolist(), rows.start_utc[::97].tolist(), strict=True):
        offset = local.replace(tzinfo=zone).utcoffset()
        assert local - offset == utc, local
    edges = np.array(["2026-03-29T01:59", "2026-03-29T03:00", "2026-10-25T01:59", "2026-10-25T03:00"], "datetime64[m]")
    assert [str(one)[11:] for one in rhythm.to_utc(edges)] == ["00:59", "01:00", "23:59", "02:00"]


@pytest.mark.slow
def test_files_are_equal_each_time_and_readable(town: Town, rows: Incidents, tmp_path: Path) -> None:
    areas = police.area_export(town)
    written = files.write(town, rows, areas, tmp_path / "a")
    files.write(town, rows, areas, tmp_path / "b")
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name
    assert {one.source: one.rows for one in written} == {
        PARTNERS: len(rows.of_source(PARTNERS)), FIRE: len(rows.of_source(FIRE)),
        POLICE: len(rows.of_source(POLICE)), "police_areas": len(areas),
    }  # fmt: skip
    lines = (tmp_path / "a" / "polisutdrag_punkter.csv").read_text(encoding="cp1252").splitlines()
    assert lines[0].startswith("Ärende;Brottskod;")
    assert len(lines) == len(rows.of_source(POLICE)) + 1
    sheet = openpyxl.load_workbook(tmp_path / "a" / "raddningstjanst.xlsx", read_only=True).active
    assert sum(1 for _ in sheet.iter_rows()) == len(rows.of_source(FIRE)) + 1


def test_scaled_down_rows_write_too(town: Town, rows: Incidents, tmp_path: Path) -> None:
    few = replace(rows.only(np.arange(0, len(rows), 50)))
    assert sum(one.rows for one in files.write(town, few, police.area_export(town, scale=0.05), tmp_path)[:3]) == len(
        few
    )


def test_categories_and_texts_are_those_of_the_taxonomy() -> None:
    path = SHARED / "content" / "incident_taxonomy.yaml"
    if not path.exists():
        pytest.skip("the shared content folder is missing")
    known = {one["id"] for one in yaml.safe_load(path.read_text(encoding="utf-8"))["categories"]}
    assert set(CATEGORIES) <= known
    assert set(TEXTS) <= set(CATEGORIES)


def test_crime_codes_exist_in_the_police_key() -> None:
    folder = SHARED / "data" / "se_crime_code_key"
    if not folder.exists():
        pytest.skip("the shared data folder is missing")
    known = {line.split(",")[0] for line in (folder / "brottskod_levels.csv").read_text(encoding="utf-8").splitlines()}
    assert {str(code) for code in police.code_texts()} <= known
    header = (folder / "police_export_header.csv").read_text(encoding="utf-8").strip().replace('"', "").split(",")
    assert tuple(header) == police.EXPORT_HEADER
