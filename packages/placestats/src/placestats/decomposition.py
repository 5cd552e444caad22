"""Take a daily series apart: trend, season, weekday and what is left."""

from dataclasses import dataclass
from typing import Any  # Any: matplotlib is optional and untyped here

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from placestats import checks
from placestats.daily import Day
from placestats.errors import CannotSay, InputError
from placestats.localtimes import one_day
from placestats.results import Result, hash_of

Floats = NDArray[np.float64]
YEAR = 365.2425
LEAST_DAYS = 28
LEAST_YEARS = 2  # of days before a season can be told from a trend
PER_PARAMETER = 5  # events that each parameter of the model must have
LAGS = 28  # days over which neighbouring residuals may hang together
RIDGE = 1e-3  # keeps a weekday without events finite
STEPS = 50


@dataclass(frozen=True, kw_only=True)
class Decomposition(Result):
    """A daily series = trend × season × weekday × what is left, fitted on the log scale.

    Per day (n,): `counts`, `fitted`, `trend` (events per day on an average weekday and season), `season` (ratio, 1
    when there is none), `residual` (Pearson, in standard deviations of the overdispersed model). `weekday` (7,),
    Monday first, and `month` (12,), None without a season: ratios to the geometric mean, with `_low` and `_high`.
    `per_year`, `per_year_low`, `per_year_high`: ratio of one year to the year before, averaged over the series.
    `overdispersion`: variance over mean of the daily residuals.
    """

    counts: Floats
    fitted: Floats
    trend: Floats
    season: Floats
    residual: Floats
    weekday: Floats
    weekday_low: Floats
    weekday_high: Floats
    month: Floats | None
    month_low: Floats | None
    month_high: Floats | None
    per_year: float
    per_year_low: float
    per_year_high: float
    overdispersion: float
    level: float
    first_day: str

    def plot(self, ax: Any = None) -> Any:
        """Draw the series in weeks with its fitted level and trend (needs matplotlib)."""
        from placestats.pictures import decomposition

        return decomposition(self, ax)


def _check_level(level: float) -> None:
    if not 0 < level < 1:
        raise InputError("level", f"is {level}", "give a confidence between 0 and 1, such as 0.95")


def decompose(daily_counts: ArrayLike, *, start: Day, level: float = 0.95) -> Decomposition | CannotSay:
    """Fit trend, season and weekday to daily counts by quasi-Poisson regression.

    daily_counts: (n,) events per day without gaps; start: the first day. Trend: straight on the log scale between
    yearly knots; season: two harmonics of the year, only with at least two years of days; weekday: six free effects.
    Intervals use the larger of the quasi-Poisson and the Newey–West (28 lags) standard error, so restless and clustered
    series get wider ones.

    Returns CannotSay: "needs_history" (under 28 days), "too_few" (under 5 events per fitted parameter).
    Sources: McCullagh & Nelder (1989), Generalized Linear Models, chapter 6; Newey & West (1987), Econometrica 55(3).
    """
    counts = checks.not_negative("daily_counts", daily_counts)
    first = one_day("start", start)
    _check_level(level)
    if counts.size < LEAST_DAYS:
        return CannotSay("needs_history", {"days": counts.size, "least": LEAST_DAYS})
    design = _Design.over(first, counts.size)
    needed = PER_PARAMETER * design.matrix.shape[1]
    if counts.sum() < needed:
        return CannotSay("too_few", {"n": int(counts.sum()), "least": needed})
    beta, fitted = _fit(design.matrix, counts)
    factor = max(1.0, float(((counts - fitted) ** 2 / fitted).sum() / (counts.size - beta.size)))
    cover = _covariances(design.matrix, counts, fitted, factor)
    reach = float(special.ndtri((1 + level) / 2))
    weekday = _ratios(design.weekday_rows, beta, cover, reach)
    month = _ratios(design.month_rows, beta, cover, reach) if design.month_rows is not None else (None, None, None)
    yearly = _ratios(design.yearly_row, beta, cover, reach)
    return Decomposition(
        n=round(float(counts.sum())),
        parameters={"start": str(first), "level": level, "knots": design.n_knots, "lags": LAGS},
        data_hash=hash_of(counts),
        counts=counts,
        fitted=fitted,
        trend=np.exp(design.part(design.slopes, beta) + beta[0]),
        season=np.exp(design.part(design.waves, beta)),
        residual=(counts - fitted) / np.sqrt(factor * fitted),
        weekday=weekday[0],
        weekday_low=weekday[1],
        weekday_high=weekday[2],
        month=month[0],
        month_low=month[1],
        month_high=month[2],
        per_year=float(yearly[0][0]),
        per_year_low=float(yearly[1][0]),
        per_year_high=float(yearly[2][0]),
        overdispersion=factor,
        level=level,
        first_day=str(first),
    )


@dataclass(frozen=True)
class _Design:
    """Columns: level, trend between knots, waves of the year, weekdays (summing to nothing)."""

    matrix: Floats
    slopes: slice
    waves: slice
    weekday_rows: Floats
    month_rows: Floats | None
    yearly_row: Floats

    @classmethod
    def over(cls, first: np.datetime64, days: int) -> "_Design":
        dates = first + np.arange(days)
        knots = max(1, round(days / YEAR))
        slopes = _slopes(days, knots)
        waves = _waves(dates) if days >= LEAST_YEARS * 365 else np.empty((days, 0))
        sums = np.vstack([np.eye(6), -np.ones(6)])
        weekday = (dates.astype("datetime64[D]").astype(np.int64) + 3) % 7
        matrix = np.hstack([np.ones((days, 1)), slopes, waves, sums[weekday]])
        at_slopes, at_waves = slice(1, 1 + knots), slice(1 + knots, 1 + knots + waves.shape[1])
        weekday_rows = np.zeros((7, matrix.shape[1]))
        weekday_rows[:, -6:] = sums
        yearly = np.zeros((1, matrix.shape[1]))
        yearly[0, at_slopes] = (slopes[-1] - slopes[0]) / ((days - 1) / YEAR)
        return cls(matrix, at_slopes, at_waves, weekday_rows, _months(matrix.shape[1], at_waves), yearly)

    @property
    def n_knots(self) -> int:
        return int(self.slopes.stop - self.slopes.start)

    def part(self, columns: slice, beta: Floats) -> Floats:
        return np.asarray(self.matrix[:, columns] @ beta[columns])


def _slopes(days: int, knots: int) -> Floats:
    """Return one column per stretch: how far each day has come along it, centred so that the mean trend is 0."""
    at = np.arange(days) / max(days - 1, 1) * knots
    along = np.clip(at[:, None] - np.arange(knots)[None, :], 0, 1)
    return np.asarray(along - along.mean(axis=0))


def _waves(dates: NDArray[np.datetime64]) -> Floats:
    turn = (dates.astype("datetime64[D]").astype(np.int64) / YEAR % 1)[:, None] * 2 * np.pi * np.array([1.0, 2.0])
    return np.hstack([np.sin(turn), np.cos(turn)])


def _months(columns: int, at: slice) -> Floats | None:
    if at.stop == at.start:
        return None
    dates = np.datetime64("2001-01-01", "D") + np.arange(365)
    month = dates.astype("datetime64[M]").astype(np.int64) % 12
    waves = _waves(dates)
    rows = np.zeros((12, columns))
    rows[:, at] = [waves[month == k].mean(axis=0) for k in range(12)]
    return rows


def _fit(matrix: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Iteratively reweighted least squares for a log-linear mean."""
    beta = np.zeros(matrix.shape[1])
    beta[0] = np.log(counts.mean())
    ridge = np.diag(np.append(0.0, np.full(beta.size - 1, RIDGE)))
    for _ in range(STEPS):
        fitted = np.exp(np.clip(matrix @ beta, -30, 30))
        slope = matrix.T @ (counts - fitted) - ridge @ beta
        step = np.linalg.solve(matrix.T @ (matrix * fitted[:, None]) + ridge, slope)
        beta = beta + np.clip(step, -2, 2)
        if np.abs(step).max() < 1e-10:
            break
    return beta, np.exp(matrix @ beta)


def _covariances(matrix: Floats, counts: Floats, fitted: Floats, factor: float) -> tuple[Floats, Floats]:
    """Return the quasi-Poisson and the Newey–West covariance of the parameters."""
    scores = matrix * (counts - fitted)[:, None]
    middle = scores.T @ scores
    for lag in range(1, LAGS + 1):
        across = scores[lag:].T @ scores[:-lag]
        middle += (1 - lag / (LAGS + 1)) * (across + across.T)
    ridge = RIDGE * np.eye(matrix.shape[1])
    bread = np.linalg.inv(matrix.T @ (matrix * fitted[:, None]) + ridge)
    loss = counts.size / (counts.size - matrix.shape[1])
    return np.asarray(factor * bread), np.asarray(bread @ middle @ bread * loss)


def _ratios(rows: Floats, beta: Floats, covers: tuple[Floats, Floats], reach: float) -> tuple[Floats, Floats, Floats]:
    """Return ratios with limits from the larger of the two standard errors: Newey–West alone runs low."""
    middle = rows @ beta
    variance = np.max([np.einsum("ij,jk,ik->i", rows, cover, rows) for cover in covers], axis=0)
    error = np.sqrt(np.maximum(variance, 0))
    return np.exp(middle), np.exp(middle - reach * error), np.exp(middle + reach * error)
