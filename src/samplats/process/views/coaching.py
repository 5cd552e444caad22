"""A coach's places in all municipalities, and the notes on a place."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.administration.queries import User
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page, personal_page
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.toasts import toast
from samplats.places import queries as places
from samplats.places.actions import name_coach
from samplats.places.policy import MAY_DRAW_PLACES
from samplats.places.registry import Room
from samplats.places.sentences.head import place_context
from samplats.process import actions, forms, policy, queries
from samplats.process.sentences import coaching as sentences
from samplats.situation.actions.drafting import PersonalDetails
from samplats.situation.sentences.drafting import finding_words


@personal_page
def mine(request: HttpRequest) -> HttpResponse:
    """The places that the person coaches, in all municipalities, what has gone quiet first."""
    user, today = request.user, timezone.localdate()
    assert isinstance(user, User)
    found = queries.coached_walks(user, today)
    context = {
        "leading": sentences.leading(found),
        "rows": [sentences.coached_row(one, today) for one in found],
        "quiet_told": sentences.quiet_told(),
    }
    return render(request, "process/mine.html", context)


@page(policy.SEE_NOTES)
def notes(request: ActorRequest, slug: str) -> HttpResponse:
    """What the place's coach and the co-ordinator have written to each other."""
    place = places.place(request.actor, slug)
    form = forms.WriteNote(request.POST or None)
    if form.is_valid():
        try:
            actions.write_note(request.actor, place, text=form.cleaned_data["text"], now=timezone.now())
        except PersonalDetails as details:
            form.add_error("text", finding_words(details.findings))
        else:
            toast(request, _("Anteckningen är sparad."))
            return redirect("process:notes", request.tenant.slug, slug)
    context = place_context(request.actor, place, Room.OVERVIEW)
    context["crumbs_links"] = [
        *context["crumbs_links"],
        Link(place.name, sentences.overview_url(request.tenant, place)),
    ]
    rows = [(one, policy.TAKE_OUT_NOTES.held_by(request.actor, one)) for one in queries.notes(request.actor, place)]
    manages = MAY_DRAW_PLACES.held_by(request.actor)
    context |= {"form": form, "notes": rows, "manages": manages}
    context["coaches"] = queries.coaches(request.actor, place) if manages else []
    return render(request, "process/notes.html", context, status=422 if form.errors else 200)


@require_POST
@page(MAY_DRAW_PLACES)
def name(request: ActorRequest, slug: str, person: UUID) -> HttpResponse:
    """Let a coach follow the place, or no longer."""
    place = places.place(request.actor, slug)
    known = {one.public_id: one for one, _named in queries.coaches(request.actor, place)}
    if person not in known:
        raise Http404
    named = request.POST.get("named") == "1"
    name_coach(request.actor, place, coach=known[person], named=named)
    words = _("%(name)s följer nu platsen.") if named else _("%(name)s följer inte längre platsen.")
    toast(request, words % {"name": known[person].name})
    return redirect("process:notes", request.tenant.slug, slug)


@require_POST
@page(policy.TAKE_OUT_NOTES)
def blank(request: ActorRequest, slug: str, public_id: UUID) -> HttpResponse:
    """Take out a note for good."""
    found = queries.note(request.actor, places.place(request.actor, slug), public_id)
    with suppress(ChangedMeanwhile):  # somebody else was first: it is taken out
        actions.blank_note(request.actor, found, now=timezone.now())
    toast(request, _("Anteckningen är borttagen."))
    return redirect("process:notes", request.tenant.slug, slug)
