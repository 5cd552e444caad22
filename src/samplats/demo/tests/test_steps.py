"""The story of the demo's steps names places, activities and people that exist."""

import pytest

from samplats.demo.people import PEOPLE
from samplats.demo.places import chosen
from samplats.demo.steps import WALKED, Steps
from samplats.process.reading import guide


@pytest.mark.parametrize("told", WALKED, ids=[one.place for one in WALKED])
def test_everything_that_is_named_exists(told: Steps):
    stages = guide().variants[told.variant].stages
    activities = {code for stage in stages for code in stage.activities}
    named = {*told.undone, *told.early, *dict(told.notes), *dict(told.given), *(code for code, _, _ in told.moved)}
    assert named - activities == set()
    assert {told.leader, *dict(told.given).values()} - {one.key for one in PEOPLE} == set()


def test_every_place_of_the_demo_walks_and_they_stand_in_different_steps():
    assert {one.place for one in WALKED} == {one.slug for one in chosen()}
    assert len({one.variant for one in WALKED}) == 3
    assert len({one.weeks for one in WALKED}) == 6
