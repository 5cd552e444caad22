"""A place's public page: write it, show it, withdraw it. What is shown is what somebody has looked at."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import ChangedMeanwhile, action, swap
from samplats.places.models import Place
from samplats.public import policy
from samplats.public.models import PlacePage
from samplats.public.rules import PlaceTexts
from samplats.situation.actions.drafting import refuse_personal_details


class NothingToShow(Exception):
    """The page is empty: nobody has written what is done at the place."""


@action(policy.EDIT_PLACE_PAGE)
def write_place_page(actor: Actor, place: Place, *, texts: PlaceTexts, revision: int, now: datetime) -> PlacePage:
    """Keep the texts in work; what is shown stays as it is. `revision` is the one that was read, 0 for none.

    Raises `PersonalDetails`, or `ChangedMeanwhile` when somebody has saved in between.
    """
    refuse_personal_details(*texts.told())
    kept = {"texts": texts.kept(), "changed_at": now, "changed_by_id": actor.user_id}
    found = PlacePage.objects.filter(place=place).first()
    if found is not None:
        swap(found, when={"revision": revision}, to={**kept, "revision": revision + 1})
        return found
    if revision:
        raise ChangedMeanwhile("PlacePage")
    try:
        with transaction.atomic():
            return PlacePage.objects.create(tenant=place.tenant, place=place, **kept)
    except IntegrityError as taken:
        raise ChangedMeanwhile("PlacePage") from taken


@action(policy.SHOW_PLACE)
def show_place(actor: Actor, page: PlacePage, *, revision: int, now: datetime) -> PlacePage:
    """Let anyone read the texts of `revision`, which somebody has looked at; raises `ChangedMeanwhile` for others."""
    if PlaceTexts.stored(page.texts).about == "":
        raise NothingToShow(page.public_id)
    swap(
        page,
        when={"revision": revision},
        to={
            "shown_texts": page.texts,
            "shown_revision": revision,
            "shown_at": now,
            "shown_by_id": actor.user_id,
        },
    )
    return page


@action(policy.SHOW_PLACE)
def withdraw_place(actor: Actor, page: PlacePage) -> PlacePage:
    """Take the page away from strangers at once; the texts stay with the municipality."""
    swap(page, when={}, to={"shown_at": None, "shown_texts": {}, "shown_revision": 0})
    return page
