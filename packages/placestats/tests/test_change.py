"""Change between periods: published values, coverage, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from placestats import CannotSay, Change, InputError, change_28_days, change_year_to_date, compare_periods
from placestats.ratios import likelihood_p, rate_ratio

PEOPLE = (28010.0, 19017.0)


def test_oracle_rate_ratio():
    wald = compare_periods(41, 15, exposure=PEOPLE, method="wald")
    exact = compare_periods(41, 15, exposure=PEOPLE)
    midp = compare_periods(41, 15, exposure=PEOPLE, method="midp")
    assert wald.ratio == pytest.approx(1.855758658, abs=1e-9)
    assert (wald.low, wald.high) == pytest.approx((1.027226, 3.352563), abs=1e-6)
    assert (exact.low, exact.high) == pytest.approx((1.005684, 3.609300), abs=1e-6)
    assert (midp.low, midp.high) == pytest.approx((1.041036, 3.449052), rel=2e-4)  # epitools stops its search early
    assert likelihood_p(41, 15, *PEOPLE) == pytest.approx(0.04085203, abs=1e-8)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 30), st.integers(0, 30), st.floats(0.2, 5))
def test_limits_put_the_right_chance_in_each_tail(now, before, exposure):
    if now + before == 0:
        return
    found = rate_ratio(now, before, exposure, 1.0, level=0.9, method="midp")
    total = now + before
    for limit, upper in ((found.low, True), (found.high, False)):
        if 0 < limit < np.inf:
            odds = limit * exposure
            chances = stats.binom.pmf(np.arange(total + 1), total, odds / (1 + odds))
            tail = chances[now + 1 :].sum() if upper else chances[:now].sum()
            assert tail + chances[now] / 2 == pytest.approx(0.05, abs=1e-6)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.sampled_from(["exact", "midp", "wald"]))
def test_swapping_the_periods_turns_the_ratio_upside_down(now, before, method):
    there = compare_periods(now, before, method=method)
    back = compare_periods(before, now, method=method)
    assert there.ratio == pytest.approx(1 / back.ratio)
    assert there.low == pytest.approx(1 / back.high, rel=1e-6)
    assert there.p == pytest.approx(back.p, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 60), st.integers(1, 60), st.floats(1, 9))
def test_p_and_interval_agree_and_restlessness_widens(now, before, factor):
    calm = compare_periods(now, before)
    restless = compare_periods(now, before, overdispersion=factor)
    for found in (calm, restless):
        assert (found.p < 0.05) == (found.verdict != "uncertain")
    assert restless.low <= calm.low + 1e-12
    assert restless.high >= calm.high - 1e-12


def test_counts_per_part_tell_how_restless_the_series_is():
    now, before = [0, 9, 1, 12, 0, 8], [2, 11, 0, 1, 10, 0]
    found = compare_periods(now, before)
    expected = sum(((np.array(part) - np.mean(part)) ** 2).sum() / np.mean(part) for part in (now, before)) / 10
    assert found.overdispersion == pytest.approx(expected)
    assert (found.overdispersion_freedom, found.overdispersion_source) == (10, "parts")
    assert found.ratio == pytest.approx(30 / 24)


def events(daily, first="2021-01-01"):
    days = np.repeat(np.arange(daily.size), daily)
    return np.datetime64(first) + days


def test_28_days_counts_the_right_days():
    dates = np.array(["2024-01-01", "2024-02-02", "2024-02-03", "2024-03-01", "2024-03-02", "2024-03-29", "2024-03-30"])
    found = change_28_days(dates.astype("datetime64[D]"), [1, 2, 4, 8, 16, 32, 64], as_of="2024-03-29")
    assert found.periods == (("2024-03-02", "2024-03-29"), ("2024-02-03", "2024-03-01"))
    assert (found.now, found.before, found.n) == (48, 12, 60)
    assert found.overdispersion_source == "parts"


def test_year_to_date_counts_the_right_days_in_a_leap_year():
    daily = np.ones(365 + 366, dtype=int)
    dates = events(daily, "2023-01-01")
    found = change_year_to_date(dates, as_of="2024-03-10")
    assert found.periods == (("2024-01-01", "2024-03-10"), ("2023-01-01", "2023-03-10"))
    assert (found.now, found.before) == (70, 69)
    assert found.ratio == pytest.approx(1)
    leap = change_year_to_date(dates, as_of="2024-02-29")
    assert leap.periods[1] == ("2023-01-01", "2023-02-28")


def test_weights_are_repeated_events_and_order_does_not_matter():
    rng = np.random.default_rng(5)
    dates = np.datetime64("2023-01-01") + rng.integers(0, 500, 200)
    weights = rng.integers(1, 4, 200)
    order = rng.permutation(200)
    for method, as_of in ((change_28_days, "2024-04-30"), (change_year_to_date, "2024-04-30")):
        one = method(dates, weights, as_of=as_of)
        for other in (
            method(np.repeat(dates, weights), as_of=as_of),
            method(dates[order], weights[order], as_of=as_of),
        ):
            assert (one.ratio, one.low, one.overdispersion) == (other.ratio, other.low, other.overdispersion)


def test_a_year_ago_keeps_the_weekday():
    daily = np.ones(900, dtype=int)
    found = change_28_days(events(daily), as_of="2023-06-01", against="year")
    assert np.datetime64(found.periods[0][1]) - np.datetime64(found.periods[1][1]) == np.timedelta64(364, "D")


def clustered(rng, mean, size):
    """Counts whose variance is three times the mean (negative binomial)."""
    return rng.negative_binomial(mean / 2, 1 / 3, size) if mean else np.zeros(size, int)


@pytest.mark.parametrize(("draw", "most"), [("poisson", 0.05), ("clustered", 0.075)])
def test_without_any_change_few_comparisons_say_change(draw, most):
    rng = np.random.default_rng(11)
    wrong = 0
    for _ in range(400):
        daily = rng.poisson(1.0, 900) if draw == "poisson" else clustered(rng, 1.0, 900)
        wrong += change_28_days(events(daily), as_of="2023-06-15", known_from="2021-01-01").verdict != "uncertain"
    assert wrong / 400 <= most + 2 * np.sqrt(0.05 * 0.95 / 400)


def test_a_real_doubling_is_seen():
    daily = np.ones(900, dtype=int)
    daily[-28:] = 3
    found = change_28_days(events(daily), as_of=np.datetime64("2021-01-01") + 899)
    assert found.verdict == "increase"
    assert found.percent == pytest.approx(200)


def test_nothing_before_gives_an_open_interval():
    found = compare_periods(5, 0)
    assert found.ratio == np.inf
    assert found.low > 0
    assert found.to_dict()["ratio"] is None


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: compare_periods(0, 0), "nothing_counted"),
        (lambda: change_28_days(np.array(["2024-01"], "datetime64[M]"), as_of="2024-02-01"), "needs_day"),
        (lambda: change_28_days(np.array(["2024-01-01"], "datetime64[D]"), as_of="2024-02-01"), "needs_history"),
        (lambda: change_year_to_date(np.array(["2024-01-01"], "datetime64[D]"), as_of="2024-02-01"), "needs_history"),
    ],
)
def test_data_that_cannot_bear_it(call, code):
    found = call()
    assert isinstance(found, CannotSay)
    assert found.code == code
    assert "{" not in found.reason


DAY = np.array(["2024-01-01"], "datetime64[D]")


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: compare_periods([], 1), "now"),
        (lambda: compare_periods(1, np.nan), "before"),
        (lambda: compare_periods(-1, 1), "now"),
        (lambda: compare_periods(1, 1, exposure=(0, 1)), "exposure"),
        (lambda: compare_periods(1, 1, level=95), "level"),
        (lambda: compare_periods(1, 1, method="bayes"), "method"),
        (lambda: compare_periods(1, 1, overdispersion=0.5), "overdispersion"),
        (lambda: compare_periods(1, 1, history=[3]), "history"),
        (lambda: change_28_days(DAY[:0], as_of="2024-02-01"), "dates"),
        (lambda: change_28_days(np.array(["NaT"], "datetime64[D]"), as_of="2024-02-01"), "dates"),
        (lambda: change_28_days([1, 2], as_of="2024-02-01"), "dates"),
        (lambda: change_28_days(DAY, [0], as_of="2024-02-01"), "weights"),
        (lambda: change_28_days(DAY, as_of="2023-02-01"), "as_of"),
        (lambda: change_28_days(DAY, as_of="soon"), "as_of"),
        (lambda: change_28_days(DAY, as_of="2024-02-01", days=0), "days"),
        (lambda: change_28_days(DAY, as_of="2024-02-01", against="week"), "against"),
    ],
)
def test_bad_input_names_the_argument(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument


def test_result_carries_what_a_report_needs():
    found = compare_periods(3, 4)
    assert isinstance(found, Change)
    kept = found.to_dict()
    assert kept["n"] == 7
    assert kept["version"]
    assert kept["data_hash"]
    assert kept["parameters"]["method"] == "exact"
