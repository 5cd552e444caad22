"""The municipality itself: boundary, areas, people, profile, base map and addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.administration.queries import Job
from samplats.administration.queries import jobs as visible_jobs
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.ui.components import Progress
from samplats.foundation.ui.numbers import number
from samplats.foundation.ui.toasts import toast
from samplats.places import actions, forms, policy, queries, sentences
from samplats.places.reading.tables import ProfileRow, Refused, check_addresses, read_population, read_profile
from samplats.places.rules.boundary import UnusableBoundary
from samplats.places.rules.profile import KEYS
from samplats.places.views.frame import with_map

Form = django_forms.Form
UNDER_WAY = (Job.State.WAITING, Job.State.RUNNING)


@page(policy.MAY_SEE_SETTINGS)
def settings(request: ActorRequest) -> HttpResponseBase:
    """Everything about the municipality on one page."""
    return _shown(request)


def _shown(request: ActorRequest, *, refused: list[Refused] | None = None, **bound: Form) -> HttpResponseBase:
    """The page, with the form that has just been filled in where it stands."""
    actor = request.actor
    setting, home, living = queries.base_map(actor), queries.municipality(actor), queries.population(actor)
    chosen = {name: getattr(setting, name) for name in ("source", "address", "layer", "attribution")}
    shown: dict[str, Form] = {
        "boundary_form": forms.BoundaryFile(prefix="grans"),
        "areas_form": forms.AreasFile(prefix="omraden"),
        "population_form": forms.PopulationFile(prefix="befolkning"),
        "profile_form": forms.TableFile(prefix="profil"),
        "figure_form": forms.OneFigure(prefix="uppgift"),
        "gazetteer_form": forms.AddressFile(prefix="adresser"),
        "base_map_form": forms.ChooseBaseMap(prefix="karta", initial=chosen),
    }
    context = {
        **shown,
        **bound,
        "municipality": home,
        "municipality_size": sentences.hectares(home.area_m2) if home else "",
        "people": sum(people for _year, people in living.values()),
        "people_year": max((year for year, _people in living.values()), default=""),
        "base_map_name": sentences.BASE_MAP_NAMES[setting.source],
        "base_map_address": setting.address,
        "keys": list(sentences.FIGURE_NAMES.items()),
        "layers": [(sentences.LAYER_NAMES.get(name, name), n) for name, n in queries.area_layers(actor).items()],
        "figures": sentences.profile_rows(queries.profile(actor)),
        "addresses": queries.gazetteer_size(actor),
        "refused": [sentences.row_fault(row) for row in (refused or [])[:20]],
        "refused_more": max(0, len(refused or []) - 20),
        "can_set_up": policy.MAY_SET_UP.held_by(actor),
        **_addresses_so_far(request),
    }
    places = list(queries.places(actor))
    return with_map(request, "places/municipality.html", context, places, status=422 if bound else 200)


def _done(request: ActorRequest, words: str) -> HttpResponseBase:
    toast(request, words)
    return redirect("places:municipality", request.tenant.slug)


@require_POST
@page(policy.MAY_SET_UP)
def boundary(request: ActorRequest) -> HttpResponseBase:
    """Take in the municipality's boundary."""
    form = forms.BoundaryFile(request.POST, request.FILES, prefix="grans")
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.import_boundary(request.actor, request.tenant, shapes=given["shapes"], source=given["source"])
        except UnusableBoundary as fault:
            form.add_error("file", sentences.boundary_fault(fault))
        except actions.NotInFile:
            form.add_error("file", _missing(request, len(given["shapes"])))
        else:
            return _done(request, _("Kommunens gräns är på plats."))
    return _shown(request, boundary_form=form)


def _missing(request: ActorRequest, areas: int) -> str:
    return _(
        "Filen har %(n)s ytor, men ingen med koden %(code)s eller namnet %(name)s. Välj en fil där kommunen finns med."
    ) % {"n": number(areas), "code": request.tenant.official_code or "–", "name": request.tenant.name}


@require_POST
@page(policy.MAY_SET_UP)
def areas(request: ActorRequest) -> HttpResponseBase:
    """Take in statistical areas."""
    form = forms.AreasFile(request.POST, request.FILES, prefix="omraden")
    if form.is_valid():
        given = form.cleaned_data
        try:
            kept, left = actions.import_areas(
                request.actor, request.tenant, shapes=given["shapes"], layer=given["layer"]
            )  # fmt: skip
        except UnusableBoundary as fault:
            form.add_error("file", sentences.boundary_fault(fault))
        else:
            return _done(request, sentences.areas_receipt(kept, left))
    return _shown(request, areas_form=form)


@require_POST
@page(policy.MAY_SET_UP)
def population(request: ActorRequest) -> HttpResponseBase:
    """Take in how many people live in the areas."""
    form = forms.PopulationFile(request.POST, request.FILES, prefix="befolkning")

    def taken_in(path: Any) -> tuple[int, list[Refused]]:
        layer = form.cleaned_data["layer"]
        known = frozenset(queries.areas(request.actor, layer=layer).values_list("code", flat=True))
        rows, _others = read_population(path, known=known, year=form.cleaned_data["year"])
        return actions.import_population(request.actor, request.tenant, rows=rows.kept, layer=layer), rows.refused

    return _table(request, form, "population_form", taken_in)


@require_POST
@page(policy.MAY_SET_UP)
def profile(request: ActorRequest) -> HttpResponseBase:
    """Take in a table of profile figures."""
    form = forms.TableFile(request.POST, request.FILES, prefix="profil")

    def taken_in(path: Any) -> tuple[int, list[Refused]]:
        rows = read_profile(path, known=KEYS)
        return actions.import_profile(request.actor, request.tenant, rows=rows.kept), rows.refused

    return _table(request, form, "profile_form", taken_in)


@require_POST
@page(policy.MAY_SET_UP)
def gazetteer(request: ActorRequest) -> HttpResponseBase:
    """Take in names and addresses."""
    form = forms.AddressFile(request.POST, request.FILES, prefix="adresser")

    if form.is_valid():
        given = form.cleaned_data["file"]
        try:
            with forms.on_disk(given) as path:
                check_addresses(path)
        except Unreadable as fault:
            form.add_error("file", sentences.file_fault(fault))
        else:
            given.seek(0)
            epsg = form.cleaned_data["epsg"]
            actions.order_gazetteer(request.actor, request.tenant, chunks=given.chunks(), name=given.name, epsg=epsg)
            return redirect("places:municipality", request.tenant.slug)
    return _shown(request, gazetteer_form=form)


@page(policy.MAY_SET_UP)
def address_progress(request: ActorRequest, public_id: UUID) -> HttpResponseBase:
    """How far the taking in of addresses has come, as a fragment that asks again by itself."""
    job = get_object_or_404(visible_jobs(request.actor), public_id=public_id, name=actions.ADDRESS_JOB)
    if job.state not in UNDER_WAY:
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = reverse("places:municipality", args=[request.tenant.slug])
        return answer
    return render(request, "places/_address_progress.html", {"work": _address_work(request, job)})


def _address_work(request: ActorRequest, job: Job) -> Progress:
    return Progress(
        key="addresses",
        label=sentences.phase_words(job.phase),
        done=job.progress_done,
        total=job.progress_total,
        unit=_("rader"),
        poll_url=reverse("places:address_progress", args=[request.tenant.slug, job.public_id]),
    )


def _addresses_so_far(request: ActorRequest) -> dict[str, Any]:
    """The last file of addresses: on its way, taken in, or why it was not."""
    job = queries.latest_address_job(request.actor)
    if job is None:
        return {}
    if job.state in UNDER_WAY:
        return {"address_work": _address_work(request, job)}
    if job.error:
        return {"address_fault": sentences.file_fault(Unreadable(job.error, **job.facts))}
    receipt, left_out = sentences.address_job_words(job.facts)
    return {"address_receipt": receipt, "address_left_out": left_out}


def _table(
    request: ActorRequest, form: Form, name: str, taken_in: Callable[[Any], tuple[int, list[Refused]]]
) -> HttpResponseBase:
    """Read a table and take it in; refused rows are shown with their line and reason."""
    refused: list[Refused] = []
    if form.is_valid():
        try:
            with forms.on_disk(form.cleaned_data["file"]) as path:
                kept, refused = taken_in(path)
        except Unreadable as fault:
            form.add_error("file", sentences.file_fault(fault))
        else:
            receipt = sentences.rows_receipt(kept, len(refused))
            if not refused:
                return _done(request, receipt)
            form.add_error("file", receipt)
    return _shown(request, refused=refused, **{name: form})


@require_POST
@page(policy.MAY_SET_UP)
def figure(request: ActorRequest) -> HttpResponseBase:
    """Set one figure of the profile by hand."""
    form = forms.OneFigure(request.POST, prefix="uppgift")
    if not form.is_valid():
        return _shown(request, figure_form=form)
    actions.import_profile(request.actor, request.tenant, rows=[ProfileRow(**form.cleaned_data)])
    return _done(request, _("Uppgiften är sparad."))


@require_POST
@page(policy.MAY_SET_UP)
def base_map(request: ActorRequest) -> HttpResponseBase:
    """Choose the base map."""
    form = forms.ChooseBaseMap(request.POST, prefix="karta")
    if form.is_valid():
        try:
            actions.set_base_map(request.actor, request.tenant, **form.cleaned_data)
        except actions.AddressRefused as refused:
            field = "layer" if refused.code == "no_layer" else "address"
            form.add_error(field, sentences.address_fault(refused.code))
        else:
            return _done(request, _("Bakgrundskartan är vald."))
    return _shown(request, base_map_form=form)
