"""Small tables as text: profile figures, populations and addresses, each refused row with its line and reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from samplats.foundation.geo import crs
from samplats.foundation.geo.opening import Kind, Unreadable, content, kind_of
from samplats.places.rules.names import folded

T = TypeVar("T")
MOST_ROWS = 400_000


@dataclass(frozen=True)
class Refused:
    """A row that was left out: its line, the column, why, and what stood there."""

    line: int
    column: str
    code: str
    text: str = ""


@dataclass(frozen=True)
class Rows(Generic[T]):
    """The rows that were read and those that were refused."""

    kept: list[T]
    refused: list[Refused]


class RowFault(ValueError):
    """One row is unusable."""

    def __init__(self, column: str, code: str, text: str = "") -> None:
        super().__init__(code)
        self.column, self.code, self.text = column, code, text


Line = dict[str, str]


def _read(path: Path, wanted: Mapping[str, tuple[str, ...]], optional: frozenset[str]) -> Iterator[tuple[int, Line]]:
    if kind_of(path) is not Kind.TEXT:
        raise Unreadable("not_a_table")
    text = _decoded(content(path, at_most=200 * 1024**2))
    head = text.split("\n", 1)[0]
    delimiter = max(";\t,|", key=head.count)
    lines = _rows(text, delimiter)
    columns = [folded(name) for name in next(lines, [])]
    at = {name: _position(columns, names) for name, names in wanted.items()}
    missing = [wanted[name][0] for name, found in at.items() if found is None and name not in optional]
    if missing:
        raise Unreadable("columns_missing", columns=missing)
    for number, row in enumerate(lines, start=2):
        if number > MOST_ROWS:
            raise Unreadable("too_many_rows", limit=MOST_ROWS)
        if any(cell.strip() for cell in row):
            yield number, {name: row[i].strip() for name, i in at.items() if i is not None and i < len(row)}


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:  # a cell without end
        raise Unreadable("not_a_table") from None


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _position(columns: list[str], names: tuple[str, ...]) -> int | None:
    return next((columns.index(folded(name)) for name in names if folded(name) in columns), None)


def _sorted_out(lines: Iterator[tuple[int, Line]], made: Callable[[Line], T]) -> Rows[T]:
    kept: list[T] = []
    refused: list[Refused] = []
    for number, line in lines:
        try:
            kept.append(made(line))
        except RowFault as fault:
            refused.append(Refused(number, fault.column, fault.code, fault.text[:60]))
    return Rows(kept, refused)


def _needed(line: Line, column: str) -> str:
    text = line.get(column, "")
    if not text:
        raise RowFault(column, "empty")
    return text


def _number(line: Line, column: str) -> float:
    text = _needed(line, column)
    try:
        return float(text.replace("\u00a0", "").replace(" ", "").replace(",", ".").replace("−", "-"))
    except ValueError:
        raise RowFault(column, "not_a_number", text) from None


def _year(line: Line) -> int:
    year = _number(line, "year")
    if year != int(year) or not 1900 <= year <= 2100:
        raise RowFault("year", "not_a_year", line["year"])
    return int(year)


@dataclass(frozen=True)
class ProfileRow:
    """One figure of the municipality profile."""

    key: str
    year: int
    value: float
    national_value: float | None
    source: str


PROFILE = {
    "key": ("nyckel", "key"),
    "year": ("år", "year"),
    "value": ("värde", "value"),
    "national": ("riket", "national"),
    "source": ("källa", "source"),
}


def read_profile(path: Path, *, known: frozenset[str]) -> Rows[ProfileRow]:
    """Profile figures from a table with the columns nyckel, år, värde, riket, källa."""

    def made(line: Line) -> ProfileRow:
        key = _needed(line, "key")
        if key not in known:
            raise RowFault("key", "unknown_key", key)
        national = _number(line, "national") if line.get("national") else None
        return ProfileRow(key, _year(line), _number(line, "value"), national, _needed(line, "source")[:200])

    return _sorted_out(_read(path, PROFILE, frozenset({"national"})), made)


@dataclass(frozen=True)
class PopulationRow:
    """How many people live in one area."""

    code: str
    year: int
    people: int


POPULATION = {
    "code": ("desokod", "regsokod", "gss_code", "ward_code", "kod", "code"),
    "year": ("år", "year"),
    "people": ("bef", "befolkning", "folkmängd", "antal", "population"),
}


def read_population(path: Path, *, known: frozenset[str], year: int | None = None) -> tuple[Rows[PopulationRow], int]:
    """Populations of the known areas, and how many rows were about other areas; `year` for a table without one."""
    others = 0

    def made(line: Line) -> PopulationRow:
        people = _number(line, "people")
        if people < 0 or people != int(people):
            raise RowFault("people", "not_a_count", line["people"])
        found = _year(line) if line.get("year") else year
        if found is None:
            raise RowFault("year", "empty")
        return PopulationRow(_needed(line, "code"), found, int(people))

    rows = _sorted_out(_read(path, POPULATION, frozenset({"year"})), made)
    kept = [row for row in rows.kept if row.code in known]
    others = len(rows.kept) - len(kept)
    return Rows(kept, rows.refused), others


@dataclass(frozen=True)
class AddressRow:
    """A name or an address with its position in degrees."""

    name: str
    detail: str
    longitude: float
    latitude: float


ADDRESSES = {
    "name": ("adress", "namn", "name", "address"),
    "detail": ("ort", "postort", "tätort", "locality", "detail"),
    "east": ("longitud", "longitude", "lon", "long", "lng", "x", "e", "östlig", "easting", "sweref99_e"),
    "north": ("latitud", "latitude", "lat", "y", "n", "nordlig", "northing", "sweref99_n"),
}


def check_addresses(path: Path) -> None:
    """Raise `Unreadable` when a file is no table of addresses; its rows are read later."""
    if next(_read(path, ADDRESSES, frozenset({"detail"})), None) is None:
        raise Unreadable("no_rows")


def read_addresses(path: Path, *, epsg: int | None = None) -> Rows[AddressRow]:
    """Names and addresses with coordinates, in degrees or in the stated or guessed system."""

    def made(line: Line) -> tuple[str, str, float, float]:
        east, north = _number(line, "east"), _number(line, "north")
        return _needed(line, "name")[:160], line.get("detail", "")[:120], east, north

    rows = _sorted_out(_read(path, ADDRESSES, frozenset({"detail"})), made)
    return Rows(_placed(rows.kept, epsg), rows.refused)


def _placed(rows: list[tuple[str, str, float, float]], epsg: int | None) -> list[AddressRow]:
    if not rows:
        raise Unreadable("no_rows")
    east, north = [row[2] for row in rows], [row[3] for row in rows]
    swapped = False
    if epsg is None:
        guessed = crs.guess(east, north)
        if guessed is None and not crs.is_geographic(east, north):
            raise Unreadable("no_crs")
        epsg, swapped = (guessed.epsg, guessed.swapped) if guessed else (crs.WGS84, False)
    if swapped:
        east, north = north, east
    lon, lat = crs.to_lonlat(east, north, epsg)
    return [
        AddressRow(row[0], row[1], float(x), float(y))
        for row, x, y in zip(rows, lon, lat, strict=True)
        if x == x and y == y  # only NaN is unlike itself
    ]
