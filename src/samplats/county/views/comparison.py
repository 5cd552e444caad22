"""Municipalities beside each other in official series, and the files that the series come from."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from samplats.county import actions, forms, policy, queries
from samplats.county.sentences.comparison import comparison_context
from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.numbers import number
from samplats.foundation.ui.toasts import toast


@page(policy.SEE_RELEASED)
def page_of_series(request: ActorRequest) -> HttpResponse:
    """One year of one series: a funnel, a table in alphabetical order, and why it is no league table."""
    series = queries.all_series(request.actor)
    context = {"series": series, "may_manage": policy.MANAGE_SERIES.held_by(request.actor)}
    if series:
        chosen = _asked(request.GET.get("serie", "")) or series[0].public_id
        context |= comparison_context(queries.beside(request.actor, chosen, request.GET.get("ar", "")))
    return render(request, "county/comparison.html", context)


def _asked(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise NotVisible("series") from None


@page(policy.MANAGE_SERIES)
def series(request: ActorRequest) -> HttpResponse:
    """The sources that are there, and a form for one more file."""
    form = forms.TakeIn(request.POST or None, request.FILES or None)
    if form.is_valid():
        name = form.cleaned_data["file"].name or ""
        kept = actions.take_in_series(
            request.actor, request.tenant, found=form.found, file_name=name, now=timezone.now()
        )
        words = ngettext("%(n)s serie är inläst.", "%(n)s serier är inlästa.", len(kept))
        toast(request, words % {"n": number(len(kept))})
        return redirect("county:comparison", request.tenant.slug)
    way_back = [Link(_("Jämförelse"), reverse("county:comparison", args=[request.tenant.slug]))]
    context = {"form": form, "sources": queries.sources(request.actor), "way_back": way_back}
    return render(request, "county/series.html", context, status=422 if form.errors else 200)


@require_POST
@page(policy.MANAGE_SERIES)
def remove(request: ActorRequest) -> HttpResponse:
    """Erase the series of a source."""
    known = {source for source, _file, _n in queries.sources(request.actor)}
    source = request.POST.get("source", "")
    if source in known:
        actions.remove_series(request.actor, request.tenant, source=source)
        toast(request, _("Serierna är borttagna."))
    return redirect("county:series", request.tenant.slug)
