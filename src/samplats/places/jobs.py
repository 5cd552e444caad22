"""Work that takes longer than a page may."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from samplats.foundation.files.store import on_disk
from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.jobs.registry import JobRefused, Run, job
from samplats.places import actions, queries
from samplats.places.reading.tables import read_addresses

MOST_TOLD = 20


@job(actions.ADDRESS_JOB)
def take_in_addresses(run: Run, *, file: str, epsg: int | None) -> dict[str, Any]:
    """Read a file of addresses and put its rows in the place of the old ones."""
    stored = queries.handed_over(run.actor, UUID(file))
    if stored is None:
        raise JobRefused("missing")
    run.progress(0, 0, "reading")
    try:
        with on_disk(stored) as path:
            rows = read_addresses(path, epsg=epsg)
    except Unreadable as fault:
        raise JobRefused(fault.code, **{name: _plain(value) for name, value in fault.facts.items()}) from fault
    kept = actions.replace_gazetteer(run.actor, rows.kept, told=run.progress)
    actions.finish_gazetteer(run.actor, run.actor.tenant, file=stored)
    told = [[one.line, one.column, one.code] for one in rows.refused[:MOST_TOLD]]
    return {"kept": kept, "refused": len(rows.refused), "told": told}


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | str | list) else str(value)
