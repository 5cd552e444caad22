"""Jobs by name, so that actions below can enqueue what apps above carry out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from samplats.foundation.access.actors import Actor
from samplats.foundation.jobs.models import Job
from samplats.foundation.tenancy.models import Tenant


class JobCancelled(Exception):
    """Raised inside a job when somebody asked to cancel it."""


class JobRefused(Exception):
    """A job ends with a reason that a person can act on: a short code and facts, put into words by its app."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass
class Run:
    """What a running job knows: who asked, and how to tell how far it is."""

    job: Job
    actor: Actor
    report: Callable[[Job], None] = field(repr=False)

    def progress(self, done: int, total: int, phase: str = "") -> None:
        """Tell how far the job is; raises `JobCancelled` when somebody asked to stop."""
        self.job.progress_done, self.job.progress_total, self.job.phase = done, total, phase or self.job.phase
        self.report(self.job)
        if self.job.cancel_asked:
            raise JobCancelled


Work = Callable[..., dict[str, Any] | None]
_work: dict[str, Work] = {}
_regular: dict[str, tuple[timedelta, Callable[[Tenant], None]]] = {}
_of_house: dict[str, tuple[timedelta, Callable[[], None]]] = {}
_undo: dict[str, Callable[..., None]] = {}


def job(name: str, *, undo: Callable[..., None] | None = None) -> Callable[[Work], Work]:
    """Register a function as the work behind a name; `undo(run, **arguments)` runs after cancelling or giving up."""

    def register(work: Work) -> Work:
        if name in _work:
            raise ValueError(f"The job {name} is registered twice.")
        _work[name] = work
        if undo is not None:
            _undo[name] = undo
        return work

    return register


def regular(name: str, every: timedelta) -> Callable[[Callable[[Tenant], None]], Callable[[Tenant], None]]:
    """Register a short task that the worker's tick runs for every tenant once per period."""

    def register(task: Callable[[Tenant], None]) -> Callable[[Tenant], None]:
        _regular[name] = (every, task)
        return task

    return register


def regular_of_house(name: str, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register a short task that the worker's tick runs once per period, with no tenant open."""

    def register(task: Callable[[], None]) -> Callable[[], None]:
        _of_house[name] = (every, task)
        return task

    return register


def work_of(name: str) -> Work:
    """The function behind a job's name; raises `KeyError` with the known names."""
    if name not in _work:
        raise KeyError(f"No job is called {name}; known: {', '.join(sorted(_work))}")
    return _work[name]


def all_work() -> dict[str, Work]:
    """Every kind of job by name."""
    return dict(_work)


def undo_of(name: str) -> Callable[..., None] | None:
    """What puts things back after a job was cancelled or given up, if it needs that."""
    return _undo.get(name)


def regular_tasks() -> dict[str, tuple[timedelta, Callable[[Tenant], None]]]:
    """The tasks of the tick by name."""
    return dict(_regular)


def tasks_of_house() -> dict[str, tuple[timedelta, Callable[[], None]]]:
    """The tasks of the tick that belong to no tenant, by name."""
    return dict(_of_house)
