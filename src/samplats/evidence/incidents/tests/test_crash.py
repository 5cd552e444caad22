"""kill -9 in the middle of an import: it is resumed or undone, never half. A real worker process is killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

STEP = Path(__file__).with_name("crash_run.py")
ROOT = Path(__file__).parents[5]
GOOD = 7_200
BROKEN = 800

pytestmark = pytest.mark.slow


def run(step, home):
    """One step of `crash_run` in a process of its own over a data folder, which holds its SQLite database too."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "packages" / "placestats" / "src")])
    environment = {
        **{name: value for name, value in os.environ.items() if name != "SAMPLATS_DATABASE"},
        "SAMPLATS_HOME": str(home),
        "SAMPLATS_MODE": "embedded",
        "DJANGO_SETTINGS_MODULE": "samplats.config.settings",
        "PYTHONPATH": paths,
    }
    return subprocess.run(
        [sys.executable, str(STEP), step], env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A house whose worker was killed in the middle of an import, inside a transaction."""
    home = tmp_path_factory.mktemp("crash") / "home"
    made = run("make", home)
    assert made.returncode == 0, made.stderr
    assert run("work", home).returncode == -signal.SIGKILL
    return home


def outcome(step, killed, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(killed, home)
    child = run(step, home)
    assert child.returncode == 0, child.stderr
    before, after = json.loads(child.stdout)
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
