"""The rows that were left out as they stand in the file, with what is wrong beside them: to mend and import again."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa

from samplats.foundation.access.actors import Actor

from ..models import Import
from ..reading.raw import LAT, LON, as_text
from ..reading.reader import raw_table
from ..rules.faults import RowFault
from .batches import rejected_rows
from .reading import OURS, file_of, options_of


@dataclass(frozen=True)
class ToMend:
    """One row of the file that was left out, and every reason why."""

    line: int
    cells: list[str]
    reasons: list[tuple[RowFault, dict[str, object]]]


def rows_to_mend(actor: Actor, batch: Import) -> tuple[list[str], list[ToMend]]:
    """The file's columns and its rows that were left out; raises `Unreadable` when the file is erased."""
    with file_of(batch) as path:
        table = raw_table(path, options_of(actor, batch, date.max), None, None)
    names = [name for name in table.columns if name not in (LON, LAT) and not name.startswith(OURS)]
    reasons: dict[int, list[tuple[RowFault, dict[str, object]]]] = {}
    raw: dict[int, str] = {}
    for row in rejected_rows(actor, batch).iterator(2000):
        reasons.setdefault(row.line, []).append((RowFault(row.code), row.facts))
        if row.code == RowFault.COLUMNS:
            raw[row.line] = row.value
    at = np.flatnonzero(np.isin(table.lines, list(reasons)))
    columns = [table.columns[name].take(pa.array(at)).to_pylist() for name in names]
    cells = {int(table.lines[row]): [as_text(column[n]) for column in columns] for n, row in enumerate(at)}
    delimiter = str(table.facts.get("delimiter", ";"))
    for line, text in raw.items():
        cells.setdefault(line, _cells(text, delimiter))
    return names, [ToMend(line, cells.get(line, []), reasons[line]) for line in sorted(reasons)]


def _cells(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:  # longer than a cell may be
        return [text]
