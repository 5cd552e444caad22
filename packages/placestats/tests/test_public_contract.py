"""What holds for every public function: bad input is named with a remedy, and every result can be reproduced.

Each row of BAD says what a function answers: the argument that InputError names, "say CODE" for CannotSay, or "fine"
where such data are an ordinary case (a density or a group of one point, a chart of quiet weeks).
"""

import inspect
import json

import numpy as np
import pytest
from public_calls import CALLS

import placestats
from placestats import CannotSay, Grid, InputError, Neighbours
from placestats.results import Result

NO_RECORD = {
    "density_at",
    "first_of_chain",
    "generalised_gini",
    "gini",
    "points_in_polygons",
}  # plain numbers, see docs
ARRAYS = {name: [key for key, value in call.items() if isinstance(value, np.ndarray)] for name, call in CALLS.items()}
MAY_MISS = {("aoristic", "end")}  # NaT: an open end
PLACED = [name for name, call in CALLS.items() if "x" in call]
WEIGHTED = [name for name, call in CALLS.items() if "weights" in call]
TESTS = ("jacquez", "knox", "mantel", "modified_knox", "near_repeat")
ONE_POINT = {**dict.fromkeys(PLACED, "fine"), **dict.fromkeys(TESTS, "say too_few"), "snapping": "say too_few"}
ONE_POINT |= {"k_function": "x", "nearest_neighbour": "x"}
ONE_SPOT = {**dict.fromkeys(PLACED, "fine"), **dict.fromkeys((*TESTS, "k_function", "nearest_neighbour"), "x")}
EMPTY = {
    **dict.fromkeys(("aoristic",), "start"),
    **dict.fromkeys(("change_28_days", "change_year_to_date"), "dates"),
    **dict.fromkeys(PLACED, "x"),
    **dict.fromkeys(("cusum", "ewma"), "values"),
    **dict.fromkeys(("getis_ord", "local_moran", "moran"), "neighbours"),
    **dict.fromkeys(
        ("concentration", "empirical_bayes_rates", "funnel_limits", "generalised_gini", "gini"), "say too_few_places"
    ),
    **dict.fromkeys(("hot_spots", "lorenz", "stability"), "say too_few_places"),
    "compare_periods": "now",
    "decompose": "say needs_history",
    "ears": "say too_few",
    "exact_rates": "counts",
    "points_in_polygons": "fine",
    "poisson_chart": "counts",
    "suppress": "table",
}
ALL_ZERO = {
    **dict.fromkeys(("cusum", "ewma", "exact_rates", "poisson_chart", "suppress"), "fine"),
    **dict.fromkeys(("getis_ord", "hot_spots", "local_moran", "moran"), "say no_variation"),
    **dict.fromkeys(("compare_periods", "concentration", "ears", "empirical_bayes_rates"), "say nothing_counted"),
    **dict.fromkeys(("funnel_limits", "generalised_gini", "gini", "lorenz", "stability"), "say nothing_counted"),
    "decompose": "say too_few",
}
COUNTS = ("counts", "values", "now", "before", "after", "history", "table", "daily_counts")


def answer(name, **changes):
    """What came back, in one word; an error must name a real argument and tell a remedy."""
    function = getattr(placestats, name)
    try:
        found = function(**{**CALLS[name], **changes})
    except InputError as error:
        found = error
    if isinstance(found, InputError):
        assert found.argument in inspect.signature(function).parameters
        assert found.problem
        assert found.remedy
        assert str(found) == f"{found.argument} {found.problem}: {found.remedy}"
        return found.argument
    if isinstance(found, CannotSay):
        assert found.reason != found.code
        return f"say {found.code}"
    return "fine"


def resized(name, change):
    """The same call with every array changed, so that lengths stay in step."""
    return {key: change(value) for key, value in CALLS[name].items() if isinstance(value, np.ndarray)}


def test_every_public_function_is_called_here():
    assert sorted(CALLS) == [name for name in placestats.__all__ if name.islower()]


@pytest.mark.parametrize("name", CALLS)
def test_every_result_can_be_reproduced(name):
    function, call = getattr(placestats, name), CALLS[name]
    found = function(**call)
    assert isinstance(found, Result) == (name not in NO_RECORD)
    if name in NO_RECORD:
        return
    assert found.n > 0
    assert found.version == placestats.__version__
    assert len(found.data_hash) == 32
    options = {key for key, one in inspect.signature(function).parameters.items() if one.kind is one.KEYWORD_ONLY}
    unused = {"inner", "outer"} if name == "mask_points" else set()  # of the other method
    unrecorded = {"seed", "weights", "mask", "grid", "keep_simulations", "known"} | unused  # data, or a field
    assert options - unrecorded <= set(found.parameters) | {"grid"}
    if "seed" in call:
        assert found.seed == 1
        assert (getattr(found, "p_sim", 0) == np.asarray(getattr(function(**call), "p_sim", 0))).all()
    assert json.dumps(found.to_dict())


@pytest.mark.parametrize(
    ("name", "array"), [(name, array) for name in CALLS if name not in NO_RECORD for array in ARRAYS[name]]
)
def test_other_data_leave_another_fingerprint(name, array):
    function, call = getattr(placestats, name), CALLS[name]
    other = call[array].copy()
    other.flat[-1] += 1
    assert function(**call).data_hash != function(**{**call, array: other}).data_hash


@pytest.mark.parametrize(
    ("name", "array"), [(name, array) for name in CALLS for array in ARRAYS[name] if (name, array) not in MAY_MISS]
)
def test_missing_values_are_refused_by_name(name, array):
    values = CALLS[name][array].copy()
    values.flat[0] = np.datetime64("NaT") if values.dtype.kind == "M" else np.nan
    assert answer(name, **{array: values}) == array


@pytest.mark.parametrize("name", PLACED)
def test_degrees_are_refused(name):
    degrees = np.linspace(0.01, 0.2, 40)
    assert answer(name, x=12 + degrees, y=57 + degrees) == "x"
    assert answer(name, x=57 + degrees, y=12 + degrees) == "x"


@pytest.mark.parametrize("name", PLACED)
def test_one_point(name):
    assert answer(name, **resized(name, lambda values: values[:1])) == ONE_POINT[name]


@pytest.mark.parametrize("name", PLACED)
def test_all_on_one_spot(name):
    assert answer(name, x=np.full(40, 674_500.0), y=np.full(40, 6_580_500.0)) == ONE_SPOT[name]


@pytest.mark.parametrize("name", CALLS)
def test_nothing_at_all(name):
    assert answer(name, **resized(name, lambda values: values[:0])) == EMPTY[name]


@pytest.mark.parametrize("name", ALL_ZERO)
def test_only_zeros(name):
    held = name in ("cusum", "ewma", "poisson_chart")
    counts = {key: CALLS[name][key] * 0 for key in COUNTS if key in CALLS[name] and not (held and key == "history")}
    assert answer(name, **counts) == ALL_ZERO[name]


def test_every_function_of_counts_is_tried_with_zeros():
    assert sorted(ALL_ZERO) == sorted(name for name, call in CALLS.items() if set(COUNTS) & set(call))


@pytest.mark.parametrize("name", WEIGHTED)
def test_weights(name):
    weights = CALLS[name]["weights"]
    assert answer(name, weights=weights * 0) == "weights"
    assert answer(name, weights=-weights) == "weights"
    assert answer(name, weights=weights[1:]) == "weights"


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: Grid.covering([12.1, 12.2], [57.1, 57.2], cell=100), "x"),
        (lambda: Grid.covering([1.0, np.nan], [1.0, 2.0], cell=100), "x"),
        (lambda: Grid.over([[[0, 0], [np.nan, 1], [1, 1]]], cell=1), "polygon_rings"),
        (lambda: Grid(6e5, 6.5e6, 100, 3, 3).count([12.1], [57.1]), "x"),
        (lambda: Grid(6e5, 6.5e6, 0, 3, 3), "cell"),
        (lambda: Neighbours.within([1], [1], 10), "x"),
        (lambda: Neighbours.within([12.1, 12.2], [57.1, 57.2], 300), "x"),
        (lambda: Neighbours.on_grid(np.zeros((2, 2), dtype=bool)), "mask"),
        (lambda: placestats.PolygonIndex([]), "polygons"),
    ],
)
def test_the_building_blocks_name_it_too(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument
