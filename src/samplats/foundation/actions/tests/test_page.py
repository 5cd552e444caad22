import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from samplats.foundation.access.models import Compartment
from samplats.foundation.access.permissions import NotVisible, Permission
from samplats.foundation.accounts.roles import Role
from samplats.foundation.actions.page import page, personal_page, public_page

MAY = Permission("test.look", frozenset({Role.COORDINATOR}))


@page(MAY)
def look(request):
    return HttpResponse(f"{request.actor.name}:{Compartment.objects.count()}")


@page(MAY)
def hidden(request):
    raise NotVisible("x")


@public_page
def public(request):
    return HttpResponse(request.tenant.name)


@personal_page
def mine(request):
    return HttpResponse(request.user.name)


@pytest.fixture
def ask(rf, cast):
    def get(view, who, tenant="exempelkoping", **headers):
        request = rf.get("/x/", headers=headers)
        request.user = cast.users[who] if who else AnonymousUser()
        return view(request, tenant=tenant) if tenant else view(request)

    return get


def test_the_right_role_sees_the_page_in_its_tenant(ask):
    assert ask(look, "ada").content.decode() == "Ada Ek:1"


def test_the_wrong_role_is_refused(ask):
    with pytest.raises(PermissionDenied):
        ask(look, "bo")


@pytest.mark.parametrize(("who", "tenant"), [("cai", "exempelkoping"), ("ada", "grannkoping"), ("ada", "finns-ej")])
def test_strangers_get_not_found(ask, who, tenant):
    with pytest.raises(Http404):
        ask(look, who, tenant)


def test_a_hidden_record_is_not_found(ask):
    with pytest.raises(Http404):
        ask(hidden, "ada")


@pytest.mark.parametrize("tenant", ["exempelkoping", "finns-ej"])
def test_who_has_not_signed_in_is_sent_there_whether_the_tenant_exists_or_not(ask, tenant):
    answer = ask(look, None, tenant)
    assert answer.status_code == 302
    assert answer.url.startswith("/konto/login/")


def test_a_fragment_tells_the_browser_to_sign_in_and_come_back_to_its_page(ask):
    at = {"HX-Request": "true", "HX-Current-URL": "http://testserver/m/exempelkoping/?vy=karta"}
    answer = ask(look, None, **at)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/konto/login/?next=/m/exempelkoping/%3Fvy%3Dkarta")


def test_nobody_is_led_away_from_what_was_just_written(rf, cast):
    request = rf.post("/m/exempelkoping/skriv/", headers={"HX-Request": "true"})
    request.user = AnonymousUser()
    answer = look(request, tenant="exempelkoping")
    assert (answer.status_code, answer.has_header("HX-Redirect")) == (401, False)


@pytest.mark.parametrize(
    ("came_from", "goes_back_to"),
    [
        ("http://testserver/m/exempelkoping/personer/", "/m/exempelkoping/personer/"),
        ("https://testserver.example.org/m/", "/"),
        ("javascript:alert(1)", "/"),
        ("//example.org/m/", "/"),
        ("", "/"),
    ],
)
def test_a_button_pressed_after_the_sign_in_lapsed_leads_back_to_its_page(rf, cast, came_from, goes_back_to):
    """Its own address may answer only to a button: opened after signing in it would be an empty page."""
    request = rf.post("/m/exempelkoping/knapp/", headers={"Referer": came_from})
    request.user = AnonymousUser()
    assert look(request, tenant="exempelkoping").url == f"/konto/login/?next={goes_back_to}"


def test_public_pages_need_no_account(ask):
    assert ask(public, None).content.decode() == "Exempelköpings kommun"
    with pytest.raises(Http404):
        ask(public, None, "finns-ej")


def test_personal_pages_need_one(ask):
    assert ask(mine, "bo", None).content.decode() == "Bo Berg"
    assert ask(mine, None, None).status_code == 302
