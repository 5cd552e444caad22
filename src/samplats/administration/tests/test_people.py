import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from samplats.administration import actions, queries
from samplats.administration.rules import InvitationState
from samplats.foundation.access.actors import actor_for, system_actor
from samplats.foundation.accounts.models import Invitation, Membership, User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant

NOW = timezone.now()


def invited(cast, who="adam", role=Role.MEMBER, email="ny@example.org"):
    return actions.invite(
        cast.actor(who), cast.home, email=email, name="Ny Nilsson", role=role, organisation=None, now=NOW
    )


def test_an_invitation_makes_an_account_with_the_promised_role(cast, client):
    _invitation, secret = invited(cast)
    url = reverse("administration:accept", args=[secret])
    assert "Exempelköpings kommun" in client.get(url).content.decode()
    answer = client.post(url, {"name": "Ny Nilsson", "password": "gröna hästar simmar"})
    assert answer.status_code == 302
    user = User.objects.get(email="ny@example.org")
    assert actor_for(user, cast.home).roles == {Role.MEMBER}
    assert client.get(reverse("website:start", args=[cast.home.slug])).status_code == 200


def test_the_link_works_once(cast, client):
    _invitation, secret = invited(cast)
    url = reverse("administration:accept", args=[secret])
    client.post(url, {"name": "Ny", "password": "gröna hästar simmar"})
    client.logout()
    assert client.get(url).status_code == 410


@pytest.mark.parametrize("spoil", ["withdrawn", "old"])
def test_a_withdrawn_or_old_invitation_is_over(cast, client, spoil):
    invitation, secret = invited(cast)
    if spoil == "withdrawn":
        actions.withdraw_invitation(cast.actor("adam"), invitation, now=NOW)
    else:
        with open_tenant(cast.home.pk):
            Invitation.objects.filter(pk=invitation.pk).update(expires_at=NOW - timedelta(minutes=1))
    url = reverse("administration:accept", args=[secret])
    assert client.get(url).status_code == 410
    with pytest.raises(actions.InvitationNotOpen):
        actions.accept_invitation(
            system_actor(cast.home), queries.invitation_with(secret), name="x", password="y", now=timezone.now()
        )


def test_a_link_opens_no_existing_account(cast, client):
    _invitation, secret = invited(cast, email="bo@example.org", role=Role.ANALYST)
    url = reverse("administration:accept", args=[secret])
    answer = client.post(url, {"name": "Inkräktare", "password": "gröna hästar simmar"})
    assert "Du har redan ett konto" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    bo = cast.client("bo")
    assert bo.post(url).status_code == 302
    assert cast.actor("bo").roles == {Role.MEMBER, Role.ANALYST}


def test_the_secret_is_not_stored(cast):
    invitation, secret = invited(cast)
    assert secret not in str(vars(invitation))
    with open_tenant(cast.home.pk):
        assert secret not in str(list(AuditLine.objects.values()))


def test_a_coordinator_invites_members_but_no_administrators(cast):
    invited(cast, who="ada")
    with pytest.raises(actions.RoleNotGiven):
        invited(cast, who="ada", role=Role.ADMINISTRATOR)


def test_a_bad_address_keeps_what_was_typed_and_says_why(cast):
    page = cast.client("ada").post(
        reverse("administration:invite", args=[cast.home.slug]), {"name": "Ny", "email": "ny@", "role": "member"}
    )
    assert page.status_code == 422
    assert 'value="ny@"' in page.content.decode()


def test_who_belongs_already_is_told_of_when_invited_again_and_no_role_is_chosen_by_itself(cast):
    url, ada = reverse("administration:invite", args=[cast.home.slug]), cast.client("ada")
    told = {"name": "Bo", "email": cast.users["bo"].email.upper()}
    assert ada.post(url, told).status_code == 422
    page = ada.post(url, {**told, "role": "reporter"}).content.decode()
    assert "är redan med här" in page
    assert "Rapportör" in page
    assert (
        "är redan med här" not in ada.post(url, {**told, "email": "ny@example.org", "role": "member"}).content.decode()
    )


def test_a_weak_password_is_refused_with_the_reason(cast, client):
    _invitation, secret = invited(cast)
    page = client.post(reverse("administration:accept", args=[secret]), {"name": "Ny", "password": "kort"})
    assert page.status_code == 200
    assert "12" in page.content.decode()


def test_roles_are_given_once_and_taken_back(cast):
    adam = cast.actor("adam")
    actions.give_role(adam, cast.home, user=cast.users["bo"], role=Role.REPORTER)
    with pytest.raises(actions.RoleHeld):
        actions.give_role(adam, cast.home, user=cast.users["bo"], role=Role.REPORTER)
    assert cast.actor("bo").roles == {Role.MEMBER, Role.REPORTER}
    with open_tenant(cast.home.pk):
        held = Membership.objects.get(user=cast.users["bo"], role=Role.REPORTER)
        again = Membership.objects.get(pk=held.pk)
    actions.take_role(adam, held)
    with pytest.raises(ChangedMeanwhile):
        actions.take_role(adam, again, sure=True)
    with open_tenant(cast.home.pk):
        verbs = list(AuditLine.objects.values_list("verb", flat=True))
    assert [verbs.count(f"administration.{one}_role") for one in ("give", "take")] == [1, 1]
    assert cast.actor("bo").roles == {Role.MEMBER}
    with open_tenant(cast.home.pk):
        only = Membership.objects.get(user=cast.users["bo"])
    with pytest.raises(actions.OnlyRole):
        actions.take_role(adam, only)
    assert cast.actor("bo").roles == {Role.MEMBER}


def test_the_last_administrator_stays(cast):
    with open_tenant(cast.home.pk):
        held = Membership.objects.get(role=Role.ADMINISTRATOR)
    with pytest.raises(actions.LastAdministrator):
        actions.take_role(cast.actor("adam"), held)


def test_the_people_page_asks_a_fixed_number_of_questions(cast, django_assert_num_queries, django_user_model):
    url = reverse("administration:people", args=[cast.home.slug])
    adam = cast.client("adam")
    with django_assert_num_queries(_count(adam, url)):
        adam.get(url)
    for number in range(30):
        user = django_user_model.objects.create_user(f"x{number}@example.org", name=f"X {number}")
        actions.give_role(cast.actor("adam"), cast.home, user=user, role=Role.MEMBER)
    with django_assert_num_queries(_count.asked):
        assert "X 29" in adam.get(url).content.decode()


def _count(client, url):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    _count.asked = len(asked)
    return len(asked)


def test_no_integer_key_of_a_person_is_on_the_page(cast):
    page = cast.client("adam").get(reverse("administration:people", args=[cast.home.slug])).content.decode()
    assert str(cast.users["bo"].public_id) in page
    assert f"/{cast.users['bo'].pk}/" not in page


@pytest.mark.parametrize("email", ["ny@example.org", "bo@example.org"])
def test_a_link_used_up_while_its_page_was_open_is_said_to_be_over(cast, client, monkeypatch, email):
    invitation, secret = invited(cast, email=email)
    browser = cast.client("bo") if email.startswith("bo") else client

    def used_meanwhile(*_args, **_given):
        with open_tenant(cast.home.pk):
            Invitation.objects.filter(pk=invitation.pk).update(accepted_at=NOW)
        return InvitationState.OPEN

    monkeypatch.setattr("samplats.administration.views.queries.state_of", used_meanwhile)
    answer = browser.post(
        reverse("administration:accept", args=[secret]), {"name": "N", "password": "gröna hästar simmar"}
    )
    assert answer.status_code == 410


def test_a_county_invites_county_roles_only(cast):
    lanet = Tenant.objects.create(slug="lanet", name="Länet", kind="county")
    eva = User.objects.create_user("eva@example.org", None, name="Eva")
    with open_tenant(lanet.pk):
        Membership.objects.create(tenant=lanet, user=eva, role=Role.ADMINISTRATOR)
    client = Client()
    client.force_login(eva, backend="samplats.foundation.accounts.backend.SignInBackend")
    shown = client.get("/m/lanet/administration/personer/").content.decode()
    own, invitation, _organisation, _end = shown.split("</select>")
    assert re.findall(r'<option value="(\w+)"', own) == ["county", "member"]  # she is an administrator already
    roles = invitation[invitation.index('name="role"') :]
    assert re.findall(r'<option value="(\w+)"', roles) == ["county", "member", "administrator"]
    given = {"name": "Ny", "email": "ny@example.org", "role": "reporter"}
    assert client.post("/m/lanet/administration/personer/bjud-in/", given).status_code == 422
    assert 'value="county"' not in cast.client("adam").get("/m/exempelkoping/administration/personer/").content.decode()


def test_a_role_is_chosen_among_those_that_the_person_lacks(cast):
    adam = cast.client("adam")
    page = adam.get(reverse("administration:people", args=[cast.home.slug])).content.decode()
    row = page[page.index("<b>Bo ") :].split("</select>")[0]
    assert '<option value="">' in row
    assert 'value="reporter"' in row
    assert 'value="member"' not in row
    url = reverse("administration:give_role", args=[cast.home.slug, cast.users["bo"].public_id])
    tried = {"": "Ingen roll gavs", "king": "Ingen roll gavs", "reporter": "har fått rollen Rapportör"}
    for role, says in [*tried.items(), ("reporter", "hade redan rollen Rapportör")]:
        assert says in adam.post(url, {"role": role}, follow=True).content.decode()
    assert cast.actor("bo").roles == {Role.MEMBER, Role.REPORTER}


def test_nobody_is_shut_out_by_one_press(cast):
    adam, bo = cast.client("adam"), cast.users["bo"]
    actions.give_role(cast.actor("adam"), cast.home, user=bo, role=Role.REPORTER)
    one, other = (
        reverse("administration:take_role", args=[cast.home.slug, bo.public_id, role])
        for role in ("reporter", "member")
    )
    assert adam.get(other).url == reverse("administration:people", args=[cast.home.slug])  # there is nothing to ask
    assert "har inte längre rollen Rapportör" in adam.post(one, follow=True).content.decode()
    asked = adam.post(other)
    assert asked.status_code == 302  # an address that can be opened anew, also after signing in
    assert "Stänga ute Bo" in adam.get(asked.url).content.decode()
    assert cast.actor("bo").roles == {Role.MEMBER}
    adam.post(other, {"sure": "1"})
    with open_tenant(cast.home.pk):
        assert not Membership.objects.filter(user=bo).exists()


def test_the_last_administrator_is_refused_before_being_asked(cast):
    url = reverse("administration:take_role", args=[cast.home.slug, cast.users["adam"].public_id, "administrator"])
    page = cast.client("adam").post(url, follow=True).content.decode()
    assert "minst en administratör" in page
    assert "Stänga ute" not in page
