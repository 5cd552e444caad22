"""Watching a source's folder on the server: on, off, and how it stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.toasts import toast

from .. import actions, policy, queries
from ..rules.arriving import Fate
from ..rules.states import ImportState
from ..sentences.folders import arrival_words, stopped_words, trouble_words


@require_POST
@page(policy.MAY_IMPORT)
def watch(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Switch watching on as oneself, or off."""
    source = queries.the_source(request.actor, public_id)
    known = queries.watch_of(request.actor, source)
    if not policy.may_deliver(request.actor, source):
        toast(request, _("Källan hör till ett rum som du inte är med i."), bad=True)
    elif request.POST.get("on") == "1":
        if policy.why_not_taken_in(request.actor, source):
            toast(request, _("Källan är stängd."), bad=True)
        else:
            actions.watch_folder(request.actor, source, now=timezone.now())
            toast(request, _("Mappen bevakas. Nya filer läses in av sig själva."))
    elif known is not None:
        actions.stop_watching(request.actor, known)
        toast(request, _("Mappen bevakas inte längre."))
    return redirect("incidents:source", request.tenant.slug, source.public_id)


def folder_told(request: ActorRequest, source: queries.Source) -> dict[str, Any]:
    """How a source's folder stands, for its page."""
    known = queries.watch_of(request.actor, source)
    name = known.folder if known else queries.folder_name(source)
    return {
        "watch": known,
        "folder": queries.folder_of(request.actor, name),
        "stopped": stopped_words(known.stopped) if known else "",
        "trouble": trouble_words(known.trouble) if known else "",
        "can_watch": not policy.why_not_taken_in(request.actor, source),
    }


def arrivals_told(request: ActorRequest) -> dict[str, Any]:
    """The watched folders, and the files in them that need a person."""
    folders = [
        (one, queries.folder_of(request.actor, one.folder), trouble_words(one.trouble) or stopped_words(one.stopped))
        for one in queries.watches(request.actor)
        if one.is_on or one.stopped
    ]
    arrived = [
        (
            one,
            queries.folder_of(request.actor, one.watch.folder) / (one.fate if one.is_moved else ""),
            arrival_words(one.code, one.facts, is_moved=one.is_moved),
            _may_finish(request, one.batch) if one.fate == Fate.WAITING else False,
        )
        for one in queries.to_answer(request.actor)
    ]
    return {"folders": folders, "arrived": arrived}


def _may_finish(request: ActorRequest, batch: Any) -> bool:
    """A draft is its maker's alone."""
    return batch is not None and (batch.state != ImportState.DRAFT or batch.made_by_id == request.actor.user_id)
