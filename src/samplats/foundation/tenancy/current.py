"""Which tenant is open in this thread or task. No open tenant, no query."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum


class NoTenantOpen(RuntimeError):
    """A tenant's records were asked for while no tenant was open."""


class AcrossTenants(Enum):
    """The marker for the few named places that read across tenants."""

    ALL = "all"


_open: ContextVar[int | AcrossTenants | None] = ContextVar("samplats_open_tenant", default=None)


def open_tenant_id() -> int | AcrossTenants:
    """The open tenant's key; raises `NoTenantOpen` when there is none."""
    opened = _open.get()
    if opened is None:
        raise NoTenantOpen(
            "No tenant is open. Views get one from page(), actions from their actor, jobs from the worker; "
            "a command opens one with `with open_tenant(tenant.pk):`."
        )
    return opened


def shown_to_database() -> str:
    """What PostgreSQL is told, as the policies of `wall` read it: the open tenant's key, `all`, or nothing."""
    opened = _open.get()
    if opened is None:
        return ""
    return opened.value if isinstance(opened, AcrossTenants) else str(int(opened))


@contextmanager
def open_tenant(tenant_id: int) -> Iterator[None]:
    """Let queries inside the block see this tenant's records and no others."""
    token = _open.set(tenant_id)
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def across_tenants(reason: str) -> Iterator[None]:
    """Let queries inside the block see every tenant; `reason` is for the reader of the call."""
    if not reason:
        raise ValueError("Reading across tenants needs a reason.")
    token = _open.set(AcrossTenants.ALL)
    try:
        yield
    finally:
        _open.reset(token)
