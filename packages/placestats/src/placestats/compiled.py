"""The one place that touches the compiler: a typed decorator, so that the kernels stay typed under mypy --strict."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba
from numba.core.registry import cpu_target

P = ParamSpec("P")
R = TypeVar("R")


# numba loads its tables at the first call of a process (half a second). A server should pay that when it starts.
cpu_target.typing_context.refresh()
cpu_target.target_context.refresh()


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a kernel on first use and keep the machine code on disk (folder: NUMBA_CACHE_DIR).

    Kernels run without the interpreter lock, so that `threads.in_chunks` can run several at once; they are serial
    themselves, which keeps them small and quick to load. Where no folder can be written they are compiled each time.
    """
    try:
        made = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # numba found no folder that it can write to
        made = numba.njit(nogil=True, error_model="numpy")(function)
    return cast(Callable[P, R], made)


def compiled_loosely(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a kernel whose float sums may be reordered for speed; only where the last bit decides nothing."""
    flags = {"reassoc", "contract", "nsz"}
    try:
        made = numba.njit(cache=True, nogil=True, error_model="numpy", fastmath=flags)(function)
    except RuntimeError:
        made = numba.njit(nogil=True, error_model="numpy", fastmath=flags)(function)
    return cast(Callable[P, R], made)
