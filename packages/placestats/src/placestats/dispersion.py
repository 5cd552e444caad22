"""How much more a series varies than chance alone (Poisson) would make it."""

from dataclasses import dataclass, replace

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Overdispersion:
    """`factor` = variance over mean (never below 1); `freedom` = degrees of freedom it rests on; `source` = from what.

    `source`: "given", "history", "parts" or "assumed" (nothing to estimate from: Poisson).
    """

    factor: float
    freedom: int
    source: str
    estimate: float = np.nan

    def level(self, level: float) -> float:
        """Return the confidence level that makes up for estimating the factor (Student's t instead of normal)."""
        if self.source in ("given", "assumed") or self.freedom < 1:
            return level
        reach = scipy.special.stdtrit(self.freedom, (1 + level) / 2)
        return float(2 * scipy.special.ndtr(reach) - 1)

    def p(self, p: float) -> float:
        """Return the p-value that goes with `level`."""
        if self.source in ("given", "assumed") or self.freedom < 1:
            return p
        return float(2 * scipy.special.stdtr(self.freedom, scipy.special.ndtri(p / 2)))


ASSUMED = Overdispersion(1.0, 0, "assumed")


def along(counts: Floats, step: int = 1) -> Overdispersion:
    """Estimate from a history: each count against the one `step` before it.

    The pairs overlap, which costs a third of the degrees of freedom (von Neumann's successive differences).
    """
    if counts.size <= step:
        return ASSUMED
    found = between_pairs(counts[step:], counts[:-step], common_ratio=False, source="history")
    return replace(found, freedom=2 * found.freedom // 3)


def between_pairs(now: Floats, before: Floats, *, common_ratio: bool, source: str = "parts") -> Overdispersion:
    """Estimate from pairs of counts whose rates should be equal, or (common_ratio) in one unknown ratio.

    Given its sum, each pair is binomial under Poisson; Pearson's chi-square over its degrees of freedom is the factor.
    """
    total = now + before
    used = total > 0
    now, total = now[used], total[used]
    freedom = int(used.sum()) - int(common_ratio)
    share = now.sum() / total.sum() if common_ratio and total.size else 0.5
    if freedom < 1 or share in (0.0, 1.0):
        return ASSUMED
    chi = float(((now - total * share) ** 2 / (total * share * (1 - share))).sum())
    return Overdispersion(max(1.0, chi / freedom), freedom, source, chi / freedom)


def within_groups(groups: list[Floats], source: str = "parts") -> Overdispersion:
    """Estimate from groups of counts with one rate in each: Pearson's chi-square over its degrees of freedom."""
    chi, freedom = 0.0, 0
    for counts in groups:
        if counts.size > 1 and counts.mean() > 0:
            chi += float(((counts - counts.mean()) ** 2).sum() / counts.mean())
            freedom += counts.size - 1
    if freedom < 1:
        return ASSUMED
    return Overdispersion(max(1.0, chi / freedom), freedom, source, chi / freedom)
