"""The two ways to say no, and what every result carries."""

import json
from dataclasses import FrozenInstanceError, dataclass

import numpy as np
import pytest

from placestats import CannotSay, InputError
from placestats.checks import metres, numbers, points, seed_of, weights_for, whole_counts
from placestats.results import Result, hash_of


@dataclass(frozen=True, kw_only=True)
class Example(Result):
    values: np.ndarray
    nested: dict


def example(values):
    return Example(
        n=2, parameters={"cell": np.float64(2)}, data_hash=hash_of(values), values=values, nested={"a": (1,)}
    )


def test_input_error_names_argument_and_remedy():
    with pytest.raises(InputError, match="give one weight per event") as caught:
        weights_for(3, [1, 2])
    assert caught.value.argument == "weights"
    assert isinstance(caught.value, ValueError)


def test_cannot_say_is_false_and_gives_its_reason():
    answer = CannotSay("too_few", {"n": 2, "least": 10})
    assert not answer
    assert answer.reason == "There are 2 events; the method needs at least 10."
    assert json.dumps(answer.to_dict())


def test_result_is_frozen_and_ready_for_json():
    mine = np.array([1.0, np.nan])
    result = example(mine)
    with pytest.raises(FrozenInstanceError):
        result.n = 3
    with pytest.raises(ValueError, match="read-only"):
        result.values[0] = 2
    mine[0] = 5  # the caller's array stays writable
    assert json.loads(json.dumps(result.to_dict()))["values"][1] is None
    assert result.version


def test_hash_tells_data_type_and_shape_apart():
    assert hash_of(np.arange(4.0)) == hash_of(np.arange(4.0))
    seen = {hash_of(np.arange(4.0)), hash_of(np.arange(4)), hash_of(np.arange(4.0).reshape(2, 2)), hash_of(None)}
    assert len(seen) == 4


@pytest.mark.parametrize(
    ("call", "argument"),
    [
        (lambda: numbers("x", ["a"]), "x"),
        (lambda: numbers("x", [np.nan]), "x"),
        (lambda: numbers("x", [[1.0]]), "x"),
        (lambda: points([1, 2], [1]), "y"),
        (lambda: points([], []), "x"),
        (lambda: weights_for(2, [0, 0]), "weights"),
        (lambda: weights_for(2, [-1, 2]), "weights"),
        (lambda: whole_counts("counts", [1.5]), "counts"),
        (lambda: seed_of(-1), "seed"),
        (lambda: metres(np.array([11.9, 12.1]), np.array([57.7, 57.8])), "x"),
        (lambda: metres(np.array([57.7, 57.8]), np.array([11.9, 12.1])), "x"),
        (lambda: metres(np.array([0.1, 0.2]), np.array([0.1, 0.2]), 300), "x"),
    ],
)
def test_bad_input_is_refused_by_name(call, argument):
    with pytest.raises(InputError) as caught:
        call()
    assert caught.value.argument == argument


def test_metres_and_unit_squares_pass():
    metres(np.array([319_000.5, 319_900.0]), np.array([6_399_000.5, 6_400_000.0]), 300)
    metres(np.array([0.1, 0.9]), np.array([0.3, 0.6]), 0.1)


def test_generator_seed_is_recorded_as_a_number_that_repeats():
    assert seed_of(np.random.default_rng(1)) == seed_of(np.random.default_rng(1))
    assert seed_of(7) == 7
