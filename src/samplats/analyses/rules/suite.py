"""Every analysis of one source in one go, for the situation page, the document and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import placestats

from . import tables, when, where
from .runs import Run
from .scoped import Scoped
from .shown import Cells, in_bands
from .telling import told_run


@dataclass(frozen=True)
class Suite:
    """The runs of one source over one area and period."""

    scoped: Scoped
    snapping: Run[placestats.Snapping]
    cells: Run[Cells]
    density: Run[where.DensityMap]
    hot_spots: Run[where.HotSpots]
    concentration: Run[placestats.Concentration]
    hours: Run[when.HourTable]
    development: Run[when.Development]
    near_repeats: Run[where.NearRepeats]
    categories: Run[tables.Table]
    areas: Run[tables.Table]

    @property
    def snapped(self) -> bool:
        """Whether positions are rounded to shared points."""
        return is_snapped(self.snapping)

    @property
    def n(self) -> int:
        """The number of events that the runs rest on, also after the rows themselves have been put away."""
        return self.scoped.n or max(run.n for run in self.runs())

    def runs(self) -> tuple[Run[object], ...]:
        """Every run, in the order of the document."""
        return (
            self.cells,
            self.density,
            self.hot_spots,
            self.concentration,
            self.hours,
            self.development,
            self.near_repeats,
            self.categories,
            self.areas,
            self.snapping,
        )


def _as_told(suite: Suite) -> Suite:
    """The suite as its scope may be told it; unchanged for those who see rows."""
    if not in_bands(suite.scoped.scope):
        return suite
    runs = {one.name: getattr(suite, one.name) for one in fields(suite)}
    told = {name: told_run(run) for name, run in runs.items() if isinstance(run, Run)}
    return replace(suite, scoped=replace(suite.scoped, older=None), **told)


def is_snapped(run: Run[placestats.Snapping]) -> bool:
    """Whether the run found snapped positions."""
    return run.figures is not None and bool(run.figures.snapped)


def analyse(
    scoped: Scoped,
    *,
    seed: int,
    names: Mapping[str, str] | None = None,
    population: Mapping[str, float] | None = None,
) -> Suite:
    """Run every analysis; each says why where the data cannot bear it."""
    snapping = where.snapping(scoped)
    snapped = is_snapped(snapping)
    cells = where.cells(scoped, snapped=snapped)
    whole = Suite(
        scoped=scoped,
        snapping=snapping,
        cells=cells,
        density=where.density(scoped, shown=cells.figures, snapped=snapped),
        hot_spots=where.hot_spots(scoped, shown=cells.figures, snapped=snapped, seed=seed),
        concentration=where.concentration(scoped, snapped=snapped, seed=seed),
        hours=when.hour_table(scoped),
        development=when.development(scoped),
        near_repeats=where.near_repeats(scoped, snapped=snapped, seed=seed),
        categories=tables.by_category(scoped),
        areas=tables.by_area(scoped, names=names, population=population),
    )
    return _as_told(whole)
