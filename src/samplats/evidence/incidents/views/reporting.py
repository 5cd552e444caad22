"""Reporting on a phone: one page, one event at a time, and a week in which nothing happened."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.hosts import allow_hosts
from samplats.foundation.ui.maps import MapView
from samplats.foundation.ui.toasts import toast
from samplats.places import queries as places
from samplats.vocabulary.queries import category

from .. import actions, forms, policy, queries
from ..sentences.photos import photo_words
from ..sentences.reports import island_words, moved_words

FIRST_SHOWN = 8
SWEDEN = (10.9, 55.2, 24.2, 69.1)


@page(policy.MAY_REPORT)
def report(request: ActorRequest) -> HttpResponse:
    """The form, and what it sends; the same report sent twice is answered with the first one."""
    if request.method != "POST":
        return form_page(request, report_form(request, initial=_initial(request)))
    if request.POST.get("who", own_id(request)) != own_id(request):
        return _refused(
            request, {"who": [_("Utkastet hör till en annan person. Logga in som den som skrev det.")]}, 409
        )
    form = report_form(request, request.POST, files=request.FILES)
    made = form.is_valid() and hand_in(request, form)
    if not made:
        return _refused(request, form.errors, 422) if _wants_json(request) else form_page(request, form)
    return _receipt(request, *made)


@page(policy.MAY_REPORT)
def near(request: ActorRequest) -> HttpResponse:
    """Reports that may be of the same event, as a fragment for the form."""
    asked = forms.Nearby(request.GET)
    given = asked.cleaned_data if asked.is_valid() else None
    found = (
        queries.reports_near(request.actor, given["category"], given["lon"], given["lat"], given["at"]) if given else []
    )
    rows = [(one, queries.report_categories(request.actor).get(one.category, "")) for one in found]
    return render(request, "incidents/_near.html", {"rows": rows})


@require_POST
@page(policy.MAY_REPORT)
def calm(request: ActorRequest) -> HttpResponse:
    """Nothing to report this week."""
    now = timezone.now()
    try:
        actions.say_calm(request.actor, request.tenant, today=timezone.localdate(now), now=now)
    except actions.HasReported:
        toast(request, _("Du har redan rapporterat den här veckan, så det behövs inte. Rapporterna står här."))
    else:
        toast(request, _("Tack. Att det har varit lugnt är också något att veta."))
    return redirect("incidents:my_reports", request.tenant.slug)


def report_form(request: ActorRequest, data: Any = None, **options: Any) -> forms.ReportForm:
    """The form with what this reporter may choose."""
    form = forms.ReportForm(data, now=timezone.now(), zone=request.tenant.time_zone, **options)
    form.find = lambda code: category(request.actor, code)
    form.takes_photos = lambda: queries.photos_are_taken(request.actor)
    return form


def offer_all(request: ActorRequest, form: forms.ReportForm) -> forms.ReportForm:
    """The form with everything that this reporter may choose, for showing it."""
    offered = queries.offered(request.actor, timezone.now())
    form.without_photos = queries.without_photos(offered)
    form.offer(offered, [(one.slug, one.name) for one in places.places(request.actor)])
    return form


def own_id(request: ActorRequest) -> str:
    """The public id of who is signed in: what a draft on a device is bound to."""
    return str(getattr(request.user, "public_id", ""))


def spot_in(request: ActorRequest, form: forms.ReportForm, *, before: Any = None) -> queries.Spot | None:
    """The spot that the filled form means; None with an error in the form, or with addresses to choose from.

    `before` is the report whose spot stays when the form names no other.
    """
    given = form.cleaned_data
    assert form.kind is not None
    words, at = given["words"], form.position
    chosen = places.place(request.actor, given["place"]) if given["place"] and at is None else None
    stays = before is not None and not (words or at or chosen)
    if not stays and at is None and chosen is None:
        hits, is_certain = queries.one_address(request.actor, words)
        if hits and not is_certain and given["hit"] != "none":
            form.hits = hits
            form.add_error("words", _("Välj vilken adress du menar."))
            return None
        at = (hits[0].longitude, hits[0].latitude) if is_certain else None
    try:
        if stays:
            return queries.spot_before(request.actor, form.kind, before)
        return queries.spot_of(request.actor, form.kind, at=at, place=chosen, words="" if chosen else words)
    except queries.OutsideMunicipality:
        form.add_error("words", _("Platsen ligger utanför kommunen. Flytta den, eller rapportera i den kommunen."))
    except queries.AreaUnknown:
        form.add_error("words", _("Den här kategorin behöver ett område: peka på kartan eller välj en av platserna."))
    return None


def told_in(form: forms.ReportForm, spot: queries.Spot) -> dict[str, Any]:
    """What a filled form says of the event, as the actions take it."""
    given = form.cleaned_data
    told = {"category": form.kind, "span": form.span, "band": given["band"], "text": given["text"]}
    return {**told, "spot": spot, "now": timezone.now()}


def hand_in(request: ActorRequest, form: forms.ReportForm) -> tuple[Any, str] | None:
    """Store what the form says; None with errors in the form."""
    spot = spot_in(request, form)
    if spot is None or form.span is None or form.kind is None:
        return None
    key = form.cleaned_data["key"]
    try:
        photo = form.cleaned_data["photo"]
        made = actions.hand_in_report(request.actor, request.tenant, key=key, photo=photo, **told_in(form, spot))
    except actions.NotYours:
        form.add_error("category", _("Den kategorin kan du inte rapportera. Välj en annan."))
        return None
    except actions.NoPhotoHere:  # since the form was read
        form.add_error("photo", _("Kommunen tar inte emot foton i rapporter. Ta bort fotot."))
        return None
    except actions.AlreadyHandedIn:
        known = queries.report_with_key(request.actor, key)
        if known is None:
            raise NotVisible("report") from None
        return known, ""
    return made, moved_words(spot.moved, spot.words)


def _receipt(request: ActorRequest, made: Any, moved: str = "") -> HttpResponse:
    if _wants_json(request):
        url = reverse("incidents:report_of_mine", args=[request.tenant.slug, made.public_id])
        return JsonResponse({"report": str(made.public_id), "url": url, "told": moved}, status=201)
    toast(request, " ".join(filter(None, [_("Rapporten är sparad."), moved])))
    address = reverse("incidents:report", args=[request.tenant.slug])
    return redirect(f"{address}?{urlencode({'fran': made.public_id})}")


def _refused(request: ActorRequest, errors: Any, status: int) -> HttpResponse:
    if _wants_json(request):
        plain = {name: [str(one) for one in some] for name, some in errors.items()}
        return JsonResponse({"errors": plain}, status=status)
    return render(request, "incidents/report_refused.html", {"errors": errors}, status=status)


def _wants_json(request: ActorRequest) -> bool:
    return str(request.META.get("HTTP_ACCEPT", "")).startswith("application/json")


def _initial(request: ActorRequest) -> dict[str, Any]:
    """An empty form with a key of its own; after a report its place and time stay for the next one."""
    initial: dict[str, Any] = {"key": uuid4(), "who": own_id(request), "when": "now"}
    try:
        before = queries.the_report(request.actor, UUID(request.GET.get("fran", "")))
    except (ValueError, NotVisible):
        return initial
    return {**initial, **told_before(before)}


def told_before(before: Any) -> dict[str, Any]:
    """Place and time of a report, as the form takes them."""
    place = before.place.slug if before.place else ""
    wall = timezone.localtime
    found = {"place": place, "words": "" if place else before.place_text}
    if not place and before.lon is not None:
        found |= {"lon": before.lon, "lat": before.lat}
    ended = before.ends_at and wall(before.ends_at)
    return {**found, "when": "between", "began": wall(before.starts_at), "ended": ended}


def form_page(request: ActorRequest, form: forms.ReportForm, **also: Any) -> HttpResponse:
    """The page with a form on it, empty or as it was sent."""
    radios = list(offer_all(request, form)["category"])
    context = {
        **_about_photos(request, form),
        "form": form,
        "first": radios[:FIRST_SHOWN],
        "more": radios[FIRST_SHOWN:],
        "map": report_map(request),
        "again": "fran" in request.GET,
        **also,
    }
    answer = render(request, "incidents/report.html", context, status=422 if form.errors else 200)
    return allow_hosts(answer, places.base_map_hosts(request.actor))


def _about_photos(request: ActorRequest, form: forms.ReportForm) -> dict[str, Any]:
    """What the page needs to know of photos; nothing where none are taken."""
    if not queries.photos_are_taken(request.actor):
        return {"words": island_words()}
    return {"words": {**island_words(), **photo_words()}, "takes_photos": True, "without_photos": form.without_photos}


def report_map(request: ActorRequest) -> MapView:
    """The ground to point at."""
    return MapView(
        label=_("Karta att peka på. En adress i fältet bredvid gör samma sak."),
        bounds=_first_bounds(request),
        base=places.ground_of(request.actor),
        key="report-map",
    )


def _first_bounds(request: ActorRequest) -> Any:
    """Around the places, since most reports come from there; else the municipality."""
    view = places.map_of_places(request.actor, list(places.places(request.actor)), label="")
    return view.bounds if view else SWEDEN
