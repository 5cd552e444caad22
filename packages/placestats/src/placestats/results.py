"""What every result carries, so that a report can be reproduced."""

from dataclasses import dataclass, field, fields
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from placestats import __version__

LARGE = 1 << 18  # bytes; below it a compiled mix saves less than loading it costs


@dataclass(frozen=True, kw_only=True)
class Result:
    """Base of the results: sample size, parameters, version, hash of the data, seed where chance took part."""

    n: int
    parameters: dict[str, Any]
    data_hash: str
    seed: int | None = None
    version: str = field(default=__version__)

    def __post_init__(self) -> None:
        """Make the arrays read-only; the caller's own arrays stay as they were."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, np.ndarray):
                shown = value.view()
                shown.flags.writeable = False
                object.__setattr__(self, each.name, shown)

    def to_dict(self) -> dict[str, Any]:
        """All fields as plain values, ready for JSON (NaN and infinity become None)."""
        return {each.name: plain(getattr(self, each.name)) for each in fields(self)}


def plain(value: Any) -> Any:
    """Turn numpy values, tuples and nested results into what JSON knows."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _plain_scalar(value.tolist() if isinstance(value, np.ndarray | np.generic) else value)


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain_scalar(item) for item in value]
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def hash_of(*arrays: NDArray[Any] | None) -> str:
    """Return a fingerprint of type, shape and bytes, for telling data apart; not a safeguard against forgers.

    Small arrays are hashed with BLAKE2b, large ones first by a compiled 64-bit mix that keeps pace with the memory.
    """
    digest = blake2b(digest_size=16)
    for array in arrays:
        if array is None:
            digest.update(b"none")
            continue
        digest.update(f"{array.dtype.str}{array.shape}".encode())
        digest.update(_bytes_of(np.ascontiguousarray(array)))
    return digest.hexdigest()


def _bytes_of(array: NDArray[Any]) -> bytes | memoryview:
    if array.nbytes < LARGE or array.nbytes % 8:
        return array.reshape(-1).view(np.uint8).data
    from placestats.fingerprint import mixed  # loads the compiler: only for large data

    return mixed(array.reshape(-1).view(np.uint64))
