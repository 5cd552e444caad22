"""Every address of the house, as every role that may open it: nothing for axe to mend, nothing wider than a phone.

The pages are made from the samples of the isolation tests and answered inside the test, so no server is needed.
A page that another role has shown with the same structure is not looked at twice.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from samplats.administration.actions import invite
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tests.cast import PERSONAS, Cast
from tests.isolation import samples
from tests.isolation.addresses import Address, all_addresses
from tests.isolation.samples import SAMPLES, Sample
from tests.journeys.axe import violations
from tests.journeys.in_process import House

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
READERS = [*((persona, "sv") for persona in PERSONAS), *(("nobody", language) for language in ("sv", "en", "ar"))]
OF_ACCOUNTS = ["account_login", "account_reset_password", "account_logout", "account_change_password", "mfa_index"]
OPEN_TO_ALL: dict[str, Sample] = {
    "administration:accept": lambda cast: {"secret": _invited(cast)},
    "public:place": samples.shown_place,
    "situation:public": samples.shown_place,
    "situation:public_of_municipality": samples.shown_place,
}
FILES_AND_POSTS = {
    "website:demo_sign_in",
    "public:short",
    "situation:public_document",
    "situation:public_document_of_municipality",
    "situation:public_word",
    "situation:public_word_of_municipality",
    "administration:logo",
}
WORDS = re.compile(r">[^<]*<|\"[^\"]*\"|<option.*?</option>", re.DOTALL)


def _invited(cast: Cast) -> str:
    actor, now = cast.actor("adam"), timezone.now()
    who = {"email": "ny@example.org", "name": "Ny", "role": Role.MEMBER, "organisation": None}
    return str(invite(actor, cast.home, now=now, **who)[1])


def by_sample() -> dict[Sample | None, list[Address]]:
    groups: dict[Sample | None, list[Address]] = defaultdict(list)
    of_accounts = [Address(name, None, frozenset(), "allauth") for name in OF_ACCOUNTS]
    for one in [*all_addresses(), *of_accounts]:
        if one.name not in FILES_AND_POSTS:
            groups[{**SAMPLES, **OPEN_TO_ALL}.get(one.name)].append(one)
    return groups


GROUPS = by_sample()
NAMES = [getattr(sample, "__name__", "none") for sample in GROUPS]


@pytest.fixture(scope="module")
def window(browser: Any) -> Iterator[Any]:
    context = browser.new_context(locale="sv", reduced_motion="reduce", viewport={"width": 1280, "height": 900})
    context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")  # the maps have their own journeys
    yield House(context.new_page())
    context.close()


def pages(
    cast: Cast, group: list[Address], given: dict[str, Any], seen: set[tuple[str, str]]
) -> Iterator[tuple[str, str, Any, bool]]:
    """Each page that somebody is shown, once for each frame and content; what strangers see in all languages.

    The last value says whether its frame (menu, head) is a new one.
    """
    for one in group:
        address = one.url(tenant=cast.home.slug, **given)
        for persona, language in READERS:
            answer = cast.client(persona).get(address, headers={"accept-language": language})
            if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
                continue
            before, main, after = WORDS.sub("", answer.content.decode()).partition("<main")
            if main and not {(language, after), (language, before)} <= seen:
                is_new = (language, before) not in seen
                seen |= {(language, after), (language, before)}
                yield f"{one.name} as {persona} in {language}", address, answer, is_new


def faults(house: House, *, width: int, theme: str, looks_only: bool) -> list[str]:
    house.page.set_viewport_size({"width": width, "height": 900})
    house.page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    wide = house.page.evaluate("document.documentElement.scrollWidth")
    found = [f"{width} {theme}: {one}" for one in violations(house.page, looks_only=looks_only)]
    return [*found, f"{width}: scrolls sideways, {wide}"] if wide > width else found


@pytest.fixture(scope="module")
def seen() -> set[tuple[str, str]]:
    """The structures of frames and of contents that have been looked at."""
    return set()


@pytest.mark.parametrize("sample", GROUPS, ids=NAMES)
def test_every_page_of_every_role_is_accessible(
    cast: Cast, window: House, seen: set[tuple[str, str]], sample: Sample | None
):
    given = sample(cast) if sample else {}
    wrong = {}
    for name, address, answer, is_new in pages(cast, GROUPS[sample], given, seen):
        window.show(address, answer)
        found = faults(window, width=1280, theme="light", looks_only=False)
        found += faults(window, width=390, theme="dark", looks_only=not is_new)
        if found:
            wrong[name] = found
    assert wrong == {}
