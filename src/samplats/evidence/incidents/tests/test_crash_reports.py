"""kill -9 under load, again and again: what was acknowledged is there, once, and becomes an incident, once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from samplats.foundation.tests.crashed import PATHS, new_house

STEP = Path(__file__).with_name("crash_reports.py")
PHONES = 3
ROUNDS = int(os.environ.get("SAMPLATS_CRASH_ROUNDS", "13"))  # four processes are killed in each: more than 50 in all

pytestmark = [pytest.mark.slow, pytest.mark.database]


@contextmanager
def crowd(house):
    """A process that makes others, to write orders to and read their numbers from."""
    environment = {
        **os.environ,
        "SAMPLATS_HOME": str(house.home),
        "SAMPLATS_MODE": "embedded",
        "SAMPLATS_DATABASE": house.database,
        "DJANGO_SETTINGS_MODULE": "samplats.config.settings",
        "PYTHONPATH": os.pathsep.join(PATHS),
    }
    order = [sys.executable, str(STEP), "crowd"]
    with (
        (house.home / "said").open("ab") as said,
        subprocess.Popen(order, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said) as made,
    ):
        yield made


def answered(made, order):
    made.stdin.write(f"{order}\n".encode())
    made.stdin.flush()
    return json.loads(made.stdout.readline())


def notes(house, word):
    lines = [line for path in house.home.glob("phone-*") for line in path.read_text().split("\n")]
    return [line[5:] for line in lines if line.startswith(f"{word} ") and len(line) == 41]


def killed_under_load(house, made, dice):
    before = len(notes(house, "have"))
    children = answered(made, PHONES)
    until = time.monotonic() + 60
    while len(notes(house, "have")) < before + 5 and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(dice.random() * 0.3)
    for child in children:
        os.kill(child, signal.SIGKILL)
    assert answered(made, "ended?") == [-signal.SIGKILL] * len(children), (house.home / "said").read_text()[-3000:]


def test_nothing_acknowledged_is_lost_and_nothing_doubled(tmp_path):
    dice = random.Random(4)
    with new_house(tmp_path / "home") as house:
        house.step(STEP, "make")
        with crowd(house) as made:
            for _round in range(ROUNDS):
                killed_under_load(house, made, dice)
        found = house.step(STEP, "look")
        acknowledged, sent = notes(house, "have"), notes(house, "sent")
    keys = found["keys"]
    assert len(acknowledged) >= 5 * ROUNDS
    assert set(acknowledged) <= set(keys)
    assert len(keys) == len(set(keys))
    assert set(keys) <= set(sent)
    assert found["incidents"] == found["of reports"] == found["columns"] == len(keys)
    assert found["chain"] is None
