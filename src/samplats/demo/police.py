"""The police's side: points moved to the middle of a street stretch, and an export with area codes, not points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import shapely
from numpy.random import PCG64, Generator
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from samplats.demo import rhythm
from samplats.demo.incidents import Incidents, generate
from samplats.demo.streams import CATEGORIES, POLICE
from samplats.demo.town import SEED, Town

# Crime codes of the police (numbers are facts; the wording is shortened here) by incident category.
CODES: Mapping[str, tuple[tuple[int, str], ...]] = MappingProxyType({
    "A5": ((3101, "Vårdslöshet i trafik"), (3141, "Hastighetsöverträdelse på väg")),
    "B2": ((5010, "Narkotikastrafflagen, innehav"), (5011, "Narkotikastrafflagen, bruk")),
    "C1": ((357, "Misshandel, ej grov, mot man 18 år eller äldre, obekant, utomhus"),
           (355, "Misshandel, ej grov, mot kvinna 18 år eller äldre, obekant, utomhus")),
    "C2": ((429, "Ofredande"), (453, "Olaga hot")),
    "C4": ((892, "Rån utan skjutvapen mot privatperson, utomhus"),),
    "D2": ((1210, "Skadegörelse genom brand, ej på motorfordon"),),
    "D4": ((4123, "Hantering av explosiv vara utan försiktighet"),),
    "E1": ((1209, "Skadegörelse, övrigt klotter"), (1208, "Skadegörelse, klotter mot kollektivtrafiken")),
    "E2": ((1212, "Annan skadegörelse"), (1205, "Skadegörelse mot stat, kommun eller region, ej klotter")),
    "F1": ((857, "Inbrottsstöld, försök, i villa eller radhus"), (825, "Stöld genom inbrott från källare eller vind")),
    "F2": ((811, "Stöld genom inbrott i skola"), (820, "Stöld genom inbrott från kontor")),
    "F3": ((809, "Tillgrepp av cykel"), (841, "Stöld från cykel")),
    "F4": ((853, "Stöld utan inbrott från butik"),),
    "F5": ((802, "Fullbordat tillgrepp av bil"), (9827, "Stöld ur eller från motordrivet fordon")),
})  # fmt: skip

EXPORT_HEADER = (
    "LPO/Sektion nivå 4 brottsplats", "Län", "Kommunnamn", "Kommunkod", "desokod", "Brottskod", "Brottskod text",
    "Inskr år", "Inskr årmånad", "Inskrivningsdatum", "Brottsdatum från", "Brottsdatum till", "antal_brott", "kallfil",
    "regsonamn",
)  # fmt: skip


@dataclass(frozen=True)
class AreaRows:
    """Counted crimes per small area, code and dates; `zone` points into the town's zones."""

    zone: NDArray[np.int16]
    code: NDArray[np.int32]
    registered: NDArray[np.datetime64]
    first: NDArray[np.datetime64]
    last: NDArray[np.datetime64]
    count: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.count)


def snapped(town: Town, rows: Incidents) -> Incidents:
    """The same rows with each position moved to the middle of the nearest stretch of street (many become equal)."""
    lines = [one.line for one in town.streets if one.kind != "path"]
    anchors = np.round(shapely.get_coordinates(shapely.line_interpolate_point(lines, 0.5, normalized=True)), 1)
    _, nearest = cKDTree(anchors).query(np.column_stack([rows.x, rows.y]))
    return Incidents(**{**_columns_of(rows), "x": anchors[nearest, 0], "y": anchors[nearest, 1]})


def _columns_of(rows: Incidents) -> dict[str, object]:
    return {name: getattr(rows, name) for name in rows.__dataclass_fields__}


def crime_codes(rows: Incidents) -> NDArray[np.int32]:
    """A crime code for each row, the same one each time."""
    most = max(len(codes) for codes in CODES.values())
    table = np.zeros((len(CATEGORIES), most), dtype=np.int32)
    for number, category in enumerate(CATEGORIES):
        codes = [code for code, _ in CODES.get(category, ())] or [0]
        table[number] = (codes * most)[:most]
    return np.asarray(table[rows.category, rows.start.astype(np.int64) % most])


def code_texts() -> dict[int, str]:
    """The wording of each crime code."""
    return {code: text for codes in CODES.values() for code, text in codes}


def area_export(town: Town, *, share: float = 0.42, scale: float = 1.0, seed: int = SEED + 1) -> AreaRows:
    """An export without points: another draw of the same police streams, counted per area, code and dates."""
    rows = generate(town, scale=scale * share, seed=seed).of_source(POLICE)
    rng = Generator(PCG64([seed, 3]))
    zone = zones_of(town, rows)
    keys = np.column_stack([
        zone, crime_codes(rows), rows.start.astype("datetime64[D]").astype(np.int64),
        rows.end.astype("datetime64[D]").astype(np.int64),
    ])  # fmt: skip
    keys = keys[zone >= 0]
    unique, counts = np.unique(keys, axis=0, return_counts=True)
    last = unique[:, 3].astype("datetime64[D]")
    wait = np.floor(rhythm.exponential(2.2, len(unique), rng)).astype(np.int64)
    registered = np.minimum(last + wait, np.datetime64(rows.as_of, "D"))
    order = np.lexsort((unique[:, 2], unique[:, 1], unique[:, 0], registered))
    return AreaRows(
        zone=unique[order, 0].astype(np.int16),
        code=unique[order, 1].astype(np.int32),
        registered=registered[order],
        first=unique[order, 2].astype("datetime64[D]"),
        last=last[order],
        count=counts[order].astype(np.int32),
    )


def zones_of(town: Town, rows: Incidents) -> NDArray[np.int64]:
    """Which small area each row lies in; -1 for none."""
    found = np.full(len(rows), -1, dtype=np.int64)
    for number, zone in enumerate(town.zones):
        shapely.prepare(zone.area)
        found[shapely.contains_xy(zone.area, rows.x, rows.y)] = number
    return found
