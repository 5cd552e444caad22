"""A file's way in: upload, review, source, start."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.ui.toasts import toast

from .. import actions, forms, policy, queries
from ..rules.states import ImportState, StepNotAllowed
from ..sentences.columns import fault_words, guess_words, more_faults_words, outside_words, time_words
from ..sentences.refusals import refusal_words
from ..sentences.shipped import shipped_words, suggested_source
from .shown import hour_figure, preview_table, spread_words, way_back


@page(policy.MAY_IMPORT)
def upload(request: ActorRequest) -> HttpResponse:
    """Step 1: the file."""
    form = forms.Upload(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            batch = actions.upload_file(request.actor, request.tenant, chunks=given.chunks(), name=given.name)
            return redirect("incidents:review", request.tenant.slug, batch.public_id)
        except Unreadable as refused:
            form.add_error("file", refusal_words(refused.code, refused.facts))
    context = {"form": form, "crumbs": way_back(request), "step": 1}
    return render(request, "incidents/upload.html", context, status=422 if form.errors else 200)


@page(policy.MAY_IMPORT)
def review(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Step 2: how the file is understood, and what to put right."""
    batch = queries.the_import(request.actor, public_id)
    if batch.state != ImportState.DRAFT:
        return redirect("incidents:import", request.tenant.slug, batch.public_id)
    today = timezone.localdate()
    seen = queries.first_look(request.actor, batch, today)
    form = forms.Mapping(
        request.POST or None,
        names=seen.names,
        sheets=seen.sheets,
        is_text=seen.preview.is_text,
        initial=_initial(seen, batch.mapping),
    )
    if form.is_bound and form.is_valid():
        actions.map_columns(request.actor, batch, mapping=_stated(form.mapping(), seen.unaided, batch.mapping))
        seen = queries.first_look(request.actor, batch, today)
        if "next" not in request.POST:
            return redirect("incidents:review", request.tenant.slug, batch.public_id)
        if seen.preview.refusal is None:
            return redirect("incidents:categories", request.tenant.slug, batch.public_id)
    context = {"batch": batch, "form": form, "crumbs": way_back(request), "step": 2, **_understood(seen)}
    return render(
        request, "incidents/review.html", context, status=422 if context["refusal"] and form.is_bound else 200
    )


@page(policy.MAY_IMPORT)
def categories(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Step 3: what the file's words mean here."""
    batch = queries.the_import(request.actor, public_id)
    if batch.state != ImportState.DRAFT:
        return redirect("incidents:import", request.tenant.slug, batch.public_id)
    queries.first_look(request.actor, batch, timezone.localdate())
    words = queries.words_of(request.actor, batch, timezone.localdate())
    form = forms.Categories(request.POST or None, words=words, choices=queries.category_choices(request.actor))
    if not words or form.is_valid():
        chosen = form.chosen() if words else {}
        known = batch.mapping.get("categories", {})  # words of earlier files are kept for the next one
        actions.map_columns(request.actor, batch, mapping={**batch.mapping, "categories": {**known, **chosen}})
        return redirect("incidents:choose_source", request.tenant.slug, batch.public_id)
    context = {"batch": batch, "form": form, "crumbs": way_back(request), "step": 3}
    return render(request, "incidents/categories.html", context, status=422 if form.errors else 200)


@page(policy.MAY_IMPORT)
def choose_source(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Step 4: whose figures these are, and under which conditions; then start."""
    batch = queries.the_import(request.actor, public_id)
    if batch.state != ImportState.DRAFT:
        return redirect("incidents:import", request.tenant.slug, batch.public_id)
    known = queries.open_sources(request.actor)
    look = queries.first_look(request.actor, batch, timezone.localdate())
    choice = forms.ChooseSource(
        request.POST or None,
        sources=[(str(one.public_id), str(one)) for one in known],
        initial={"source": _suggested(batch, look.profile_source, has_known=bool(known))},
    )
    rooms = [(str(one.public_id), one.title) for one in queries.rooms(request.actor)]
    is_new = request.POST.get("source") == "new"
    details = forms.DescribeSource(request.POST if is_new else None, rooms=rooms, initial=suggested_source(look.known))
    problem = ""
    if choice.is_bound and choice.is_valid() and (not is_new or details.is_valid()):
        problem = _start(request, batch, choice.cleaned_data["source"], details)
        if not problem:
            return redirect("incidents:import", request.tenant.slug, batch.public_id)
    context = {"batch": batch, "form": choice, "details": details, "problem": problem, "step": 4}
    is_wrong = bool(choice.errors or details.errors or problem)
    context["crumbs"] = way_back(request)
    return render(request, "incidents/source_step.html", context, status=422 if is_wrong else 200)


@require_POST
@page(policy.MAY_IMPORT)
def throw_away(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Stop a running import, or drop a draft."""
    batch = queries.the_import(request.actor, public_id)
    try:
        actions.cancel_import(request.actor, batch)
    except StepNotAllowed:
        toast(request, _("Importen är redan avslutad."), bad=True)
    return redirect("incidents:import", request.tenant.slug, batch.public_id)


def _understood(seen: queries.FirstLook) -> dict[str, Any]:
    found = seen.preview
    faults = fault_words(found.reading.rejections) if found.reading else []
    return {
        "refusal": refusal_words(found.refusal.code, found.refusal.facts) if found.refusal else "",
        "guesses": guess_words(found.guesses),
        "outside": outside_words(found.share_outside) if found.share_outside else "",
        "left_alone": found.left_alone if found.reading else [],
        "table": preview_table(found.names, found.rows),
        "times": time_words(found.times),
        "faults": faults,
        "more_faults": more_faults_words(found.reading.n_rejected, faults) if found.reading else "",
        "hours": hour_figure(found.profile),
        "spread": spread_words(found.profile),
        "profile_source": seen.profile_source,
        "known": shipped_words(seen.known) if seen.known else (),
        "is_pulled": seen.known is not None and seen.known.is_pulled,
    }


def _start(request: ActorRequest, batch: Any, chosen: str, details: forms.DescribeSource) -> str:
    """Choose or make the source and start; returns what stands in the way, in words."""
    actor = request.actor
    if chosen == "new":
        if queries.sources(actor).filter(name=details.cleaned_data["name"]).exists():
            return _("Det finns redan en källa med det namnet. Välj den i listan, eller skriv ett annat namn.")
        source = actions.add_source(actor, request.tenant, **described(request, details))
    else:
        source = queries.the_source(actor, UUID(chosen))
    actions.choose_source(actor, batch, source=source)
    names = queries.first_look(actor, batch, timezone.localdate()).names
    actions.map_columns(actor, batch, mapping=batch.mapping)
    try:
        actions.start_import(actor, batch, names=names, now=timezone.now())
    except actions.OtherImportRunning:
        return _("En annan fil från samma källa läses in just nu. Vänta tills den är klar och försök igen.")
    return ""


def described(request: ActorRequest, details: forms.DescribeSource) -> dict[str, Any]:
    """The filled form as a source's fields."""
    given = dict(details.cleaned_data)
    room = given.pop("room")
    given["room"] = queries.rooms(request.actor).filter(public_id=room).first() if room else None
    return given


def _suggested(batch: Any, found: queries.Source | None, *, has_known: bool) -> str:
    if batch.source is not None:
        return str(batch.source.public_id)
    return str(found.public_id) if found else ("" if has_known else "new")


def _initial(seen: queries.FirstLook, mapping: dict[str, Any]) -> dict[str, Any]:
    columns = {**seen.unaided, **seen.preview.guessed, **mapping.get("columns", {})}
    initial = {f"column_{role}": column for role, column in columns.items()}
    told = ("time_zone", "crs", "sheet", "date_order", "decimal", "delimiter", "encoding")
    return {**initial, **{name: mapping.get(name) for name in told}}


def _stated(mapping: dict[str, Any], guessed: dict[str, str], before: dict[str, Any]) -> dict[str, Any]:
    """What differs from the guess is stated; the rest stays a guess, so that swapped axes are still noticed.

    A file that is cut up in another way has other columns, which are guessed anew.
    """
    if any(mapping[name] != before.get(name, "") for name in queries.NAMED_BY):
        return {**mapping, "columns": {}}
    columns = {role: name for role, name in mapping["columns"].items() if name != guessed.get(role, "")}
    return {**mapping, "columns": columns}
