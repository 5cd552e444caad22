"""The few parts of the protocol-buffer wire format that a vector tile needs, whole columns at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Bytes = NDArray[np.uint8]
FEW = 200
"""Below this many numbers a plain loop is quicker than whole columns."""


def varint(number: int) -> bytes:
    """One unsigned number in seven-bit groups, lowest first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def message(field: int, content: bytes) -> bytes:
    """A length-delimited field: tag, length, content."""
    return varint(field << 3 | 2) + varint(len(content)) + content


def zigzag(numbers: ArrayLike) -> NDArray[np.uint64]:
    """Signed numbers as unsigned ones with small absolute values small."""
    signed = np.asarray(numbers, dtype=np.int64)
    folded: NDArray[np.uint64] = ((signed << 1) ^ (signed >> 63)).view(np.uint64)
    return folded


class Column:
    """One varint per row: a matrix of bytes and which of them are used."""

    __slots__ = ("bytes", "used")

    def __init__(self, numbers: ArrayLike) -> None:
        values = np.asarray(numbers).astype(np.uint64, copy=False)
        top = int(values.max()) if values.size else 0
        width = max(1, (top.bit_length() + 6) // 7)
        shifts = np.arange(width, dtype=np.uint64) * np.uint64(7)
        groups = values[:, None] >> shifts
        self.used = groups > 0
        self.used[:, 0] = True
        more = np.zeros_like(self.used)
        more[:, :-1] = self.used[:, 1:]
        self.bytes = ((groups & np.uint64(0x7F)).astype(np.uint8) | (more.astype(np.uint8) << 7)).astype(np.uint8)

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Bytes used in each row."""
        return np.asarray(self.used.sum(axis=1), dtype=np.int64)


def constant(byte: int, rows: int) -> Column:
    """The same small number in every row."""
    return Column(np.full(rows, byte, dtype=np.uint64))


def lengths(columns: Sequence[Column]) -> NDArray[np.int64]:
    """Bytes that the columns take together in each row."""
    return np.asarray(np.sum([column.lengths for column in columns], axis=0), dtype=np.int64)


def joined(columns: Sequence[Column]) -> bytes:
    """All rows after one another, each with its columns in order."""
    used = np.concatenate([column.used for column in columns], axis=1)
    return bytes(np.concatenate([column.bytes for column in columns], axis=1)[used])


def varints(numbers: ArrayLike) -> bytes:
    """A packed list of varints."""
    values = np.asarray(numbers)
    if values.size < FEW:
        return b"".join([varint(number) for number in values.tolist()])
    return joined([Column(values)]) if values.size else b""
