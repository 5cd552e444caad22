"""Which rows are the same incident: the source's id, else the content plus an ordinal among equal rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_MIX = np.uint64(0x9E3779B97F4A7C15)
_TURN = np.uint64(0xBF58476D1CE4E5B9)
_FIRST_BYTE = np.uint64(0xFF << 56)


def hash_texts(texts: Sequence[str]) -> NDArray[np.uint64]:
    """One 64-bit hash per text, equal in every process and on every machine."""
    digests = b"".join(hashlib.blake2b(text.encode(), digest_size=8).digest() for text in texts)
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def hash_ids(matrix: NDArray[np.uint8], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    """One 64-bit hash per row of bytes (padded to whole words); only the first `lengths` bytes of a row count."""
    words = matrix.view(np.uint64)
    with np.errstate(over="ignore"):
        state = lengths.astype(np.uint64) * _MIX
        for column in range(words.shape[1]):
            further = _scramble(state * _MIX + words[:, column])
            state = np.where(lengths > 8 * column, further, state)
    return state


def beside(hashes: NDArray[np.uint64], kin: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hashes with their first byte taken from `kin`, which rows that stand together in a file share.

    So rows that are stored together lie together in the index too. Equal rows must have equal kin.
    """
    return (kin & _FIRST_BYTE) | (hashes >> np.uint64(8))


def without_end(matrix: NDArray[np.uint8], lengths: NDArray[np.int64], signs: int = 4) -> NDArray[np.uint64]:
    """One hash per row of bytes over all but its last signs: equal for numbers that follow upon each other."""
    kept = np.maximum(lengths - signs, 0)
    inside = np.arange(matrix.shape[1]) < kept[:, np.newaxis]
    return hash_ids(np.where(inside, matrix, np.uint8(32)), kept)


def combine(columns: Sequence[NDArray[np.generic]]) -> NDArray[np.int64]:
    """One signed 64-bit hash per row over 8-byte columns; the order of the columns matters."""
    state = np.zeros(len(columns[0]), dtype=np.uint64)
    with np.errstate(over="ignore"):
        for column in columns:
            state = _scramble(state * _MIX + np.ascontiguousarray(column).view(np.uint64))
    return state.view(np.int64)


def ordinals(hashes: NDArray[np.int64]) -> NDArray[np.int32]:
    """0 for the first row of each hash, 1 for the next equal one, and so on, in file order."""
    order = np.argsort(hashes, kind="stable")
    ranked = hashes[order]
    position = np.arange(len(hashes))
    is_first = np.ones(len(hashes), dtype=bool)
    is_first[1:] = ranked[1:] != ranked[:-1]
    start = np.maximum.accumulate(np.where(is_first, position, 0))
    result = np.empty(len(hashes), dtype=np.int32)
    result[order] = position - start
    return result


def _scramble(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    state = (state ^ (state >> np.uint64(30))) * _TURN
    return state ^ (state >> np.uint64(27))
