"""What the demo shows to anyone: written, looked at and shown through the same actions as everybody's."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from samplats.administration.actions import set_look
from samplats.administration.reading import logo_png
from samplats.commands.demo.house import House
from samplats.demo import shown as told
from samplats.demo.shown import Shown
from samplats.foundation.access.actors import Actor
from samplats.foundation.tenancy.current import open_tenant
from samplats.places import queries as places
from samplats.places.queries import Place
from samplats.public import actions, queries
from samplats.public.rules import PlaceTexts
from samplats.situation import actions as situation
from samplats.situation import queries as situation_queries
from samplats.situation.queries import Subject
from samplats.situation.sentences.drafting import suggested_texts


def load(house: House) -> None:
    """Show what is not shown yet; the published picture is made by the worker."""
    with open_tenant(house.tenant.pk):
        ada = house.actor("ada")
        if not house.tenant.colour:
            logo = logo_png(told.logo())
            set_look(house.actor("hugo"), house.tenant, name=house.tenant.name, colour=told.COLOUR, logo=logo)
        if queries.texts(ada).pk is None:
            actions.write_public_texts(ada, house.tenant, values=dict(told.OWN_WORDS), revision=0)
        names = {one.slug: one.name for one in house.town.places}
        drawn = {one.name: one for one in places.places(ada)}
        for one in told.SHOWN:
            place = drawn[names[one.place]]
            if queries.page_of(ada, place) is None:
                with transaction.atomic():
                    _show(ada, place, one)


def _show(ada: Actor, place: Place, one: Shown) -> None:
    now = timezone.now()
    if one.decided_by:
        _publish(ada, place, one.decided_by)
    texts = PlaceTexts(one.about, one.results, one.answers, one.contact)
    page = actions.write_place_page(ada, place, texts=texts, revision=0, now=now)
    actions.show_place(ada, page, revision=page.revision, now=now)


def _publish(ada: Actor, place: Place, decided_by: str) -> None:
    now, period = timezone.now(), situation_queries.usual_period(ada)
    suites = situation_queries.stored_suites(ada, Subject(place, place.name), period)
    draft = situation.begin_picture(
        ada,
        ada.tenant,
        place=place,
        first_on=period[0],
        last_on=period[1],
        suggested=suggested_texts(suites, period, timezone.localdate()),
        now=now,
    )
    for section in situation_queries.sections(ada, draft):
        if not section.text:
            text = told.WRITTEN.get(section.section, told.WRITTEN_ELSEWISE)
            situation.write_section(ada, section, text=text, is_public=True, revision=section.revision, now=now)
    situation.order_publication(ada, draft, decided_by=decided_by, reference="KS 2026/114")
