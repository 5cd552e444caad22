"""Who reports, how often it was agreed, and who has not been heard from."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.access.permissions import NotAllowed
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.toasts import toast

from .. import actions, policy, queries
from .report_changes import way_to_incoming


@page(policy.MAY_FOLLOW_REPORTERS)
def index(request: ActorRequest) -> HttpResponse:
    """Every organisation with reporters, the silent ones first."""
    heard = queries.heard(request.actor, timezone.localdate())
    context = {
        "heard": sorted(heard, key=lambda one: one.n_heard > 0),
        "n_silent": sum(one.n_heard == 0 for one in heard),
        "n_people": sum(len(one.people) for one in heard),
        "n_heard": sum(one.n_heard for one in heard),
        "rhythms": [(1, _("Varje vecka")), (2, _("Varannan vecka"))],
        "sources": queries.report_sources(request.actor),
        "source": queries.report_source(request.actor),
        "crumbs": way_to_incoming(request),
    }
    return render(request, "incidents/reporters.html", context)


@require_POST
@page(policy.MAY_FOLLOW_REPORTERS)
def rhythm(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Say how often an organisation is to be heard from."""
    body = queries.reporting_body(request.actor, public_id)
    weeks = 2 if request.POST.get("weeks") == "2" else 1
    actions.set_rhythm(request.actor, request.tenant, organisation=body, weeks=weeks)
    toast(request, _("Rytmen är ändrad."))
    return redirect("incidents:reporters", request.tenant.slug)


@require_POST
@page(policy.MAY_SORT_REPORTS)
def choose_source(request: ActorRequest) -> HttpResponse:
    """Say which source the municipality's own reports belong to from now on."""
    wanted = request.POST.get("source", "")
    chosen = next((one for one in queries.report_sources(request.actor) if str(one.public_id) == wanted), None)
    if chosen is None:
        toast(request, _("Välj en av källorna."), bad=True)
        return redirect("incidents:reporters", request.tenant.slug)
    try:
        actions.choose_report_source(request.actor, request.tenant, source=chosen)
    except NotAllowed:
        words = _(
            "Rapporter ligger i ett slutet rum. Bara rummets medlemmar byter källan, som säger hur länge de sparas."
        )
        toast(request, words, bad=True)
        return redirect("incidents:reporters", request.tenant.slug)
    toast(request, _("Rapporterna räknas till %(name)s från och med nu.") % {"name": chosen.name})
    return redirect("incidents:reporters", request.tenant.slug)
