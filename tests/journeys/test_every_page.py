"""Every address of the house, as every role that may open it: nothing for axe to mend, nothing wider than a phone.

The pages are made from the samples of the isolation tests and answered inside the test, so no server is needed.
A page that another role has shown with the same structure is not looked at twice.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from samplats.foundation.tests.cast import PERSONAS, Cast
from tests.isolation.addresses import Address, all_addresses
from tests.isolation.samples import SAMPLES, Sample
from tests.journeys.axe import violations
from tests.journeys.in_process import House

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
LOOKS = [(1280, "light"), (390, "dark")]
WORDS = re.compile(r">[^<]*<|\"[^\"]*\"|<option.*?</option>", re.DOTALL)


def by_sample() -> dict[Sample | None, list[Address]]:
    groups: dict[Sample | None, list[Address]] = defaultdict(list)
    for one in all_addresses():
        groups[SAMPLES.get(one.name)].append(one)
    return groups


GROUPS = by_sample()
NAMES = [getattr(sample, "__name__", "none") for sample in GROUPS]


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[Any]:
    context = browser.new_context(locale="sv", reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")  # the maps have their own journeys
    yield House(context.new_page())
    context.close()


def pages(cast: Cast, group: list[Address], given: dict[str, Any]) -> Iterator[tuple[str, Client, str]]:
    """Each page that somebody is shown, once for each structure it has."""
    seen = set()
    for one in group:
        address = one.url(tenant=cast.home.slug, **given)
        for persona in [*PERSONAS, "nobody"]:
            client = cast.client(persona)
            answer = client.get(address)
            if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
                continue
            shape = WORDS.sub("", answer.content.decode())
            if shape not in seen:
                seen.add(shape)
                yield f"{one.name} as {persona}", client, address


def faults(house: House, *, width: int, theme: str) -> list[str]:
    house.page.set_viewport_size({"width": width, "height": 900})
    house.page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    wide = house.page.evaluate("document.documentElement.scrollWidth")
    found = [f"{width} {theme}: {one}" for one in violations(house.page)]
    return [*found, f"{width}: scrolls sideways, {wide}"] if wide > width else found


@pytest.mark.parametrize("sample", GROUPS, ids=NAMES)
def test_every_page_of_every_role_is_accessible(cast: Cast, window: House, sample: Sample | None):
    given = sample(cast) if sample else {}
    wrong = {}
    for name, client, address in pages(cast, GROUPS[sample], given):
        window.show(client, address)
        found = [one for width, theme in LOOKS for one in faults(window, width=width, theme=theme)]
        if found:
            wrong[name] = found
    assert wrong == {}
