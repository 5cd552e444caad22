"""What the public pages put on other apps' pages, and what they answer them."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse

from samplats.foundation.actions.page import ActorRequest
from samplats.places.models import Place
from samplats.public import policy, queries
from samplats.public.queries import is_shown
from samplats.public.sentences import shown_words

__all__ = ["ORDER", "is_shown", "overview_panel"]
ORDER = 80


def overview_panel(request: ActorRequest, place: Place) -> str:
    """Whether anyone may read of the place, and the way to its public page; for who decides."""
    if not policy.EDIT_PLACE_PAGE.held_by(request.actor):
        return ""
    page = queries.page_of(request.actor, place)
    tenant = request.tenant.slug
    context = {
        "words": shown_words(page),
        "edit_url": reverse("public:edit", args=[tenant, place.slug]),
        "public_url": reverse("public:place", args=[tenant, place.slug]) if page and page.shown_at else "",
    }
    return render_to_string("public/_panel.html", context, request=request)
