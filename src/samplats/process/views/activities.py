"""One activity at a place: read it, tick it, open it again, give it to somebody, move its date."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import FileResponse, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.files.store import open_file
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.toasts import toast
from samplats.places import queries as places
from samplats.places.registry import Room
from samplats.places.sentences.head import place_context
from samplats.process import actions, forms, policy, queries
from samplats.process.queries import Asker, Found
from samplats.process.rules.template import Planned
from samplats.process.rules.walk import planned_dates
from samplats.process.sentences import shown
from samplats.process.sentences.history import event_words
from samplats.process.sentences.walk import planned_words, told
from samplats.situation.actions import PersonalDetails
from samplats.situation.sentences.drafting import finding_words


@page(policy.SEE_STEPS)
def activity(request: ActorRequest, slug: str, code: str) -> HttpResponse:
    """What the activity is, where it stands, and its history."""
    return _shown(request, slug, code)


@require_POST
@page(policy.TICK)
def tick(request: ActorRequest, slug: str, code: str) -> HttpResponse:
    """Say that it is done."""
    form = forms.Tick(request.POST, request.FILES, prefix="tick")

    def carry_out(found: Found, given: dict[str, Any]) -> None:
        actions.tick(
            request.actor, found.state, note=given["note"], attached=given["file"], revision=given["revision"],
            now=timezone.now(),
        )  # fmt: skip
        undo = reverse("process:untick", args=[request.tenant.slug, slug, code])
        undo_url = f"{undo}?untick-revision={found.state.revision}"
        toast(request, _("Avbockad: %(title)s.") % {"title": told(found.part.activity.title)}, undo_url=undo_url)

    return _done(request, slug, code, "tick", form, carry_out, text_field="note")


@require_POST
@page(policy.TICK)
def untick(request: ActorRequest, slug: str, code: str) -> HttpResponse:
    """Open it again; the revision stands in the address when it comes from a receipt's undo."""
    form = forms.Untick(request.POST if "untick-revision" in request.POST else request.GET, prefix="untick")

    def carry_out(found: Found, given: dict[str, Any]) -> None:
        actions.untick(request.actor, found.state, note=given["note"], revision=given["revision"], now=timezone.now())
        toast(request, _("Aktiviteten är öppen igen."))

    return _done(request, slug, code, "untick", form, carry_out, text_field="note")


@require_POST
@page(policy.MANAGE_STEPS)
def assign(request: ActorRequest, slug: str, code: str) -> HttpResponse:
    """Give it to a member."""
    form = forms.Assign(request.POST, people=queries.candidates(request.actor), prefix="assign")

    def carry_out(found: Found, given: dict[str, Any]) -> None:
        actions.assign(
            request.actor, found.state, to=given["responsible"], revision=given["revision"], now=timezone.now()
        )
        toast(request, _("Ansvarig är sparad."))

    return _done(request, slug, code, "assign", form, carry_out, text_field="responsible")


@require_POST
@page(policy.MANAGE_STEPS)
def move(request: ActorRequest, slug: str, code: str) -> HttpResponse:
    """Give it another last day."""
    form = forms.Move(request.POST, prefix="move")

    def carry_out(found: Found, given: dict[str, Any]) -> None:
        _stage, planned = queries.planned(found)
        actions.move_due(
            request.actor, found.state, due_on=given["due_on"], planned_on=_planned_on(planned, found),
            reason=given["reason"], revision=given["revision"], now=timezone.now(),
        )  # fmt: skip
        toast(request, _("Datumet är flyttat."))

    return _done(request, slug, code, "move", form, carry_out, text_field="reason")


@require_POST
@page(policy.MANAGE_STEPS)
def blank(request: ActorRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Take out a note and a file for good."""
    found = queries.event(request.actor, places.place(request.actor, slug), public_id)
    with suppress(ChangedMeanwhile):  # somebody else did the same
        actions.blank_event(request.actor, found, now=timezone.now())
    toast(request, _("Anteckningen och filen är borta."))
    return redirect("process:activity", request.tenant.slug, slug, found.state.activity)


@page(policy.SEE_STEPS)
def file(request: ActorRequest, slug: str, public_id: UUID) -> HttpResponseBase:
    """A file that came with a tick, as a download."""
    found = queries.event(request.actor, places.place(request.actor, slug), public_id)
    if found.file is None:
        raise NotVisible("file")
    return FileResponse(
        open_file(found.file),
        as_attachment=True,
        filename=found.file.name,
        content_type=found.file.content_type,
        headers={"Content-Length": str(found.file.size)},
    )


def _done(
    request: ActorRequest,
    slug: str,
    code: str,
    name: str,
    form: Form,
    carry_out: Callable[[Found, dict[str, Any]], None],
    *,
    text_field: str,
) -> HttpResponse:
    """Carry it out and go back to the activity; what is refused is said beside its field, and nothing is lost."""
    found = queries.activity(request.actor, places.place(request.actor, slug), code)
    status = 422
    if form.is_valid():
        try:
            carry_out(found, form.cleaned_data)
        except PersonalDetails as details:
            form.add_error(text_field, finding_words(details.findings))
        except ChangedMeanwhile:
            status = 409
            form.add_error(None, _("Någon annan har ändrat aktiviteten. Läs vad som gäller nu och försök igen."))
        else:
            return redirect("process:activity", request.tenant.slug, slug, code)
    return _shown(request, slug, code, refused={name: form}, status=status)


def _planned_on(planned: Planned, found: Found) -> Any:
    return planned_dates(planned.weeks, found.process.starts_on)[1]


def _shown(
    request: ActorRequest, slug: str, code: str, *, refused: dict[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    place = places.place(request.actor, slug)
    found = queries.activity(request.actor, place, code)
    actor, tenant = request.actor, request.tenant.slug
    checked = Asker(actor, found.process).check(found.part.activity)
    can_manage = policy.MANAGE_STEPS.held_by(actor)
    context = place_context(actor, place, Room.OVERVIEW)
    context["crumbs_links"] = [
        *context["crumbs_links"],
        Link(place.name, reverse("places:overview", args=[tenant, slug])),
        Link(told(found.stage.planned.stage.name), reverse("process:step", args=[tenant, slug, found.stage.number])),
    ]
    context |= {
        "found": found,
        "row": shown.activity_row(actor, slug, found.part, found.walk, checked),
        "events": [event_words(one, tenant, slug) for one in queries.history(actor, found.state)],
        "planned_on": planned_words(found.part, _planned_on(queries.planned(found)[1], found), found.walk.today),
        "can_manage": can_manage,
        "can_tick": policy.TICK.held_by(actor, found.state),
        "forms": forms.forms_of(found, queries.candidates(actor) if can_manage else []) | _renewed(refused, found),
        "refused": refused or {},
    }
    return render(request, "process/activity.html", context, status=status)


def _renewed(refused: dict[str, Form] | None, found: Found) -> dict[str, Form]:
    """A refused form as it was typed, but made from what is stored now: sending it again is a choice."""
    for form in (refused or {}).values():
        assert isinstance(form.data, QueryDict)
        data = form.data.copy()
        data[form.add_prefix("revision")] = str(found.state.revision)
        form.data = data
    return refused or {}
