"""The fixed cast: Ada co-ordinates Exempelköping, Bo is a partner there, Cai runs Grannköping, Dora sits in a room."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.test import Client

from samplats.foundation.access.actors import Actor, actor_for
from samplats.foundation.access.models import Compartment, CompartmentMember
from samplats.foundation.accounts.models import Membership, User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Organisation, Tenant

PERSONAS = {
    "ada": ("Ada Ek", {Role.COORDINATOR}),
    "anna": ("Anna Alm", {Role.ANALYST}),
    "bo": ("Bo Berg", {Role.MEMBER}),
    "rut": ("Rut Ros", {Role.REPORTER}),
    "lena": ("Lena Lund", {Role.LEADERSHIP}),
    "adam": ("Adam Ask", {Role.ADMINISTRATOR}),
    "carl": ("Carl Coach", {Role.COACH}),
    "dora": ("Dora Dahl", {Role.MEMBER}),
}


@dataclass
class Cast:
    """Everyone by name, as users and as actors."""

    home: Tenant
    elsewhere: Tenant
    users: dict[str, User] = field(default_factory=dict)
    room: Compartment | None = None

    def actor(self, name: str) -> Actor:
        """The person acting in the tenant where the person is a member."""
        found = actor_for(self.users[name], self.elsewhere if name == "cai" else self.home)
        assert found is not None
        return found

    def client(self, name: str) -> Client:
        """A browser in which the person has signed in (nobody: not signed in)."""
        client = Client()
        if name != "nobody":
            client.force_login(self.users[name], backend="samplats.foundation.accounts.backend.SignInBackend")
        return client


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast in a fresh database, in two municipalities."""
    home = Tenant.objects.create(slug="exempelkoping", name="Exempelköpings kommun", official_code="9901")
    elsewhere = Tenant.objects.create(slug="grannkoping", name="Grannköpings kommun", official_code="9902")
    made = Cast(home, elsewhere)
    association = Organisation.objects.create(name="Centrumföreningen", kind=Organisation.Kind.ASSOCIATION)
    made.users = {short: _user(short, name) for short, (name, _roles) in PERSONAS.items()}
    made.users["cai"] = _user("cai", "Cai Ceder")
    made.users["bo"].organisation = association
    User.objects.bulk_create(made.users.values())
    with open_tenant(elsewhere.pk):
        Membership.objects.create(tenant=elsewhere, user=made.users["cai"], role=Role.COORDINATOR)
    with open_tenant(home.pk):
        roles = [(short, role) for short, (_name, roles) in PERSONAS.items() for role in roles]
        Membership.objects.bulk_create(
            Membership(tenant=home, user=made.users[short], role=role) for short, role in roles
        )
        made.room = Compartment.objects.create(tenant=home, title="Social insatsgrupp")
        CompartmentMember.objects.create(tenant=home, compartment=made.room, user=made.users["dora"])
    return made


@pytest.fixture
def in_home(cast: Cast) -> Iterator[None]:
    """Exempelköping is open during the test."""
    with open_tenant(cast.home.pk):
        yield


@pytest.fixture(autouse=True)
def own_folders(settings: object, tmp_path: Path) -> None:
    """Files, snapshots and mail of a test lie in its own folder."""
    for name in ("FILES_FOLDER", "SNAPSHOTS_FOLDER", "EMAIL_FILE_PATH", "INBOX_FOLDER"):
        setattr(settings, name, tmp_path / name.lower())


def _user(short: str, name: str) -> User:
    user = User(email=f"{short}@example.org", name=name)
    user.set_unusable_password()
    return user
