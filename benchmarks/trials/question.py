"""One question about the library's promises, answered by many trials of stored seeds."""

from collections.abc import Callable
from dataclasses import dataclass

from scipy.stats import beta, chi2

SEED = 20261122


@dataclass(frozen=True)
class Question:
    """`trial(number)` returns (hits, units): (0 or 1, 1) for a share, (alarms, periods) for a run length.

    asked: ("at most", 0.05), ("at least", 0.8), None when nothing is claimed, or ("stated", length) for a run length.
    """

    group: str
    words: str
    trial: Callable[[int], tuple[int, int]]
    asked: tuple[str, float] | None = ("at most", 0.05)

    @property
    def key(self) -> str:
        """What the tally is stored under."""
        return f"{self.group}: {self.words}"

    def line(self, hits: int, units: int, runs: int) -> str:
        """A row of a table: the measured figure, its 95 % interval, what is asked, and how many runs it rests on."""
        if units > runs and self.asked and self.asked[1] >= 1:
            low, high = (2 * units / chi2.ppf(q, 2 * hits + 2 * (q > 0.5)) for q in (0.975, 0.025))
            found = f"{units / max(hits, 1):.0f} [{low:.0f}, {high:.0f}]"
        else:
            low = beta.ppf(0.025, hits, units - hits + 1) if hits else 0.0
            high = beta.ppf(0.975, hits + 1, units - hits) if hits < units else 1.0
            found = f"{100 * hits / units:.1f} % [{100 * low:.1f}, {100 * high:.1f}]"
        return f"| {self.words} | {found} | {self._wanted()} | {runs} |"

    def _wanted(self) -> str:
        if self.asked is None:
            return "–"
        kind, figure = self.asked
        return f"{kind} {figure:.0f}" if kind == "stated" and figure >= 1 else f"{kind} {100 * figure:g} %"
