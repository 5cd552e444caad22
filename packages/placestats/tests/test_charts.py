"""Control charts: published runs, known and simulated run lengths, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from placestats import CannotSay, InputError, cusum, ears, ewma, poisson_chart
from placestats.early_warning import thresholds

NIST = [52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4]
NIST += [53.6, 52.1]
SMOOTH = [50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38]
SMOOTH += [49.92, 50.73, 51.23, 51.94, 51.99]
MONTGOMERY = [9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08, 9.37]
MONTGOMERY += [10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52]


def test_oracle_ewma_of_the_nist_handbook():
    found = ewma(NIST, target=50, lam=0.3, sd=2.0539, width=3)
    np.testing.assert_allclose(found.statistic, SMOOTH, atol=0.0051)
    assert (found.lower, found.upper) == pytest.approx((47.4116, 52.5884), abs=1e-4)
    assert found.alarms.size == 0


def test_oracle_cusum_of_montgomery():
    found = cusum(MONTGOMERY, target=10, sd=1, allowance=0.5, limit=5)
    np.testing.assert_allclose(found.statistic[27:], [4.47, 5.28, 5.30], atol=1e-9)
    assert found.alarms[0] + 1 == 29
    assert 29 - found.since[28] == 22


def test_published_run_lengths():
    """CUSUM: Montgomery, table 9.3 (465 and 168); EWMA: Lucas & Saccucci (1990), table 5 (500)."""
    assert cusum([0.0], target=10, sd=1, allowance=0.5, limit=5).run_length == pytest.approx(465, abs=1.5)
    assert cusum([0.0], target=10, sd=1, allowance=0.5, limit=4).run_length == pytest.approx(168, abs=1.5)
    assert ewma([0.0], target=10, sd=1, lam=0.1, width=2.814).run_length == pytest.approx(500, rel=0.01)
    assert ewma([0.0], target=10, sd=1, lam=0.5, width=3.071).run_length == pytest.approx(500, rel=0.01)


@pytest.mark.parametrize("mean", [0.3, 0.7])
def test_the_limit_of_rare_and_clustered_counts_holds_for_long(mean):
    """A sum that hardly drifts: rounding its reference to a coarse lattice once gave limits of more than a thousand."""
    found = cusum([0], target=mean, overdispersion=1.6, run_length=1500)
    assert 1500 <= found.run_length < 3000
    counts = drawn(mean, 1.6, (4000, 500), np.random.default_rng(3)).astype(float)
    slack, above, below, rung = found.parameters["allowance"], np.zeros(500), np.zeros(500), 0
    for value in counts:
        above = np.maximum(0, above + value - mean - slack)
        below = np.maximum(0, below + mean - slack - value)
        out = np.maximum(above, below) > found.upper
        rung += int(out.sum())
        above[out] = below[out] = 0
    assert counts.size / rung == pytest.approx(found.run_length, rel=0.15)


def test_charts_that_chance_never_passes_have_no_run_length_to_divide_by():
    assert cusum([0], target=0.01, limit=50, ratio=3.0).run_length == np.inf


def drawn(mean, factor, size, rng):
    return rng.poisson(mean, size) if factor == 1 else rng.negative_binomial(mean / (factor - 1), 1 / factor, size)


@pytest.mark.parametrize(("mean", "factor"), [(0.5, 1), (3, 1), (3, 2.0)])
def test_run_lengths_are_what_a_simulation_gives(mean, factor):
    rng = np.random.default_rng(1)
    counts = drawn(mean, factor, (2500, 600), rng).astype(float)
    options = {"target": mean, "overdispersion": factor, "run_length": 60}
    plain, smooth, summed = poisson_chart([0], **options), ewma([0], **options), cusum([0], **options)
    level, above, below = np.full(2500, float(mean)), np.zeros(2500), np.zeros(2500)
    slack = summed.parameters["allowance"]
    first = np.zeros((3, 2500))
    for k in range(600):
        value = counts[:, k]
        level = smooth.parameters["lam"] * value + (1 - smooth.parameters["lam"]) * level
        above = np.maximum(0, above + value - mean - slack)
        below = np.maximum(0, below + mean - slack - value)
        out = (
            (value > plain.upper) | (value < np.nan_to_num(plain.lower)),
            np.abs(level - mean) > smooth.upper - mean,
            np.maximum(above, below) > summed.upper,
        )
        for row, alarm in zip(first, out, strict=True):
            row[(row == 0) & alarm] = k + 1
    for row, found in zip(first, (plain, smooth, summed), strict=True):
        risk = (row > 0).sum() / np.where(row > 0, row, 600).sum()  # censored at 600 periods
        assert 1 / risk == pytest.approx(found.run_length, rel=0.12), found.method
        assert found.run_length >= 60
        assert found.run_length_doubled < found.run_length


@settings(max_examples=60, deadline=None)
@given(st.floats(0.05, 300), st.floats(1, 5), st.floats(20, 2000))
def test_poisson_limits_hold_their_promise_and_are_the_tightest(mean, factor, run_length):
    found = poisson_chart([0], target=mean, overdispersion=factor, run_length=run_length)
    assert found.run_length >= run_length * (1 - 1e-9)
    law = stats.poisson(mean) if factor <= 1 + 1e-9 else stats.nbinom(mean / (factor - 1), 1 / factor)
    below = 0.0 if np.isnan(found.lower) else law.cdf(found.lower - 1)
    assert below <= 0.5 / run_length
    tighter = below + law.sf(found.upper - 1)
    assert tighter > 1 / run_length


def test_history_gives_mean_and_overdispersion():
    history = [1, 9, 2, 8, 1, 9, 2, 8]
    found = poisson_chart([4, 40], history=history)
    assert found.target == 5
    assert found.overdispersion == pytest.approx(100 / 5 / 7)
    assert found.alarms.tolist() == [1]
    assert poisson_chart([1], history=history[:4]).code == "too_few"
    assert poisson_chart([1], history=[0] * 9).code == "nothing_counted"


def test_ears_says_how_often_it_is_wrong():
    counts = np.random.default_rng(2).poisson(0.4, 200)
    found = ears(counts)
    again = ears(counts)
    assert found.heuristic
    assert found.false_alarm_rate == again.false_alarm_rate
    assert found.false_alarm_rate > 10 * found.promised
    busy = ears(np.random.default_rng(2).poisson(50, 200))
    assert busy.false_alarm_rate < found.false_alarm_rate


def test_ears_by_hand():
    values = np.array([1, 2, 3, 4, 5, 6, 7, 0, 0, 30.0])
    upper = thresholds(values, "C2", 3)
    assert np.isnan(upper[:9]).all()
    assert upper[9] == pytest.approx(4 + 3 * np.std([1, 2, 3, 4, 5, 6, 7], ddof=1))
    assert ears(values, method="C2").alarms.tolist() == [9]
    assert isinstance(ears([1] * 7), CannotSay)
    assert ears([0] * 30).code == "nothing_counted"


def test_ears_c3_adds_up_three_days():
    values = np.array([1, 2, 3, 4, 5, 6, 7, 1, 2, 7, 7, 8, 0, 0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 0.0])
    far = np.full(values.size, np.nan)
    for day in range(9, values.size):
        base = values[day - 9 : day - 2]
        above, spread = max(values[day] - base.mean(), 0), base.std(ddof=1)
        far[day] = above / spread if spread else (np.inf if above else 0)
    excess = np.maximum(far - 1, 0)
    sums = [excess[day - 2 : day + 1].sum() for day in range(11, values.size)]
    wanted = [day for day, total in zip(range(11, values.size), sums, strict=True) if total > 1.2]
    found = ears(values, method="C3", deviations=1.2)
    assert found.alarms.tolist() == wanted == [11, 12, 23, 24]
    assert found.upper[24] == -1  # the day before, after a flat week, is enough by itself
    assert np.isnan(found.upper[:11]).all()
    assert found.parameters["deviations"] == 1.2
    assert ears(values, method="C3").parameters["deviations"] == 2
    assert 0 < found.promised < found.false_alarm_rate < 1


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: poisson_chart([], target=1), "counts"),
        (lambda: poisson_chart([1.5], target=1), "counts"),
        (lambda: poisson_chart([1]), "target"),
        (lambda: poisson_chart([1], target=0), "target"),
        (lambda: poisson_chart([1], target=1, history=[1] * 9), "target"),
        (lambda: poisson_chart([1], target=1, run_length=0.5), "run_length"),
        (lambda: poisson_chart([1], target=1, overdispersion=0.2), "overdispersion"),
        (lambda: ewma([np.nan], target=1), "values"),
        (lambda: ewma([1], target=1, lam=0), "lam"),
        (lambda: ewma([1], target=1, width=-1), "width"),
        (lambda: cusum([1], target=1, ratio=1), "ratio"),
        (lambda: cusum([1], target=1, limit=0), "limit"),
        (lambda: cusum([1], target=1, sd=0), "sd"),
        (lambda: ears([1] * 20, method="C9"), "method"),
        (lambda: ears([-1] * 20), "counts"),
    ],
)
def test_bad_input_names_the_argument(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
