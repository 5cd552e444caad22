"""Install Debian's packages where this user may."""

from __future__ import annotations

import os
import shutil
import subprocess


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
    for command in (["apt-get", "-q", "update"], ["apt-get", "-qy", "install", "--no-install-recommends", *packages]):
        done = subprocess.run(command, check=False, **quiet)
    return done.returncode == 0
