"""kill -9 in the middle of an import: it is resumed or undone, never half. A real worker process is killed."""

from pathlib import Path

import pytest

from samplats.foundation.tests.crashed import copy_of, new_house

STEP = Path(__file__).with_name("crash_run.py")
GOOD = 7_200
BROKEN = 800

pytestmark = [pytest.mark.slow, pytest.mark.database]


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A house whose worker was killed in the middle of an import, inside a transaction."""
    with new_house(tmp_path_factory.mktemp("crash") / "home") as house:
        house.step(STEP, "make")
        house.killed_step(STEP, "work")
        yield house


def outcome(step, killed, tmp_path):
    with copy_of(killed, tmp_path / "home") as house:
        before, after = house.step(STEP, step)
    assert 0 < before["stored"] < GOOD
    assert (before["state"], before["shown"], before["scoped"]) == ("running", 0, 0)
    return after


def test_a_killed_import_goes_on_where_it_stopped(killed, tmp_path):
    seen = outcome("resume", killed, tmp_path)
    assert (seen["state"], seen["added"], seen["rejected"]) == ("live", GOOD, BROKEN)
    assert seen["stored"] == seen["lines"] == seen["shown"] == seen["scoped"] == GOOD


def test_an_import_whose_worker_died_three_times_is_undone_whole(killed, tmp_path):
    seen = outcome("give_up", killed, tmp_path)
    assert (seen["state"], seen["stored"], seen["shown"], seen["scoped"]) == ("failed", 0, 0, 0)
