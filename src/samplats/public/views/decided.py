"""Where the municipality decides what strangers see: texts, preview, show and withdraw, and what strangers told."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.toasts import toast
from samplats.places import queries as places
from samplats.places.queries import Place
from samplats.places.registry import Room
from samplats.places.sentences.head import place_context
from samplats.public import actions, forms, policy, queries
from samplats.public.rules import PlaceTexts
from samplats.public.sentences import reports_words, shown_words
from samplats.public.views.shown import place_shown

PER_PAGE = 30


@page(policy.EDIT_PLACE_PAGE)
def edit(request: ActorRequest, slug: str) -> HttpResponse:
    """The texts of a place's page; saving shows nothing to anyone, it leads to the preview."""
    place = places.place(request.actor, slug)
    found = queries.page_of(request.actor, place)
    if request.method != "POST":
        texts = PlaceTexts.stored(found.texts) if found else PlaceTexts()
        return _edit_page(request, place, forms.PlacePageForm(initial=forms.place_initial(texts, _revision(found))))
    form = forms.PlacePageForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, place, form, 422)
    try:
        actions.write_place_page(
            request.actor, place, texts=form.texts(), revision=form.cleaned_data["revision"], now=timezone.now()
        )
    except ChangedMeanwhile:
        form.add_error(None, _("Någon annan har sparat en nyare text. Kopiera det du skrev och läs in sidan på nytt."))
        return _edit_page(request, place, form, 409)
    return redirect("public:preview", request.tenant.slug, slug)


@page(policy.SHOW_PLACE)
def preview(request: ActorRequest, slug: str) -> HttpResponse:
    """The page exactly as strangers would see it, with the button that shows it."""
    place = places.place(request.actor, slug)
    found = queries.page_of(request.actor, place)
    if found is None or PlaceTexts.stored(found.texts).is_empty:
        return redirect("public:edit", request.tenant.slug, slug)
    context = place_shown(request.actor, place, PlaceTexts.stored(found.texts), is_preview=True)
    return render(request, "public/preview.html", {**context, "page": found, "shown_at": timezone.now()})


@require_POST
@page(policy.SHOW_PLACE)
def show(request: ActorRequest, slug: str) -> HttpResponse:
    """Let anyone read what was looked at in the preview."""
    place = places.place(request.actor, slug)
    found, form = queries.page_of(request.actor, place), forms.Revision(request.POST)
    if found is None or not form.is_valid():
        return redirect("public:edit", request.tenant.slug, slug)
    try:
        actions.show_place(request.actor, found, revision=form.cleaned_data["revision"], now=timezone.now())
    except (ChangedMeanwhile, actions.NothingToShow):
        toast(request, _("Texten har ändrats sedan du granskade den. Läs den en gång till."), bad=True)
        return redirect("public:preview", request.tenant.slug, slug)
    undo = reverse("public:withdraw", args=[request.tenant.slug, slug])
    toast(request, _("Nu kan vem som helst läsa om %(place)s.") % {"place": place.name}, undo_url=undo)
    return redirect("public:edit", request.tenant.slug, slug)


@require_POST
@page(policy.SHOW_PLACE)
def withdraw(request: ActorRequest, slug: str) -> HttpResponse:
    """Take the page, and the place's published pictures, away from strangers."""
    found = queries.page_of(request.actor, places.place(request.actor, slug))
    if found is not None:
        actions.withdraw_place(request.actor, found)
        toast(request, _("Sidan är borta för alla utanför. Texten finns kvar här."))
    return redirect("public:edit", request.tenant.slug, slug)


@page(policy.EDIT_TEXTS)
def texts(request: ActorRequest) -> HttpResponse:
    """The municipality's own words on the public pages, and which places are shown."""
    found = queries.texts(request.actor)
    if request.method != "POST":
        return _texts_page(request, forms.PublicTextsForm(initial=forms.texts_initial(found)))
    form = forms.PublicTextsForm(request.POST)
    if not form.is_valid():
        return _texts_page(request, form, 422)
    try:
        revision = form.cleaned_data["revision"]
        actions.write_public_texts(request.actor, request.tenant, values=form.values(), revision=revision)
    except ChangedMeanwhile:
        form.add_error(None, _("Någon annan har sparat en nyare text. Kopiera det du skrev och läs in sidan på nytt."))
        return _texts_page(request, form, 409)
    toast(request, _("Sparat. Det syns på de offentliga sidorna nu."))
    return redirect("public:texts", request.tenant.slug)


@page(policy.SEE_BARRIERS)
def barriers(request: ActorRequest) -> HttpResponse:
    """What visitors could not use: what waits, then what has been dealt with."""
    found = queries.barrier_reports(request.actor)
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("sida"))
    waiting = [one for one in shown if one.ended_at is None]
    ended = [one for one in shown if one.ended_at is not None]
    words = reports_words(found.filter(ended_at=None).count())
    context = {"page": shown, "waiting": waiting, "ended": ended, "words": words}
    return render(request, "public/barriers.html", context)


@require_POST
@page(policy.SEE_BARRIERS)
def end(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """A report has been dealt with."""
    found = get_object_or_404(queries.barrier_reports(request.actor), public_id=public_id)
    actions.end_report(request.actor, found, now=timezone.now())
    undo = reverse("public:reopen", args=[request.tenant.slug, public_id])
    toast(request, _("Rapporten är avslutad."), undo_url=undo)
    return redirect("public:barriers", request.tenant.slug)


@require_POST
@page(policy.SEE_BARRIERS)
def reopen(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """A report waits again."""
    found = get_object_or_404(queries.barrier_reports(request.actor), public_id=public_id)
    actions.end_report(request.actor, found, now=timezone.now(), ended=False)
    toast(request, _("Rapporten väntar igen."))
    return redirect("public:barriers", request.tenant.slug)


def _edit_page(request: ActorRequest, place: Place, form: forms.PlacePageForm, status: int = 200) -> HttpResponse:
    found = queries.page_of(request.actor, place)
    context = {
        **place_context(request.actor, place, Room.OVERVIEW),
        "form": form,
        "page": found,
        "words": shown_words(found),
        "can_preview": found is not None and not PlaceTexts.stored(found.texts).is_empty,
    }
    return render(request, "public/edit.html", context, status=status)


def _texts_page(request: ActorRequest, form: forms.PublicTextsForm, status: int = 200) -> HttpResponse:
    shown: list[Any] = list(queries.shown_pages(request.actor))
    return render(request, "public/texts.html", {"form": form, "shown": shown}, status=status)


def _revision(found: queries.PlacePage | None) -> int:
    return found.revision if found else 0
