"""What the pages of places share: the head of a place with its rooms, and the map beside the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms.boundfield import BoundField
from django.http.response import HttpResponseBase
from django.shortcuts import render

from samplats.foundation.actions.page import ActorRequest
from samplats.foundation.ui.hosts import allow_hosts
from samplats.places import queries, sentences
from samplats.places.queries import Place


def with_map(
    request: ActorRequest,
    template: str,
    context: dict[str, Any],
    places: Sequence[Place],
    *,
    around: Place | None = None,
    draws: BoundField | None = None,
    status: int = 200,
) -> HttpResponseBase:
    """A page with a map of these places, allowed to fetch from the municipality's own base map."""
    label = sentences.outline_label(around.name) if around else sentences.map_label(len(places))
    context["map_view"] = queries.map_of_places(request.actor, places, label=label, around=around)
    context["draws"] = draws
    answer = render(request, template, context, status=status)
    return allow_hosts(answer, queries.base_map_hosts(request.actor))
