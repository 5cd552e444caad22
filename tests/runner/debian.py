"""Install Debian's packages where this user may; one lane at a time."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

LOCK = Path(tempfile.gettempdir(), "samplats-tests-install.lock")


def install(*packages: str) -> bool:
    """Install the packages when run as root on Debian; False where that is not possible."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    print(f"Installing Debian's {', '.join(packages)}", flush=True)
    quiet = {
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command in (
            ["apt-get", "-q", "update"],
            ["apt-get", "-qy", "install", "--no-install-recommends", *packages],
        ):
            done = subprocess.run(command, check=False, **quiet)
    return done.returncode == 0
