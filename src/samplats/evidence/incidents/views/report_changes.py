"""Saying a report better, and putting several reports of one event together."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.toasts import toast

from .. import actions, forms, policy, queries
from ..sentences.reports import moved_words
from .reporting import offer_all, report_form, spot_in, told_in


@page(policy.MAY_CHANGE_REPORT)
def change(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Change what a report says."""
    found = queries.report_to_change(request.actor, public_id)
    if found.state != "received":
        return redirect("incidents:report_of_mine", request.tenant.slug, found.public_id)
    form = report_form(request, request.POST or None, initial=_told(found), place_known=True)
    if form.is_valid() and _change(request, found, form):
        return redirect("incidents:report_of_mine", request.tenant.slug, found.public_id)
    context = {
        "form": form,
        "report": found,
        "crumbs": way_to(request, found),
        "tiles": list(offer_all(request, form)["category"]),
    }
    return render(request, "incidents/report_change.html", context, status=422 if form.errors else 200)


@require_POST
@page(policy.MAY_SORT_REPORTS)
def merge(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Put a report together with another one of the same event, or take the two apart again."""
    found = queries.the_report(request.actor, public_id)
    now = timezone.now()
    try:
        if request.POST.get("apart"):
            actions.part_report(request.actor, found, now=now)
        else:
            into = queries.the_report(request.actor, _uuid(request.POST.get("into", "")))
            actions.merge_report(request.actor, found, into=into, now=now)
            back = reverse("incidents:report_of_mine", args=[request.tenant.slug, found.public_id])
            toast(request, _("Rapporterna är sammanslagna och räknas som en händelse."))
            return redirect(back)
    except ChangedMeanwhile:
        toast(request, _("Rapporten har ändrats av någon annan. Läs den igen."), bad=True)
    return redirect("incidents:report_of_mine", request.tenant.slug, found.public_id)


def way_to(request: ActorRequest, found: Any) -> list[Link]:
    """My reports (or all of them, for who sees them all), and the report itself."""
    slug = request.tenant.slug
    all_of_them = policy.MAY_SEE_INCOMING.held_by(request.actor) and found.reporter_id != request.actor.user_id
    name = "incidents:incoming" if all_of_them else "incidents:my_reports"
    text = _("Inkomna rapporter") if all_of_them else _("Mina rapporter")
    return [Link(text, reverse(name, args=[slug])), Link(_("Rapporten"), _address(request, found))]


def way_to_incoming(request: ActorRequest) -> list[Link]:
    """Everything that has been reported."""
    return [Link(_("Inkomna rapporter"), reverse("incidents:incoming", args=[request.tenant.slug]))]


def _address(request: ActorRequest, found: Any) -> str:
    return reverse("incidents:report_of_mine", args=[request.tenant.slug, found.public_id])


def _told(found: Any) -> dict[str, Any]:
    wall = timezone.localtime
    return {
        "key": found.key,
        "revision": found.revision,
        "category": found.category,
        "when": "between",
        "began": wall(found.starts_at),
        "ended": found.ends_at and wall(found.ends_at),
        "band": str(found.band),
        "text": found.text,
    }


def _change(request: ActorRequest, found: Any, form: forms.ReportForm) -> bool:
    spot = spot_in(request, form, before=found)
    if spot is None or form.span is None or form.kind is None:
        return False
    revision, had_photo = form.cleaned_data["revision"] or 0, found.photo_id is not None
    try:
        actions.change_report(request.actor, found, revision=revision, **told_in(form, spot))
    except actions.NotYours:
        form.add_error("category", _("Den kategorin kan du inte rapportera. Välj en annan."))
        return False
    except ChangedMeanwhile:
        form.add_error(None, _("Rapporten har ändrats av någon annan. Läs in sidan igen för att se den."))
        return False
    gone = _("Fotot togs bort: till den kategorin tas inget foto emot.") if had_photo and not found.photo_id else ""
    toast(request, " ".join(filter(None, [_("Rapporten är ändrad."), moved_words(spot.moved, spot.words), gone])))
    return True


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as unknown:
        raise NotVisible("report") from unknown
