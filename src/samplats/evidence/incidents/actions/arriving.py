"""Files from a watched folder on their way in: through the same actions as by hand, and moved when that is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import require
from samplats.foundation.geo.opening import Unreadable

from .. import policy
from ..models import ArrivedFile, Import, WatchedFolder
from ..queries.folders import fitting, is_running, open_question, same_before, unmoved
from ..reading import inbox
from ..rules.arriving import Fate, seen_now, whole
from .folders import note_arrival
from .imports import OtherImportRunning, choose_source, map_columns, start_import, upload_file


def look_into(actor: Actor, watch: WatchedFolder, *, now: datetime) -> bool:
    """Note what lies in the folder now, and say whether a whole file does."""
    require(actor, policy.MAY_IMPORT, watch)
    found: dict[str, tuple[int, int]] = {}
    trouble = ""
    try:
        with inbox.opened(settings.INBOX_FOLDER, actor.tenant.slug, watch.folder) as folder:
            found, all_named = inbox.landed(folder)
            trouble = "" if all_named else "name"
    except OSError:
        trouble = "folder"
    seen = seen_now(watch.seen, found)
    is_whole = bool(whole(seen))
    _keep(watch, seen=seen, looked_at=now, trouble=trouble or (watch.trouble if is_whole else ""))
    return is_whole


def take_in(actor: Actor, watch: WatchedFolder, *, now: datetime) -> dict[str, Any]:
    """Take in the whole files one after the other; only one of a source is read at a time, the others wait."""
    require(actor, policy.MAY_IMPORT, watch)
    taken = 0
    try:
        with inbox.opened(settings.INBOX_FOLDER, actor.tenant.slug, watch.folder) as folder:
            for name in whole(watch.seen):
                if is_running(watch.source):
                    break
                taken += _take_one(actor, watch, folder, name, now)
    except OSError:
        _keep(watch, trouble="folder")
    else:
        _keep(watch, trouble="")
    return {"files": taken}


def _keep(watch: WatchedFolder, **told: Any) -> None:
    """What was seen is no deed: it is no line in the log."""
    for name, value in told.items():
        setattr(watch, name, value)
    WatchedFolder.objects.filter(pk=watch.pk, is_on=True).update(**told)


def _take_one(actor: Actor, watch: WatchedFolder, folder: int, name: str, now: datetime) -> int:
    size, changed, _looks = watch.seen[name]
    try:
        arrived = _arrived(actor, watch, folder, name, now)
        inbox.put_away(folder, name, size, changed, place=arrived.fate, now=now)
    except (inbox.Changed, OtherImportRunning):
        return 0
    ArrivedFile.objects.filter(pk=arrived.pk).update(is_moved=True)
    return 1


def _arrived(actor: Actor, watch: WatchedFolder, folder: int, name: str, now: datetime) -> ArrivedFile:
    """What became of the file: now, or in an attempt that ended before it was moved."""
    size, changed, _looks = watch.seen[name]
    mark = f"{size}-{changed}"
    try:
        with inbox.whole_file(folder, name, size, changed) as stream:
            mark = inbox.sha256_of(stream)
            return unmoved(watch, name, mark) or _brought_in(actor, watch, name, mark, stream, now)
    except Unreadable as refused:
        told: dict[str, Any] = {"code": refused.code, "facts": refused.facts, "batch": None}
        return unmoved(watch, name, mark) or note_arrival(
            actor, watch, name=name, mark=mark, fate=Fate.REFUSED, now=now, **told
        )


def _brought_in(
    actor: Actor, watch: WatchedFolder, name: str, mark: str, stream: BinaryIO, now: datetime
) -> ArrivedFile:
    known = same_before(watch, mark)
    if known is not None:
        told: dict[str, Any] = {"code": "known_already", "facts": {}, "batch": known}
        return note_arrival(actor, watch, name=name, mark=mark, fate=Fate.DONE, now=now, **told)
    with transaction.atomic():
        batch = upload_file(actor, actor.tenant, chunks=inbox.pieces(stream), name=name)
        if batch.file is None or batch.file.sha256 != mark:
            raise inbox.Changed(name)
        code, facts = _start_or_wait(actor, watch, batch, now)
        fate = Fate.WAITING if code else Fate.DONE
        return note_arrival(actor, watch, name=name, mark=mark, fate=fate, code=code, facts=facts, batch=batch, now=now)


def _start_or_wait(actor: Actor, watch: WatchedFolder, batch: Import, now: datetime) -> tuple[str, dict[str, Any]]:
    """Start what is read as a person has said before; else why it waits, as a code with facts."""
    choose_source(actor, batch, source=watch.source)
    found = fitting(actor, batch, watch.source, localdate(now))
    if found is None:
        return "columns_new", {}
    saved, seen = found
    map_columns(actor, batch, mapping=saved.mapping)
    code, facts = open_question(actor, batch, saved, seen, localdate(now))
    if not code:
        start_import(actor, batch, names=seen.names, now=now)
    return code, facts
