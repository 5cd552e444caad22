"""Rows as they stand in a file, before anything is guessed or checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..rules.faults import FaultBlock

LON = "geometry.x"
LAT = "geometry.y"


@dataclass(frozen=True)
class RawTable:
    """Columns of one file with the line of each row; text or typed Arrow arrays of equal length."""

    form: str
    unit: str
    columns: dict[str, pa.Array]
    lines: NDArray[np.int64]
    broken: tuple[FaultBlock, ...] = ()
    crs: int | None = None
    has_areas: bool = False
    facts: dict[str, object] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def n_read(self) -> int:
        """All rows, the broken ones included."""
        return len(self.lines) + sum(len(block.lines) for block in self.broken)

    def sample(self, name: str, most: int = 2000) -> list[str]:
        """The first filled values of a column as text."""
        values = self.columns[name][:most].to_pylist()
        return [text for text in (as_text(value) for value in values) if text]


def as_text(value: object) -> str:
    """A cell as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).replace("\0", "").strip()  # no database takes that character


def unique_names(header: Sequence[str]) -> list[str]:
    """Column names without blanks or doubles, in order."""
    names: list[str] = []
    for index, name in enumerate(header, start=1):
        plain = name.strip().strip("\ufeff") or f"kolumn {index}"
        names.append(plain if plain not in names else f"{plain} ({index})")
    return names


def from_rows(values: Iterable[object]) -> pa.Array:
    """An Arrow array of mixed Python values: numbers stay numbers when all are, the rest becomes text."""
    cells = list(values)
    if all(cell is None or (isinstance(cell, (int, float)) and not isinstance(cell, bool)) for cell in cells):
        with suppress(OverflowError):  # a whole number that no float holds is text
            return pa.array([None if cell is None else float(cell) for cell in cells], type=pa.float64())  # type: ignore[arg-type]
    return pa.array([as_text(cell) for cell in cells], type=pa.string())
