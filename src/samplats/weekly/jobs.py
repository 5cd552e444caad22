"""Counting a sheet's figures in the background."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.jobs.registry import Run, job
from samplats.weekly import actions, queries
from samplats.weekly.queries.figures import Asked
from samplats.weekly.queries.sheets import COUNT_JOB
from samplats.weekly.rules.periods import Span
from samplats.weekly.sentences.suggesting import suggested_texts


@job(COUNT_JOB)
def count(run: Run, *, sheet: str, revision: int) -> dict[str, Any]:
    """Count what the sheet says by itself; an older order than the sheet's own changes nothing. May run twice."""
    actor = run.actor
    found = queries.ordered(actor, UUID(sheet), revision)
    if found is None:
        return {}
    counted_from = queries.state_of_incidents(actor)
    known = queries.verdicts_of(queries.before(actor, found.place, found))
    asked = Asked(found.place, Span(found.weeks, found.last_on), known)
    figures = queries.week_figures(actor, asked, lambda done, total: run.progress(done, total, "counting"))
    with suppress(ChangedMeanwhile):  # somebody has chosen other weeks: their own order fills the sheet
        actions.fill_sheet(
            actor,
            found,
            figures=figures,
            suggested=suggested_texts(figures),
            counted_from=counted_from,
            revision=revision,
        )
    return {"sources": len(figures["sources"])}
