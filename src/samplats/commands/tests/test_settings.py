"""A setting that is wrong stops a command with one line."""

import os
import subprocess
import sys

WRONG = {"SAMPLATS_MODE": "production", "SAMPLATS_SECRET_KEY": "short"}


def test_a_missing_key_is_told_in_one_line(tmp_path):
    settings = {"DJANGO_SETTINGS_MODULE": "samplats.config.settings", "SAMPLATS_HOME": str(tmp_path), **WRONG}
    told = subprocess.run(
        [sys.executable, "-m", "samplats.commands.main", "prepare"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **settings},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr == "samplats: SAMPLATS_SECRET_KEY must be at least 50 random characters in production.\n"
