"""PostgreSQL itself keeps the tenants apart, also where an order is written by hand."""

import threading

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from samplats.foundation.access.models import Compartment
from samplats.foundation.tenancy import wall
from samplats.foundation.tenancy.current import across_tenants, open_tenant
from samplats.foundation.tenancy.records import TenantRecord

walled = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has the second wall")
# A value of each kind of column that must not be empty, to have a row in every table.
VALUES = {
    "uuid": "gen_random_uuid()",
    "jsonb": "'{}'",
    "boolean": "false",
    "timestamp with time zone": "now()",
    "date": "now()",
    "bytea": "''",
    "character varying": "'1'",
    "text": "'1'",
}
NEEDED = """SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = current_schema()
AND table_name = %s AND is_nullable = 'NO' AND is_identity = 'NO' AND column_name <> 'tenant_id'"""
CHECKS = "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass"


def by_hand(order, values=()):
    with connection.cursor() as cursor:
        cursor.execute(order, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def rooms():
    [(number,)] = by_hand("SELECT count(*) FROM access_compartment")
    return number


def a_row_in(table):
    """The order that puts a row in, whatever the table wants to hold; its conditions are taken away before."""
    for [name] in by_hand(CHECKS, [table]):
        by_hand(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    needed = by_hand(NEEDED, [table])
    names = ", ".join(["tenant_id", *(f'"{name}"' for name, _kind in needed)])
    values = ", ".join(["%s", *(VALUES.get(kind, "1") for _name, kind in needed)])
    return f'INSERT INTO "{table}" ({names}) VALUES ({values})'


@pytest.mark.django_db
def test_on_sqlite_there_is_nothing_to_build():
    if connection.vendor == "sqlite":
        assert wall.build() == wall.tables() == wall.check_wall() == []


@walled
@pytest.mark.django_db
def test_every_table_with_a_tenant_has_the_wall():
    of_models = {one._meta.db_table for one in apps.get_models() if issubclass(one, TenantRecord)}
    built = dict(wall.tables())
    assert of_models <= set(built)
    assert len(built) > 40
    assert [table for table, stands in built.items() if not stands] == []


@walled
def test_in_every_table_another_tenants_rows_are_neither_seen_nor_written(cast):
    home, other = cast.home.pk, cast.elsewhere.pk
    with transaction.atomic():
        connection.check_constraints()  # now, for the tables are changed
        for table, _stands in wall.tables():
            order, count = a_row_in(table), f'SELECT count(*) FROM "{table}" WHERE tenant_id = {home}'
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                by_hand(order, [home])
            with open_tenant(home):
                assert by_hand(order, [home]) == 1, table
                [(mine,)] = by_hand(count)
                assert mine > 0
            assert by_hand(count) == [(0,)], table
            with open_tenant(other):
                assert by_hand(count) == [(0,)], table
                assert by_hand(f'UPDATE "{table}" SET tenant_id = {other}') >= 0  # its own at the most
                assert by_hand(f'DELETE FROM "{table}" WHERE tenant_id = {home}') == 0
                with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                    by_hand(order, [home])
            with open_tenant(home):
                assert by_hand(count) == [(mine,)], table
        transaction.set_rollback(True)


@walled
def test_an_order_by_hand_sees_what_is_open_and_no_more(cast):
    with open_tenant(cast.elsewhere.pk):
        Compartment.objects.create(tenant=cast.elsewhere, title="Annat")
    assert rooms() == 0
    with open_tenant(cast.home.pk):
        assert rooms() == 1
        with open_tenant(cast.elsewhere.pk):
            assert by_hand("SELECT title FROM access_compartment") == [("Annat",)]
        assert rooms() == 1
    with across_tenants("to count them"):
        assert rooms() == 2
    assert rooms() == 0


@walled
def test_what_is_taken_back_takes_no_tenant_with_it(cast):
    """A rollback also takes back the setting within PostgreSQL."""
    with open_tenant(cast.home.pk):
        with pytest.raises(DatabaseError), transaction.atomic():
            by_hand("SELECT 1/(count(*) - 1) FROM access_compartment")
        assert rooms() == 1
    with pytest.raises(DatabaseError), transaction.atomic(), open_tenant(cast.home.pk):
        by_hand("SELECT nothing")
    assert rooms() == 0


@walled
def test_many_rows_at_once_and_rows_by_and_by(cast):
    with open_tenant(cast.home.pk):
        assert [one.tenant_id for one in Compartment.objects.iterator()] == [cast.home.pk]
        with open_tenant(cast.elsewhere.pk), connection.cursor() as cursor, pytest.raises(ProgrammingError):
            cursor.executemany(a_row_in("access_compartment"), [[cast.home.pk], [cast.home.pk]])


@walled
def test_to_tell_the_tenant_is_no_question_of_its_own(cast):
    with CaptureQueriesContext(connection) as asked, open_tenant(cast.home.pk):
        rooms()
        rooms()
    assert len(asked) == 2


@walled
@pytest.mark.django_db
def test_a_table_that_lacks_the_wall_gets_it_and_a_changed_policy_is_made_anew():
    by_hand("ALTER TABLE access_compartment DISABLE ROW LEVEL SECURITY")
    by_hand("DROP POLICY samplats_open_tenant_1 ON places_place")
    by_hand("CREATE POLICY older ON places_place USING (true)")
    assert "access_compartment, places_place" in wall.check_wall()[0].msg
    assert wall.build() == ["access_compartment", "places_place"]
    assert wall.build() == []
    assert wall.check_wall() == []


@walled
def test_a_thread_is_told_nothing(cast):
    told = []

    def look():
        told.extend(by_hand("SELECT coalesce(current_setting('samplats.tenant', true), '')"))
        connection.close()

    with open_tenant(cast.home.pk):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert told == [("",)]


def test_a_role_that_passes_the_wall_is_told_of_before_deployment(monkeypatch):
    monkeypatch.setattr(wall, "may_be_passed", lambda: True)
    monkeypatch.setattr(wall, "tables", list)
    assert [one.id for one in wall.check_wall()] == ["tenancy.W001"]


def test_a_database_that_does_not_answer_is_told_of(monkeypatch):
    def silent():
        raise DatabaseError

    monkeypatch.setattr(wall, "may_be_passed", silent)
    assert [one.id for one in wall.check_wall()] == ["tenancy.W003"]
