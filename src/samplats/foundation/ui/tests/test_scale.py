import pytest

from samplats.foundation.ui.charts.scale import axis_between, axis_from_zero, class_of, classes, place


@pytest.mark.parametrize(("highest", "expected"), [(14, [0, 5, 10, 15]), (12, [0, 4, 8, 12]), (1, [0, 1]), (0, [0, 1])])
def test_axis_from_zero_reaches_the_highest_in_round_steps(highest, expected):
    assert axis_from_zero(highest) == expected


def test_axis_between_encloses_negative_and_positive():
    axis = axis_between(-27, 1)
    assert axis[0] <= -27 < axis[1]
    assert axis[-1] >= 1
    assert 0 in axis


def test_every_value_falls_in_exactly_one_class_and_all_classes_are_used():
    values = [1, 1, 2, 3, 4, 5, 8, 9, 12, 17, 0]
    bounds = classes(values)
    assert bounds[0] == 1
    assert {class_of(v, bounds) for v in values} == set(range(len(bounds) + 1))


def test_few_small_counts_get_a_class_each():
    assert classes([0, 1, 2, 3]) == [1, 2, 3]
    assert classes([1, 5]) == [1, 5]
    assert classes([0, 0]) == []


def test_place_is_a_share_of_the_axis():
    assert place(5, 0, 20) == 25
    assert place(5, 5, 5) == 0


def test_a_value_on_a_bound_belongs_to_the_class_that_begins_there():
    assert [class_of(v, [1, 5, 10]) for v in (0, 1, 4, 5, 10)] == [0, 1, 1, 2, 3]


def test_no_class_is_empty_and_the_first_begins_at_the_smallest_value():
    values = [15, 16, 18, 45, 90, 93]
    bounds = classes(values)
    assert bounds[0] == 15
    assert {class_of(v, bounds) for v in values} == set(range(1, len(bounds) + 1))
    fractions = [0.013, 0.5, 0.77]
    assert {class_of(v, classes(fractions)) for v in fractions} == set(range(1, len(classes(fractions)) + 1))
