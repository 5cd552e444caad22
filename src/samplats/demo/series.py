"""Official figures of an invented county, spread as the real ones are: reported crimes and shares from a survey."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np

PEOPLE = {
    "Exempelköping": 68_400, "Grannköping": 24_100, "Skogsbygd": 6_200, "Åmynne": 15_300, "Brobacka": 9_800,
    "Dalsund": 41_700, "Fallby": 12_600, "Hedeby": 7_900, "Lövåsa": 31_200, "Nordanå": 18_500, "Stenvik": 10_900,
    "Västerfors": 98_300,
}  # fmt: skip
YEARS = range(2021, 2026)
COUNTY, NATION, NATION_PEOPLE = "Exempellän län", "Hela landet", 10_500_000
CRIMES = "Påhittade anmälda brott"
SURVEY = "Påhittad trygghetsundersökning"
FILE_NAME = "exempellan-serier.csv"
SEED = 20261122
# name, per 100 000 and year, how much the municipalities differ besides chance, and who stands out how much
COUNTED: tuple[tuple[str, float, float, dict[str, float]], ...] = (
    ("Skadegörelse", 1150.0, 0.06, {"Dalsund": 1.45}),
    ("Cykelstöld", 420.0, 0.0, {}),
    ("Bostadsinbrott", 95.0, 0.0, {"Västerfors": 1.4}),
)
ASKED: tuple[tuple[str, float, dict[str, float]], ...] = (
    ("Otrygghet vid utevistelse sent på kvällen", 0.26, {"Lövåsa": 1.3}),
    ("Oro för bostadsinbrott", 0.21, {}),
)
SHARE = "Andel (%) i befolkningen (16–84 år)"


def content() -> bytes:
    """The file; the same every time."""
    rng = np.random.default_rng(SEED)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["geografi", "enhet", "ar", "variabel", "varde", "kalla"])
    for year in YEARS:
        for counted in COUNTED:
            _crimes(writer, rng, year, *counted)
        answers = {area: round(min(1900, 320 + people / 60)) for area, people in PEOPLE.items()}
        for area, n in answers.items():
            writer.writerow([area, "", year, "Antal svarande.", n, SURVEY])
        for asked in ASKED:
            _shares(writer, rng, year, answers, *asked)
    return out.getvalue().encode()


def _crimes(
    writer: Any,
    rng: np.random.Generator,
    year: int,
    name: str,
    rate: float,
    spread: float,
    stands_out: dict[str, float],
) -> None:
    counts = {
        area: int(rng.poisson(people * rate / 1e5 * stands_out.get(area, 1.0) * np.exp(rng.normal(0, spread))))
        for area, people in PEOPLE.items()
    }
    rows = [(area, counts[area], people) for area, people in PEOPLE.items()]
    rows += [(COUNTY, sum(counts.values()), sum(PEOPLE.values()))]
    rows += [(NATION, round(NATION_PEOPLE * rate * 1.04 / 1e5), NATION_PEOPLE)]
    for area, count, people in rows:
        writer.writerow([area, "Antal", year, name, count, CRIMES])
        writer.writerow([area, "Antal per 100 000 inv", year, name, round(count / people * 1e5, 1), CRIMES])


def _shares(
    writer: Any,
    rng: np.random.Generator,
    year: int,
    answers: dict[str, int],
    name: str,
    share: float,
    stands_out: dict[str, float],
) -> None:
    rows = [(area, n, rng.binomial(n, share * stands_out.get(area, 1.0)) / n) for area, n in answers.items()]
    rows += [(COUNTY, sum(answers.values()), share), (NATION, 70_000, share * 1.03)]
    for area, n, found in rows:
        half = 1.96 * np.sqrt(1.4 * found * (1 - found) / n)  # weighting makes a survey less certain than its answers
        told = {SHARE: found, "KI (95 %) undre gräns": found - half, "KI (95 %) övre gräns": found + half}
        for unit, value in told.items():
            writer.writerow([area, unit, year, name, round(100 * float(value), 1), SURVEY])
