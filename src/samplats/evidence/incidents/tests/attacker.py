"""Somebody who sees no rows asks for everything there is to ask, and takes the answers from each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
from scipy.optimize import LinearConstraint, milp

from samplats.analyses.rules.scoped import Labels, Period
from samplats.analyses.rules.shown import LEAST, band_top, cell_side, member_cells, told_cells, two_years
from samplats.evidence.incidents import queries
from samplats.evidence.incidents.models import Source
from samplats.evidence.incidents.queries.scoped import Columns
from samplats.foundation.access.scope import Grain, Scope

MEMBER = Scope("a municipality", frozenset({"open"}), Grain.CELLS)
KINDS = ("A1", "B1", "C1")
OTHER = len(KINDS)  # what is in no list that the attacker sees
UNTIL = date(2026, 11, 16)
Rows = tuple[np.ndarray, np.ndarray, np.ndarray]  # cell, kind, month (since January 2024)


def opened(rows: Rows) -> queries.Opened:
    """The rows as a member's page opens them."""
    cell, kind, month = rows
    n = len(cell)
    wall = (np.datetime64("2024-01", "M") + month).astype("datetime64[s]")
    x, y = (cell % 2) * 100.0 + 50, (cell // 2) * 100.0 + 50
    none, zeros = Labels(np.full(n, -1, np.int32), ()), np.zeros(n)
    kinds = Labels(np.where(kind == OTHER, -1, kind).astype(np.int32), KINDS)
    small, ones = np.zeros(n, np.uint8), np.ones(n, np.int32)
    columns = Columns("k", wall, wall, small, ones, zeros, zeros, x, y, small, none, kinds, none)
    return queries.Opened(columns, Grain.CELLS, 3006, "k", Path(), UNTIL)


@dataclass(frozen=True)
class Answer:
    """A sum of incidents over some cells, kinds and months, and the lowest and highest it may be."""

    atoms: np.ndarray  # (cells, kinds, months), true where counted
    low: int
    high: float


def asks() -> Iterator[Period]:
    """Every period of whole months, and some that are not."""
    months = [date(2024 + at // 12, at % 12 + 1, 1) for at in range(36)]
    for first, last in product(months, months):
        if first <= last:
            yield Period(first, last.replace(day=28))
    yield Period(date(2026, 3, 5), date(2026, 3, 6))


def told_to_members(rows: Rows) -> list[Answer]:
    """What the pages answer a member, for every period, category and grid."""
    seen, n_cells = opened(rows), int(rows[0].max()) + 1
    truth = counts(rows, n_cells)
    periods = {queries.allowed(seen, queries.Filter(Source(), asked)).period for asked in asks()} | {two_years(UNTIL)}
    sides = {
        cell_side(MEMBER, inside_place=place, snapped=snapped) for place in (True, False) for snapped in (True, False)
    }
    found = []
    for period, kind in product(sorted(periods, key=str), ("", *KINDS)):
        chosen = queries.Filter(Source(), period, kind)
        found.append(_total(queries.n_incidents(seen, chosen), _atoms(n_cells, period, kind)))
        for side in sides:
            found += list(_by_cell(seen, chosen, side, _atoms(n_cells, period, kind), truth))
    return found


def _total(told: int | None, atoms: np.ndarray) -> Answer:
    return Answer(atoms, 0, 4) if told is None else Answer(atoms, told, band_top(told))


def _by_cell(
    seen: queries.Opened, chosen: queries.Filter, side: float, atoms: np.ndarray, truth: np.ndarray
) -> Iterator[Answer]:
    """What is told of each cell; this attacker even knows which cells are hidden only to protect others."""
    cells = queries.cells_of(seen, chosen)
    if side != cells.smallest:
        columns, inside = seen.columns, _inside(seen, chosen)
        cells = told_cells(member_cells(columns.x[inside], columns.y[inside], columns.count[inside], side))
    assert cells.shown.all()
    told = {(x, y): int(n) for x, y, n in zip(cells.x0 // side, cells.y0 // side, cells.count, strict=True)}
    at = [(cell % 2 * 100 // side, cell // 2 * 100 // side) for cell in range(len(atoms))]
    for square in sorted(set(at)):
        here = atoms & np.array([one == square for one in at])[:, None, None]
        n = told.get(square, 0)
        yield Answer(here, n, band_top(n) if n or truth[here].sum() < LEAST else np.inf)


def _inside(seen: queries.Opened, chosen: queries.Filter) -> np.ndarray:
    start, end = chosen.period.bounds()
    inside = (seen.columns.wall >= start) & (seen.columns.wall < end)
    if chosen.category:
        inside &= seen.columns.category.codes == KINDS.index(chosen.category)
    return inside


def _atoms(n_cells: int, period: Period, kind: str) -> np.ndarray:
    atoms = np.zeros((n_cells, OTHER + 1, 36), dtype=bool)
    first = (period.first.year - 2024) * 12 + period.first.month - 1
    last = (period.last.year - 2024) * 12 + period.last.month
    atoms[:, KINDS.index(kind) if kind else slice(None), max(0, first) : last] = True
    return atoms


def told_exactly(rows: Rows, *, months: Iterable[tuple[int, int]]) -> list[Answer]:
    """What the rule before this one answered: numbers of five and more as they are, for any whole months."""
    n_cells, found = int(rows[0].max()) + 1, []
    truth = counts(rows, n_cells)
    for (first, last), cell, kind in product(months, range(n_cells), ("", *KINDS)):
        atoms = np.zeros_like(truth, dtype=bool)
        atoms[cell, KINDS.index(kind) if kind else slice(None), first:last] = True
        n = int(truth[atoms].sum())
        found.append(Answer(atoms, n, n) if n == 0 or n >= 5 else Answer(atoms, 1, 4))
    return found


def counts(rows: Rows, n_cells: int) -> np.ndarray:
    """The truth: incidents per cell, kind and month."""
    truth = np.zeros((n_cells, OTHER + 1, 36), dtype=int)
    np.add.at(truth, rows, 1)
    return truth


def pinned(rows: Rows, answers: list[Answer], *, at_most: int = 400) -> list[int]:
    """The hidden counts of one to four that the answers leave no other value for."""
    return found_out(counts(rows, int(rows[0].max()) + 1), answers, at_most=at_most)


def found_out(truth: np.ndarray, answers: list[Answer], *, at_most: int = 400) -> list[int]:
    """The same for any counts; the atoms of the answers have their shape."""
    columns, of_atom = np.unique(np.stack([one.atoms.ravel() for one in answers]), axis=1, return_inverse=True)
    rules = LinearConstraint(columns.astype(float), [one.low for one in answers], [one.high for one in answers])
    sums = np.bincount(of_atom.ravel(), weights=truth.ravel(), minlength=columns.shape[1])
    targets = [np.eye(columns.shape[1])[at] for at in np.flatnonzero((sums > 0) & (sums < 5))]
    targets += [row.astype(float) for row in columns if 0 < row @ sums < 5]
    found = []
    for target in targets[:at_most]:
        low, high = (_extreme(sign * target, rules) * sign for sign in (1, -1))
        assert low <= target @ sums <= high
        if low == high:
            found.append(int(low))
    return found


def _extreme(target: np.ndarray, rules: LinearConstraint) -> int:
    answer = milp(target, constraints=rules, integrality=np.ones(len(target)))
    return round(answer.fun) if answer.success else -(10**6)


def spread(make: Callable[[np.random.Generator], Iterable[int]], *, seed: int = 1) -> Rows:
    """Rows from a number for each cell, kind and month."""
    numbers = np.array(list(make(np.random.default_rng(seed)))).reshape(4, OTHER + 1, 36)
    return tuple(np.repeat(axis, numbers.ravel()) for axis in (at.ravel() for at in np.indices(numbers.shape)))  # type: ignore[return-value]
