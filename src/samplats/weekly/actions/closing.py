"""Close a sheet, so that it stays as it is; or put it away."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.utils.timezone import localdate

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action, keep_facts, swap
from samplats.meetings.actions import cancel_meeting, end_meeting
from samplats.weekly import policy
from samplats.weekly.models import Sheet
from samplats.weekly.sentences.paper import paper


class NoFigures(RuntimeError):
    """The figures are still being counted."""


@action(policy.CLOSE)
def close_sheet(actor: Actor, sheet: Sheet, *, revision: int, now: datetime) -> Sheet:
    """Keep the sheet as it is now; decisions that have not ended go on to the next one.

    Raises `NoFigures`, or `ChangedMeanwhile` when somebody has closed it or counted it anew.
    """
    if sheet.figures is None:
        raise NoFigures
    content = paper(actor, sheet, localdate(now))
    kept = json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    swap(
        sheet,
        when={"revision": revision, "closed_at": None},
        to={
            "closed_at": now,
            "closed_by_id": actor.user_id,
            "content": content,
            "sha256": hashlib.sha256(kept).hexdigest(),
        },
    )
    end_meeting(actor, sheet.meeting, now=now)
    keep_facts(decisions=len(content["decisions"]), carried=len(content["done"]))
    return sheet


@action(policy.PREPARE)
def discard_sheet(actor: Actor, sheet: Sheet) -> None:
    """Put an open sheet away; raises `HasDecisions` once something has been decided at its meeting."""
    meeting = sheet.meeting
    keep_facts(sheet=sheet.public_id)
    swap(sheet, when={"closed_at": None}, to={"revision": sheet.revision + 1})
    Sheet.objects.filter(pk=sheet.pk).delete()
    cancel_meeting(actor, meeting)
