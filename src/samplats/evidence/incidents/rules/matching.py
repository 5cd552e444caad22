"""Which rows of a file are new to a source: rows are matched as multisets, the source's own ids as sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.int64]


@dataclass(frozen=True)
class Known:
    """What a source already holds: each hash once (sorted), how many rows have it and the next free ordinal."""

    hashes: Hashes
    counts: NDArray[np.int64]
    next_ordinal: NDArray[np.int64]

    @classmethod
    def of(cls, hashes: Hashes, ordinals: NDArray[np.int64]) -> Known:
        """Summarise stored rows, in any order."""
        order = np.lexsort((ordinals, hashes))
        ranked, tops = hashes[order], ordinals[order]
        first = np.flatnonzero(np.append(True, ranked[1:] != ranked[:-1])) if len(ranked) else np.empty(0, np.int64)
        last = np.append(first[1:], len(ranked)) - 1 if len(first) else first
        return cls(ranked[first], last - first + 1, tops[last] + 1)


@dataclass(frozen=True)
class Match:
    """The rows of the file to store, in file order, and the ordinal of each."""

    rows: NDArray[np.int64]
    ordinals: NDArray[np.int64]


def new_rows(hashes: Hashes, ranks: NDArray[np.int32], is_own_id: NDArray[np.bool_], known: Known) -> Match:
    """Rows the source lacks: the surplus of equal rows over what is known, and ids seen for the first time.

    `ranks` numbers equal rows within the file from 0; `is_own_id` marks rows whose hash stands for the source's id.
    """
    held, following = _held(hashes, known)
    surplus = ranks.astype(np.int64) - held
    is_new = np.where(is_own_id, (ranks == 0) & (held == 0), surplus >= 0)
    rows = np.flatnonzero(is_new)
    return Match(rows, surplus[rows] + following[rows])


def _held(hashes: Hashes, known: Known) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    held, following = np.zeros(len(hashes), dtype=np.int64), np.zeros(len(hashes), dtype=np.int64)
    if len(known.hashes):
        at = np.minimum(np.searchsorted(known.hashes, hashes), len(known.hashes) - 1)
        found = known.hashes[at] == hashes
        held[found], following[found] = known.counts[at[found]], known.next_ordinal[at[found]]
    return held, following
