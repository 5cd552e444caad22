"""A place with a published picture and a page that is shown, for the tests of whatever strangers read."""

from __future__ import annotations

import shapely
from django.utils import timezone

from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.places.actions import draw_place
from samplats.places.models import Place
from samplats.places.rules.kinds import Kind
from samplats.public import actions, queries
from samplats.public.models import PlacePage
from samplats.public.rules import PlaceTexts

TEXTS = PlaceTexts(
    "Vi gör torget ljusare.", "Fler är trygga.", (("Det är mörkt.", "Ny belysning i oktober."),), "Samordnaren, 0123-45"
)


def drawn(cast: Cast, name: str = "Torget", *, west: float = 15.0) -> Place:
    """A place of that name."""
    with open_tenant(cast.home.pk):
        known = Place.objects.filter(name=name).first()
    area = shapely.box(west, 60.0, west + 0.01, 60.005)
    return known or draw_place(cast.actor("ada"), cast.home, name=name, kind=Kind.CENTRE, area=area)


def written(cast: Cast, place: Place, texts: PlaceTexts = TEXTS) -> PlacePage:
    """Its texts in work."""
    with open_tenant(cast.home.pk):
        known = queries.page_of(cast.actor("ada"), place)
    revision = known.revision if known else 0
    return actions.write_place_page(cast.actor("ada"), place, texts=texts, revision=revision, now=timezone.now())


def shown(cast: Cast, place: Place, texts: PlaceTexts = TEXTS) -> PlacePage:
    """The same, shown to anyone."""
    page = written(cast, place, texts)
    return actions.show_place(cast.actor("ada"), page, revision=page.revision, now=timezone.now())
