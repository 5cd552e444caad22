"""A real thing behind every address that names one. A new such address without a sample fails the suite."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from samplats.administration.actions import invite
from samplats.evidence.incidents.actions import upload_file
from samplats.foundation.accounts.roles import Role
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast

IMPORT_PAGES = ("import", "review", "choose_source", "throw_away", "progress", "undo", "rejected")
Sample = Callable[[Cast], dict[str, Any]]


def invitation(cast: Cast) -> dict[str, Any]:
    made, _secret = invite(
        cast.actor("adam"),
        cast.home,
        email="ny@example.org",
        name="Ny",
        role=Role.MEMBER,
        organisation=None,
        now=timezone.now() - timedelta(days=1),
    )
    return {"public_id": made.public_id}


def member(cast: Cast) -> dict[str, Any]:
    return {"public_id": cast.users["bo"].public_id, "role": Role.MEMBER.value}


def jobs(cast: Cast) -> dict[str, Any]:
    with open_tenant(cast.home.pk):
        return {"public_id": enqueue(cast.actor("ada"), "sample").public_id}


def incident_import(cast: Cast) -> dict[str, Any]:
    rows = [b"tid;longitud;latitud\n2026-10-01 20:15;16.5;59.5\n"]
    batch = upload_file(cast.actor("ada"), cast.home, chunks=rows, name="rapporter.csv")
    return {"public_id": batch.public_id}


SAMPLES: dict[str, Sample] = {
    **dict.fromkeys(
        [f"incidents:{name}" for name in IMPORT_PAGES],
        incident_import,
    ),
    "administration:withdraw_invitation": invitation,
    "administration:give_role": member,
    "administration:take_role": member,
    "administration:cancel_job": jobs,
}

# What only its owner sees: everybody else in the tenant gets 404 there, whatever the role.
OWN_ONLY = {"administration:cancel_job": {"ada", "adam"}}

# Fields without which an address answers 404 by design (a form posted by hand).
POSTED: dict[str, dict[str, str]] = {"administration:give_role": {"role": "reporter"}}
