"""kill -9 in the middle of an analysis: no half result is kept, and the next start makes the whole one once."""

from pathlib import Path

import pytest

from samplats.foundation.tests.crashed import new_house

STEP = Path(__file__).with_name("crash_run.py")


@pytest.mark.slow
@pytest.mark.database
def test_a_killed_analysis_leaves_nothing_and_runs_again(tmp_path):
    with new_house(tmp_path / "home") as house:
        house.step(STEP, "make")
        house.killed_step(STEP, "work")
        before, after = house.step(STEP, "resume")
    assert before == {"figures": 0, "job": "running", "logged": 0}
    assert after == {"figures": 1, "job": "done", "logged": 1}
