"""How often one may try to sign in is counted per client: not per proxy, and not per address the client invents."""

import pytest
from django.core.cache import cache

from samplats.config import environment

SIGN_IN = "/konto/login/"


@pytest.fixture(autouse=True)
def two_tries_a_minute(db, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"}}
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


def tries(client, forwarded, *, proxy="10.0.0.1"):
    """The status of one try for each address that the proxy hands on (None: no header)."""
    form = {"login": "nobody@example.org", "password": "fel lösenord igen"}
    found = []
    for one in forwarded:
        header = {} if one is None else {"x-forwarded-for": one}
        found.append(client.post(SIGN_IN, form, headers=header, REMOTE_ADDR=proxy).status_code)
    return found


def test_without_a_proxy_nobody_gets_more_tries_by_writing_the_header(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert tries(client, ["1.1.1.1", "2.2.2.2", "3.3.3.3"]) == [200, 200, 429]


def test_behind_a_proxy_every_client_has_tries_of_its_own(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert tries(client, ["1.1.1.1", "1.1.1.1", "1.1.1.1", "2.2.2.2"]) == [200, 200, 429, 200]


def test_behind_a_proxy_what_the_client_wrote_before_it_is_not_believed(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert tries(client, ["9.9.9.1, 1.1.1.1", "9.9.9.2, 1.1.1.1", "9.9.9.3, 1.1.1.1"]) == [200, 200, 429]


@pytest.mark.parametrize(("given", "production", "expected"), [(None, False, 0), (None, True, 1), ("2", True, 2)])
def test_the_number_of_proxies_is_said_by_the_environment(monkeypatch, given, production, expected):
    monkeypatch.delenv("SAMPLATS_PROXIES", raising=False)
    if given:
        monkeypatch.setenv("SAMPLATS_PROXIES", given)
    assert environment.proxies(production=production) == expected


@pytest.mark.parametrize("given", ["-1", "many", "99", "²"])
def test_a_wrong_number_stops_the_start(monkeypatch, given):
    monkeypatch.setenv("SAMPLATS_PROXIES", given)
    with pytest.raises(environment.SettingsError, match="SAMPLATS_PROXIES"):
        environment.proxies(production=True)
