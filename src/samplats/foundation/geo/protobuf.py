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
    """One varint per row: a matrix of bytes and which of them are used (None when all are)."""

    __slots__ = ("bytes", "used")
    bytes: Bytes
    used: NDArray[np.bool_] | None

    def __init__(self, numbers: ArrayLike) -> None:
        values = np.asarray(numbers)
        top = int(values.max()) if values.size else 0
        if top < 1 << 7:
            self.bytes, self.used = values.astype(np.uint8)[:, None], None
            return
        width = (top.bit_length() + 6) // 7
        kind = np.uint16 if top < 1 << 14 else np.uint64
        groups = values.astype(kind)[:, None] >> (np.arange(width) * 7).astype(kind)
        self.used = groups > 0
        self.used[:, 0] = True
        self.bytes = (groups & kind(0x7F)).astype(np.uint8)
        self.bytes[:, :-1] |= self.used[:, 1:].view(np.uint8) << 7

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Bytes used in each row."""
        if self.used is None:
            return np.full(len(self.bytes), self.bytes.shape[1], dtype=np.int64)
        return np.asarray(self.used.sum(axis=1), dtype=np.int64)


def fixed(content: bytes, rows: int) -> Column:
    """The same bytes in every row."""
    column = Column.__new__(Column)
    column.bytes = np.broadcast_to(np.frombuffer(content, dtype=np.uint8), (rows, len(content)))
    column.used = None
    return column


def constant(number: int, rows: int) -> Column:
    """The same number in every row."""
    return fixed(varint(number), rows)


def lengths(columns: Sequence[Column]) -> NDArray[np.int64]:
    """Bytes that the columns take together in each row."""
    return np.asarray(np.sum([column.lengths for column in columns], axis=0), dtype=np.int64)


def joined(columns: Sequence[Column]) -> bytes:
    """All rows after one another, each with its columns in order."""
    content = np.concatenate([column.bytes for column in columns], axis=1)
    if all(column.used is None for column in columns):
        return content.tobytes()
    used = np.ones(content.shape, dtype=bool)
    at = 0
    for column in columns:
        width = column.bytes.shape[1]
        if column.used is not None:
            used[:, at : at + width] = column.used
        at += width
    return content[used].tobytes()


def varints(numbers: ArrayLike) -> bytes:
    """A packed list of varints."""
    values = np.asarray(numbers)
    if values.size < FEW:
        return b"".join([varint(number) for number in values.tolist()])
    return joined([Column(values)]) if values.size else b""
