"""Checks of what comes in: each returns the clean value or raises InputError naming the argument and the remedy."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from placestats.errors import InputError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]


def numbers(name: str, values: ArrayLike, *, dimensions: int = 1) -> Floats:
    """Return finite float64 values, C-contiguous and writable (copied only when they have to be)."""
    found = any_numbers(name, values, dimensions=dimensions)
    # one pass without a temporary array: a finite sum has finite terms; only then look at each
    with np.errstate(over="ignore", invalid="ignore"):
        finite = bool(np.isfinite(found.sum()))
    if not finite and not np.isfinite(found).all():
        raise InputError(name, "holds NaN or infinity", "leave those rows out first")
    return found


def any_numbers(name: str, values: ArrayLike, *, dimensions: int = 1) -> Floats:
    """`numbers` that may be NaN or infinite: for those who look at each value anyway."""
    try:
        found = np.require(values, dtype=np.float64, requirements=["C", "W"])
    except (TypeError, ValueError) as error:
        raise InputError(name, "does not hold numbers", "give an array of numbers") from error
    if found.ndim != dimensions:
        raise InputError(name, f"has {found.ndim} dimensions, not {dimensions}", f"give {dimensions}-dimensional data")
    return found


def not_negative(name: str, values: ArrayLike, *, dimensions: int = 1) -> Floats:
    """Return finite values of at least zero."""
    found = numbers(name, values, dimensions=dimensions)
    if found.size and found.min() < 0:
        raise InputError(name, "holds negative values", "give counts or weights of at least 0")
    return found


def weights_for(n: int, weights: ArrayLike | None) -> Floats:
    """Return one weight per event (1 when none are given): finite, not negative, not all zero."""
    if weights is None:
        return np.ones(n)
    found = not_negative("weights", weights)
    if found.size != n:
        raise InputError("weights", f"has {found.size} values for {n} events", "give one weight per event")
    if n and not found.any():
        raise InputError("weights", "are all zero", "leave weights out, or give at least one above 0")
    return found


def points(x: ArrayLike, y: ArrayLike, *, least: int = 1) -> tuple[Floats, Floats]:
    """Return coordinates in metres: finite, equally many, at least `least`."""
    east, north = equally_many(numbers("x", x), numbers("y", y))
    if east.size < least:
        raise InputError("x", f"holds {east.size} points", f"give at least {least}")
    return east, north


def equally_many(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return x and y when they have the same length."""
    if x.size != y.size:
        raise InputError("y", f"has {y.size} values but x has {x.size}", "give one x and one y per event")
    return x, y


def metres(x: Floats, y: Floats, length: float | None = None) -> None:
    """Refuse coordinates that look like degrees, in either order of the axes.

    Coordinates look like degrees when they fit on the globe and either the length asked about (bandwidth, cell,
    distance) is larger than their whole extent, or they are fractions within Europe's box of longitude and latitude.
    """
    if x.size == 0 or abs(x[0]) > 180 or max(abs(x.min()), abs(x.max()), abs(y.min()), abs(y.max())) > 180:
        return
    extent = max(np.ptp(x), np.ptp(y))
    larger = length is not None and 0 < extent < length and not _whole(x, y)
    if larger or ((_in_europe(x, y) or _in_europe(y, x)) and not _whole(x, y)):
        raise InputError("x", "and y look like degrees, not metres", "project them first, in Sweden to SWEREF 99 TM")


def _whole(x: Floats, y: Floats) -> bool:
    return bool((x == np.floor(x)).all() and (y == np.floor(y)).all())


def _in_europe(longitude: Floats, latitude: Floats) -> bool:
    return bool(longitude.min() >= -25 and longitude.max() <= 45 and latitude.min() >= 34 and latitude.max() <= 72)


def not_one_spot(x: Floats, y: Floats) -> None:
    """Refuse points that all lie on one spot."""
    if np.ptp(x) == 0 and np.ptp(y) == 0:
        raise InputError("x", "and y put all points on one spot", "give points that differ, or count them instead")


def positive(name: str, value: float) -> float:
    """Return a finite number above zero."""
    try:
        found = float(value)
    except (TypeError, ValueError) as error:
        raise InputError(name, "is not a number", "give a number above 0") from error
    if not (np.isfinite(found) and found > 0):
        raise InputError(name, f"is {value}", "give a number above 0")
    return found


def whole_number(name: str, value: Any, *, least: int = 1) -> int:
    """Return an integer of at least `least`."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise InputError(name, f"is {value!r}", f"give a whole number of at least {least}")
    return int(value)


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    """Return the value if it is one of those allowed."""
    if value not in allowed:
        raise InputError(name, f"is {value!r}", f"give one of {', '.join(allowed)}")
    return value


def whole_counts(name: str, values: ArrayLike, *, dimensions: int = 1) -> Integers:
    """Return counts as int64: finite, not negative, whole."""
    found = not_negative(name, values, dimensions=dimensions)
    counts = found.astype(np.int64)
    if (counts != found).any():
        raise InputError(name, "holds fractions", "give whole counts")
    return counts


def area_mask(mask: ArrayLike | None, shape: tuple[int, ...]) -> Flags:
    """Return the study area as flags of the given shape; all of it when none is given."""
    if mask is None:
        return np.ones(shape, dtype=np.bool_)
    found = np.require(mask, requirements=["C", "W"])
    if found.dtype != np.bool_ or found.shape != shape:
        raise InputError("mask", f"is {found.dtype} {found.shape}", f"give booleans of shape {shape}")
    if not found.any():
        raise InputError("mask", "leaves no study area", "mark the cells where incidents can happen")
    return found


def seed_of(seed: int | np.random.Generator | None) -> int:
    """Return the integer that starts the random numbers.

    An int is used as it is; a Generator is asked for one number; None draws a fresh one. The result records it, so
    that a run can be repeated whatever was given.
    """
    if seed is None:
        seed = np.random.default_rng()
    if isinstance(seed, np.random.Generator):
        return int(seed.integers(0, 2**63 - 1))
    return whole_number("seed", seed, least=0)
