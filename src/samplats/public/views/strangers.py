"""The pages that need no account. Nothing of a place is here before somebody has decided to show it."""

from __future__ import annotations

from typing import Any

from allauth.core.ratelimit import consume
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samplats.foundation.access.actors import system_actor
from samplats.foundation.actions.page import ActorRequest, open_page, public_page
from samplats.foundation.screening.screen import screen
from samplats.foundation.ui.languages import keeping
from samplats.public import actions, forms, queries
from samplats.public.rules import PlaceTexts, note_in
from samplats.public.sentences import compliance_words
from samplats.public.views.shown import front_shown, place_shown, way_back


@open_page
def short(request: HttpRequest, slug: str) -> HttpResponse:
    """A place's short address, for posters; leads on where only one municipality shows such a place."""
    tenants = queries.shown_under(slug)
    if len(tenants) != 1:
        raise Http404
    return redirect(keeping(request, reverse("public:place", args=[tenants[0].slug, slug])))


@public_page
def front(request: ActorRequest) -> HttpResponse:
    """What the municipality shows: its places, its own situation picture, whom to turn to."""
    return render(request, "public/front.html", front_shown(request.actor))


@public_page
def place(request: ActorRequest, slug: str) -> HttpResponse:
    """A place that is shown: what is done, where the work stands, results, what was said and done."""
    page = queries.shown_page(request.actor, slug)
    context = place_shown(request.actor, page.place, PlaceTexts.stored(page.shown_texts))
    back = {"way_back": way_back(request.actor, _front_url(request)), "shown_at": page.shown_at}
    return render(request, "public/place.html", {**context, **back})


@public_page
def privacy(request: ActorRequest) -> HttpResponse:
    """Which personal data there are, why, for how long, and one's rights."""
    return render(request, "public/privacy.html", _own_words(request, "privacy"))


@public_page
def accessibility(request: ActorRequest) -> HttpResponse:
    """The accessibility statement that the law asks for, and the form to tell of what does not work."""
    if request.method != "POST":
        return _statement(request, forms.Barrier(initial={"key": forms.new_key()}))
    form = forms.Barrier(request.POST)
    if not form.is_valid():
        return _statement(request, form, 422)
    try:
        if not consume(request, action="barrier"):
            raise actions.TooManyReports
        actions.report_barrier(system_actor(request.tenant), request.tenant, now=timezone.now(), **form.cleaned_data)
    except actions.TooManyReports:
        form.add_error(None, _("Just nu kommer för många rapporter härifrån. Försök igen om en timme."))
        return _statement(request, form, 429)
    was_hidden = bool(screen(form.cleaned_data["text"]) or screen(form.cleaned_data["page"]))
    address = reverse("public:thanks", args=[request.tenant.slug])
    return redirect(keeping(request, f"{address}?dolt=1" if was_hidden else address))


@public_page
def thanks(request: ActorRequest) -> HttpResponse:
    """The report has come in; and whether something was taken out of it."""
    context = {"was_hidden": "dolt" in request.GET, **_own_words(request, "gaps")}
    return render(request, "public/thanks.html", context)


def _statement(request: ActorRequest, form: forms.Barrier, status: int = 200) -> HttpResponse:
    context = _own_words(request, "gaps")
    words = compliance_words(context["municipality"].compliance)
    return render(request, "public/accessibility.html", {**context, "form": form, "compliance": words}, status=status)


def _own_words(request: ActorRequest, note: str) -> dict[str, Any]:
    own = queries.texts(request.actor)
    return {
        "municipality": own,
        "note": note_in(own.notes, note, get_language() or "sv"),
        "way_back": way_back(request.actor, _front_url(request)),
    }


def _front_url(request: ActorRequest) -> str:
    return keeping(request, reverse("public:front", args=[request.tenant.slug]))
