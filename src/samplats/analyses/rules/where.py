"""Where it happens: cells, significant hot spots, density, concentration, snapping, near repeats."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

import placestats

from .closeness import near_bands
from .precision import PlacePrecision
from .runs import Reason, Run, cannot, refused
from .scoped import Scoped, left_out
from .shown import BAND, LEAST, Cells, cell_side, in_bands, member_cells, public_cells, told_cells

NEAR = 250.0
LEVELS = (0.05, 0.01, 0.001)
CONFIDENCE = (0.95, 0.99, 0.999)
LEAST_PLACED = 30
MOST_HOT = 8
LETTERS = "ABCDEFGH"
MOST_GRID_CELLS = 4_000_000
BANDWIDTH_CELLS = 3
LEAST_BANDWIDTH = 150.0
DAYS = (0.0, 8.0, 15.0, 29.0, 57.0)


def unplaced(scoped: Scoped) -> Reason | None:
    """Why the positions carry no map, or None when they do."""
    placed = scoped.n_of(scoped.placed())
    if placed >= LEAST_PLACED:
        return None
    coarse = {
        code: scoped.n_of(scoped.place_precision == code)
        for code in (PlacePrecision.AREA, PlacePrecision.MUNICIPALITY, PlacePrecision.COUNTY)
    }
    commonest = max(coarse, key=lambda code: coarse[code])
    if coarse[commonest] > placed:
        reasons = {PlacePrecision.AREA: "area_only", PlacePrecision.MUNICIPALITY: "centroid_located"}
        return Reason(reasons.get(commonest, "county_located"), {"n": coarse[commonest], "total": scoped.n})
    return Reason("too_few", {"n": placed, "least": LEAST_PLACED})


def snapping(scoped: Scoped) -> Run[placestats.Snapping]:
    """Whether positions are rounded to shared points."""
    why = unplaced(scoped)
    if why is not None:
        return cannot("snapping", "snapping", scoped, why.code, **why.facts)
    used = scoped.take(scoped.placed())
    found = placestats.snapping(used.x, used.y, weights=used.count.astype(float))
    if isinstance(found, placestats.CannotSay):
        return refused("snapping", "snapping", scoped, found)
    return Run("snapping", "snapping", scoped.source, scoped.scope.key(), used.n, found)


def side_of(scoped: Scoped, *, snapped: bool) -> float:
    """The side of the cells for these events: what the scope may see, doubled while the map would be too large."""
    side = cell_side(scoped.scope, inside_place=scoped.inside_place, snapped=snapped)
    placed = scoped.placed()
    x, y = scoped.x[placed], scoped.y[placed]
    wide, tall = np.ptp(x) + 2 * NEAR, np.ptp(y) + 2 * NEAR
    while wide * tall / side**2 > MOST_GRID_CELLS:
        side *= 2
    return side


def study_grid(scoped: Scoped, side: float) -> placestats.Grid:
    """Cells over the study area; without one, the cells within 250 m of any event."""
    placed = scoped.placed()
    x, y = scoped.x[placed], scoped.y[placed]
    if scoped.rings is not None:
        return placestats.Grid.over(scoped.rings, cell=side)
    grid = placestats.Grid.covering(x, y, cell=side, pad=NEAR)
    return replace(grid, mask=grid.near_events(x, y, distance=NEAR))


def cells(scoped: Scoped, *, snapped: bool) -> Run[Cells]:
    """Events per cell as the scope may see them."""
    why = unplaced(scoped)
    if why is not None:
        return cannot("cells", "count", scoped, why.code, **why.facts)
    if scoped.public and scoped.period.shorter_than_a_month():
        return cannot("cells", "count", scoped, "shorter_than_a_month", days=scoped.period.days)
    placed = scoped.placed()
    x, y, count = scoped.x[placed], scoped.y[placed], scoped.count[placed]
    side = side_of(scoped, snapped=snapped)
    figures = public_cells(x, y, count, side) if scoped.public else member_cells(x, y, count, side)
    return Run(
        "cells",
        "count",
        scoped.source,
        scoped.scope.key(),
        scoped.n_of(placed),
        figures,
        left_out=left_out(scoped, [("without_position", ~placed)]),
        parameters={"cell_metres": side, "least": LEAST},
    )


@dataclass(frozen=True)
class HotCell:
    """One cell that has more than chance explains; `level` 1, 2, 3 = 95, 99, 99.9 % for the whole map."""

    letter: str
    x0: float
    y0: float
    side: float
    count: int
    expected: float
    level: int
    spot: str

    @property
    def ratio(self) -> float:
        """How many times the expected."""
        return self.count / self.expected if self.expected else float("inf")


@dataclass(frozen=True)
class HotSpots:
    """The strongest hot cells, and how many are shown, what share they hold, and how many are hidden."""

    cells: tuple[HotCell, ...]
    n_hot: int
    n_hot_hidden: int
    area_cells: int
    share_of_events: float
    share_of_area: float
    side: float
    total: int = 0
    """Events in all cells of the study area."""


def hot_spots(
    scoped: Scoped, *, shown: Cells | None, snapped: bool, seed: int, permutations: int = 9999
) -> Run[HotSpots]:
    """Cells whose neighbourhood holds more than chance explains anywhere on the map."""
    kind, method = "hot_spots", "getis_ord_max"
    why = unplaced(scoped)
    if why is not None:
        return cannot(kind, method, scoped, why.code, **why.facts)
    if scoped.public and scoped.period.shorter_than_a_month():
        return cannot(kind, method, scoped, "shorter_than_a_month", days=scoped.period.days)
    placed = scoped.take(scoped.placed())
    side = side_of(scoped, snapped=snapped)
    grid = study_grid(placed, side)
    counts = grid.count(placed.x, placed.y, placed.count.astype(float))
    found = placestats.hot_spots(counts, mask=grid.mask, permutations=permutations, levels=LEVELS, seed=seed)
    if isinstance(found, placestats.CannotSay):
        return refused(kind, method, scoped, found)
    figures = _shown_hot(placed, grid, counts, found.level, shown)
    parameters = {
        "cell_metres": side,
        "study_cells": int(grid.area.sum()),
        "permutations": permutations,
        "levels": list(LEVELS),
        **found.parameters,
    }
    return Run(
        kind,
        method,
        scoped.source,
        scoped.scope.key(),
        placed.n,
        figures,
        parameters=parameters,
        seed=seed,
        left_out=left_out(scoped, [("without_position", ~scoped.placed())]),
    )


def _shown_hot(
    placed: Scoped,
    grid: placestats.Grid,
    counts: NDArray[np.float64],
    level: NDArray[np.int8],
    shown: Cells | None,
) -> HotSpots:
    """Only cells whose own count is shown on the map: a merged or hidden cell would be given away here."""
    area = grid.area
    hot = (level > 0) & area
    visible = hot & _shown_mask(grid, shown)
    mean = float(counts[area].sum() / max(1, area.sum()))
    rows, columns = np.nonzero(visible)
    order = np.lexsort((columns, rows, -counts[rows, columns], -level[rows, columns]))[:MOST_HOT]
    listed = tuple(
        HotCell(
            letter=LETTERS[position],
            x0=grid.x0 + int(columns[index]) * grid.cell,
            y0=grid.y0 + int(rows[index]) * grid.cell,
            side=grid.cell,
            count=int(counts[rows[index], columns[index]]),
            expected=mean,
            level=int(level[rows[index], columns[index]]),
            spot=_spot(placed, grid, int(rows[index]), int(columns[index])),
        )
        for position, index in enumerate(order)
    )
    total = float(counts[area].sum())
    return HotSpots(
        cells=listed,
        n_hot=int(visible.sum()),
        n_hot_hidden=int((hot & ~visible).sum()),
        area_cells=int(area.sum()),
        share_of_events=float(counts[visible].sum() / total) if total else 0.0,
        share_of_area=float(visible.sum() / max(1, area.sum())),
        side=grid.cell,
        total=int(total),
    )


def _shown_mask(grid: placestats.Grid, shown: Cells | None) -> NDArray[np.bool_]:
    mask = np.zeros(grid.shape, dtype=bool)
    if shown is None:
        return mask
    own = shown.shown & (shown.side == grid.cell)
    row, column, inside = grid.cell_of(shown.x0[own] + grid.cell / 2, shown.y0[own] + grid.cell / 2)
    mask[row[inside], column[inside]] = True
    return mask


def _spot(placed: Scoped, grid: placestats.Grid, row: int, column: int) -> str:
    """The name that at least five events in the cell share; never for the public, where it could be a free text."""
    if placed.spot is None or placed.public:
        return ""
    at_row, at_column, _ = grid.cell_of(placed.x, placed.y)
    inside = (at_row == row) & (at_column == column) & (placed.spot.codes >= 0)
    sums = np.bincount(placed.spot.codes[inside], weights=placed.count[inside])
    return placed.spot.words[int(sums.argmax())] if len(sums) and sums.max() >= LEAST else ""


@dataclass(frozen=True)
class DensityMap:
    """Events per square kilometre and year at cell centres, rows from the south; NaN where too few are near."""

    x0: float
    y0: float
    side: float
    values: NDArray[np.float64]


def density(scoped: Scoped, *, shown: Cells | None, snapped: bool) -> Run[DensityMap]:
    """A smooth surface of events; hidden where fewer than five lie within the width of the kernel.

    For those who are told figures in bands it is drawn from the told cells, so that it says nothing beyond them.
    """
    kind, method = "density", "kernel"
    why = unplaced(scoped)
    if why is not None:
        return cannot(kind, method, scoped, why.code, **why.facts)
    if scoped.public and scoped.period.shorter_than_a_month():
        return cannot(kind, method, scoped, "shorter_than_a_month", days=scoped.period.days)
    placed = scoped.take(scoped.placed())
    if in_bands(scoped.scope):
        placed = _at_told_cells(placed, shown)
        if not len(placed.count):
            return cannot(kind, method, scoped, "too_few_to_show", n=scoped.n, least=LEAST)
    side = side_of(scoped, snapped=snapped)
    grid = study_grid(placed, side)
    width = max(BANDWIDTH_CELLS * side, LEAST_BANDWIDTH)
    weights = placed.count.astype(np.float64)
    found = placestats.density(placed.x, placed.y, grid=grid, bandwidth=width, weights=weights, edge="conserving")
    near = _within(grid.count(placed.x, placed.y, weights), round(width / side))
    per_year = found.values * 1e6 * 365.25 / scoped.period.days
    values = np.where(grid.area & (near >= LEAST), per_year, np.nan)
    parameters = {"cell_metres": side, "bandwidth_metres": width, **found.parameters}
    figures = DensityMap(grid.x0, grid.y0, side, values)
    return Run(kind, method, scoped.source, scoped.scope.key(), placed.n, figures, parameters=parameters)


def _at_told_cells(placed: Scoped, shown: Cells | None) -> Scoped:
    """One event-like row at the middle of every told cell, with the middle of its band as count."""
    n_told = 0 if shown is None else len(told_cells(shown))
    told = placed.take(np.arange(len(placed.count)) < n_told)  # never more cells than events
    if shown is None:
        return told
    cells = told_cells(shown)
    x, y = cells.x0 + cells.side / 2, cells.y0 + cells.side / 2
    return replace(told, x=x, y=y, count=(cells.count + BAND // 2).astype(np.int32))


def _within(counts: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Events in the square of cells that reaches `reach` cells each way."""
    padded = np.pad(counts, reach + 1).cumsum(axis=0).cumsum(axis=1)
    span = 2 * reach + 1
    sums = padded[span:, span:] - padded[:-span, span:] - padded[span:, :-span] + padded[:-span, :-span]
    return np.asarray(sums[: counts.shape[0], : counts.shape[1]], dtype=np.float64)


@dataclass(frozen=True)
class NearRepeats:
    """Observed over expected pairs per distance band (rows) and day band (columns); low, high: chance."""

    distances: tuple[float, ...]
    days: tuple[float, ...]
    ratio: NDArray[np.float64]
    p: NDArray[np.float64]
    observed: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def near_repeats(scoped: Scoped, *, snapped: bool, seed: int, permutations: int = 999) -> Run[NearRepeats]:
    """Whether one event is followed by others close by and soon; needs days and positions that are not snapped."""
    kind, method = "near_repeats", "knox_bands"
    why = unplaced(scoped)
    if why is not None:
        return cannot(kind, method, scoped, why.code, **why.facts)
    used_rows = scoped.placed() & scoped.dated()
    if scoped.n_of(used_rows) < LEAST_PLACED:
        return cannot(kind, method, scoped, "needs_day", n=scoped.n)
    if snapped:
        return cannot(kind, method, scoped, "snapped")
    used = scoped.take(used_rows)
    distances = near_bands(used.x, used.y, used.count)
    if distances is None:
        return cannot(kind, method, scoped, "too_many_pairs", n=used.n)
    days = used.start.astype("datetime64[D]").astype(np.int64).astype(np.float64)
    found = placestats.near_repeat(
        used.x,
        used.y,
        days,
        distance_bands=distances,
        time_bands=DAYS,
        permutations=permutations,
        seed=seed,
        weights=used.count.astype(np.float64) if (used.count > 1).any() else None,
    )
    if isinstance(found, placestats.CannotSay):
        return refused(kind, method, scoped, found)
    why_not = [("without_position", ~scoped.placed()), ("without_day", ~used_rows)]
    figures = NearRepeats(distances, DAYS, found.ratio, found.p, found.observed, found.low, found.high)
    return Run(
        kind,
        method,
        scoped.source,
        scoped.scope.key(),
        used.n,
        figures,
        left_out=left_out(scoped, why_not),
        parameters={"distance_bands": distances, "time_bands": DAYS, "permutations": permutations},
        seed=seed,
    )


def concentration(scoped: Scoped, *, snapped: bool, seed: int) -> Run[placestats.Concentration]:
    """How few cells hold half of the events, and what chance alone would give."""
    kind, method = "concentration", "lorenz"
    why = unplaced(scoped)
    if why is not None:
        return cannot(kind, method, scoped, why.code, **why.facts)
    placed = scoped.take(scoped.placed())
    grid = study_grid(placed, side_of(scoped, snapped=snapped))
    counts = grid.count(placed.x, placed.y, placed.count.astype(float))[grid.area]
    found = placestats.concentration(counts, seed=seed)
    if isinstance(found, placestats.CannotSay):
        return refused(kind, method, scoped, found)
    parameters = {"cell_metres": grid.cell, "study_cells": int(grid.area.sum()), **found.parameters}
    return Run(kind, method, scoped.source, scoped.scope.key(), placed.n, found, parameters=parameters, seed=seed)
