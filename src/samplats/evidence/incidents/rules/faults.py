"""Why a row cannot be used: codes and facts; the words are in `sentences`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class RowFault(StrEnum):
    """Why one row is left out."""

    COLUMNS = "columns"
    TIME_MISSING = "time_missing"
    TIME_UNREADABLE = "time_unreadable"
    TIME_IMPOSSIBLE = "time_impossible"
    TIME_TOO_EARLY = "time_too_early"
    TIME_TOO_LATE = "time_too_late"
    END_UNREADABLE = "end_unreadable"
    END_BEFORE_START = "end_before_start"
    POSITION_UNREADABLE = "position_unreadable"
    POSITION_OUTSIDE = "position_outside"
    POSITION_ZERO = "position_zero"
    PLACE_MISSING = "place_missing"
    COUNT_UNREADABLE = "count_unreadable"
    COUNT_BELOW_ONE = "count_below_one"
    OUTSIDE_MUNICIPALITY = "outside_municipality"
    RESTRICTED_WITHOUT_ROOM = "restricted_without_room"


@dataclass(frozen=True, slots=True)
class Rejection:
    """One reason why one row is left out: where, which column, what stood there."""

    line: int
    field: str
    code: RowFault
    value: str
    facts: dict[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class FaultBlock:
    """Many rows with the same fault in the same column, kept as arrays."""

    field: str
    code: RowFault
    lines: NDArray[np.int64]
    values: list[str]
    facts: dict[str, object] = dataclasses.field(default_factory=dict)

    def __iter__(self) -> Iterator[Rejection]:
        for line, value in zip(self.lines.tolist(), self.values, strict=True):
            yield Rejection(line, self.field, self.code, value, self.facts)


@dataclass(frozen=True)
class Rejections:
    """Every reason for every rejected row."""

    blocks: tuple[FaultBlock, ...] = ()

    @property
    def n_rows(self) -> int:
        """How many rows are left out; a row with two faults counts once."""
        if not self.blocks:
            return 0
        return len(np.unique(np.concatenate([block.lines for block in self.blocks])))

    def by_reason(self) -> dict[str, int]:
        """How many rows have each fault, most common first."""
        found: dict[str, int] = {}
        for block in self.blocks:
            found[block.code] = found.get(block.code, 0) + len(block.lines)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def __iter__(self) -> Iterator[Rejection]:
        """Every fault in the order of the file."""
        return iter(sorted((one for block in self.blocks for one in block), key=lambda one: (one.line, one.field)))
