"""When rows have had their time, and what is counted before they go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

CELL = 250.0
NOWHERE = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Counted:
    """Incidents of one month, category and cell (or area)."""

    month: date
    category: str
    column: int | None
    row: int | None
    area: str
    count: int
    rows: int


def kept_from(today: date, months: int) -> date:
    """The first day that is kept: whole months, so that a month is never half in each place."""
    number = today.year * 12 + today.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def counts(
    wall: NDArray[np.datetime64],
    category: NDArray[np.object_],
    area: NDArray[np.object_],
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    count: NDArray[np.int32],
) -> Iterator[Counted]:
    """Sums per month, category and 250 m cell; a row without a position of its own is counted for its area."""
    placed = np.isfinite(x) & np.isfinite(y)
    column, line = np.full(len(x), NOWHERE), np.full(len(x), NOWHERE)
    column[placed], line[placed] = np.floor(x[placed] / CELL), np.floor(y[placed] / CELL)
    words, codes = np.unique(category.astype(str), return_inverse=True)
    areas, area_codes = np.unique(np.where(placed, "", area.astype(str)), return_inverse=True)
    months = wall.astype("datetime64[M]").astype(np.int64)
    keys, inverse = np.unique(np.column_stack([months, codes, column, line, area_codes]), axis=0, return_inverse=True)
    sums = np.bincount(inverse.ravel(), weights=count, minlength=len(keys))
    rows = np.bincount(inverse.ravel(), minlength=len(keys))
    each = zip(keys.tolist(), sums.tolist(), rows.tolist(), strict=True)
    for (month, code, east, north, place), total, n_rows in each:
        east_on, north_on = (None, None) if east == NOWHERE else (east, north)
        month_on = date(1970 + month // 12, month % 12 + 1, 1)
        yield Counted(month_on, str(words[code]), east_on, north_on, str(areas[place]), int(total), n_rows)
