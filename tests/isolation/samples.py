"""A real thing behind every address that names one. A new such address without a sample fails the suite."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import shapely
from django.utils import timezone

from samplats.administration.actions import invite
from samplats.evidence.incidents.actions import upload_file
from samplats.foundation.accounts.roles import Role
from samplats.foundation.jobs.queue import enqueue
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast
from samplats.places.actions import draw_place, name_coach
from samplats.places.rules.kinds import Kind
from samplats.vocabulary.actions import add_category

IMPORT_PAGES = ("import", "review", "categories", "choose_source", "throw_away", "progress", "undo", "rejected")
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


def place(cast: Cast) -> dict[str, Any]:
    ada = cast.actor("ada")
    made = draw_place(ada, cast.home, name="Torget", kind=Kind.CENTRE, area=shapely.box(15.0, 60.0, 15.01, 60.005))
    name_coach(ada, made, coach=cast.users["carl"])
    return {"slug": made.slug, "room": "plan"}


def tile(_cast: Cast) -> dict[str, Any]:
    return {"z": 0, "x": 0, "y": 0}


def own_category(cast: Cast) -> dict[str, Any]:
    made = add_category(cast.actor("ada"), cast.home, group="G", label="Hala trappor")
    return {"code": "A1", "public_id": made.public_id}


PLACE_PAGES = ("overview", "room", "change", "redraw", "restore", "retire", "resume")

SAMPLES: dict[str, Sample] = {
    **dict.fromkeys([f"places:{name}" for name in PLACE_PAGES], place),
    "places:tile": tile,
    "vocabulary:edit": own_category,
    "vocabulary:retire": own_category,
    "vocabulary:resume": own_category,
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
