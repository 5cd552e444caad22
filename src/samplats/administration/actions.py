"""Invite, accept, give and take roles, cancel jobs."""

import secrets
from datetime import datetime

from django.db import IntegrityError, transaction

from samplats.administration import policy, rules
from samplats.foundation.access.actors import Actor
from samplats.foundation.accounts.models import Invitation, Membership, User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.actions.action import ChangedMeanwhile, action, keep_facts, swap
from samplats.foundation.files.models import StoredFile
from samplats.foundation.files.store import erase_file, keep_file
from samplats.foundation.jobs.models import Job
from samplats.foundation.tenancy.models import Organisation, Tenant

LOGO = "logotyp.png"


class InvitationNotOpen(Exception):
    """The invitation is used, withdrawn or too old."""


class RoleNotGiven(Exception):
    """The inviter may not give this role."""


class RoleHeld(Exception):
    """The member has the role already."""


class OnlyRole(Exception):
    """The person would be shut out: it is the only role."""


class LastAdministrator(Exception):
    """Somebody must remain who can let people in."""


@action(policy.INVITE)
def invite(
    actor: Actor,
    tenant: Tenant,
    *,
    email: str,
    name: str,
    role: Role,
    organisation: Organisation | None,
    now: datetime,
) -> tuple[Invitation, str]:
    """Make an invitation; returns it with the secret of its link, which is shown once and never stored."""
    if role in {Role.ADMINISTRATOR, Role.COORDINATOR} and not policy.GIVE_ROLES.held_by(actor):
        raise RoleNotGiven(role)
    secret = secrets.token_urlsafe(24)
    made = Invitation.objects.create(
        tenant=tenant,
        email=email.lower(),
        name=name,
        role=role,
        organisation=organisation,
        secret_hash=rules.hash_of(secret),
        invited_by_id=actor.user_id,
        expires_at=now + rules.VALID_FOR,
    )
    keep_facts(role=role, invitation=made.public_id)
    return made, secret


@action(policy.INVITE)
def withdraw_invitation(actor: Actor, invitation: Invitation, *, now: datetime) -> Invitation:
    """Make the link useless."""
    swap(invitation, when={"accepted_at": None, "withdrawn_at": None}, to={"withdrawn_at": now})
    return invitation


@action(policy.ACCEPT_INVITATION)
def accept_invitation(actor: Actor, invitation: Invitation, *, name: str, password: str, now: datetime) -> User:
    """Make (or find) the person's account and give the promised role; the link is then used up."""
    dates = rules.Dates(invitation.expires_at, invitation.accepted_at, invitation.withdrawn_at)
    if rules.state_of(dates, now) is not rules.InvitationState.OPEN:
        raise InvitationNotOpen
    swap(invitation, when={"accepted_at": None, "withdrawn_at": None}, to={"accepted_at": now})
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        organisation = invitation.organisation
        user = User.objects.create_user(invitation.email, password, name=name, organisation=organisation)
    Membership.objects.get_or_create(tenant=invitation.tenant, user=user, role=invitation.role)
    keep_facts(user=user.public_id)
    return user


@action(policy.GIVE_ROLES)
def give_role(actor: Actor, tenant: Tenant, *, user: User, role: Role) -> Membership:
    """Give a member one more role; raises `RoleHeld` when the member has it already."""
    try:
        with transaction.atomic():
            return Membership.objects.create(tenant=tenant, user=user, role=role)
    except IntegrityError as known:
        raise RoleHeld from known


@action(policy.GIVE_ROLES)
def take_role(actor: Actor, membership: Membership, *, sure: bool = False) -> None:
    """Take a role back; the last administrator stays.

    Raises `OnlyRole` when the person has no other one, which shuts the person out, unless the caller is `sure` of it,
    and `ChangedMeanwhile` when somebody else has taken it already.
    """
    administrators = Membership.objects.filter(role=Role.ADMINISTRATOR)
    if membership.role == Role.ADMINISTRATOR and administrators.count() == 1:
        raise LastAdministrator
    held = list(Membership.objects.select_for_update().filter(user=membership.user_id))
    if membership.pk not in {one.pk for one in held}:
        raise ChangedMeanwhile("membership")
    if not sure and len(held) == 1:
        raise OnlyRole
    keep_facts(role=membership.role, user=membership.user.public_id)
    Membership.objects.filter(pk=membership.pk).delete()


@action(policy.CANCEL_JOB)
def cancel_job(actor: Actor, job: Job) -> Job:
    """Ask a running job to stop and put things back; a waiting one ends at once."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.CANCELLED, cancel_asked=True):
        Job.objects.filter(pk=job.pk).update(cancel_asked=True)
    job.refresh_from_db()
    return job


@action(policy.SET_LOOK)
def set_look(
    actor: Actor, tenant: Tenant, *, name: str, colour: str, logo: bytes | None = None, drops_logo: bool = False
) -> Tenant:
    """Give the municipality its name, its colour and a logo (a PNG; None keeps the one there is)."""
    tenant.refresh_from_db(fields=["logo"])  # another administrator may have chosen one meanwhile
    before = tenant.logo
    tenant.name, tenant.colour = name, colour
    if logo is not None:
        tenant.logo = keep_file(tenant, [logo], name=LOGO, content_type="image/png").sha256
    elif drops_logo:
        tenant.logo = ""
    tenant.save(update_fields=["name", "colour", "logo"])
    if before and before != tenant.logo:
        for old in StoredFile.objects.filter(sha256=before, name=LOGO):
            erase_file(old)
    keep_facts(has_colour=bool(colour), has_logo=bool(tenant.logo))
    return tenant
