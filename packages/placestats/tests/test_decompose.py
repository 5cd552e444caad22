"""Trend, season and weekday: what was put in comes out, and the intervals cover it."""

import numpy as np
import pytest

from placestats import CannotSay, InputError, decompose

START = np.datetime64("2020-01-01")
WEEKDAY = np.array([0.8, 0.9, 0.9, 1.0, 1.3, 1.4, 0.9])
WEEKDAY = WEEKDAY / np.exp(np.log(WEEKDAY).mean())


def made(days=3 * 365, mean=12.0, yearly=0.85, swing=0.3, seed=1, factor=1.0):
    dates = START + np.arange(days)
    turn = (dates.astype(np.int64) / 365.2425 % 1) * 2 * np.pi
    rate = mean * yearly ** (np.arange(days) / 365.2425) * np.exp(swing * np.cos(turn))
    rate = rate * WEEKDAY[(dates.astype(np.int64) + 3) % 7]
    rng = np.random.default_rng(seed)
    if factor > 1:
        return rng.negative_binomial(rate / (factor - 1), 1 / factor)
    return rng.poisson(rate)


def test_what_was_put_in_comes_out():
    found = decompose(made(mean=200), start=START)
    np.testing.assert_allclose(found.weekday, WEEKDAY, rtol=0.02)
    assert found.per_year == pytest.approx(0.85, abs=0.01)
    assert found.month[0] == pytest.approx(np.exp(0.3), rel=0.04)
    assert found.month[6] == pytest.approx(np.exp(-0.3), rel=0.04)
    assert found.overdispersion == pytest.approx(1, abs=0.15)
    np.testing.assert_allclose(found.fitted.sum(), found.counts.sum(), rtol=1e-6)
    weekday = found.weekday[(np.arange(found.counts.size) + 2) % 7]  # 2020-01-01 was a Wednesday
    np.testing.assert_allclose(found.trend * found.season * weekday, found.fitted, rtol=1e-9)


@pytest.mark.parametrize("factor", [1.0, 3.0])
def test_intervals_cover(factor):
    inside = np.zeros(3)
    for seed in range(60):
        found = decompose(made(seed=seed, factor=factor), start=START, level=0.9)
        inside += [
            found.per_year_low <= 0.85 <= found.per_year_high,
            found.weekday_low[5] <= WEEKDAY[5] <= found.weekday_high[5],
            found.month_low[6] <= np.exp(-0.3) * 1.004 <= found.month_high[6],
        ]
    assert (inside / 60 >= 0.75).all(), inside


def test_a_short_series_has_no_season():
    found = decompose(made(days=200), start=START)
    assert found.month is None
    assert (found.season == 1).all()
    assert found.to_dict()["month"] is None


def test_shifting_the_start_turns_the_weekdays():
    counts = made(days=400)
    here, later = decompose(counts, start=START), decompose(counts, start=START + 1)
    np.testing.assert_allclose(np.roll(here.weekday, 1), later.weekday, rtol=1e-6)


def test_a_weekday_without_events_stays_finite():
    counts = made(days=300)
    counts[(np.arange(300) + 2) % 7 == 6] = 0
    found = decompose(counts, start=START)
    assert np.isfinite(found.weekday).all()
    assert found.weekday[6] < 0.02


def test_short_or_empty_series_cannot_say():
    assert decompose([1] * 20, start=START).code == "needs_history"
    found = decompose([0] * 400, start=START)
    assert isinstance(found, CannotSay)
    assert found.code == "too_few"


@pytest.mark.parametrize(
    ("counts", "options", "argument"),
    [
        ([np.nan] * 40, {}, "daily_counts"),
        ([-1] * 40, {}, "daily_counts"),
        ([[1] * 40], {}, "daily_counts"),
        ([5] * 40, {"start": "yesterday"}, "start"),
        ([5] * 40, {"level": 95}, "level"),
    ],
)
def test_bad_input_names_the_argument(counts, options, argument):
    with pytest.raises(InputError) as caught:
        decompose(counts, **{"start": START, **options})
    assert caught.value.argument == argument
