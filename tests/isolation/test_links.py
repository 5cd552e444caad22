"""No page leads its reader to a closed door: whatever is linked opens for the person who sees the link."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from samplats.foundation.tests.cast import PERSONAS, Cast
from tests.isolation.samples import SAMPLES

LINK = re.compile(r'<a\s[^>]*?href="([^"#]+)')


def walk(client: Client, first: str, *, at_most: int = 150) -> dict[str, str]:
    """Every linked address that does not open, with the page that links to it."""
    waiting, seen, closed = [(first, "")], {first}, {}
    while waiting and len(seen) < at_most:
        url, linked_from = waiting.pop(0)
        answer = client.get(url)
        if answer.status_code not in {200, 302}:
            closed[url] = f"{answer.status_code}, linked from {linked_from}"
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        for link in LINK.findall(answer.content.decode()):
            target = urljoin(url, link.replace("&amp;", "&"))
            if target.startswith("/m/") and urlsplit(target).path not in {urlsplit(one).path for one in seen}:
                seen.add(target)
                waiting.append((target, url))
    return closed


@pytest.fixture
def world(cast: Cast) -> Cast:
    """The home municipality with a real thing behind every address."""
    for sample in dict.fromkeys(SAMPLES.values()):
        sample(cast)
    return cast


def test_every_link_opens_for_who_sees_it(world: Cast):
    first = f"/m/{world.home.slug}/"
    closed = {who: walk(world.client(who), first) for who in PERSONAS}
    assert {who: found for who, found in closed.items() if found} == {}
