"""Knox, near repeats, modified Knox, Mantel, Jacquez: published values, brute force, relations, refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles import ORACLES, needs_oracles
from scipy import stats

import placestats.threads
from placestats import CannotSay, InputError, jacquez, knox, mantel, modified_knox, near_repeat
from placestats.permuted_times import shuffle, stream


def burkitt():
    rows = np.genfromtxt(ORACLES / "burkitt.csv", delimiter=",", names=True)
    return rows["X"], rows["Y"], rows["T"]


def scattered(seed, n=60, side=1000, days=100):
    rng = np.random.default_rng(seed)
    return rng.uniform(0, side, n), rng.uniform(0, side, n), rng.integers(0, days, n)


@needs_oracles
def test_oracle_knox():
    found = knox(*burkitt(), delta=20, tau=5, closed="both", seed=1)
    assert found.observed.tolist() == [[13, 3416], [39, 14110]]
    assert found.expected == pytest.approx(10.14381615, abs=2e-8)  # 3429 × 52 / 17578 = 10.14381613
    assert found.p_poisson == pytest.approx(0.222266674, abs=1e-8)
    assert found.p_poisson_above == pytest.approx(0.146245582, abs=1e-8)
    assert found.p == pytest.approx(0.2, abs=0.03)
    assert (found.space, found.time) == ("[0, 20] m", "[0, 5] days")


@needs_oracles
def test_oracle_mantel_jacquez_and_modified_knox():
    assert mantel(*burkitt(), permutations=9, seed=1).statistic == pytest.approx(0.04836835158, abs=1e-9)
    assert jacquez(*burkitt(), k=3, permutations=9, seed=1).statistic == 12
    baker = modified_knox(*burkitt(), delta=20, tau=5, closed="both", permutations=9, seed=1)
    assert baker.statistic == pytest.approx(2.810160427807487, abs=1e-9)


def test_oracle_band_edges_are_right_open():
    days = np.array(["2019-01-01", "2019-01-04", "2022-01-01"], dtype="datetime64[D]")
    place = ([0, 0, 9000.5], [0, 100, 0.25])
    bands = {"distance_bands": (0, 100, 200), "time_bands": (0, 3, 6)}
    found = near_repeat(*place, days, metric="manhattan", permutations=9, seed=1, **bands)
    assert found.observed.tolist() == [[0, 0], [0, 1]]
    assert found.distance_bands == ("[0, 100) m", "[100, 200) m")
    assert knox(*place, days, delta=100, tau=4, permutations=9, seed=1).statistic == 0
    assert knox(*place, days, delta=100, tau=3, closed="both", permutations=9, seed=1).statistic == 1


def gaps(x, y, t):
    upper = np.triu_indices(len(x), 1)
    apart = np.hypot(x[upper[0]] - x[upper[1]], y[upper[0]] - y[upper[1]])
    return apart, np.abs(np.asarray(t, float)[upper[0]] - np.asarray(t, float)[upper[1]])


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.floats(5, 2000), st.sampled_from([1.0, 3.0, 7.5, 400.0]), st.booleans())
def test_knox_equals_brute_force(seed, delta, tau, fractions):
    x, y, t = scattered(seed)
    t = t + 0.5 * (np.arange(t.size) % 2) if fractions else t
    apart, between = gaps(x, y, t)
    found = knox(x, y, t, delta=delta, tau=tau, permutations=0, seed=1)
    assert found.statistic == ((apart < delta) & (between < tau)).sum()
    assert found.observed.sum() == apart.size
    assert found.expected == pytest.approx((apart < delta).sum() * (between < tau).sum() / apart.size)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_near_repeat_equals_brute_force_and_its_margins_hold(seed):
    x, y, t = scattered(seed)
    distance, time = np.array([0, 1, 60, 300, 900.0]), np.array([0, 1, 2, 15, 40.0])
    apart, between = gaps(x, y, t)
    open_ended = [np.append(distance, 1e9), np.append(time, 1e9)]
    expected = np.histogram2d(apart, between, bins=open_ended)[0]
    found = near_repeat(x, y, t, distance_bands=distance, time_bands=time, permutations=19, seed=3)
    assert (found.table == expected).all()
    assert (found.table[:-1, :-1] == found.observed).all()
    rows, columns = expected.sum(axis=1), expected.sum(axis=0)
    np.testing.assert_allclose(found.expected, np.outer(rows, columns)[:-1, :-1] / expected.sum())
    assert (found.p >= found.raw_p - 1e-12).all()


def test_modified_knox_equals_brute_force():
    x, y, t = scattered(6)
    near = np.hypot(x[:, None] - x, y[:, None] - y) < 150
    late = np.abs(t[:, None] - t) < 8
    expected = ((near & late).sum() - 60) / 2 - ((near.sum(0) - 1) * (late.sum(0) - 1)).sum() / (2 * 59)
    assert modified_knox(x, y, t, delta=150, tau=8, permutations=0).statistic == pytest.approx(expected)


@pytest.mark.slow
def test_long_times_use_wider_numbers_with_the_same_result():
    x, y, t = scattered(4, days=30_000)
    days = knox(x, y, t, delta=300, tau=5000, seed=1, keep_simulations=True)
    seconds = knox(x, y, t * 86_400, delta=300, tau=5000 * 86_400, seed=1, keep_simulations=True)
    fractions = knox(x, y, t / 7, delta=300, tau=5000 / 7, seed=1, keep_simulations=True)
    assert (days.sim == seconds.sim).all()
    assert np.abs(days.sim - fractions.sim).max() <= 1  # a seventh is not exact
    assert days.statistic == seconds.statistic


TESTS = {
    "knox": lambda *data, **more: knox(*data, delta=150, tau=8, **more),
    "modified": lambda *data, **more: modified_knox(*data, delta=150, tau=8, **more),
    "mantel": mantel,
    "jacquez": lambda *data, **more: jacquez(*data, k=4, **more),
    "near": lambda *data, **more: near_repeat(*data, distance_bands=(0, 90, 200), time_bands=(0, 4, 9), **more),
}


@pytest.mark.parametrize("name", TESTS)
def test_a_weight_is_that_many_events_and_a_seed_is_a_result(name):
    x, y, t = scattered(8, n=40)
    weights = np.random.default_rng(2).integers(1, 3, 40)
    weighted = TESTS[name](x, y, t, weights=weights, permutations=99, seed=5, snapped="allow")
    repeated = TESTS[name](*(np.repeat(each, weights) for each in (x, y, t)), permutations=99, seed=5, snapped="allow")
    again = TESTS[name](x, y, t, weights=weights, permutations=99, seed=np.random.default_rng(3), snapped="allow")
    same = TESTS[name](x, y, t, weights=weights, permutations=99, seed=again.seed, snapped="allow")
    np.testing.assert_equal(weighted.p, repeated.p)
    np.testing.assert_equal(again.p, same.p)
    assert weighted.n == repeated.n == weights.sum()


@pytest.mark.parametrize("name", TESTS)
def test_moving_all_places_and_times_changes_nothing(name):
    x, y, t = scattered(9)
    here = TESTS[name](x, y, t, permutations=49, seed=5)
    there = TESTS[name](x + 512.0, y - 1024.0, t + 365, permutations=49, seed=5)
    np.testing.assert_equal(here.p, there.p)


@pytest.mark.parametrize("name", TESTS)
def test_threads_change_nothing(name):
    x, y, t = scattered(10, n=300)
    before = placestats.threads.thread_count()
    try:
        found = []
        for threads in (1, 3):
            placestats.threads.set_threads(threads)
            found.append(TESTS[name](x, y, t, permutations=199, seed=5).to_dict())
    finally:
        placestats.threads.set_threads(before)
    assert found[0] == found[1]


@pytest.mark.parametrize("name", ["knox", "modified", "mantel", "jacquez"])
def test_without_interaction_p_is_even(name):
    small = [TESTS[name](*scattered(seed, n=50), permutations=19, seed=seed).p for seed in range(200)]
    share = np.mean(np.array(small) <= 0.1)
    assert share <= 0.1 + 3 * np.sqrt(0.1 * 0.9 / 200)
    assert np.mean(np.array(small) <= 0.5) > 0.3


def test_the_correction_holds_over_the_whole_table():
    wrong = sum(bool((TESTS["near"](*scattered(s), permutations=39, seed=s).p <= 0.05).any()) for s in range(200))
    assert wrong / 200 <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 200)


@pytest.mark.parametrize("name", TESTS)
def test_planted_repeats_are_found(name):
    x, y, t = scattered(12, n=150, days=700)
    near = np.random.default_rng(1).normal(0, 5, (2, 60))
    x, y, t = np.append(x, x[:60] + near[0]), np.append(y, y[:60] + near[1]), np.append(t, t[:60] + 1)
    assert np.min(TESTS[name](x, y, t, permutations=99, seed=1).p) == pytest.approx(0.01)


def test_shuffles_are_even():
    counts = np.zeros(24)
    for number in range(1, 12_001):
        values = np.arange(4, dtype=np.uint16)
        shuffle(values, np.uint64(stream(np.uint64(7), number)))
        a, b, c = (int(values[k]) - int((values[:k] < values[k]).sum()) for k in range(3))
        counts[a * 6 + b * 2 + c] += 1
    assert stats.chisquare(counts).pvalue > 1e-4


@pytest.mark.parametrize("unit", ["M", "Y", "W"])
def test_months_cannot_say(unit):
    x, y, _ = scattered(1, n=5)
    t = np.array(["2020-01-01"] * 5, dtype=f"datetime64[{unit}]")
    for test in TESTS.values():
        found = test(x, y, t)
        assert isinstance(found, CannotSay)
        assert found.code == "needs_day"


def test_times_of_day_count_as_days():
    x, y, t = scattered(1)
    clock = (np.datetime64("2024-01-01") + t).astype("datetime64[s]") + 3600 * (np.arange(t.size) % 24)
    whole, dated = knox(x, y, t, delta=200, tau=3, seed=1), knox(x, y, clock, delta=200, tau=3, seed=1)
    assert (whole.statistic, whole.p) == (dated.statistic, dated.p)


def test_snapped_and_too_few_cannot_say():
    x, y, t = scattered(1)
    half = np.where(np.arange(60) < 31, 0.5, x), np.where(np.arange(60) < 31, 0.5, y)
    found = knox(*half, t, delta=200, tau=3)
    assert (found.code, found.facts["n"]) == ("snapped", 60)
    assert "52%" in found.reason
    assert knox(*half, t, delta=200, tau=3, snapped="allow", permutations=9)
    assert knox(x[:2], y[:2], t[:2], delta=200, tau=3).code == "too_few"
    assert jacquez(x[:4], y[:4], t[:4], k=4).code == "too_few"
    assert mantel(x, y, np.ones(60)).code == "no_variation"


GOOD = scattered(1)
NAN = GOOD[0] * np.nan


@pytest.mark.parametrize(
    ("change", "options", "argument"),
    [
        ({0: NAN}, {}, "x"),
        ({1: GOOD[1][:5]}, {}, "y"),
        ({2: GOOD[2][:5]}, {}, "t"),
        ({2: NAN}, {}, "t"),
        ({2: np.full(60, "NaT", "datetime64[D]")}, {}, "t"),
        ({0: np.array([]), 1: np.array([]), 2: np.array([])}, {}, "x"),
        ({0: np.ones(60), 1: np.ones(60)}, {}, "x"),
        ({0: GOOD[0] / 1e4 + 18, 1: GOOD[1] / 1e4 + 59}, {}, "x"),
        ({}, {"weights": np.zeros(60)}, "weights"),
        ({}, {"weights": np.full(60, 0.5)}, "weights"),
        ({}, {"delta": 0}, "delta"),
        ({}, {"tau": np.nan}, "tau"),
        ({}, {"permutations": -1}, "permutations"),
        ({}, {"closed": "right"}, "closed"),
        ({}, {"metric": "road"}, "metric"),
        ({}, {"snapped": "maybe"}, "snapped"),
        ({}, {"seed": -1}, "seed"),
    ],
)
def test_bad_input_names_the_argument(change, options, argument):
    data = [change.get(k, each) for k, each in enumerate(GOOD)]
    with pytest.raises(InputError) as caught:
        knox(*data, **{"delta": 100, "tau": 3, "permutations": 9, **options})
    assert caught.value.argument == argument


@pytest.mark.parametrize("breaks", [(0,), (0, 0), (5, 1), (-1, 2)])
def test_bands_must_rise(breaks):
    with pytest.raises(InputError) as caught:
        near_repeat(*GOOD, distance_bands=(0, 100), time_bands=breaks)
    assert caught.value.argument == "time_bands"


def test_one_event_far_away_does_not_matter_for_the_grid():
    x, y, t = scattered(3)
    far = knox(np.append(x, 9e8), np.append(y, 9e8), np.append(t, 0), delta=150, tau=8, permutations=9, seed=1)
    assert far.statistic == knox(x, y, t, delta=150, tau=8, permutations=9, seed=1).statistic
