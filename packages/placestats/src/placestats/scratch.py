"""Room to work in that is used again: a new page of memory costs a microsecond or more, far more than to fill it."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import prod
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

MOST_BYTES = 64_000_000  # kept between calls, of all sizes together
_lock = Lock()
_kept: list[NDArray[np.uint8]] = []


@contextmanager
def room(shape: tuple[int, ...], dtype: DTypeLike) -> Iterator[NDArray[Any]]:
    """Lend an array with anything in it; it must not be used after the block, nor leave it in a result."""
    kind = np.dtype(dtype)
    size = prod(shape) * kind.itemsize
    block = _taken(size)
    try:
        yield block[:size].view(kind).reshape(shape)
    finally:
        _put_back(block)


def _taken(size: int) -> NDArray[np.uint8]:
    with _lock:
        fitting = [at for at, block in enumerate(_kept) if size <= block.size <= 2 * size + 4096]
        if fitting:
            return _kept.pop(min(fitting, key=lambda at: _kept[at].size))
    return np.empty(size, dtype=np.uint8)


def _put_back(block: NDArray[np.uint8]) -> None:
    with _lock:
        _kept.append(block)
        while sum(each.size for each in _kept) > MOST_BYTES:
            _kept.pop(0)
