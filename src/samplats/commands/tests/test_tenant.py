"""A county gets its room from the command line, and its first administrator a way in."""

import argparse
import re

import pytest
from django.test import Client

from samplats.commands import tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tests.cast import Cast


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    tenant.add_arguments(parser)
    return tenant.run(parser.parse_args(arguments))


def test_a_county_and_its_first_administrator(cast: Cast, capsys: pytest.CaptureFixture[str]):
    assert run("lanet", "Länet", "--kind", "county", "--code", "99", "--administrator", "eva@example.org") == 0
    made = Tenant.objects.get(slug="lanet")
    assert (made.name, made.kind, made.official_code) == ("Länet", "county", "99")
    address = re.search(r"/inbjudan/\S+/", capsys.readouterr().out)
    assert address
    client = Client()
    answer = client.post(address[0], {"name": "Eva Ek", "password": "korrekt häst batteri"})
    assert answer.status_code == 302
    assert client.get("/m/lanet/administration/").status_code == 200


@pytest.mark.parametrize(
    ("slug", "email", "said"),
    [
        ("exempelkoping", "a@example.org", "already"),
        ("två ord", "a@example.org", "slug"),
        ("nytt", "inte en adress", "e-post"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, capsys: pytest.CaptureFixture[str], slug: str, email: str, said: str):
    before = Tenant.objects.count()
    assert run(slug, "Namn", "--administrator", email) == 2
    assert said in capsys.readouterr().err
    assert Tenant.objects.count() == before
