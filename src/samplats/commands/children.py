"""Programs that run together: started together, started again when one dies, stopped together."""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from threading import Event
from types import FrameType
from typing import Any

from django.db import connections

log = logging.getLogger("samplats.commands")
STABLE_AFTER = 10.0
MOST_FAILURES = 5
PATIENCE = 30.0
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
PR_SET_PDEATHSIG = 1

# A fork shares what the parent has loaded: ready two seconds sooner than a fresh start, and less memory.
fork = multiprocessing.get_context("fork")


class GaveUp(Exception):
    """A program died again and again right after its start."""


@dataclass
class Child:
    """One program and how often it has died young."""

    name: str
    work: Callable[[], None]
    process: BaseProcess | None = None
    started_at: float = 0.0
    failures: int = 0

    def start(self) -> None:
        self.process = _fork(self.work, name=self.name)
        self.started_at = time.monotonic()

    def is_running(self) -> bool:
        return self.process is not None and self.process.is_alive()


@dataclass
class Children:
    """All programs of one `samplats serve`."""

    members: list[Child]
    pause: float = 0.5
    errands: list[Child] = field(default_factory=list)
    stopping: Event = field(default_factory=Event)

    def listen_for_stop(self) -> None:
        """Let SIGTERM and Ctrl-C end `watch`."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._stop)

    def start(self) -> None:
        for child in self.members:
            child.start()

    def once(self, name: str, work: Callable[[], None]) -> None:
        """Start something that ends by itself and is not started again."""
        errand = Child(name, work)
        errand.start()
        self.errands.append(errand)

    def watch(self, is_done: Callable[[], bool] = lambda: False) -> None:
        """Start again what dies, until told to stop or until `is_done`."""
        while not self.stopping.is_set() and not is_done():
            for child in self.members:
                if not child.is_running():
                    self._start_again(child)
            self.stopping.wait(0.1)

    def stop(self) -> None:
        """Ask all to end, and end what has not within half a minute."""
        everyone = [*self.members, *self.errands]
        running = [child.process for child in everyone if child.is_running() and child.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        for process in running:
            process.join(max(0.0, deadline - time.monotonic()))
            if process.is_alive() and process.pid:
                os.killpg(process.pid, signal.SIGKILL)
                process.join()

    def _start_again(self, child: Child) -> None:
        lived = time.monotonic() - child.started_at
        child.failures = child.failures + 1 if lived < STABLE_AFTER else 1
        if child.failures >= MOST_FAILURES:
            raise GaveUp(f"{child.name} stopped {child.failures} times in a row; its messages are above")
        code = child.process.exitcode if child.process else None
        print(f"{child.name} stopped (code {code}); starting it again", file=sys.stderr, flush=True)
        self.stopping.wait(self.pause * child.failures)
        if not self.stopping.is_set():
            child.start()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()


def run_apart(work: Callable[[], object]) -> bool:
    """Do something heavy in a process of its own, so that this one stays fit to be forked; whether it went well."""
    process = _fork(work, daemon=True)
    process.join()
    return process.exitcode == 0


def _fork(work: Callable[[], object], **options: Any) -> BaseProcess:
    """Start a program that shares no connection with us: two on one would read each other's answers."""
    connections.close_all()
    process = fork.Process(target=_begin, args=(work, os.getpid()), **options)
    process.start()
    return process


def _begin(work: Callable[[], object], parent: int) -> None:
    """Become a program of its own: Ctrl-C in the terminal reaches only the parent, which decides the order."""
    os.setsid()
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    if sys.platform.startswith("linux"):
        # The kernel ends this program with its parent, even after kill -9.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() == parent:
        try:
            work()
        except Exception:
            log.exception("program_failed", extra={"program": multiprocessing.current_process().name})
            sys.exit(1)
