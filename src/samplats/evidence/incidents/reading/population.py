"""Residents per area code, from any table that has both; the latest year when there are several."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from samplats.foundation.geo.opening import Kind, Unreadable, kind_of

from .columns import NAMES, Role, plain
from .other_files import read_workbook
from .positions import numbers
from .raw import RawTable, as_text
from .text_files import read_text

PEOPLE = ("population", "bef", "befolkning", "folkmangd", "invanare", "residents", "antal invanare")
CODES = (*NAMES[Role.AREA], "gss code", "code", "kod")
YEARS = ("ar", "year")


def read_population(path: Path) -> dict[str, float]:
    """Area code to residents."""
    table = read_workbook(path) if kind_of(path) is Kind.WORKBOOK else read_text(path)
    code, people = _column(table, CODES), _column(table, PEOPLE)
    if code is None or people is None:
        raise Unreadable("no_population", columns=list(table.columns))
    counts, _, bad = numbers(table.columns[people])
    years = np.zeros(len(table))
    if year := _column(table, YEARS):
        years = np.nan_to_num(numbers(table.columns[year])[0])
    found: dict[str, float] = {}
    codes = [as_text(value) for value in table.columns[code].to_pylist()]
    for row in np.argsort(years, kind="stable"):
        if codes[row] and not bad[row] and counts[row] > 0:
            found[codes[row]] = float(counts[row])
    return found


def _column(table: RawTable, names: tuple[str, ...]) -> str | None:
    by_plain = {plain(name): name for name in table.columns}
    return next((by_plain[name] for name in names if name in by_plain), None)
