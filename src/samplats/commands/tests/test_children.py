"""Programs that run together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connections

from samplats.commands.children import MOST_FAILURES, Child, Children, GaveUp, run_apart


def sleep():
    time.sleep(60)


def die():
    sys.exit(3)


def appears(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_program_that_dies_is_started_again():
    child = Child("sleeper", sleep)
    children = Children([child])
    children.start()
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    children.watch(is_done=lambda: child.process.pid != first)
    assert child.is_running()
    children.stop()


def test_stop_ends_every_program():
    children = Children([Child("one", sleep), Child("two", sleep)])
    children.start()
    children.stop()
    assert [child.process.exitcode for child in children.members] == [-signal.SIGTERM, -signal.SIGTERM]


def test_an_errand_runs_once_and_is_stopped_with_the_rest(tmp_path):
    def note():
        with (tmp_path / "notes").open("a") as notes:
            notes.write("done\n")

    children = Children([Child("one", sleep)])
    children.start()
    children.once("short", note)
    children.once("long", sleep)
    assert appears(lambda: not children.errands[0].is_running())
    deadline = time.monotonic() + 0.5
    children.watch(is_done=lambda: time.monotonic() > deadline)
    assert (tmp_path / "notes").read_text() == "done\n"
    children.stop()
    assert children.errands[1].process.exitcode == -signal.SIGTERM


def test_a_program_that_dies_again_and_again_ends_the_service():
    child = Child("broken", die)
    children = Children([child], pause=0.01)
    children.start()
    with pytest.raises(GaveUp, match="broken stopped"):
        children.watch()
    assert child.failures == MOST_FAILURES
    children.stop()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends children with their parent")
def test_programs_end_with_a_killed_parent():
    code = (
        "import sys, time; from samplats.commands.children import Child, Children\n"
        "children = Children([Child('sleeper', lambda: time.sleep(60))]); children.start()\n"
        "print(children.members[0].process.pid, flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=environment)
    child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    parent.wait()
    assert appears(lambda: not is_alive(child))


def test_a_program_gets_no_connection_of_its_parent(monkeypatch):
    """Two on one connection read each other's answers, and the first to end closes it for the other."""
    closed = []
    monkeypatch.setattr(connections, "close_all", lambda: closed.append(True))
    run_apart(os.getpid)
    assert closed == [True]
    child = Child("idle", sleep)
    child.start()
    child.process.kill()
    assert closed == [True, True]


def test_heavy_work_runs_apart_and_says_how_it_went(tmp_path):
    assert run_apart((tmp_path / "made").touch)
    assert (tmp_path / "made").exists()
    assert not run_apart(die)
