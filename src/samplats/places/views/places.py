"""The list of places, one place with its rooms, and drawing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.toasts import toast
from samplats.places import actions, forms, policy, queries, registry, sentences
from samplats.places.registry import Room
from samplats.places.rules.boundary import UnusableBoundary
from samplats.places.rules.kinds import Kind, State
from samplats.places.sentences.head import place_context
from samplats.places.views.frame import with_map


@page(policy.MAY_SEE_PLACES)
def index(request: ActorRequest) -> HttpResponseBase:
    """All places on a map and in a table."""
    everything = list(queries.places(request.actor, with_retired=True))
    places = [one for one in everything if one.state == State.ACTIVE]
    context = {
        "places": [
            (number, one, sentences.KIND_NAMES[Kind(one.kind)], sentences.hectares(one.area_m2), queries.seal_ring(one))
            for number, one in enumerate(places, start=1)
        ],
        "retired": [one for one in everything if one.state == State.RETIRED],
        "can_draw": policy.MAY_DRAW_PLACES.held_by(request.actor),
    }
    return with_map(request, "places/index.html", context, places)


@page(policy.MAY_DRAW_PLACES)
def new(request: ActorRequest) -> HttpResponseBase:
    """Draw, upload or write a new place."""
    form = forms.DrawPlace(request.POST or None, request.FILES or None, **_at_home(request))
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("name", "kind", "area")}
        try:
            made = actions.draw_place(request.actor, request.tenant, **given)
        except UnusableBoundary as fault:
            form.refuse(fault)
        except actions.NameTaken:
            form.add_error("name", _taken())
        else:
            toast(request, _("Platsen är skapad."))
            return redirect("places:overview", request.tenant.slug, made.slug)
    places = list(queries.places(request.actor))
    context = {"form": form, "kinds": sentences.KIND_EXAMPLES}
    return with_map(request, "places/new.html", context, places, draws=form["boundary"], status=_status(form.is_bound))


@page(policy.MAY_SEE_PLACES)
def overview(request: ActorRequest, slug: str) -> HttpResponseBase:
    """The first room of a place: what other apps have to say about it."""
    place = queries.place(request.actor, slug)
    panels = [panel.render(request, place) for panel in registry.place_overview_panels()]
    context = place_context(request.actor, place, Room.OVERVIEW)
    context |= {
        "panels": [panel for panel in panels if panel],
        "can_draw": policy.MAY_DRAW_PLACES.held_by(request.actor),
    }
    return with_map(request, "places/overview.html", context, [place], around=place)


@page(policy.MAY_SEE_PLACES)
def room(request: ActorRequest, slug: str, room: str) -> HttpResponse:
    """A room that no app has built: what it will hold, and what can be done meanwhile."""
    if room not in {one.value for one in Room if one.value}:
        raise Http404
    place = queries.place(request.actor, slug)
    context = place_context(request.actor, place, Room(room))
    return render(request, "places/room.html", context | {"lesson": sentences.room_lesson(Room(room))})


@page(policy.MAY_DRAW_PLACES)
def change(request: ActorRequest, slug: str) -> HttpResponse:
    """Name and type."""
    place = queries.place(request.actor, slug)
    form = forms.Describe(request.POST or None, initial={"name": place.name, "kind": place.kind})
    if form.is_valid():
        try:
            actions.describe_place(request.actor, place, **form.cleaned_data)
        except actions.NameTaken:
            form.add_error("name", _taken())
        except UnusableBoundary as fault:
            form.add_error("kind", sentences.boundary_fault(fault))
        else:
            toast(request, _("Ändringen är sparad."))
            return redirect("places:overview", request.tenant.slug, place.slug)
    context = place_context(request.actor, queries.place(request.actor, slug), Room.OVERVIEW)
    context |= {"form": form, "kinds": sentences.KIND_EXAMPLES}
    return render(request, "places/change.html", context, status=_status(form.is_bound))


@page(policy.MAY_DRAW_PLACES)
def redraw(request: ActorRequest, slug: str) -> HttpResponseBase:
    """Another boundary; the old one can be restored."""
    place = queries.place(request.actor, slug)
    initial = {"boundary": place.boundary}
    form = forms.Outline(request.POST or None, request.FILES or None, initial=initial, **_at_home(request))
    if form.is_valid():
        try:
            actions.change_boundary(request.actor, place, area=form.cleaned_data["area"])
        except UnusableBoundary as fault:
            form.refuse(fault)
        else:
            undo = reverse("places:restore", args=[request.tenant.slug, place.slug])
            toast(request, _("Gränsen är ändrad."), undo_url=undo)
            return redirect("places:overview", request.tenant.slug, place.slug)
    others = [one for one in queries.places(request.actor) if one.pk != place.pk]
    context = place_context(request.actor, place, Room.OVERVIEW) | {"form": form}
    status = _status(form.is_bound)
    return with_map(request, "places/redraw.html", context, others, around=place, draws=form["boundary"], status=status)


@require_POST
@page(policy.MAY_DRAW_PLACES)
def restore(request: ActorRequest, slug: str) -> HttpResponse:
    """Undo the last change of the boundary."""
    place = queries.place(request.actor, slug)
    actions.restore_boundary(request.actor, place)
    toast(request, _("Den tidigare gränsen gäller igen."))
    return redirect("places:overview", request.tenant.slug, place.slug)


@require_POST
@page(policy.MAY_DRAW_PLACES)
def retire(request: ActorRequest, slug: str) -> HttpResponse:
    """End the work with a place; everything about it is kept."""
    place = queries.place(request.actor, slug)
    actions.retire_place(request.actor, place)
    undo = reverse("places:resume", args=[request.tenant.slug, place.slug])
    toast(request, _("Arbetet med platsen är avslutat. Allt finns kvar."), undo_url=undo)
    return redirect("places:index", request.tenant.slug)


@require_POST
@page(policy.MAY_DRAW_PLACES)
def resume(request: ActorRequest, slug: str) -> HttpResponse:
    """Take the work with a place up again."""
    place = queries.place(request.actor, slug)
    try:
        actions.retire_place(request.actor, place, retired=False)
    except actions.NameTaken:
        toast(request, _("En annan plats har tagit namnet. Byt namn på den först."), bad=True)
    return redirect("places:overview", request.tenant.slug, place.slug)


def _at_home(request: ActorRequest) -> dict[str, Any]:
    """What a written corner is understood from: where the municipality lies, and its own system."""
    home = queries.municipality(request.actor)
    return {"home": queries.bounds_of(home) if home else None, "own_epsg": request.tenant.epsg}


def _taken() -> str:
    return _("En annan plats heter redan så. Välj ett annat namn.")


def _status(is_bound: bool) -> int:
    return 422 if is_bound else 200
