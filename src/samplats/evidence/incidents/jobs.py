"""Work that takes longer than a page may."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.jobs.registry import JobRefused, Run, job

from . import queries
from .actions.imports import ERASE_JOB, IMPORT_JOB
from .actions.running import carry_out, erase_what_is_left, put_back
from .sentences.refusals import plain_facts


def _put_back(run: Run, *, batch: str) -> None:
    found = queries.the_import(run.actor, UUID(batch))
    put_back(run.actor, found, cancelled=run.job.cancel_asked)


@job(IMPORT_JOB, undo=_put_back)
def carry_out_import(run: Run, *, batch: str) -> dict[str, Any] | None:
    """Bring a file's rows in."""
    found = queries.the_import(run.actor, UUID(batch))
    try:
        return carry_out(run.actor, found, told=run.progress, now=timezone.now())
    except Unreadable as refused:
        raise JobRefused(refused.code, **plain_facts(refused.facts)) from refused


@job(ERASE_JOB)
def erase_rows(run: Run, *, batch: str) -> None:
    """Erase the rows of an import that was taken back."""
    erase_what_is_left(run.actor, queries.the_import(run.actor, UUID(batch)))
