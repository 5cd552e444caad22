"""Programs that run together: started together, started again when one dies, stopped together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event
from types import FrameType

STABLE_AFTER = 10.0
MOST_FAILURES = 5
PATIENCE = 30.0
PR_SET_PDEATHSIG = 1


class GaveUp(Exception):
    """A program died again and again right after its start."""


@dataclass
class Child:
    """One program and how often it has died young."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0

    def start(self) -> None:
        # Its own session, so that Ctrl-C in the terminal reaches only us and we decide the order.
        self.process = subprocess.Popen(  # noqa: S603
            self.command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_end_with_parent()
        )
        self.started_at = time.monotonic()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass
class Children:
    """All programs of one `samplats serve`."""

    members: list[Child]
    pause: float = 0.5
    stopping: Event = field(default_factory=Event)

    def listen_for_stop(self) -> None:
        """Let SIGTERM and Ctrl-C end `watch`."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)

    def start(self) -> None:
        for child in self.members:
            child.start()

    def watch(self, is_done: Callable[[], bool] = lambda: False) -> None:
        """Start again what dies, until told to stop or until `is_done`."""
        while not self.stopping.is_set() and not is_done():
            for child in self.members:
                if not child.is_running():
                    self._start_again(child)
            self.stopping.wait(0.2)

    def stop(self) -> None:
        """Ask all to end, and end what has not within half a minute."""
        running = [child.process for child in self.members if child.is_running() and child.process]
        for process in running:
            process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def _start_again(self, child: Child) -> None:
        lived = time.monotonic() - child.started_at
        child.failures = child.failures + 1 if lived < STABLE_AFTER else 1
        if child.failures >= MOST_FAILURES:
            raise GaveUp(f"{child.name} stopped {child.failures} times in a row; its messages are above")
        code = child.process.returncode if child.process else None
        print(f"{child.name} stopped (code {code}); starting it again", file=sys.stderr, flush=True)
        self.stopping.wait(self.pause * child.failures)
        if not self.stopping.is_set():
            child.start()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()


def _end_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel ends the child with us, even after kill -9."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
