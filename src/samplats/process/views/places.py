"""Where every place stands, how a place starts, and one stage of its path."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.toasts import toast
from samplats.places import queries as places
from samplats.places.policy import MAY_DRAW_PLACES
from samplats.places.registry import Room
from samplats.places.rules.kinds import State
from samplats.places.sentences.head import place_context
from samplats.process import actions, forms, policy, queries
from samplats.process.queries import Asker, PlaceWalk
from samplats.process.sentences import shown
from samplats.process.sentences.editing import changed_meanwhile
from samplats.process.sentences.walk import told


@page(policy.SEE_STEPS)
def index(request: ActorRequest) -> HttpResponse:
    """Every place: where it stands, what is due first, and what is late."""
    found, tenant = queries.walks(request.actor), request.tenant.slug
    rows = [
        {
            "place": one.place,
            "ring": places.seal_ring(one.place),
            "steps": shown.path_steps(tenant, one.place.slug, one.walk) if one.walk else [],
            "standing": shown.place_standing(one.walk) if one.walk else None,
            "first": shown.first_row(tenant, one.place.slug, one.walk) if one.walk else None,
        }
        for one in found
    ]
    context = {
        "rows": rows,
        "leading": shown.leading(found),
        "can_manage": policy.MANAGE_STEPS.held_by(request.actor),
        "may_draw": MAY_DRAW_PLACES.held_by(request.actor),
    }
    return render(request, "process/index.html", context)


@page(policy.MANAGE_STEPS)
def start(request: ActorRequest, slug: str) -> HttpResponse:
    """Choose a variant and the first day."""
    place = places.place(request.actor, slug)
    if place.state == State.RETIRED:
        raise Http404
    found = queries.walk_of(request.actor, place)
    if found.process is not None:
        return redirect("process:change", request.tenant.slug, slug)
    initial = {"variant": "standard_12m", "starts_on": timezone.localdate()}
    form = forms.Start(request.POST or None, initial=initial, people=queries.candidates(request.actor))
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("variant", "starts_on", "leader")}
        try:
            actions.start_model(request.actor, place, now=timezone.now(), **given)
        except actions.AlreadyStarted:
            return redirect("process:change", request.tenant.slug, slug)
        toast(request, _("Platsen går stegen. Här ser ni vad som ska göras först."))
        return redirect("places:overview", request.tenant.slug, slug)
    context = _in_place(request, found) | {"form": form, "starts": True}
    return render(request, "process/start.html", context, status=422 if form.is_bound else 200)


@page(policy.MANAGE_STEPS)
def change(request: ActorRequest, slug: str) -> HttpResponse:
    """Another variant, first day or leader."""
    found = queries.started(request.actor, places.place(request.actor, slug))
    process = found.process
    assert process is not None
    initial = {
        "variant": process.variant,
        "starts_on": process.starts_on,
        "leader": str(process.leader.public_id) if process.leader else "",
        "revision": process.revision,
    }
    form = forms.Start(request.POST or None, initial=initial, people=queries.candidates(request.actor))
    if form.is_valid():
        given = {**form.cleaned_data, "revision": form.cleaned_data["revision"] or 0}
        try:
            actions.change_model(request.actor, process, **given)
        except ChangedMeanwhile:
            form.add_error(None, changed_meanwhile())
        else:
            toast(request, _("Ändringen är sparad. Datumen är räknade på nytt."))
            return redirect("places:overview", request.tenant.slug, slug)
    context = _in_place(request, found) | {"form": form, "starts": False}
    return render(request, "process/start.html", context, status=422 if form.is_bound else 200)


@page(policy.SEE_STEPS)
def step(request: ActorRequest, slug: str, number: int) -> HttpResponse:
    """One stage: what it is for, its activities, and what each is missing."""
    found = queries.started(request.actor, places.place(request.actor, slug))
    assert found.walk is not None
    assert found.process is not None
    if not 1 <= number <= len(found.walk.stages):
        raise Http404
    stage, asker = found.walk.stages[number - 1], Asker(request.actor, found.process)
    tenant = request.tenant.slug
    context = _in_place(request, found) | {
        "stage": stage,
        "name": told(stage.planned.stage.name),
        "purpose": shown.purpose(stage),
        "questions": [told(one.question) for one in stage.planned.steps],
        "results": [told(one.result) for one in stage.planned.steps],
        "steps": shown.path_steps(tenant, slug, found.walk, shown=number),
        "rows": [
            shown.activity_row(request.actor, slug, part, found.walk, asker.check(part.activity))
            for part in stage.parts
        ],
        "n_done": shown.done_words(stage),
        "can_manage": policy.MANAGE_STEPS.held_by(request.actor),
    }
    return render(request, "process/step.html", context)


def _in_place(request: ActorRequest, found: PlaceWalk) -> dict[str, Any]:
    """The head of the place, with a way back to its overview."""
    context = place_context(request.actor, found.place, Room.OVERVIEW)
    back = reverse("places:overview", args=[request.tenant.slug, found.place.slug])
    context["crumbs_links"] = [*context["crumbs_links"], Link(found.place.name, back)]
    return context
