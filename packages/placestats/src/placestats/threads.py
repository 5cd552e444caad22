"""Run kernels on several cores. The caller fixes the chunks, so results never depend on the number of threads."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from placestats.checks import whole_number

T = TypeVar("T")
R = TypeVar("R")


class _Pool:
    """The shared pool, made on first use and forgotten in a forked child."""

    count: int = 0
    executor: ThreadPoolExecutor | None = None


def thread_count() -> int:
    """Return how many threads are used: PLACESTATS_THREADS, else the cores that this process may use."""
    if not _Pool.count:
        asked = os.environ.get("PLACESTATS_THREADS", "")
        _Pool.count = int(asked) if asked.isdigit() and int(asked) else len(os.sched_getaffinity(0))
    return _Pool.count


def set_threads(count: int) -> None:
    """Use this many threads from now on; results stay the same."""
    _Pool.count = whole_number("count", count)
    _Pool.executor = None


def in_chunks(work: Callable[[T], R], chunks: Iterable[T]) -> list[R]:
    """Return work(chunk) for each chunk, in the order of the chunks."""
    todo = list(chunks)
    if thread_count() == 1 or len(todo) < 2:
        return [work(chunk) for chunk in todo]
    if _Pool.executor is None:
        _Pool.executor = ThreadPoolExecutor(thread_count(), thread_name_prefix="placestats")
    return list(_Pool.executor.map(work, todo))


def spans(n: int, size: int) -> list[tuple[int, int]]:
    """Cut 0..n into spans of a fixed size: the unit of work of a chunk."""
    return [(first, min(first + size, n)) for first in range(0, n, size)]


def _forget() -> None:
    _Pool.executor = None


os.register_at_fork(after_in_child=_forget)
