"""Every address as every persona: own role served, wrong role 403, other tenant 404, not signed in → sign-in."""

from collections import defaultdict
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from samplats.foundation.access.permissions import NotAllowed, NotVisible, Permission
from samplats.foundation.accounts.roles import Role
from samplats.foundation.actions import action as action_module
from samplats.foundation.actions import page as page_module
from samplats.foundation.actions.action import all_actions
from samplats.foundation.tests.cast import PERSONAS, Cast
from tests.isolation.addresses import Address, all_addresses
from tests.isolation.samples import OWN_ONLY, POSTED, SAMPLES, Sample

ADDRESSES = all_addresses()
OF_TENANTS = [one for one in ADDRESSES if one.of_tenant]
STRANGERS = {"cai": 404, "nobody": 302}


def names(addresses: list[Address]) -> list[str]:
    return [one.name for one in addresses]


@pytest.mark.parametrize("address", ADDRESSES, ids=names(ADDRESSES))
def test_every_address_declares_its_permission(address: Address):
    assert address.permission is not None, (
        f"{address.name} declares no permission. Put @page(policy.…) on its view in {address.module}, "
        "or @public_page, @personal_page or @open_page when it shows nobody else's records."
    )


def status_of(client: Client, address: Address, url: str) -> int:
    answer = client.get(url)
    if answer.status_code == 405:
        answer = client.post(url, POSTED.get(address.name, {}))
    return answer.status_code


def expected(address: Address, persona: str) -> set[int]:
    if persona in STRANGERS:
        return {STRANGERS[persona]}
    assert isinstance(address.permission, Permission)
    roles: set[Role] = PERSONAS[persona][1]
    if not roles & address.permission.roles or not of_municipalities(address.permission):
        return {403}
    return {200, 302, 204, 400, 422} if persona in OWN_ONLY.get(address.name, PERSONAS) else {404}


def of_municipalities(permission: Permission) -> bool:
    """Whether the permission exists in the personas' own tenant, which is a municipality."""
    return not permission.tenants or "municipality" in permission.tenants


def by_sample(addresses: list[Address]) -> dict[Sample | None, list[Address]]:
    """The addresses that one sample serves, together: most of the time goes into making the samples."""
    groups: dict[Sample | None, list[Address]] = defaultdict(list)
    for one in addresses:
        missing = one.arguments - {"tenant"}
        assert not missing or one.name in SAMPLES, (
            f"{one.name} names a thing ({', '.join(sorted(missing))}); add a sample in tests/isolation/samples.py."
        )
        groups[SAMPLES.get(one.name)].append(one)
    return groups


def outcomes(cast: Cast, address: Address, given: dict[str, Any]) -> dict[str, int]:
    """What every persona gets; each try is undone, so that one does not pave the way for the next."""
    got = {}
    for persona in [*PERSONAS, *STRANGERS]:
        with transaction.atomic():
            got[persona] = status_of(cast.client(persona), address, address.url(tenant=cast.home.slug, **given))
            transaction.set_rollback(True)
    return got


def wrong(cast: Cast, addresses: list[Address], given: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Who got something else than the role says, by address."""
    found = {}
    for one in addresses:
        got = outcomes(cast, one, given)
        found[one.name] = {who: code for who, code in got.items() if code not in expected(one, who)}
    return {name: faults for name, faults in found.items() if faults}


GROUPS = by_sample(OF_TENANTS)


@pytest.mark.parametrize("sample", GROUPS, ids=[getattr(sample, "__name__", "none") for sample in GROUPS])
def test_each_persona_gets_what_its_role_says(cast: Cast, sample: Sample | None):
    assert wrong(cast, GROUPS[sample], sample(cast) if sample else {}) == {}


def test_without_require_the_matrix_turns_red(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_module, "require", lambda *_: None)
    people = next(one for one in OF_TENANTS if one.name == "administration:people")
    assert wrong(cast, [people], {})


@pytest.mark.parametrize("verb", sorted(all_actions()))
def test_every_action_refuses_whom_it_must(cast: Cast, verb: str):
    deed, permission = all_actions()[verb].deed, all_actions()[verb].permission
    with pytest.raises(NotVisible):
        deed(cast.actor("cai"), cast.home)
    for persona, (_name, roles) in PERSONAS.items():
        if not roles & permission.roles:
            with pytest.raises(NotAllowed):
                deed(cast.actor(persona), cast.home)


def test_without_require_an_action_lets_anyone_in(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(action_module, "require", lambda *_: None)
    deed = all_actions()["administration.invite"].deed
    with pytest.raises(TypeError):  # it went past the door and missed its arguments
        deed(cast.actor("bo"), cast.home)
