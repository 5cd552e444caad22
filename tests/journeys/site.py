"""A real site for the journeys: its own processes, its own data folder, the demo municipality at a small scale."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCALE = "0.15"
PATIENCE = 120.0
PREPARED = "SAMPLATS_JOURNEYS_HOME"
"""Names a data folder with the demo already in it, so that a journey can be tried without loading it again."""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a site over a fresh demo; its processes end with the block."""
    home = folder / "home"
    environment = _environment(home)
    if os.environ.get(PREPARED):
        shutil.copytree(os.environ[PREPARED], home)
    else:
        _call(environment, "prepare")
        _call(environment, "demo", "--scale", SCALE)
    _clear_queue(home)
    port = _free_port()
    log = folder / "site.log"
    with log.open("wb") as written:
        site = subprocess.Popen(
            [sys.executable, "-m", "samplats.commands.main", "serve", "--port", str(port)],
            cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait(site, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=30)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMPLATS_", "DJANGO_"))}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT / "packages/placestats/src")])
    return {**kept, "PYTHONPATH": paths, "SAMPLATS_HOME": str(home), "SAMPLATS_MODE": "demo"}


def _call(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "samplats.commands.main", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=True)


def _clear_queue(home: Path) -> None:
    """The demo leaves figures for other people to be counted, minutes of it; a journey's own jobs come first here."""
    with sqlite3.connect(home / "samplats.sqlite3") as database:
        database.execute("UPDATE jobs_job SET state = 'cancelled' WHERE state = 'waiting'")


def _free_port() -> int:
    """A port below the range that the system hands out to others."""
    for port in range(18300, 18400):
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise OSError("no free port between 18300 and 18400")


def _wait(site: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while b"Samplats is ready" not in log.read_bytes():
        if site.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text(errors="replace"))
        time.sleep(0.2)
