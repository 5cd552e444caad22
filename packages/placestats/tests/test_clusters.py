"""DBSCAN with scikit-learn's labels (P17), ST-DBSCAN by its definition, chains of repeats."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placestats import InputError, dbscan, first_of_chain, st_dbscan
from placestats.threads import set_threads, thread_count


def clouds(seed, n=600):
    rng = np.random.default_rng(seed)
    middle = rng.uniform(0, 2000, (8, 2))[rng.integers(0, 8, n)]
    spread = np.where(rng.random(n) < 0.7, 40, 600)
    return middle[:, 0] + rng.normal(0, spread), middle[:, 1] + rng.normal(0, spread)


def by_definition(x, y, t, eps, tau, least, weights):
    """Connected core points in order of index; border points to the lowest adjacent cluster."""
    n = len(x)
    near = (((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2) <= eps * eps) & (np.abs(t[:, None] - t) <= tau)
    core = near @ weights >= least
    labels, many = np.full(n, -1), 0
    for i in range(n):
        if core[i] and labels[i] < 0:
            labels[i], todo = many, [i]
            while todo:
                for j in np.flatnonzero(near[todo.pop()] & core & (labels < 0)):
                    labels[j] = many
                    todo.append(j)
            many += 1
    for i in np.flatnonzero(~core):
        adjacent = labels[near[i] & core]
        labels[i] = adjacent.min() if adjacent.size else -1
    return labels, core


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.floats(15, 150), st.integers(1, 25))
def test_labels_follow_the_definition(seed, eps, least):
    x, y = clouds(seed, 300)
    found = dbscan(x, y, eps=eps, min_samples=least)
    labels, core = by_definition(x, y, np.zeros(300), eps, 1, least, np.ones(300))
    assert (found.labels == labels).all()
    assert (found.core == core).all()


@pytest.mark.parametrize(("eps", "least"), [(20, 4), (45, 10), (45, 60), (300, 5), (0.5, 1)])
def test_labels_are_those_of_scikit_learn(eps, least):
    cluster = pytest.importorskip("sklearn.cluster")
    x, y = clouds(3, 4000)
    x[:1500], y[:1500] = np.round(x[:1500], -1), np.round(y[:1500], -1)  # many exact distances and repeated points
    theirs = cluster.DBSCAN(eps=eps, min_samples=least).fit(np.column_stack([x, y]))
    ours = dbscan(x, y, eps=eps, min_samples=least)
    assert (ours.labels == theirs.labels_).all()
    assert np.flatnonzero(ours.core).tolist() == theirs.core_sample_indices_.tolist()


def test_weights_are_repeated_points():
    x, y = clouds(5, 500)
    times = np.random.default_rng(1).integers(1, 4, 500)
    weighted = dbscan(x, y, eps=40, min_samples=12, weights=times)
    repeated = dbscan(np.repeat(x, times), np.repeat(y, times), eps=40, min_samples=12)
    assert (np.repeat(weighted.labels, times) == repeated.labels).all()
    assert weighted.sizes.tolist() == repeated.sizes.tolist()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6))
def test_moving_all_events_changes_nothing(seed):
    x, y = (np.round(a) for a in clouds(seed, 300))
    one, other = dbscan(x, y, eps=40), dbscan(x + 500_000, y + 6_400_000, eps=40)
    assert (one.labels == other.labels).all()


def test_order_of_the_events_only_renumbers():
    x, y = clouds(6)
    order = np.random.default_rng(2).permutation(x.size)
    one, other = dbscan(x, y, eps=40), dbscan(x[order], y[order], eps=40)
    assert (one.core[order] == other.core).all()
    pairs = set(zip(one.labels[order][other.core].tolist(), other.labels[other.core].tolist(), strict=True))
    assert len(pairs) == one.n_clusters == other.n_clusters


def test_equal_result_whatever_the_thread_count():
    x, y = clouds(7, 30_000)
    before = thread_count()
    try:
        set_threads(1)
        one = dbscan(x, y, eps=15, min_samples=6)
        set_threads(4)
        four = dbscan(x, y, eps=15, min_samples=6)
    finally:
        set_threads(before)
    assert (one.labels == four.labels).all()


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 8))
def test_st_dbscan_follows_the_definition(seed, least):
    x, y = clouds(seed, 250)
    rng = np.random.default_rng(seed)
    t, weights = rng.integers(0, 60, 250).astype(float), rng.integers(1, 3, 250).astype(float)
    found = st_dbscan(x, y, t, eps=60, tau=7, min_samples=least, weights=weights)
    labels, core = by_definition(x, y, t, 60, 7, least, weights)
    assert (found.labels == labels).all()
    assert (found.core == core).all()


def test_st_dbscan_with_endless_time_is_dbscan():
    x, y = clouds(8)
    t = np.arange(x.size)
    assert (st_dbscan(x, y, t, eps=40, tau=1e9).labels == dbscan(x, y, eps=40).labels).all()


def test_dates_count_in_days():
    days = np.array(["2026-01-01", "2026-01-03", "2026-01-09"], dtype="datetime64[D]")
    found = st_dbscan([0, 5, 5], [0, 0, 0], days, eps=10, tau=2, min_samples=2)
    assert found.labels.tolist() == [0, 0, -1]


def test_a_chain_counts_once_at_its_first_event():
    x = np.array([0, 50, 100, 1000, 1020])
    t = np.array([9, 5, 1, 3, 40])
    assert first_of_chain(x, np.zeros(5), t, distance=60, days=7).tolist() == [False, False, True, True, True]


@pytest.mark.parametrize(
    ("change", "argument"),
    [
        ({"eps": 0}, "eps"),
        ({"min_samples": 0}, "min_samples"),
        ({"weights": [0, 0]}, "weights"),
        ({"x": [1.0, np.inf]}, "x"),
        ({"x": [57.70001, 57.8], "y": [11.9, 11.9]}, "x"),
    ],
)
def test_bad_input_is_refused(change, argument):
    given = {"x": [1.0, 2.0], "y": [1.0, 2.0], "eps": 10, **change}
    with pytest.raises(InputError) as caught:
        dbscan(given.pop("x"), given.pop("y"), **given)
    assert caught.value.argument == argument


def test_bad_times_are_refused():
    for t in ([1.0], [np.nan, 1.0], np.array(["NaT", "2026-01-01"], dtype="datetime64[D]")):
        with pytest.raises(InputError) as caught:
            st_dbscan([1, 2], [1, 2], t, eps=10, tau=1)
        assert caught.value.argument == "t"
