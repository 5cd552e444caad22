"""People, invitations, log lines and jobs, as far as the actor may see them."""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from samplats.administration import rules
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import visible
from samplats.foundation.accounts.models import Invitation, Membership, User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.audit.chain import first_break
from samplats.foundation.audit.models import AuditLine
from samplats.foundation.files.store import open_bytes
from samplats.foundation.jobs.models import Job
from samplats.foundation.retention.models import RetentionEntry
from samplats.foundation.retention.registry import RecordKind, record_kinds
from samplats.foundation.tenancy.current import across_tenants
from samplats.foundation.tenancy.models import Organisation, Tenant

__all__ = [
    "Invitation",
    "Job",
    "Look",
    "Membership",
    "Organisation",
    "Person",
    "Tenant",
    "User",
    "chain_break",
    "invitation_with",
    "invitations",
    "jobs",
    "log_lines",
    "look_of",
    "memberships",
    "names_of",
    "people",
    "protocol",
    "retention",
    "state_of",
]


@dataclass(frozen=True)
class Look:
    """How the municipality's documents look: its name, its colour (empty: the house's own) and its logo (a PNG)."""

    name: str
    colour: str
    logo: bytes

    def as_content(self) -> dict[str, object]:
        """The same for a document's template."""
        return {"name": self.name, "colour": self.colour, "logo": list(self.logo)}


def look_of(tenant: Tenant) -> Look:
    """The municipality's own look."""
    logo = b""
    if tenant.logo:
        with suppress(FileNotFoundError), open_bytes(tenant.logo) as kept:
            logo = kept.read()
    return Look(tenant.name, tenant.colour, logo)


@dataclass(frozen=True)
class Person:
    """A member of the tenant with the roles held there."""

    user: User
    roles: tuple[Role, ...]


def people(actor: Actor) -> list[Person]:
    """The tenant's members by name."""
    held: dict[int, set[str]] = defaultdict(set)
    users: dict[int, User] = {}
    for membership in visible(actor, Membership.objects.select_related("user__organisation")):
        users[membership.user_id] = membership.user
        held[membership.user_id].add(membership.role)
    return sorted(
        (Person(user, tuple(role for role in Role if role.value in held[pk])) for pk, user in users.items()),
        key=lambda person: (person.user.name.casefold(), person.user.pk),
    )


def memberships(actor: Actor) -> QuerySet[Membership]:
    """Who holds which role."""
    return visible(actor, Membership.objects.select_related("user"))


def invitations(actor: Actor) -> QuerySet[Invitation]:
    """Invitations that nobody has used or withdrawn yet, latest first."""
    pending = Invitation.objects.filter(accepted_at=None, withdrawn_at=None)
    return visible(actor, pending.select_related("organisation").order_by("-created_at"))


def state_of(invitation: Invitation, now: datetime) -> rules.InvitationState:
    """What the invitation can still be used for."""
    dates = rules.Dates(invitation.expires_at, invitation.accepted_at, invitation.withdrawn_at)
    return rules.state_of(dates, now)


def invitation_with(secret: str) -> Invitation | None:
    """The invitation behind a secret link, whatever its tenant and state."""
    with across_tenants("the bearer of an invitation has no tenant yet; the secret says which"):
        found = Invitation.objects.select_related("tenant", "organisation", "invited_by")
        return found.filter(secret_hash=rules.hash_of(secret)).first()


def log_lines(actor: Actor) -> QuerySet[AuditLine]:
    """The log, latest first."""
    return visible(actor, AuditLine.objects.order_by("-at", "-number"))


def names_of(user_ids: set[int]) -> dict[int, str]:
    """Names for the log's numbers."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "name"))


def chain_break(actor: Actor) -> int | None:
    """The first line of the open log that somebody has changed, or None."""
    return first_break(actor.tenant)


def jobs(actor: Actor) -> QuerySet[Job]:
    """The jobs that exist for the actor, latest first."""
    return visible(actor, Job.objects.order_by("-made_at", "-pk"))


def retention(actor: Actor, now: datetime) -> list[tuple[RecordKind, int]]:
    """Each kind of record that is erased after a time, with how many are due now."""
    return [(kind, kind.due(actor.tenant, now)) for kind in record_kinds()]


def protocol(actor: Actor) -> QuerySet[RetentionEntry]:
    """What has been erased, latest first."""
    return visible(actor, RetentionEntry.objects.order_by("-carried_out_at", "-pk"))
