"""Every row checked; what is left out keeps its line, column, reason and value."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..rules.faults import FaultBlock, Rejections, RowFault
from .columns import Columns, Role
from .positions import Positions, numbers
from .raw import RawTable, as_text
from .times import EARLIEST, Times, outside_span

MOST_COUNT = 1_000_000


class Faults:
    """Collects faults of one file while its rows are checked."""

    def __init__(self, table: RawTable) -> None:
        self._table = table
        self._blocks: list[FaultBlock] = list(table.broken)
        self.is_bad: NDArray[np.bool_] = np.zeros(len(table), dtype=bool)

    def add(self, bad: NDArray[np.bool_], column: str, code: RowFault, **facts: object) -> None:
        """Note the rows that are bad in one way."""
        rows = np.flatnonzero(bad)
        if not len(rows):
            return
        self.is_bad |= bad
        values = self._values(column, rows)
        self._blocks.append(FaultBlock(column, code, self._table.lines[rows], values, facts))

    def _values(self, column: str, rows: NDArray[np.int64]) -> list[str]:
        parts = [self._table.columns[name].take(pa.array(rows)).to_pylist() for name in column.split(" + ") if name]
        return [", ".join(as_text(cell) for cell in cells) for cells in zip(*parts, strict=True)] or [""] * len(rows)

    def found(self) -> Rejections:
        """All faults so far."""
        return Rejections(tuple(self._blocks))


def check_times(faults: Faults, times: Times, columns: Columns, latest: date) -> None:
    """Check start and end."""
    start, end = columns[Role.TIME] or "", columns[Role.END] or ""
    when = " + ".join(name for name in (start, columns[Role.CLOCK]) if name)
    clock = times.start_clock
    faults.add(clock.is_empty, start, RowFault.TIME_MISSING)
    faults.add(clock.is_unreadable, when, RowFault.TIME_UNREADABLE)
    faults.add(clock.is_impossible, when, RowFault.TIME_IMPOSSIBLE)
    early, late = outside_span(times.start, latest)
    faults.add(early, start, RowFault.TIME_TOO_EARLY, earliest=str(EARLIEST.astype("datetime64[D]")))
    faults.add(late, start, RowFault.TIME_TOO_LATE, latest=latest.isoformat())
    if times.end_clock is not None:
        unreadable = times.end_clock.is_unreadable | times.end_clock.is_impossible
        faults.add(unreadable, end, RowFault.END_UNREADABLE)
        faults.add(times.end < times.start, end, RowFault.END_BEFORE_START)
        _, late_end = outside_span(times.end, latest)
        faults.add(late_end & ~late, end, RowFault.TIME_TOO_LATE, latest=latest.isoformat())


def check_places(faults: Faults, places: Positions, columns: Columns, has_area: NDArray[np.bool_]) -> None:
    """Check positions; a row without one needs an area."""
    names = (columns[Role.LON], columns[Role.LAT]) if columns[Role.LON] else (columns[Role.POSITION],)
    column = " + ".join(name for name in names if name)
    faults.add(places.is_unreadable, column, RowFault.POSITION_UNREADABLE)
    faults.add(places.is_zero & ~has_area, column, RowFault.POSITION_ZERO)
    faults.add(places.is_outside, column, RowFault.POSITION_OUTSIDE, crs=places.source_crs)
    faults.add(places.is_empty & ~has_area, column or (columns[Role.AREA] or ""), RowFault.PLACE_MISSING)


def read_counts(faults: Faults, table: RawTable, column: str | None) -> NDArray[np.int32]:
    """The count of each row, 1 where there is no such column."""
    if not column:
        return np.ones(len(table), dtype=np.int32)
    values, empty, bad = numbers(table.columns[column])
    whole = np.where(np.isfinite(values), values, 1.0)
    bad = bad | (whole != np.floor(whole)) | (whole > MOST_COUNT) | empty
    faults.add(bad, column, RowFault.COUNT_UNREADABLE)
    faults.add(~bad & (whole < 1), column, RowFault.COUNT_BELOW_ONE)
    return np.where(bad | (whole < 1), 1, whole).astype(np.int32)


def has_text(values: pa.Array | None, n: int) -> NDArray[np.bool_]:
    """Which rows have any text in a column that may be absent."""
    if values is None:
        return np.zeros(n, dtype=bool)
    text = pc.utf8_trim_whitespace(pc.fill_null(values.cast(pa.string()), ""))
    return np.asarray(pc.not_equal(text, "").to_numpy(zero_copy_only=False), dtype=bool)
