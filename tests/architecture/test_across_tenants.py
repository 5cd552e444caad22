"""Only a few named places read across tenants; what another tenant owns is read in one of them."""

import re

from tests.architecture import house

MAY = {
    "administration/queries.py",  # an invitation by its secret, before its tenant is known
    "commands/databases.py",  # a backup counts every tenant's rows
    "foundation/access/actors.py",  # a person's own memberships
    "foundation/files/store.py",  # whether other records hold the same bytes
    "foundation/files/sweeping.py",  # whether any record names the bytes
    "foundation/jobs/gauges.py",  # how many jobs there are
    "foundation/jobs/queue.py",  # the worker serves everybody, and opens the job's own tenant
    "foundation/releases/reading.py",  # what was released to the reader's own tenant
    "foundation/tenancy/current.py",  # where it is written
    "foundation/tenancy/postgresql/base.py",  # a migration
    "public/queries.py",  # which municipalities show a place under a short address
    "website/queries.py",  # the demo's people; whether a person is a coach
}


def test_only_named_places_read_across_tenants():
    found = {
        path.relative_to(house.SOURCE).as_posix()
        for path in house.SOURCE.rglob("*.py")
        if "tests" not in path.parts and re.search(r"\bacross_tenants\(", path.read_text(encoding="utf-8"))
    }
    assert found <= MAY, "another tenant's things are read through foundation/releases (docs/adr/0145)"


TELLS = {
    "commands/databases.py",  # pg_dump and pg_restore, which are programs of their own
    "foundation/tenancy/postgresql/base.py",  # the open tenant, for each order
    "foundation/tenancy/wall.py",  # the policies that read it
}


def test_nobody_else_tells_the_database_which_tenant_is_open():
    found = {
        path.relative_to(house.SOURCE).as_posix()
        for path in house.SOURCE.rglob("*.py")
        if "tests" not in path.parts and re.search(r"samplats\.tenant['\"]?( =|=|,)", path.read_text(encoding="utf-8"))
    }
    assert found == TELLS, "the second wall is told by the context alone (docs/adr/0164)"


def test_releases_are_read_in_one_function():
    """Nobody but the owner's actions and this module touches the records."""
    users = {
        path.relative_to(house.SOURCE).parts[0:2]
        for path in house.SOURCE.rglob("*.py")
        if "tests" not in path.parts and "releases.models" in path.read_text(encoding="utf-8")
    }
    assert {one[0] if one[0] != "foundation" else "/".join(one) for one in users} == {
        "commands",
        "county",
        "foundation/releases",
    }
