"""The demo as files, the way they come in real life, so that it goes through the same readers as anybody's."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from openpyxl import Workbook
from shapely.geometry.base import BaseGeometry

from samplats.demo import police
from samplats.demo.incidents import Incidents
from samplats.demo.police import AreaRows
from samplats.demo.streams import CATEGORIES, FIRE, ORGANISATIONS, PARTNERS, POLICE
from samplats.demo.town import Town
from samplats.demo.wording import text_of
from samplats.demo.zones import YEARS
from samplats.foundation.geo import crs, shapes

ZONE = "Europe/Stockholm"


@dataclass(frozen=True)
class Written:
    """A file with what an import needs to know about it."""

    path: Path
    source: str
    rows: int
    encoding: str
    crs: int | None
    police_data: bool


def write(town: Town, rows: Incidents, areas: AreaRows, folder: Path) -> tuple[Written, ...]:
    """Write every file of the demo; equal input gives equal bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_json(folder / "kommungrans.geojson", [(town.boundary, {"namn": town.name, "kod": town.code})], town.epsg)
    _write_json(
        folder / "platser.geojson", [(p.boundary, {"namn": p.name, "typ": p.kind}) for p in town.places], town.epsg
    )
    _write_json(
        folder / "omraden.geojson", [(z.area, {"desokod": z.code, "namn": z.name}) for z in town.zones], town.epsg
    )
    _write_gazetteer(town, folder / "ortnamn.csv")
    _write_population(town, folder / "befolkning.csv")
    return (
        _partners(rows.of_source(PARTNERS), folder / "rapporter_samverkan.csv"),
        _fire(rows.of_source(FIRE), town, folder / "raddningstjanst.xlsx"),
        _police_points(police.snapped(town, rows.of_source(POLICE)), folder / "polisutdrag_punkter.csv"),
        _police_areas(areas, town, folder / "polisutdrag_deso.csv"),
    )


def _write_csv(
    path: Path,
    header: Sequence[str],
    lines: Iterable[Sequence[object]],
    *,
    encoding: str = "utf-8",
    delimiter: str = ";",
    quoted: bool = False,
) -> None:
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.writer(
            out,
            delimiter=delimiter,
            quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
            lineterminator="\r\n",
        )
        writer.writerow(header)
        writer.writerows(lines)


def _day(times: NDArray[np.datetime64]) -> list[str]:
    return [str(one) for one in np.datetime_as_string(times.astype("datetime64[D]"))]


def _clock(times: NDArray[np.datetime64]) -> list[str]:
    return [str(one)[11:16] for one in np.datetime_as_string(times.astype("datetime64[m]"))]


def _decimal(numbers: NDArray[np.float64], places: int = 1) -> list[str]:
    return [f"{number:.{places}f}".replace(".", ",") for number in numbers.tolist()]


def _categories(rows: Incidents) -> list[str]:
    return [CATEGORIES[number] for number in rows.category.tolist()]


def _partners(rows: Incidents, path: Path) -> Written:
    """UTF-8 with byte-order mark, semicolons, decimal comma, SWEREF 99 TM, from and to."""
    header = ("Rapport", "Datum från", "Tid från", "Datum till", "Tid till", "Kategori", "Nord", "Öst", "Antal",
              "Organisation", "Beskrivning")  # fmt: skip
    codes = _categories(rows)
    lines = zip(
        [f"R{number:06d}" for number in range(1, len(rows) + 1)],
        _day(rows.start), _clock(rows.start), _day(rows.end), _clock(rows.end), codes,
        _decimal(rows.y), _decimal(rows.x), [1] * len(rows),
        [ORGANISATIONS[number].name for number in rows.organisation.tolist()],
        [text_of(code, number) for code, number in zip(codes, rows.text.tolist(), strict=True)],
        strict=True,
    )  # fmt: skip
    _write_csv(path, header, lines, encoding="utf-8-sig")
    return Written(path, PARTNERS, len(rows), "utf-8-sig", 3006, police_data=False)


def _police_points(rows: Incidents, path: Path) -> Written:
    """Windows-1252 with semicolons; many rows share a position."""
    header = ("Ärende", "Brottskod", "Brottskod text", "Brott från", "Brott till", "X", "Y", "Platsnoggrannhet")
    texts = police.code_texts()
    codes = police.crime_codes(rows).tolist()
    lines = zip(
        [f"99-K{number:06d}" for number in range(1, len(rows) + 1)],
        codes, [texts[code] for code in codes],
        [f"{day} {clock}" for day, clock in zip(_day(rows.start), _clock(rows.start), strict=True)],
        [f"{day} {clock}" for day, clock in zip(_day(rows.end), _clock(rows.end), strict=True)],
        _decimal(rows.x), _decimal(rows.y), ["Gatusträcka"] * len(rows),
        strict=True,
    )  # fmt: skip
    _write_csv(path, header, lines, encoding="cp1252")
    return Written(path, POLICE, len(rows), "cp1252", 3006, police_data=True)


def _police_areas(areas: AreaRows, town: Town, path: Path) -> Written:
    """The columns of a real police export; area codes, no points."""
    texts = police.code_texts()
    registered = _day(areas.registered)
    lines = zip(
        ["LPO Exempelköping"] * len(areas), ["Exempellän"] * len(areas), [town.name] * len(areas),
        [town.code] * len(areas), [town.zones[number].code for number in areas.zone.tolist()], areas.code.tolist(),
        [texts[code] for code in areas.code.tolist()], [day[:4] for day in registered],
        [day[:4] + day[5:7] for day in registered], registered, _day(areas.first), _day(areas.last),
        areas.count.tolist(), ["demo"] * len(areas), [town.zones[number].name for number in areas.zone.tolist()],
        strict=True,
    )  # fmt: skip
    _write_csv(path, police.EXPORT_HEADER, lines, delimiter=",", quoted=True)
    return Written(path, "police_areas", len(areas), "utf-8", None, police_data=True)


def _fire(rows: Incidents, town: Town, path: Path) -> Written:
    """A spreadsheet with degrees and real date cells."""
    names = {"D1": "Brand i fordon", "D2": "Brand i container eller papperskorg", "D3": "Anlagd brand i byggnad",
             "D5": "Falsklarm"}  # fmt: skip
    lon, lat = crs.to_lonlat(rows.x, rows.y, town.epsg)
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(2026, 11, 16, tzinfo=UTC).replace(tzinfo=None)
    sheet = book.create_sheet("Insatser")
    sheet.append(["Insats", "Larmtid", "Händelsetyp", "Kategori", "Latitud", "Longitud"])
    times = rows.end.astype("datetime64[s]").astype(datetime)
    for number, (code, at) in enumerate(zip(_categories(rows), times, strict=True)):
        sheet.append(
            [f"I{number + 1:05d}", at, names[code], code, round(float(lat[number]), 6), round(float(lon[number]), 6)]
        )
    book.save(path)
    _fix_times_in_archive(path)
    return Written(path, FIRE, len(rows), "xlsx", 4326, police_data=False)


def _fix_times_in_archive(path: Path) -> None:
    """A spreadsheet is a zip file; write it anew with fixed times so that equal rows give equal bytes."""
    with zipfile.ZipFile(path) as old:
        members = [(name, old.read(name)) for name in sorted(old.namelist())]
    with zipfile.ZipFile(path, "w") as new:
        for name, content in members:
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-11-16T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, (2026, 11, 16, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def _write_json(path: Path, named: Iterable[tuple[BaseGeometry, dict[str, str]]], epsg: int) -> None:
    features = [
        {
            "type": "Feature",
            "properties": about,
            "geometry": json.loads(shapes.to_geojson(shapes.to_lonlat(area, epsg))),
        }
        for area, about in named
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")


def _write_gazetteer(town: Town, path: Path) -> None:
    lon, lat = crs.to_lonlat([one.x for one in town.gazetteer], [one.y for one in town.gazetteer], town.epsg)
    lines = zip(
        [one.name for one in town.gazetteer], [one.kind for one in town.gazetteer],
        [f"{number:.6f}" for number in lon.tolist()], [f"{number:.6f}" for number in lat.tolist()], strict=True,
    )  # fmt: skip
    _write_csv(path, ("namn", "typ", "lon", "lat"), lines, delimiter=",")


def _write_population(town: Town, path: Path) -> None:
    _write_csv(path, ("desokod", "Kommunkod", "år", "bef"), _people(town), delimiter=",")


def _people(town: Town) -> Iterator[tuple[object, ...]]:
    for zone in town.zones:
        for year, people in zip(YEARS, zone.inhabitants, strict=True):
            yield zone.code, town.code, year, people
