"""Who comes in, who does not, and what they are told."""

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 390])
def test_a_member_and_a_stranger_are_told_what_is_closed(visitor, width):
    bo = visitor(width=width)
    page = bo.sign_in("Bo Lind")
    bo.open(f"{HOME}handelser/importer/ny/", status=403)
    assert page.locator("h1").inner_text() == "Din roll når inte hit"
    bo.look()
    page.get_by_role("link", name="Till startsidan").click()
    page.wait_for_url(f"**{HOME}")

    cai = visitor(width=width, theme="dark")
    page = cai.sign_in("Cai Berg")
    cai.open(HOME, status=404)
    assert page.locator("h1").inner_text() == "Sidan finns inte"
    cai.look()
