"""`samplats tenant`: a room for a municipality, a county or a standing co-operation, and its first administrator."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from samplats.commands.setup import set_up

if TYPE_CHECKING:
    from samplats.foundation.tenancy.models import Tenant

KINDS = ("municipality", "county", "cooperation")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("slug", help="stands in every address of the room and never changes, such as exempelkoping")
    parser.add_argument("name", help="as it is written on the pages, such as 'Exempelköpings kommun'")
    parser.add_argument("--kind", choices=KINDS, default="municipality", help="default: municipality")
    parser.add_argument(
        "--code",
        default="",
        help="official code; a county's begins its municipalities', as 20 begins 2080",
    )
    parser.add_argument("--administrator", metavar="EMAIL", required=True, help="who is invited to let others in")


def run(options: argparse.Namespace) -> int:
    """Make the room and print the way in for its first administrator, once."""
    set_up()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email, validate_slug
    from django.db import transaction

    from samplats.foundation.tenancy.models import Tenant

    try:
        validate_slug(options.slug)
        validate_email(options.administrator)
    except ValidationError as wrong:
        return _fail(" ".join(wrong.messages))
    if Tenant.objects.filter(slug=options.slug).exists():
        return _fail(f"There is a room called {options.slug} already; choose another word for the address.")
    with transaction.atomic():
        tenant = Tenant.objects.create(
            slug=options.slug, name=options.name, kind=options.kind, official_code=options.code
        )
        secret = _invited(tenant, options.administrator)
    print(f"{tenant.name} is at /m/{tenant.slug}/.")
    print(f"The first administrator accepts, within 14 days, at /inbjudan/{secret}/")
    return 0


def _invited(tenant: Tenant, email: str) -> str:
    """The secret of the first administrator's invitation, with the reference content loaded for the room."""
    from django.utils import timezone

    from samplats.administration.actions import invite
    from samplats.foundation.access.actors import system_actor
    from samplats.foundation.accounts.roles import Role
    from samplats.vocabulary.actions import load_reference

    actor = system_actor(tenant)
    load_reference(actor, tenant)
    role, now = Role.ADMINISTRATOR, timezone.now()
    _made, secret = invite(actor, tenant, email=email, name="", role=role, organisation=None, now=now)
    return secret


def _fail(text: str) -> int:
    print(text, file=sys.stderr)
    return 2
