"""Production: clean by Django's own check, refuses to start when a setting is wrong, and has no demo in it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from samplats.foundation.tests.crashed import new_house

pytestmark = pytest.mark.slow  # each starts a process of its own
ROOT = Path(__file__).resolve().parents[1]
KEY = "kD8s-2hJq0_Zx7vLwPn4RtYbG6mEoCfUiA1dS3gH5jK9lQzXcVbNmWeR"
RIGHT = {"SAMPLATS_MODE": "production", "SAMPLATS_SECRET_KEY": KEY, "SAMPLATS_HOSTS": "trygg.exempelkoping.example"}
ASK = """
import django; django.setup()
from django.test import Client
sign_in = "/demo/logga-in/ada.ek@exempelkoping.example/"
for answer in (Client().get(sign_in, secure=True, headers={"host": "trygg.exempelkoping.example"}),
               Client().post(sign_in, secure=True, headers={"host": "trygg.exempelkoping.example"})):
    print(answer.status_code)
"""


def call(home, *arguments, **environment):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMPLATS_", "DJANGO_"))}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "packages/placestats/src")])
    full = {**kept, "PYTHONPATH": paths, "SAMPLATS_HOME": str(home), **environment}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=full, capture_output=True, text=True, check=False, timeout=120
    )


def manage(home, *arguments, **environment):
    return call(home, "-m", "samplats.commands.main", "manage", *arguments, **environment)


def test_right_settings_pass_the_check_for_deployment_without_a_warning(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **RIGHT)
    found = set(re.findall(r"\((\w+\.[WEC]\d+)\)", done.stderr))
    assert found <= {"ui.W001"}, done.stderr  # a checkout without a built front end; the wheel always holds one
    assert found or "no issues" in done.stdout


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"SAMPLATS_SECRET_KEY": ""}, "SAMPLATS_SECRET_KEY"),
        ({"SAMPLATS_SECRET_KEY": "short"}, "SAMPLATS_SECRET_KEY"),
        ({"SAMPLATS_SECRET_KEY": "a" * 60}, "SAMPLATS_SECRET_KEY"),
        ({"SAMPLATS_HOSTS": ""}, "SAMPLATS_HOSTS"),
        ({"SAMPLATS_HOSTS": "*"}, "SAMPLATS_HOSTS"),
        ({"SAMPLATS_MODE": "prod"}, "SAMPLATS_MODE"),
        ({"SAMPLATS_FILES": "/srv/files"}, "SAMPLATS_FILES must look like s3://"),
        ({"SAMPLATS_FILES": "s3://exempel", "SAMPLATS_S3_KEY": "AKEY"}, "SAMPLATS_S3_SECRET"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(tmp_path, wrong, named):
    done = manage(tmp_path, "check", **{**RIGHT, **wrong})
    assert done.returncode != 0
    assert named in done.stderr


def test_the_demo_is_refused(tmp_path):
    done = call(tmp_path, "-m", "samplats.commands.main", "demo", **RIGHT)
    assert done.returncode == 2
    assert "refused in production" in done.stderr


def test_the_sign_in_by_one_click_does_not_exist(tmp_path):
    settings = {**RIGHT, "DJANGO_SETTINGS_MODULE": "samplats.config.settings"}
    with new_house(tmp_path / "home") as house:
        done = call(house.home, "-c", ASK, **settings)
    assert done.stdout.split() == ["405", "404"], done.stderr


def test_the_demo_is_not_served_under_a_name_of_the_internet(tmp_path):
    done = manage(tmp_path, "check", SAMPLATS_MODE="demo", SAMPLATS_HOSTS="trygg.exempelkoping.example")
    assert done.returncode != 0
    assert "SAMPLATS_MODE is demo" in done.stderr
