"""The life of an import, as data."""

from __future__ import annotations

from enum import StrEnum


class ImportState(StrEnum):
    """Where an import stands."""

    DRAFT = "draft"
    RUNNING = "running"
    LIVE = "live"
    UNDONE = "undone"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


NEXT: dict[ImportState, frozenset[ImportState]] = {
    ImportState.DRAFT: frozenset({ImportState.RUNNING, ImportState.CANCELLED}),
    ImportState.RUNNING: frozenset({ImportState.LIVE, ImportState.FAILED, ImportState.CANCELLED}),
    ImportState.LIVE: frozenset({ImportState.UNDONE, ImportState.EXPIRED}),
    ImportState.UNDONE: frozenset(),
    ImportState.FAILED: frozenset({ImportState.DRAFT}),
    ImportState.CANCELLED: frozenset({ImportState.DRAFT}),
    ImportState.EXPIRED: frozenset(),
}


class StepNotAllowed(RuntimeError):
    """The import is not in a state where this can be done."""

    def __init__(self, now: ImportState, wanted: ImportState) -> None:
        super().__init__(f"{now} -> {wanted}")
        self.now, self.wanted = now, wanted


def check_step(now: ImportState, wanted: ImportState) -> None:
    """Raise `StepNotAllowed` unless the import may go from one state to the other."""
    if wanted not in NEXT[now]:
        raise StepNotAllowed(now, wanted)
