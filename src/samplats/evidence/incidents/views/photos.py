"""The photo of a report, taken away, and whether the municipality takes any."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.toasts import toast

from .. import actions, forms, policy, queries


@page(policy.MAY_REPORT)
def photo(request: ActorRequest, public_id: UUID) -> HttpResponseBase:
    """The photo, for those who see the report; nothing on the way keeps it."""
    try:
        opened = queries.photo_of(request.actor, public_id)
    except FileNotFoundError as gone:  # erased since the report was read
        raise NotVisible("photo") from gone
    return FileResponse(opened, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


@require_POST
@page(policy.MAY_CHANGE_REPORT)
def remove(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Erase the photo and keep the report."""
    found = queries.report_to_change(request.actor, public_id)
    actions.remove_photo(request.actor, found)
    toast(request, _("Fotot är raderat."))
    return redirect("incidents:report_of_mine", request.tenant.slug, found.public_id)


@page(policy.MAY_SET_REPORTING)
def settings(request: ActorRequest) -> HttpResponse:
    """Whether reports may hold a photo; off until an administrator has said yes."""
    form = forms.PhotosTaken(request.POST or None, initial={"taken": queries.photos_are_taken(request.actor)})
    if request.method == "POST":
        taken = request.POST.get("taken") == "on"
        actions.set_photos(request.actor, request.tenant, taken=taken)
        told = _("Rapporter får ha foto från och med nu.") if taken else _("Rapporter tas emot utan foto.")
        toast(request, told)
        return redirect("incidents:report_settings", request.tenant.slug)
    way = [Link(_("Administration"), reverse("administration:index", args=[request.tenant.slug]))]
    return render(request, "incidents/report_settings.html", {"form": form, "crumbs": way})
