"""Write down decisions, mark how they stand, put them right, take them back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.screening.screen import PersonalDetails
from samplats.meetings import actions
from samplats.meetings import queries as meetings
from samplats.meetings.queries import Decision
from samplats.meetings.rules import State
from samplats.situation.sentences.drafting import finding_words
from samplats.weekly import forms, policy, queries
from samplats.weekly.queries import Sheet
from samplats.weekly.views.shown import crumbs_of, decision, decisions_context, new_line, url


def _open_sheet(request: ActorRequest, public_id: UUID) -> Sheet:
    found = queries.sheet(request.actor, public_id)
    if found.closed_at is not None:
        raise Http404
    return found


def _decision_of(request: ActorRequest, sheet: Sheet, public_id: UUID) -> Decision:
    """A decision of the sheet's own meeting, or of an earlier one about the same place."""
    found = meetings.decision(request.actor, public_id)
    if found.meeting.place_id != sheet.place_id:
        raise Http404
    return found


@require_POST
@page(policy.PREPARE)
def note(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Write down a decision; answers with the list and an empty line, ready for the next."""
    sheet = _open_sheet(request, public_id)
    form = new_line(request, sheet, request.POST)
    try:
        if form.is_valid():
            actions.note_decision(request.actor, sheet.meeting, told=form.told, now=timezone.now())
            return _list(request, sheet, None, 200)
    except PersonalDetails as details:
        form.add_error("text", finding_words(details.findings))
    return _list(request, sheet, form, 422)


def _list(request: ActorRequest, sheet: Sheet, form: forms.DecisionLine | None, status: int) -> HttpResponse:
    if request.headers.get("HX-Request"):
        context = decisions_context(request, sheet, form, focus=True)
        return render(request, "weekly/_decisions.html", context, status=status)
    if form is None:
        return redirect(url(request, "sheet", sheet) + "#beslut")
    context = {**decisions_context(request, sheet, form), "way_back": crumbs_of(request, sheet)}
    return render(request, "weekly/decisions.html", context, status=status)


@require_POST
@page(policy.PREPARE)
def mark(request: ActorRequest, public_id: UUID, decision: UUID) -> HttpResponse:
    """Say how a decision stands: done, under way, not done."""
    sheet = _open_sheet(request, public_id)
    found = _decision_of(request, sheet, decision)
    form = forms.Mark(request.POST, auto_id=f"m{found.public_id.hex[:12]}_%s")

    def save() -> None:
        given = form.cleaned_data
        actions.mark_decision(
            request.actor,
            found,
            state=State(given["state"]),
            note=given["note"],
            revision=given["revision"],
            now=timezone.now(),
        )

    return _save(request, sheet, found, form, save, "note")


@require_POST
@page(policy.PREPARE)
def change(request: ActorRequest, public_id: UUID, decision: UUID) -> HttpResponse:
    """Put a decision's wording, owner or date right."""
    sheet = _open_sheet(request, public_id)
    found = _decision_of(request, sheet, decision)
    form = forms.DecisionLine(request.POST, places=[], people=[], auto_id=f"c{found.public_id.hex[:12]}_%s")

    def save() -> None:
        revision = form.cleaned_data["revision"] or 0
        actions.change_decision(request.actor, found, told=form.told, revision=revision)

    return _save(request, sheet, found, form, save, "text")


@require_POST
@page(policy.PREPARE)
def take_back(request: ActorRequest, public_id: UUID, decision: UUID) -> HttpResponse:
    """Take away a decision that was written down by mistake at this meeting."""
    sheet = _open_sheet(request, public_id)
    found = _decision_of(request, sheet, decision)
    form = forms.Revision(request.POST)
    if form.is_valid():
        try:
            actions.take_back_decision(request.actor, found, **form.cleaned_data)
        except ChangedMeanwhile:
            messages.error(request, _("Någon annan har ändrat beslutet. Det står kvar."))
        except actions.MeetingEnded:
            messages.error(request, _("Beslutet är från ett tidigare möte och står kvar. Avskriv det i stället."))
    return _list(request, sheet, None, 200)


def _save(
    request: ActorRequest,
    sheet: Sheet,
    found: Decision,
    form: forms.Mark | forms.DecisionLine,
    save: Callable[[], None],
    told_in: str,
) -> HttpResponse:
    """Carry out what was filled in, or say next to the field what is wrong; nothing typed is lost."""
    try:
        if form.is_valid():
            save()
            return _one(request, sheet, found, None, 200)
    except actions.MeetingEnded:
        form.add_error(None, _("Beslutet är från ett tidigare möte och står kvar. Avskriv det i stället."))
    except actions.NoReason:
        form.add_error("note", _("Skriv kort varför."))
    except PersonalDetails as details:
        form.add_error(told_in, finding_words(details.findings))
    except ChangedMeanwhile:
        newer = meetings.decision(request.actor, found.public_id)
        form.add_error(None, _("Någon annan har ändrat beslutet. Se hur det är nu, och spara igen om du vill."))
        given = request.POST.copy()
        given["revision"] = str(newer.revision)
        form.data = given
        return _one(request, sheet, newer, form, 409)
    return _one(request, sheet, meetings.decision(request.actor, found.public_id), form, 422)


def _one(
    request: ActorRequest,
    sheet: Sheet,
    found: Decision,
    form: forms.Mark | forms.DecisionLine | None,
    status: int,
) -> HttpResponse:
    mark_form = form if isinstance(form, forms.Mark) else None
    change_form = form if isinstance(form, forms.DecisionLine) else None
    one = decision(request, sheet, found, mark_form, change_form)
    if request.headers.get("HX-Request"):
        return render(request, "weekly/_decision.html", {"one": one}, status=status)
    if form is None:
        return redirect(url(request, "sheet", sheet) + f"#{one['key']}")
    context = {"one": one, "way_back": crumbs_of(request, sheet)}
    return render(request, "weekly/decision.html", context, status=status)
