"""Watched folders, the files that landed in them, and whether a file can come in without a person."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import slugify

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.jobs.models import Job

from ..models import ArrivedFile, Import, ImportProfile, Source, WatchedFolder
from ..rules.arriving import MOST_LEFT_OUT, Fate
from ..rules.states import ImportState
from .categories import words_of
from .reading import Preview, header_hash, preview, understood_in

TAKE_JOB = "incidents.take_in"
SHOWN = 20
REFUSED_SHOWN = timedelta(days=30)
COUNTING = (ImportState.DRAFT.value, ImportState.RUNNING.value, ImportState.LIVE.value)


def watches(actor: Actor) -> QuerySet[WatchedFolder]:
    """Every folder that is or was watched."""
    return visible(actor, WatchedFolder.objects.select_related("source", "person"))


def watches_on(actor: Actor) -> list[WatchedFolder]:
    """The folders that are watched."""
    return list(watches(actor).filter(is_on=True))


def the_watch(actor: Actor, public_id: UUID) -> WatchedFolder:
    """One watched folder; raises `NotVisible`."""
    found = watches(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("watch")
    return found


def watch_of(actor: Actor, source: Source) -> WatchedFolder | None:
    """How a source's folder is watched, if it ever was."""
    return watches(actor).filter(source=source).first()


def folder_name(source: Source) -> str:
    """The name of a source's folder before it is watched; it stays when the source is given another name."""
    return f"{slugify(source.name)[:40] or 'kalla'}-{source.public_id.hex[:6]}"


def folder_of(actor: Actor, name: str) -> Path:
    """Where a source's folder lies on the server."""
    return Path(settings.INBOX_FOLDER) / actor.tenant.slug / name


def is_taking_in(actor: Actor, watch: WatchedFolder) -> bool:
    """Whether a job takes the folder's files in, or waits for its turn."""
    at_work = Job.objects.filter(tenant_id=actor.tenant_id, name=TAKE_JOB, state__in=["waiting", "running"])
    return at_work.filter(arguments__watch=str(watch.public_id)).exists()


def is_running(source: Source) -> bool:
    """Whether a file of the source is on its way in."""
    return Import.objects.filter(source=source, state=ImportState.RUNNING.value).exists()


def to_answer(actor: Actor) -> list[ArrivedFile]:
    """The files that a person has to do something about, newest first."""
    arrived = visible(actor, ArrivedFile.objects.select_related("watch__source", "batch__made_by"))
    waiting = Q(fate=Fate.WAITING.value, batch__state=ImportState.DRAFT.value)
    refused = Q(fate=Fate.REFUSED.value, at__gte=timezone.now() - REFUSED_SHOWN)
    return list(arrived.filter(waiting | refused | Q(is_moved=False))[:SHOWN])


def unmoved(watch: WatchedFolder, name: str, mark: str) -> ArrivedFile | None:
    """The file as it was noted by an attempt that ended before it was moved."""
    return ArrivedFile.objects.filter(watch=watch, name=name, mark=mark, is_moved=False).first()


def same_before(watch: WatchedFolder, mark: str) -> Import | None:
    """The import of an equal file of the source that still counts."""
    same = Import.objects.filter(source=watch.source, file__sha256=mark, state__in=COUNTING)
    return same.order_by("-pk").first()


def fitting(actor: Actor, batch: Import, source: Source, today: date) -> tuple[ImportProfile, Preview] | None:
    """The source's own saved way of reading whose columns the file has, with what is read; None when there is none."""
    for saved in ImportProfile.objects.filter(source=source).order_by("-used_at"):
        try:
            seen = preview(actor, Import(file=batch.file, mapping=saved.mapping), today)
        except Unreadable:
            continue
        if header_hash(seen.names) == saved.header_hash:
            return saved, seen
    return None


def open_question(
    actor: Actor, batch: Import, saved: ImportProfile, seen: Preview, today: date
) -> tuple[str, dict[str, Any]]:
    """What a person must answer before the file comes in, as a code with facts; empty when nothing is left."""
    if seen.refusal is not None or seen.reading is None:
        refusal = seen.refusal or Unreadable("no_rows")
        return refusal.code, dict(refusal.facts)
    if understood_in(seen) != saved.understood:
        return "read_otherwise" if saved.understood else "first_time", {}
    if seen.share_outside > MOST_LEFT_OUT:
        return "many_outside", {"percent": round(100 * seen.share_outside)}
    left_out = seen.reading.n_rejected / seen.reading.n_read
    if left_out > MOST_LEFT_OUT:
        return "many_left_out", {"percent": round(100 * left_out)}
    answered = saved.mapping.get("categories", {})
    new = [one for one in words_of(actor, batch, today) if one.word not in answered]
    return ("words_new", {"n": len(new)}) if new else ("", {})
