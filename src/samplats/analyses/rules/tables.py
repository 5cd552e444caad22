"""Tables of one source by category and by area, with rates where people live and the areas' population is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

import placestats

from .runs import Run, cannot
from .scoped import Labels, Scoped, left_out
from .shown import withheld

PER = 1000
DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Row:
    """One row of a table; a hidden row has count None."""

    key: str
    label: str
    count: int | None
    rate: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Table:
    """Rows in order of size, hidden ones last."""

    rows: tuple[Row, ...]
    total: int
    n_hidden: int
    per: int | None = None


def by_category(scoped: Scoped) -> Run[Table]:
    """How many events of each category."""
    if scoped.category is None:
        return cannot("categories", "count", scoped, "no_category")
    return _table("categories", scoped, scoped.category, {}, {})


def by_area(
    scoped: Scoped, *, names: Mapping[str, str] | None = None, population: Mapping[str, float] | None = None
) -> Run[Table]:
    """How many events in each area, and per 1 000 residents and year where the population is known."""
    if scoped.area is None:
        return cannot("areas", "count", scoped, "no_area")
    return _table("areas", scoped, scoped.area, names or {}, population or {})


def _table(
    kind: str, scoped: Scoped, labels: Labels, names: Mapping[str, str], population: Mapping[str, float]
) -> Run[Table]:
    known = labels.codes >= 0
    if not known.any():
        return cannot(kind, "count", scoped, "no_category" if kind == "categories" else "no_area")
    counts = np.bincount(labels.codes[known], weights=scoped.count[known], minlength=len(labels.words)).astype(np.int64)
    hide = withheld(counts)
    order = np.lexsort((np.array(labels.words), -np.where(hide, -1, counts)))
    rows = tuple(
        _row(labels.words[code], counts[code], hide[code], names, population, scoped.period.days)
        for code in order
        if counts[code]
    )
    total = int(counts.sum())
    figures = Table(rows, total, int(hide.sum()), PER if population else None)
    why = left_out(scoped, [(f"without_{'category' if kind == 'categories' else 'area'}", ~known)])
    method = "rate_exact" if population else "count"
    return Run(kind, method, scoped.source, scoped.scope.key(), total, figures, left_out=why)


def _row(key: str, count: int, hide: bool, names: Mapping[str, str], population: Mapping[str, float], days: int) -> Row:
    label = names.get(key, key)
    if hide:
        return Row(key, label, None)
    people = population.get(key)
    if not people:
        return Row(key, label, int(count))
    found = placestats.exact_rates([count], [people / PER * days / DAYS_A_YEAR])
    return Row(key, label, int(count), float(found.raw[0]), float(found.low[0]), float(found.high[0]))
