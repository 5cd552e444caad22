"""Who comes in and how, who does not, and what they are told."""

import re

import pytest

from tests.journeys.visitor import HOME

pytestmark = pytest.mark.browser
SECRET = "ett-gott-och-langt-losenord-7"
ANOTHER = "ett-annat-och-langre-losenord-9"


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


def invite(ada, name, email):
    """Ada invites somebody; the link that she is shown once."""
    page = ada.open(f"{HOME}administration/personer/")
    page.get_by_label("Namn", exact=True).focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(email)
    page.get_by_label("Roll", exact=True).select_option("member")
    ada.press("Skapa inbjudan")
    link = page.get_by_label("Länk")
    link.wait_for()
    ada.look()
    return link.input_value().removeprefix(ada.site)


def code_sent_to(mail, email):
    """The code of the newest letter to an address."""
    letters = sorted(mail.glob("*"), key=lambda one: one.stat().st_mtime)
    text = next(one for one in (path.read_text() for path in reversed(letters)) if email in one)
    return re.search(r"^([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)$", text, re.MULTILINE).group(1)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_an_invitation_becomes_an_account_and_a_lost_password_a_new_one(visitor, mail, width, theme):
    ada = visitor(width=width, theme=theme)
    ada.sign_in("Ada Ek")
    email = f"nils{width}@example.org"
    link = invite(ada, "Nils Ny", email)

    nils = visitor(width=width, theme=theme)
    page = nils.open(link)
    nils.look()
    page.get_by_label("Lösenord").focus()
    page.keyboard.type(SECRET)
    nils.press("Skapa konto och logga in")
    page.wait_for_url(f"**{HOME}")
    nils.look()

    lost = visitor(width=width, theme=theme)
    page = lost.open("/konto/login/")
    lost.press("Jag har glömt lösenordet")
    page.get_by_label("E-post").focus()
    page.keyboard.type(email)
    lost.press("Skicka koden")
    page.get_by_label("Kod").wait_for()
    lost.look()
    page.get_by_label("Kod").focus()
    page.keyboard.type(code_sent_to(mail, email))
    page.keyboard.press("Enter")
    page.locator("input[type=password]").first.wait_for()
    lost.look()
    for field in page.locator("input[type=password]").all():
        field.focus()
        page.keyboard.type(ANOTHER)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    lost.look()
    lost.open("/konto/login/")
    if page.get_by_label("Lösenord").count():
        page.get_by_label("E-post").fill(email)
        page.get_by_label("Lösenord").fill(ANOTHER)
        page.keyboard.press("Enter")
    page.wait_for_url(f"**{HOME}")
