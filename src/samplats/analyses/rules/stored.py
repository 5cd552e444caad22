"""Runs as plain JSON and back, so that counted figures can be kept beside their scope.

Only the result classes of the analyses and of placestats are known; anything else is refused on the way out and in.
"""

from __future__ import annotations

import dataclasses
import importlib
from datetime import date, datetime
from enum import Enum
from typing import Any

import numpy as np

HOMES = ("samplats.analyses.rules.", "samplats.foundation.access.scope", "placestats.")


def to_json(value: Any) -> Any:
    """The value as lists, dictionaries, numbers and texts; raises `TypeError` for what is not a result."""
    if value is None or (isinstance(value, bool | int | float | str) and not isinstance(value, Enum)):
        return _number(value)
    if isinstance(value, np.ndarray):
        return {"!": "array", "type": str(value.dtype), "shape": list(value.shape), "of": _flat(value)}
    if isinstance(value, np.generic):
        return to_json(value.item())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _dataclass_to_json(value)
    return _container_to_json(value)


def from_json(value: Any) -> Any:
    """What `to_json` was given; raises `TypeError` for an unknown class."""
    if isinstance(value, list):
        return [from_json(one) for one in value]
    if not isinstance(value, dict):
        return value
    mark = value.get("!")
    if mark is None:
        return {key: from_json(one) for key, one in value.items()}
    if mark == "array":
        return _array(value)
    if mark == "enum":
        return _class(value["of"], Enum)(from_json(value["is"]))
    if mark == "dataclass":
        return _class(value["of"])(**{key: from_json(one) for key, one in value["with"].items()})
    return _simple(mark, value["of"])


def _number(value: Any) -> Any:
    if isinstance(value, float) and not np.isfinite(value):
        return {"!": "float", "of": repr(value)}
    return value


def _flat(array: np.ndarray) -> list[Any]:
    if array.dtype.kind in "mM":
        return [int(one) for one in array.astype("int64").ravel()]
    return [None if one != one else _number(one) for one in array.ravel().tolist()]  # only NaN is unlike itself


def _array(value: dict[str, Any]) -> np.ndarray:
    kind = np.dtype(value["type"])
    flat = [from_json(one) if isinstance(one, dict) else one for one in value["of"]]  # nearly all are plain numbers
    made = np.array(flat, dtype="int64").astype(kind) if kind.kind in "mM" else np.array(flat, dtype=kind)
    return made.reshape(value["shape"])


def _dataclass_to_json(value: Any) -> dict[str, Any]:
    kind = type(value)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if not f"{kind.__module__}.".startswith(HOMES):
        raise TypeError(f"{name} is not a result of the analyses.")
    fields = {one.name: to_json(getattr(value, one.name)) for one in dataclasses.fields(value) if one.init}
    return {"!": "dataclass", "of": name, "with": fields}


def _container_to_json(value: Any) -> Any:
    if isinstance(value, Enum):
        name = f"{type(value).__module__}.{type(value).__qualname__}"
        return {"!": "enum", "of": name, "is": to_json(value.value)}
    if isinstance(value, frozenset):
        return {"!": "set", "of": [to_json(one) for one in sorted(value)]}
    if isinstance(value, tuple):
        return {"!": "tuple", "of": [to_json(one) for one in value]}
    if isinstance(value, list):
        return [to_json(one) for one in value]
    if isinstance(value, datetime | date):
        return {"!": type(value).__name__, "of": value.isoformat()}
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(key): to_json(one) for key, one in value.items()}
    raise TypeError(f"{type(value).__name__} is not a result of the analyses.")


def _class(name: str, base: type = object) -> Any:
    module, _, kind = name.rpartition(".")
    found = getattr(importlib.import_module(module), kind, None) if f"{module}.".startswith(HOMES) else None
    is_known = isinstance(found, type) and (
        dataclasses.is_dataclass(found) if base is object else issubclass(found, base)
    )
    if not is_known:
        raise TypeError(f"{name} is not a result of the analyses.")
    return found


def _simple(mark: str, of: Any) -> Any:
    if mark == "tuple":
        return tuple(from_json(one) for one in of)
    if mark == "set":
        return frozenset(from_json(one) for one in of)
    if mark == "date":
        return date.fromisoformat(of)
    if mark == "datetime":
        return datetime.fromisoformat(of)
    if mark == "float":
        return float(of)
    raise TypeError(f"{mark} is not a mark of a stored result.")
