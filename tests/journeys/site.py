"""A real site for the journeys: its own processes, its own data folder, the demo municipality at a small scale."""

from __future__ import annotations

import fcntl
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.journeys.prepared import CACHE, ROOT, environment, prepared

PATIENCE = 120.0


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a site over a fresh copy of the demo; its processes end with the block."""
    home = folder / "home"
    shutil.copytree(prepared(), home)
    port, held = _own_port()
    log = folder / "site.log"
    with log.open("wb") as written:
        site = subprocess.Popen(
            [sys.executable, "-m", "samplats.commands.main", "serve", "--port", str(port)],
            cwd=ROOT, env=environment(home), stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        _wait(site, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=30)
        held.close()


def _own_port() -> tuple[int, IO[bytes]]:
    """A port below the range that the system hands out to others, and the lock that keeps other runs from it."""
    for port in range(18300, 18400):
        held = (CACHE / f"port-{port}").open("wb")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
            continue
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) != 0:
                return port, held
        held.close()
    raise OSError("no free port between 18300 and 18400")


def _wait(site: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while b"Samplats is ready" not in log.read_bytes():
        if site.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text(errors="replace"))
        time.sleep(0.1)
