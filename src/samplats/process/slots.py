"""What the steps put on other apps' pages."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.page import ActorRequest
from samplats.places.models import Place
from samplats.places.rules.kinds import State
from samplats.process import policy, queries
from samplats.process.queries import Asker
from samplats.process.sentences import shown
from samplats.process.sentences.walk import head_words, headline

ORDER = 10
NOTES_ORDER = 20
MOST_NOTES = 2


def overview_panel(request: ActorRequest, place: Place) -> str:
    """The path across the top of a place's overview, what to do now, and what is due."""
    if not policy.SEE_STEPS.held_by(request.actor):
        return ""
    found, tenant = queries.walk_of(request.actor, place), request.tenant.slug
    context = {"place": place, "can_manage": policy.MANAGE_STEPS.held_by(request.actor), "walk": found.walk}
    if found.walk is not None and found.process is not None:
        context |= {
            "steps": shown.path_steps(tenant, place.slug, found.walk),
            "headline": headline(found.walk),
        }
        if place.state != State.RETIRED:
            context |= {
                "now": shown.now_box(request.actor, found, Asker(request.actor, found.process)),
                "rows": shown.next_rows(tenant, place.slug, found.walk),
            }
    return render_to_string("process/_panel.html", context, request=request)


def notes_panel(request: ActorRequest, place: Place) -> str:
    """The latest notes between the place's coach and its co-ordinator."""
    if not policy.SEE_NOTES.held_by(request.actor):
        return ""
    found = queries.notes(request.actor, place)[:MOST_NOTES]
    return render_to_string("process/_notes_panel.html", {"place": place, "notes": found}, request=request)


def head_aside(actor: Actor, place: Place) -> str:
    """Who leads the work at a place, and which month it is in."""
    process = queries.process_of(actor, place) if policy.SEE_STEPS.held_by(actor) else None
    if process is None:
        return ""
    return format_html_join(mark_safe("<br>"), "{}", ((words,) for words in head_words(process)))
