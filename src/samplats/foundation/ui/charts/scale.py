"""From values to round axis marks, classes and places in per cent."""

from collections.abc import Sequence
from math import ceil, floor, log10


def round_step(span: float, about: int) -> float:
    """A step of 1, 2, 2.5, 4 or 5 times a power of ten that divides the span into roughly `about` parts."""
    if span <= 0:
        return 1.0
    raw = span / about
    power = 10.0 ** floor(log10(raw))
    return next(factor * power for factor in (1, 2, 2.5, 4, 5, 10) if factor * power >= raw * 0.999)


def axis_from_zero(highest: float, about: int = 3, *, whole: bool = True) -> list[float]:
    """Round marks from zero to at least the highest value."""
    step = round_step(max(highest, 1e-9), about)
    if whole:
        step = max(1.0, float(ceil(step)))
    count = max(1, ceil(highest / step - 1e-9))
    return [i * step for i in range(count + 1)]


def axis_between(low: float, high: float, about: int = 4) -> list[float]:
    """Round marks that enclose both values."""
    step = round_step(max(high - low, 1e-9), about)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [i * step for i in range(first, max(last, first + 1) + 1)]


def place(value: float, low: float, high: float) -> float:
    """Where a value stands between two ends, in per cent, rounded to be drawn."""
    return round(100 * (value - low) / (high - low), 2) if high > low else 0.0


def classes(values: Sequence[float], most: int = 5) -> list[float]:
    """Lower bounds of at most `most` classes above zero, none of them empty, each wider than the one before."""
    positive = sorted(value for value in values if value > 0)
    if not positive:
        return []
    whole = all(float(value).is_integer() for value in positive)
    if whole and positive[-1] <= most:
        return sorted({float(value) for value in positive})
    lowest, highest = positive[0], positive[-1]
    bounds = [lowest + (highest - lowest) * (i / most) ** 1.5 for i in range(most)]
    rounded = sorted({float(round(bound)) if whole else _two_figures(bound) for bound in bounds[1:]} | {lowest})
    used = {class_of(value, rounded) for value in positive}
    return [bound for i, bound in enumerate(rounded, start=1) if i in used]


def _two_figures(value: float) -> float:
    digits = 1 - floor(log10(value)) if value > 0 else 0
    return round(value, digits)


def class_of(value: float, bounds: Sequence[float]) -> int:
    """0 for nothing, else the number of the class whose lower bound the value reaches."""
    return sum(value >= bound for bound in bounds) if value > 0 else 0
