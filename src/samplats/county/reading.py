"""A file of official yearly series for several areas, as Brå's figures are spread: one value a line, units in words.

Columns: geografi, enhet, ar, variabel, varde, kalla. Reported crimes have a count and a rate per 100 000 inhabitants;
survey shares have the limits of their interval, and the number of those who answered in lines without a unit.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

COLUMNS = ("geografi", "enhet", "ar", "variabel", "varde", "kalla")
COUNT, RATE = "Antal", "Antal per 100 000 inv"
LOW, HIGH = "KI (95 %) undre gräns", "KI (95 %) övre gräns"
ANSWERED = "Antal svarande"
MOST_ROWS = 300_000
LONGEST_LINE = 100_000  # characters; csv refuses a field that is longer
YEARS = range(1950, 2101)
UNIT_IN_NAME = re.compile(r"\.\s*(Andel \(%\).*)$")

Key = tuple[str, int]  # area, year


@dataclass(frozen=True)
class SeriesFault:
    """Why a file was not taken in: what, at which line (0: the whole file), and the value."""

    code: str
    line: int = 0
    value: str = ""


class NotSeries(ValueError):
    """The file is not such a file; `fault` says why."""

    def __init__(self, fault: SeriesFault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(frozen=True)
class ReadSeries:
    """One series: values by year, each [area, count, people] or [area, share, low, high, answers]; shares up to 1."""

    source: str
    name: str
    unit: str
    is_share: bool
    values: dict[str, list[list[object]]]


@dataclass
class _Collected:
    """The values of one variable while the file is read."""

    unit: str = ""
    values: dict[Key, float] = field(default_factory=dict)
    rates: dict[Key, float] = field(default_factory=dict)
    low: dict[Key, float] = field(default_factory=dict)
    high: dict[Key, float] = field(default_factory=dict)


def read_series(content: bytes) -> list[ReadSeries]:
    """Every series of a file; raises `NotSeries`."""
    collected: dict[tuple[str, str], _Collected] = defaultdict(_Collected)
    answers: dict[Key, int] = {}
    for number, row in _rows(content):
        source, name = _words(row["kalla"]), _words(row["variabel"])
        key, value = (_words(row["geografi"]), _year(row["ar"], number)), _number(row["varde"], number)
        if value is None:
            continue
        if name.startswith(ANSWERED):
            answers[key] = int(value)
            continue
        split = UNIT_IN_NAME.search(name)
        _keep(
            collected[source, UNIT_IN_NAME.sub("", name)],
            _words(row["enhet"]) or (split[1] if split else ""),
            key,
            value,
        )
    people = _people(collected.values())
    found = [_series(source, name, one, people, answers) for (source, name), one in collected.items()]
    return [one for one in found if one.values]


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    text = _decoded(content)
    head = text.split("\n", 1)[0]
    if "\0" in text or max(map(len, text.split("\n"))) > LONGEST_LINE:
        raise NotSeries(SeriesFault("not_text"))
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if head.count(";") > head.count(",") else ",")
    missing = [one for one in COLUMNS if one not in (reader.fieldnames or [])]
    if missing:
        raise NotSeries(SeriesFault("columns", 1, ", ".join(missing)))
    number = 0
    for row in reader:
        number += 1
        if number > MOST_ROWS:
            raise NotSeries(SeriesFault("too_long", reader.line_num))
        yield reader.line_num, {name: row[name] or "" for name in COLUMNS}
    if not number:
        raise NotSeries(SeriesFault("empty"))


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotSeries(SeriesFault("not_text"))


def _words(text: str) -> str:
    return re.sub(r"\s+,", ",", " ".join(text.split()))


def _year(text: str, line: int) -> int:
    try:
        year = int(text)
    except ValueError:
        raise NotSeries(SeriesFault("year", line, text[:40])) from None
    if year not in YEARS:
        raise NotSeries(SeriesFault("year", line, text[:40]))
    return year


def _number(text: str, line: int) -> float | None:
    """The value; None for an empty one, which stands where nothing may be shown."""
    if not text.strip() or text.strip() in {"..", "-", "NA"}:
        return None
    try:
        value = float(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except ValueError:
        raise NotSeries(SeriesFault("value", line, text[:40])) from None
    if not 0 <= value < 1e12:
        raise NotSeries(SeriesFault("value", line, text[:40]))
    return value


def _keep(one: _Collected, unit: str, key: Key, value: float) -> None:
    if unit == LOW:
        one.low[key] = value / 100
    elif unit == HIGH:
        one.high[key] = value / 100
    elif unit == RATE:
        one.rates[key] = value
    else:
        one.unit = one.unit or unit
        one.values[key] = value


def _people(collected: Iterable[_Collected]) -> dict[Key, float]:
    """How many lived in an area a year, from the largest count that has a rate: rates are rounded, large ones least."""
    best: dict[Key, tuple[float, float]] = {}
    for one in collected:
        for key, rate in one.rates.items():
            count = one.values.get(key, 0.0)
            if rate > 0 and count > best.get(key, (0.0, 0.0))[0]:
                best[key] = count, count / rate * 100_000
    return {key: people for key, (_count, people) in best.items()}


def _series(source: str, name: str, one: _Collected, people: dict[Key, float], answers: dict[Key, int]) -> ReadSeries:
    is_share = bool(one.low)
    values: dict[str, list[list[object]]] = defaultdict(list)
    for (area, year), value in sorted(one.values.items()):
        key = area, year
        if is_share and key in one.low and key in one.high:
            values[str(year)].append([area, value / 100, one.low[key], one.high[key], answers.get(key)])
        elif not is_share and key in people:
            values[str(year)].append([area, round(value), round(people[key])])
    return ReadSeries(source, name, one.unit, is_share, dict(values))
