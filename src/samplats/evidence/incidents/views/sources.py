"""Sources and their conditions, and likely duplicates between them."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.toasts import toast

from .. import actions, forms, policy, queries
from .folders import folder_told
from .shown import way_back

PAIRS_PER_PAGE = 20


@page(policy.MAY_SEE_SOURCES)
def index(request: ActorRequest) -> HttpResponse:
    """Who delivers what, under which conditions."""
    context = {
        "sources": queries.sources(request.actor),
        "can_import": policy.MAY_IMPORT.held_by(request.actor),
        "crumbs": way_back(request),
    }
    return render(request, "incidents/sources.html", context)


@page(policy.MAY_IMPORT)
def change(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of a source."""
    source = queries.the_source(request.actor, public_id)
    rooms = [(str(one.public_id), one.title) for one in queries.rooms(request.actor)]
    form = forms.DescribeSource(request.POST or None, rooms=rooms, initial=_told(source))
    if form.is_valid():
        given = dict(form.cleaned_data)
        room = given.pop("room")
        given["room"] = queries.rooms(request.actor).filter(public_id=room).first() if room else None
        try:
            actions.change_source(request.actor, source, **_that_may_change(source, given))
        except ChangedMeanwhile:
            toast(request, _("Någon annan har just ändrat källans rum. Se efter och försök igen."), bad=True)
            return redirect("incidents:source", request.tenant.slug, source.public_id)
        toast(request, _("Källan är ändrad."))
        return redirect("incidents:sources", request.tenant.slug)
    context = {"form": form, "source": source, "crumbs": way_back(request), **folder_told(request, source)}
    context["can_deliver"] = policy.may_deliver(request.actor, source)
    context["can_change"] = policy.MAY_CHANGE_SOURCE.held_by(request.actor, source)
    context["feed"] = queries.feed_of(request.actor, source)
    return render(request, "incidents/source.html", context, status=422 if form.errors else 200)


@page(policy.MAY_IMPORT)
def duplicates(request: ActorRequest) -> HttpResponse:
    """Events that two sources may both have told of."""
    shown = Paginator(queries.likely_duplicates(request.actor), PAIRS_PER_PAGE).get_page(request.GET.get("sida"))
    pairs = queries.with_rows(request.actor, list(shown))
    return render(request, "incidents/duplicates.html", {"page": shown, "pairs": pairs, "crumbs": way_back(request)})


@require_POST
@page(policy.MAY_IMPORT)
def decide(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Keep what a person knows of a pair."""
    pair = queries.the_pair(request.actor, public_id)
    actions.decide_duplicate(request.actor, pair, same=request.POST.get("same") == "1", now=timezone.now())
    return redirect("incidents:duplicates", request.tenant.slug)


FIELDS = ("name", "kind", "origin", "permitted_use", "sharing_level", "retention_months")
FIXED = ("permitted_use", "sharing_level")


def _told(source: queries.Source) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(source, name) for name in FIELDS}
    return {**told, "room": str(source.room.public_id) if source.room else ""}


def _that_may_change(source: queries.Source, given: dict[str, object]) -> dict[str, object]:
    """What readers already see was let in under its conditions: those need a new source."""
    return {name: value for name, value in given.items() if name not in FIXED}
