"""A page asks the database equally often whatever the number of rows."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samplats.foundation.access.permissions import Permission
from samplats.foundation.tests.cast import PERSONAS, Cast
from tests.isolation.addresses import Address, all_addresses
from tests.isolation.growth import grow
from tests.isolation.samples import SAMPLES, Sample

READERS = ("ada", "adam", "anna", "bo")


def reader(address: Address) -> str:
    """Somebody whose role opens the address."""
    assert isinstance(address.permission, Permission)
    return next(who for who in [*READERS, *PERSONAS] if PERSONAS[who][1] & address.permission.roles)


def pages(cast: Cast) -> dict[str, tuple[Client, str]]:
    """Every address that shows a page, with somebody who may see it."""
    made: dict[Sample, dict[str, Any]] = {}
    clients = {who: cast.client(who) for who in PERSONAS}
    found = {}
    for address in all_addresses():
        if not address.of_tenant:
            continue
        sample = SAMPLES.get(address.name)
        if sample and sample not in made:
            made[sample] = sample(cast)
        client, url = clients[reader(address)], address.url(tenant=cast.home.slug, **(made[sample] if sample else {}))
        if client.get(url).status_code == 200:
            found[address.name] = client, url
    return found


def questions(open_pages: dict[str, tuple[Client, str]]) -> dict[str, int]:
    """How often a second visit asks: the first one fills what is kept between visits.

    The downloads of a source's figures are left out once another source has become the first one.
    """
    found = {}
    for name, (client, url) in open_pages.items():
        if client.get(url).status_code == 200:
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            found[name] = len(asked)
    return found


def test_a_page_asks_as_often_for_many_rows_as_for_few(cast: Cast):
    open_pages = pages(cast)
    grow(cast, letter="a")
    few = questions(open_pages)
    grow(cast, letter="b")
    many = questions(open_pages)
    assert len(many) > 25
    assert {name: (few[name], number) for name, number in many.items() if number != few[name]} == {}
