"""The incidents themselves, as each role may see them."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from samplats.foundation.actions.page import ActorRequest, page

from .. import policy, queries

PER_PAGE = 50


@page(policy.MAY_SEE_CELLS)
def index(request: ActorRequest) -> HttpResponse:
    """What has happened, newest first."""
    can_import = policy.MAY_IMPORT.held_by(request.actor)
    shown = Paginator(queries.incidents(request.actor), PER_PAGE).get_page(request.GET.get("sida"))
    context = {"page": shown, "total": shown.paginator.count, "can_import": can_import}
    return render(request, "incidents/list.html", context)
