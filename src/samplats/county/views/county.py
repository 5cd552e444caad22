"""The county's pages on one municipality: all it has handed over, and its published pictures."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from samplats.county import policy, queries
from samplats.county.sentences import sharing as sentences
from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.releases.registry import release_kind
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.components.claims import Stamp


@page(policy.SEE_RELEASED)
def municipality(request: ActorRequest, owner: str) -> HttpResponse:
    """Everything that one municipality has handed over."""
    found = queries.municipality(request.actor, owner, timezone.now())
    name = next(iter(found.values())).owner
    shown, groups = [], queries.group_names(request.actor)
    for kind, release in found.items():
        urls = sentences.their_urls(request.tenant.slug, owner, kind, release.payload)
        told = sentences.received_context(
            kind, release.payload, owner=name, as_of=release.as_of, urls=urls, groups=groups
        )
        shown.append((release_kind(kind), told))
    shown.sort(key=lambda pair: pair[0].order)
    context = {"name": name, "shown": shown, "way_back": _way_back(request)}
    return render(request, "county/municipality.html", context)


@page(policy.SEE_RELEASED)
def picture(request: ActorRequest, owner: str, audience: str, number: int) -> HttpResponse:
    """One published picture, as it was handed over."""
    if audience not in sentences.KIND_OF_AUDIENCE:
        raise NotVisible("audience")
    kind = sentences.KIND_OF_AUDIENCE[audience]
    release, found = queries.picture(request.actor, owner, kind, number, timezone.now())
    url = reverse("county:municipality", args=[request.tenant.slug, owner])
    context = {
        "content": found["content"],
        "mark": Stamp(f"v{found['number']}", found["content"]["stamp"], found["content"]["decided"]),
        "version": {"next_by_on": date.fromisoformat(found["next_by_on"])},
        "way_back": [*_way_back(request), Link(release.owner, url)],
    }
    return render(request, "county/picture.html", context)


def _way_back(request: ActorRequest) -> list[Link]:
    return [Link(request.tenant.name, reverse(settings.TENANT_FIRST_PAGE, args=[request.tenant.slug]))]
