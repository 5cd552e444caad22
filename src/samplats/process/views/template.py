"""The page where a municipality makes the steps its own."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.toasts import toast
from samplats.process import actions, forms, policy, queries
from samplats.process.sentences.editing import activity_row, changed_meanwhile, step_rows, title_taken, variant_names


@page(policy.MANAGE_STEPS)
def template(request: ActorRequest) -> HttpResponse:
    """Every activity by step, with what the municipality has changed."""
    return _shown(request, None)


@page(policy.MANAGE_STEPS)
def edit(request: ActorRequest, code: str) -> HttpResponse:
    """Another name, other weeks, or no use of an activity."""
    if code not in queries.the_guide().activities:
        raise Http404
    row = activity_row(queries.the_guide(), queries.edits(request.actor), code)
    initial = {
        "title": row.title,
        "shift_weeks": row.edit.shift_weeks,
        "used": not row.edit.is_off,
        "revision": row.edit.revision,
    }
    form = forms.EditActivity(request.POST or None, initial=initial)
    if form.is_valid():
        given = dict(form.cleaned_data)
        given |= {"is_off": not given.pop("used"), "shift_weeks": given["shift_weeks"] or 0}
        try:
            actions.edit_activity(request.actor, request.tenant, code=code, **given)
        except actions.TitleTaken as taken:
            form.add_error("title", title_taken(str(taken)))
        except ChangedMeanwhile:
            form.add_error(None, changed_meanwhile())
        else:
            toast(request, _("Aktiviteten är ändrad för alla platser."))
            return redirect(reverse("process:template", args=[request.tenant.slug]) + f"#a-{code}")
    return render(request, "process/edit.html", {"row": row, "form": form}, status=422 if form.is_bound else 200)


@require_POST
@page(policy.MANAGE_STEPS)
def add(request: ActorRequest) -> HttpResponse:
    """Add an own activity."""
    form = forms.AddActivity(request.POST)
    if form.is_valid():
        try:
            actions.add_activity(request.actor, request.tenant, **form.cleaned_data)
        except actions.TitleTaken as taken:
            form.add_error("title", title_taken(str(taken)))
        else:
            return _done(request, _("Aktiviteten är tillagd på alla platser."))
    return _shown(request, form)


@page(policy.MANAGE_STEPS)
def change(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Change an own activity, or stop using it."""
    own = queries.own_activity(request.actor, public_id)
    names = ("step", "title", "why", "start_week", "end_week", "revision")
    form = forms.ChangeActivity(request.POST or None, initial={name: getattr(own, name) for name in names})
    if form.is_valid():
        try:
            actions.change_activity(request.actor, own, **form.cleaned_data)
        except actions.TitleTaken as taken:
            form.add_error("title", title_taken(str(taken)))
        except ChangedMeanwhile:
            form.add_error(None, changed_meanwhile())
        else:
            return _done(request, _("Aktiviteten är ändrad för alla platser."))
    return render(request, "process/own.html", {"own": own, "form": form}, status=422 if form.is_bound else 200)


@require_POST
@page(policy.MANAGE_STEPS)
def retire(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Stop using an own activity; what places have done of it is kept."""
    return _used(request, public_id, retired=True, words=_("Aktiviteten används inte längre."))


@require_POST
@page(policy.MANAGE_STEPS)
def resume(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Use an own activity again."""
    return _used(request, public_id, retired=False, words=_("Aktiviteten används igen."))


def _used(request: ActorRequest, public_id: UUID, *, retired: bool, words: str) -> HttpResponse:
    with suppress(ChangedMeanwhile):  # somebody else did the same
        actions.retire_activity(request.actor, queries.own_activity(request.actor, public_id), retired=retired)
    return _done(request, words)


def _shown(request: ActorRequest, adding: forms.AddActivity | None) -> HttpResponse:
    guide = queries.the_guide()
    context = {
        "steps": step_rows(guide, queries.edits(request.actor), queries.own_activities(request.actor)),
        "version": guide.version,
        "variants": variant_names(guide),
        "form": adding or forms.AddActivity(),
    }
    return render(request, "process/template.html", context, status=422 if adding else 200)


def _done(request: ActorRequest, words: str) -> HttpResponse:
    toast(request, words)
    return redirect("process:template", request.tenant.slug)
