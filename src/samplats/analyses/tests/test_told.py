"""A reason says how little there was, but never a number of one to four."""

import pytest

from samplats.analyses.rules.runs import cannot, told
from samplats.analyses.tests.test_four_weeks import events


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (312, 312)])
def test_one_to_four_are_not_told(n, shown):
    assert told(n) == shown


def test_a_reason_keeps_small_numbers_to_itself():
    run = cannot("hours", "aoristic", events(0, 3), "too_few", n=3, least=50)
    assert run.reason.facts == {"n": None, "least": 50}
