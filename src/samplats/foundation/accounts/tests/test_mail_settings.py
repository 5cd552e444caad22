"""Where mail goes out is one address in the environment; a wrong one stops the start."""

import pytest

from samplats.config import environment

FROM = "samplats@exempelkoping.example"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://ada:p%40ss@mail.example:2525", ("mail.example", 2525, "ada", "p@ss", True, False)),
        ("smtp://mail.example", ("mail.example", 587, "", "", False, False)),
        ("smtps://ada:pw@mail.example", ("mail.example", 465, "ada", "pw", False, True)),
    ],
)
def test_one_address_says_all(monkeypatch, address, expected):
    monkeypatch.setenv("SAMPLATS_MAIL", address)
    monkeypatch.setenv("SAMPLATS_MAIL_FROM", FROM)
    found = environment.mail()
    keys = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(found[f"EMAIL_{key}"] for key in keys) == expected
    assert found["DEFAULT_FROM_EMAIL"] == FROM


@pytest.mark.parametrize(
    ("address", "sender", "named"),
    [
        ("mail.example:25", FROM, "SAMPLATS_MAIL "),
        ("http://mail.example", FROM, "SAMPLATS_MAIL "),
        ("smtp://", FROM, "SAMPLATS_MAIL "),
        ("smtp://mail.example", "", "SAMPLATS_MAIL_FROM"),
    ],
)
def test_a_wrong_one_is_named(monkeypatch, address, sender, named):
    monkeypatch.setenv("SAMPLATS_MAIL", address)
    monkeypatch.setenv("SAMPLATS_MAIL_FROM", sender)
    with pytest.raises(environment.SettingsError, match=named):
        environment.mail()


def test_without_an_address_nothing_is_said_of_a_server(monkeypatch):
    monkeypatch.delenv("SAMPLATS_MAIL", raising=False)
    assert "EMAIL_HOST" not in environment.mail()
