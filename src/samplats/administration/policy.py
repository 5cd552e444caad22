"""Who may look after people, log and jobs. Administrators see no content."""

from django.db import models

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import permission, visibility
from samplats.foundation.accounts.roles import EVERYONE, Role
from samplats.foundation.audit.models import OPEN_ROOM, AuditLine
from samplats.foundation.jobs.models import Job

SEE_ADMINISTRATION = permission("administration.see", {Role.ADMINISTRATOR, Role.COORDINATOR})
SEE_PEOPLE = permission("administration.see_people", {Role.ADMINISTRATOR, Role.COORDINATOR})
INVITE = permission("administration.invite", {Role.ADMINISTRATOR, Role.COORDINATOR})
GIVE_ROLES = permission("administration.give_roles", {Role.ADMINISTRATOR})
ACCEPT_INVITATION = permission("administration.accept_invitation", frozenset())
SEE_LOG = permission("administration.see_log", {Role.ADMINISTRATOR})
SEE_JOBS = permission("administration.see_jobs", {Role.ADMINISTRATOR})
SET_LOOK = permission("administration.set_look", {Role.ADMINISTRATOR})
SEE_RETENTION = permission("administration.see_retention", {Role.ADMINISTRATOR, Role.COORDINATOR})


def _is_own(actor: Actor, job: Job) -> bool:
    return job.user_id == actor.user_id or Role.ADMINISTRATOR in actor.roles


FOLLOW_JOB = permission("administration.follow_job", EVERYONE)
CANCEL_JOB = permission("administration.cancel_job", EVERYONE, condition=_is_own)


@visibility(AuditLine)
def lines_of_own_rooms(actor: Actor, lines: models.QuerySet[AuditLine]) -> models.QuerySet[AuditLine]:
    """A closed room's log exists only for its members."""
    return lines.filter(room__in={OPEN_ROOM, *actor.compartments})


@visibility(Job)
def own_jobs(actor: Actor, jobs: models.QuerySet[Job]) -> models.QuerySet[Job]:
    """A job exists for who asked for it, and for administrators."""
    if actor.is_system or Role.ADMINISTRATOR in actor.roles:
        return jobs
    return jobs.filter(user_id=actor.user_id)
