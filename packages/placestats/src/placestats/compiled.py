"""The one place that touches the compiler: a typed decorator, so that the kernels stay typed under mypy --strict."""

import re
from collections.abc import Callable
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

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
    return _kept(function)


def compiled_loosely(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a kernel whose float sums may be reordered for speed; only where the last bit decides nothing."""
    return _kept(function, fastmath={"reassoc", "contract", "nsz"})


def _kept(function: Callable[P, R], **options: Any) -> Callable[P, R]:  # Any: the compiler's options
    make = partial(numba.njit, nogil=True, error_model="numpy", **options)
    try:
        made = make(cache=True)(function)
    except RuntimeError:  # numba found no folder that it can write to
        return cast(Callable[P, R], make()(function))
    kept = cast(Any, made)._cache._cache_file  # numba has no public way to this
    kept._source_stamp = f"{kept._source_stamp} {_kernels_behind(function.__module__)}"
    return cast(Callable[P, R], made)


@cache
def _kernels_behind(module: str) -> str:
    """Fingerprint of the kernels that a module draws on.

    numba compiles a kernel anew when its own file changes, but not when the file of a kernel that it calls does.
    """
    digest, todo, seen = blake2b(digest_size=8), [module.rpartition(".")[2]], set[str]()
    while todo:
        name = todo.pop(0)
        path = Path(__file__).with_name(f"{name}.py")
        if name in seen or not path.exists():
            continue
        seen.add(name)
        text = path.read_text()
        if "@compiled" in text or "@intrinsic" in text:
            digest.update(text.encode())
        todo += re.findall(r"^from placestats\.(\w+) import", text, re.MULTILINE)
    return digest.hexdigest()
