"""Which cells of a table must be withheld so that nobody works out a small one from the totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import optimize, sparse

from placestats import checks
from placestats.additive_tables import AdditiveTable, Attack, Flags, Floats, Integers, attack, interval
from placestats.errors import CannotSay, InputError
from placestats.results import Result, hash_of

SLACK = 1e-6
MOST_ROUNDS = 60


@dataclass(frozen=True, kw_only=True)
class Suppression(Result):
    """What may be shown of a table.

    Arrays have the shape of the table with its totals: last row and column (or last item of a list) are totals.
    `primary`: cells that are small themselves; `complementary`: withheld to protect those; `shown`: the rest.
    `published`: the table with NaN where nothing is shown. `low`, `high`: the tightest range of each withheld cell
    that anyone can work out from what is shown (NaN for shown cells). `withheld`: their number; `optimal`: whether no
    pattern with fewer (at equal weights) exists, or the search was cut short and is only safe.
    """

    primary: Flags
    complementary: Flags
    shown: Flags
    published: Floats
    low: Floats
    high: Floats
    withheld: int
    optimal: bool

    def plot(self, ax: Any = None) -> Any:
        """Draw the table with what can be worked out of each withheld cell (needs matplotlib)."""
        from placestats import place_pictures

        return place_pictures.suppression(self, ax)


def suppress(
    table: ArrayLike,
    *,
    minimum: int,
    totals: bool = True,
    room: int | None = None,
    hide_zeros: bool = False,
    known: ArrayLike | None = None,
    time_limit: float = 20.0,
) -> Suppression | CannotSay:
    """Withhold counts below `minimum`, and as few others as keep them from being worked out.

    table: (rows, columns) or (n,) whole counts, without totals. totals: whether totals are published along with the
    table; without them no other cell needs to be withheld. room: how wide the range of a small cell must stay for
    someone who knows all shown cells; default minimum - 1, so that nothing more is learnt than that it is small.
    hide_zeros: whether zeros are small counts too. known: booleans with the shape of the table with totals, for cells
    that everyone knows and that therefore cannot protect others (an empty category, a total published elsewhere).
    time_limit: seconds for the search of the optimum; after that one small cell at a time is protected.

    The attacker knows the sums and that counts are not negative, not which withheld cells are the small ones.
    Fewest cells count first, then shown totals, then shown events. Returns CannotSay("cannot_protect") when the known
    cells leave no safe pattern.

    Source: Fischetti, M. & Salazar, J. J. (2001). Solving the cell suppression problem on tabular data with linear
    constraints. Management Science 47(7), 1008–1027: a master problem with cuts from the attacker's dual prices.
    """
    counts = checks.whole_counts("table", table, dimensions=np.ndim(table) if np.ndim(table) in (1, 2) else 2)
    if counts.size == 0:
        raise InputError("table", "has no cells", "give at least one count")
    checks.whole_number("minimum", minimum)
    wide = minimum - 1 if room is None else checks.whole_number("room", room)
    full = _additive(counts, totals)
    small = (full.cells < minimum) & ((full.cells > 0) | hide_zeros)
    public = _known(known, full)
    hidden, optimal = small, True
    if totals and small.any() and wide > 0:
        found = _Search(full, small, public & ~small, float(wide)).run(monotonic() + time_limit)
        if found is None:
            return CannotSay("cannot_protect", {"n": int(small.sum())})
        hidden, optimal = found
    asked: dict[str, Any] = {"minimum": minimum, "totals": totals, "room": wide}
    asked |= {"hide_zeros": hide_zeros, "time_limit": time_limit}
    return _result(full, small, hidden, optimal, asked, hash_of(counts, public))


def _additive(counts: Integers, totals: bool) -> AdditiveTable:
    if totals:
        return AdditiveTable.with_totals(counts)
    return AdditiveTable(counts.ravel(), sparse.csr_array((0, counts.size)), counts.shape)


def _known(known: ArrayLike | None, full: AdditiveTable) -> Flags:
    if known is None:
        return np.zeros(full.cells.size, dtype=np.bool_)
    found = np.asarray(known)
    if found.dtype != np.bool_ or found.shape != full.shape:
        raise InputError("known", f"is {found.dtype} {found.shape}", f"give booleans of shape {full.shape}")
    return found.ravel()


@dataclass(frozen=True)
class _Search:
    """The fewest withheld cells that leave every small one enough room."""

    table: AdditiveTable
    small: Flags
    known: Flags
    room: float

    def run(self, deadline: float) -> tuple[Flags, bool] | None:
        """Return the withheld cells and whether they are proved to be fewest; None when nothing is safe."""
        if self.unsafe(~self.known):
            return None
        cuts = self._necessary()
        for _ in range(MOST_ROUNDS):
            pattern, proved = self._master(cuts, deadline)
            if pattern is None:
                break
            more = [found.cut for found in self._attacks(pattern) if found.width < self.room - SLACK]
            if not more:
                return (pattern, True) if proved else (self._thinned(pattern), False)
            cuts.extend((cut, self.room) for cut in more)
            if monotonic() > deadline:
                break
        return self._one_by_one(deadline), False

    def unsafe(self, pattern: Flags) -> bool:
        """Whether some small cell is left with too little room."""
        return any(found.width < self.room - SLACK for found in self._attacks(pattern))

    def _attacks(self, pattern: Flags) -> Iterator[Attack]:
        return (attack(self.table, int(cell), pattern, self.room) for cell in np.flatnonzero(self.small))

    def _weights(self) -> Floats:
        """One per cell, and a little more for totals and large counts, so that these are shown among equals."""
        cells = self.table.cells
        totals = np.zeros(self.table.shape, dtype=np.bool_)
        for axis in range(totals.ndim):
            np.moveaxis(totals, axis, 0)[-1] = True
        size = np.log1p(cells) / np.log1p(cells).max() if cells.any() else np.zeros(cells.size)
        return np.asarray(1 + (0.5 * totals.ravel() + 0.4 * size) / (2 * cells.size))

    def _necessary(self) -> list[tuple[Floats, float]]:
        """No cell may be the only withheld one of a sum: it would be worked out at once."""
        cuts = []
        for line in self.table.lines():
            for cell in line:
                row = np.zeros(self.table.cells.size)
                row[line] = 1
                row[cell] = -1
                cuts.append((row, 0.0))
        return cuts

    def _master(self, cuts: list[tuple[Floats, float]], deadline: float) -> tuple[Flags | None, bool]:
        least = optimize.LinearConstraint(np.array([cut for cut, _ in cuts]), [rest for _, rest in cuts], np.inf)
        bounds = optimize.Bounds(self.small.astype(float), (~self.known).astype(float))
        left = max(1.0, deadline - monotonic())
        solved = optimize.milp(
            self._weights(), constraints=least, bounds=bounds, integrality=1, options={"time_limit": left}
        )
        if solved.x is None:
            return None, False
        return solved.x > 0.5, solved.status == 0

    def _one_by_one(self, deadline: float) -> Flags:
        """Protect one small cell after the other, each with as few further cells as possible, then thin out."""
        pattern = self.small.copy()
        for cell in np.flatnonzero(self.small):
            if attack(self.table, int(cell), pattern, self.room).width < self.room - SLACK:
                pattern |= self._protection(int(cell), pattern, deadline)
        return self._thinned(pattern)

    def _protection(self, cell: int, pattern: Flags, deadline: float) -> Flags:
        """Return cells that give one small cell its room, those withheld already for free."""
        n = self.table.cells.size
        below, above = np.minimum(self.table.cells, self.room), np.full(n, self.room)
        eye, zero = sparse.eye_array(n), sparse.csr_array((n, n))
        sums, none = self.table.sums, sparse.csr_array(self.table.sums.shape)
        moves = sparse.vstack(
            [
                sparse.hstack([sparse.diags_array(above), -eye, zero]),
                sparse.hstack([sparse.diags_array(below), eye, zero]),
                sparse.hstack([sparse.diags_array(above), zero, -eye]),
                sparse.hstack([sparse.diags_array(below), zero, eye]),
            ]
        )
        balance = sparse.vstack([sparse.hstack([none, sums, none]), sparse.hstack([none, none, sums])])
        open_up = np.zeros(3 * n)
        open_up[n + cell], open_up[2 * n + cell] = 1, -1
        limits = np.concatenate([above, above])
        solved = optimize.milp(
            np.concatenate([self._weights() * ~pattern, np.zeros(2 * n)]),
            constraints=[
                optimize.LinearConstraint(moves, 0, np.inf),
                optimize.LinearConstraint(balance, 0, 0),
                optimize.LinearConstraint(open_up[None, :], self.room, np.inf),
            ],
            bounds=optimize.Bounds(
                np.concatenate([pattern.astype(float), -limits]), np.concatenate([(~self.known).astype(float), limits])
            ),
            integrality=np.concatenate([np.ones(n), np.zeros(2 * n)]),
            options={"time_limit": max(2.0, deadline - monotonic())},
        )
        return ~self.known if solved.x is None else np.asarray(solved.x[:n] > 0.5)

    def _thinned(self, pattern: Flags) -> Flags:
        """Show again each cell, the largest first, that no small cell needs."""
        extra = np.flatnonzero(pattern & ~self.small)
        for cell in extra[np.argsort(-self._weights()[extra], kind="stable")]:
            without = pattern.copy()
            without[cell] = False
            if not self.unsafe(without):
                pattern = without
        return pattern


def _result(
    full: AdditiveTable, small: Flags, hidden: Flags, optimal: bool, asked: dict[str, Any], fingerprint: str
) -> Suppression:
    low, high = np.full(full.cells.size, np.nan), np.full(full.cells.size, np.nan)
    for cell in np.flatnonzero(hidden):
        low[cell], high[cell] = interval(full, int(cell), hidden) if full.sums.shape[0] else (0.0, np.inf)
    return Suppression(
        n=int(full.cells[-1]) if full.sums.shape[0] else int(full.cells.sum()),
        parameters=asked,
        data_hash=fingerprint,
        primary=small.reshape(full.shape),
        complementary=(hidden & ~small).reshape(full.shape),
        shown=~hidden.reshape(full.shape),
        published=np.where(hidden, np.nan, full.cells).reshape(full.shape),
        low=low.reshape(full.shape),
        high=high.reshape(full.shape),
        withheld=int(hidden.sum()),
        optimal=optimal,
    )
