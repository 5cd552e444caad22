"""Which column of a file plays which part: guessed from names and content, or stated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from samplats.foundation.geo.opening import Unreadable

from .digits import CLOCK_SHAPE, SHAPE
from .raw import LAT, LON, RawTable


class Role(StrEnum):
    """The parts a column can play."""

    TIME = "time"
    END = "end"
    CLOCK = "clock"
    END_CLOCK = "end_clock"
    LON = "lon"
    LAT = "lat"
    POSITION = "position"
    AREA = "area"
    CATEGORY = "category"
    CATEGORY_TEXT = "category_text"
    COUNT = "count"
    ID = "id"
    PLACE = "place"


# May hold a category or free text: only what repeats itself is taken for a category.
WORDED = ("handelse", "vad", "rubrik", "arende")
MOST_WORDS = 0.5

NAMES: dict[Role, tuple[str, ...]] = {
    Role.TIME: (
        "brottsdatum fran",
        "datum fran",
        "fran datum",
        "startdatum",
        "fran",
        "from",
        "start",
        "starttid",
        "start time",
        "handelsetid",
        "tidpunkt",
        "date time",
        "datetime",
        "timestamp",
        "occurred",
        "occurred at",
        "occurrence date",
        "date",
        "datum",
        "dag",
        "tid",
        "handelsedatum",
        "brottsdatum",
        "reported at",
        "created at",
        "requested datetime",
        "inskrivningsdatum",
        "month",
        "manad",
        "inskr armanad",
        "armanad",
        "ar",
        "year",
        "inskr ar",
    ),
    Role.END: (
        "brottsdatum till",
        "datum till",
        "till datum",
        "slutdatum",
        "till",
        "to",
        "until",
        "end",
        "slut",
        "sluttid",
        "end time",
    ),
    Role.CLOCK: (
        "tid fran",
        "fran tid",
        "klockslag fran",
        "klockan fran",
        "kl fran",
        "klockslag",
        "klockan",
        "klocka",
        "kl",
        "starttid",
        "tid",
        "tidpunkt",
        "time",
        "start time",
        "time from",
        "hour",
    ),
    Role.END_CLOCK: (
        "tid till",
        "till tid",
        "klockslag till",
        "klockan till",
        "kl till",
        "sluttid",
        "end time",
        "time to",
    ),
    Role.LON: (
        "longitude",
        "longitud",
        "lon",
        "lng",
        "long",
        "x",
        "e",
        "east",
        "easting",
        "ost",
        "ostlig",
        "sweref x",
        "sweref e",
        "sweref99 e",
        "sweref 99 e",
        "x koord",
        "xkoord",
        "koordinat e",
        "e koordinat",
        LON,
    ),
    Role.LAT: (
        "latitude",
        "latitud",
        "lat",
        "y",
        "n",
        "north",
        "northing",
        "nord",
        "nordlig",
        "sweref y",
        "sweref n",
        "sweref99 n",
        "sweref 99 n",
        "y koord",
        "ykoord",
        "koordinat n",
        "n koordinat",
        LAT,
    ),
    Role.POSITION: ("location.gps", "gps", "position", "koordinater", "coordinates", "latlon", "lat lon"),
    Role.AREA: (
        "desokod",
        "deso",
        "regsokod",
        "regso",
        "omradeskod",
        "area code",
        "lsoa code",
        "lsoa",
        "ward code",
        "zone",
        "kommunkod",
        "lanskod",
    ),
    Role.CATEGORY: (
        "brottskod",
        "kategori",
        "category",
        "category code",
        "type",
        "typ",
        "crime type",
        "offense type",
        "offence",
        "service code",
        "handelsetyp",
        "brottstyp",
        "handelsekategori",
        "brottsrubricering",
        "rubricering",
        "kod",
        "location category",
    ),
    Role.CATEGORY_TEXT: (
        "brottskod text",
        "kategoritext",
        "kategori text",
        "category text",
        "category name",
        "service name",
        "beskrivning kategori",
        *WORDED,
    ),
    Role.COUNT: ("antal brott", "antal", "count", "n events", "number", "events"),
    Role.ID: (
        "uid",
        "id",
        "handelse id",
        "incident id",
        "event id",
        "case number",
        "diarienummer",
        "dnr",
        "arendenummer",
        "arendenr",
        "handelsenummer",
        "handelsenr",
        "rapportnummer",
        "service request id",
        "k nummer",
        "knummer",
        "external id",
    ),
    Role.PLACE: (
        "location",
        "location.name",
        "plats",
        "gata",
        "adress",
        "address",
        "gatuadress",
        "street",
        "platsnamn",
    ),
}


@dataclass(frozen=True)
class Columns:
    """The column of each role, and which of them were stated rather than guessed."""

    columns: dict[Role, str]
    stated: frozenset[Role] = field(default_factory=frozenset)

    def __getitem__(self, role: Role) -> str | None:
        return self.columns.get(role)


def plain(name: str) -> str:
    """A column name without case, accents and punctuation."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", " ", bare).strip()


def choose_columns(table: RawTable, stated: Mapping[str, str] | None = None) -> Columns:
    """Give each role its column: what is stated first, then known names whose content fits, then content alone."""
    chosen = _stated(table, stated or {})
    taken = set(chosen.values())
    for role, names in NAMES.items():
        if role not in chosen and (column := _by_name(table, role, names, taken)):
            chosen[role] = column
            taken.add(column)
    if Role.TIME not in chosen and (column := _by_content(table, _is_time, taken)):
        chosen[Role.TIME] = column
    chosen = {role: column for role, column in chosen.items() if column}
    _drop_useless_clocks(table, chosen)
    _drop_half_positions(chosen)
    _require(table, chosen)
    return Columns(chosen, frozenset(Role(role) for role, column in (stated or {}).items() if column))


def _stated(table: RawTable, stated: Mapping[str, str]) -> dict[Role, str]:
    chosen: dict[Role, str] = {}
    for role, column in stated.items():
        if role not in set(Role):
            raise Unreadable("role_unknown", role=role, roles=[str(one) for one in Role])
        if column and column not in table.columns:
            raise Unreadable("column_missing", column=column, columns=_named(table))
        chosen[Role(role)] = column
    return chosen


def _by_name(table: RawTable, role: Role, names: Sequence[str], taken: set[str]) -> str | None:
    by_plain = {plain(column): column for column in reversed(table.columns) if column not in taken}
    fits = FITS.get(role, _is_anything)
    for name in names:
        column = by_plain.get(name)
        if (
            column is not None
            and _share(table, column, fits) >= 0.5
            and (name not in WORDED or _repeats(table, column))
        ):
            return column
    return None


def _by_content(table: RawTable, fits: Callable[[str], bool], taken: set[str]) -> str | None:
    shares = {column: _share(table, column, fits) for column in table.columns if column not in taken}
    best = max(shares, key=lambda column: shares[column], default=None)
    return best if best is not None and shares[best] >= 0.9 else None


def _share(table: RawTable, column: str, fits: Callable[[str], bool]) -> float:
    values = table.sample(column, 500)
    return sum(map(fits, values)) / len(values) if values else 0.0


def _repeats(table: RawTable, column: str) -> bool:
    values = table.sample(column, 500)
    return len(set(values)) <= MOST_WORDS * len(values)


def _is_time(text: str) -> bool:
    return SHAPE.match(re.sub(r"[0-9]", "0", text)) is not None


def _is_clock(text: str) -> bool:
    return CLOCK_SHAPE.match(re.sub(r"[0-9]", "0", text)) is not None


def _is_coordinate(text: str) -> bool:
    return re.fullmatch(r"[-+]?[0-9][0-9  ]*([.,][0-9]+)?", text) is not None


def _is_pair(text: str) -> bool:
    return re.fullmatch(r"\s*[-+]?[0-9.]+\s*[,; ]\s*[-+]?[0-9.]+\s*", text) is not None


def _is_whole(text: str) -> bool:
    return re.fullmatch(r"[-+]?[0-9  ]+([.,]0+)?", text) is not None


def _is_code(text: str) -> bool:
    return len(text) <= 20


def _is_anything(_: str) -> bool:
    return True


FITS: dict[Role, Callable[[str], bool]] = {
    Role.TIME: _is_time,
    Role.END: _is_time,
    Role.CLOCK: _is_clock,
    Role.END_CLOCK: _is_clock,
    Role.LON: _is_coordinate,
    Role.LAT: _is_coordinate,
    Role.POSITION: _is_pair,
    Role.AREA: _is_code,
    Role.COUNT: _is_whole,
}


def _drop_useless_clocks(table: RawTable, chosen: dict[Role, str]) -> None:
    """A time of day belongs to a date without one; beside a full time it says nothing."""
    for day, clock in ((Role.TIME, Role.CLOCK), (Role.END, Role.END_CLOCK)):
        if clock in chosen and (day not in chosen or _share(table, chosen[day], _is_day) < 0.5):
            chosen.pop(clock)


def _is_day(text: str) -> bool:
    return _is_time(text) and ":" not in text and "T" not in text


def _drop_half_positions(chosen: dict[Role, str]) -> None:
    if Role.LON in chosen and Role.LAT in chosen:
        chosen.pop(Role.POSITION, None)
    else:
        chosen.pop(Role.LON, None)
        chosen.pop(Role.LAT, None)


def _require(table: RawTable, chosen: dict[Role, str]) -> None:
    if not chosen.get(Role.TIME):
        raise Unreadable("no_time_column", columns=_named(table))
    if not any(chosen.get(role) for role in (Role.LON, Role.POSITION, Role.AREA)):
        raise Unreadable("no_place_column", columns=_named(table))


def _named(table: RawTable) -> list[str]:
    return [name for name in table.columns if name not in (LON, LAT)]
