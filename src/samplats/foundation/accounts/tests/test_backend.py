"""Who is signed in is found anew for each request: a closed account is nobody."""

import pytest
from django.contrib import auth
from django.contrib.auth import authenticate

from samplats.foundation.accounts.backend import SIGN_IN_BACKEND, SignInBackend
from samplats.foundation.accounts.models import User


@pytest.fixture
def rut(db):
    return User.objects.create_user("rut@example.org", "en-lång-lösenfras", name="Rut", language="ar")


def test_the_person_of_a_session_is_found_whole(rut, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = SignInBackend().get_user(rut.pk)
    stored = User.objects.get()
    assert found == stored
    fields = [field.attname for field in User._meta.concrete_fields]
    assert [getattr(found, name) for name in fields] == [getattr(stored, name) for name in fields]


def test_a_closed_account_and_an_unknown_key_are_nobody(rut):
    User.objects.update(is_active=False)
    assert SignInBackend().get_user(rut.pk) is None
    assert SignInBackend().get_user(rut.pk + 1) is None


def test_a_session_ends_with_the_account(rut, client):
    client.force_login(rut, backend=SIGN_IN_BACKEND)
    assert auth.get_user(client).is_authenticated
    User.objects.update(is_active=False)
    assert not auth.get_user(client).is_authenticated


def test_signing_in_asks_for_the_password(rut, rf):
    asked = rf.post("/")
    assert authenticate(asked, email="rut@example.org", password="en-lång-lösenfras") == rut
    assert authenticate(asked, email="rut@example.org", password="en annan") is None
