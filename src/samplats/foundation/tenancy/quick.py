"""Plain look-ups and inserts in a tenant's tables whose order is written once, for what many people do at once.

Django writes the order anew for every query, which takes ten times as long as carrying it out. Confined to the open
tenant like everything else; closed rooms are the caller's, who asks for `compartment` or names the room.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

from samplats.foundation.tenancy.current import AcrossTenants, NoTenantOpen, open_tenant_id
from samplats.foundation.tenancy.records import TenantRecord

S = TypeVar("S", bound=models.Model)


def look_up(
    model: type[TenantRecord], wanted: tuple[str, ...], *, lock: bool = False, **equal: Any
) -> list[tuple[Any, ...]]:
    """The wanted columns of the open tenant's rows whose fields equal the given values, as the database holds them."""
    fields = [model._meta.get_field(name) for name in equal]
    order = _select(model, wanted, ("tenant", *equal), lock and connection.vendor != "sqlite")
    values = [_stored(field, value) for field, value in zip(fields, equal.values(), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(order, [_one_tenant(), *values])
        return list(cursor.fetchall())


def look_up_shared(model: type[models.Model], wanted: tuple[str, ...], *, key: int) -> tuple[Any, ...] | None:
    """The wanted columns of one row of what belongs to no tenant, such as an organisation; or None."""
    if issubclass(model, TenantRecord):
        raise TypeError("a tenant's records are looked up in their tenant")
    with connection.cursor() as cursor:
        cursor.execute(_select(model, wanted, ("id",), False), [key])
        found: tuple[Any, ...] | None = cursor.fetchone()
        return found


def put(model: type[TenantRecord], key: int, **values: Any) -> None:
    """Write fields of one record of the open tenant."""
    fields = [model._meta.get_field(name) for name in values]
    stored = [_stored(field, value) for field, value in zip(fields, values.values(), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_update(model, tuple(values)), [*stored, _one_tenant(), key])


def shared(model: type[S], **equal: Any) -> S | None:
    """One whole record of what belongs to no tenant, such as a tenant itself, by the value of one field; or None."""
    if issubclass(model, TenantRecord):
        raise TypeError("a tenant's records are looked up in their tenant")
    [(name, value)] = equal.items()
    names = tuple(field.attname for field in model._meta.concrete_fields)
    wanted = tuple(field.name for field in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(_select(model, wanted, (name,), False), [_stored(model._meta.get_field(name), value)])
        row = cursor.fetchone()
    if row is None:
        return None
    return model.from_db("default", names, _read(model, row))


def insert(record: models.Model) -> None:
    """Store a new record of the open tenant; sets its key. Fields get their values as by `save()`."""
    if isinstance(record, TenantRecord) and record.tenant_id != _one_tenant():
        raise NoTenantOpen("the record belongs to another tenant than the open one")
    order, fields = _insert(type(record))
    values = [field.get_db_prep_save(field.pre_save(record, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(order, values)
        record.pk = cursor.fetchone()[0]
    record._state.adding, record._state.db = False, "default"


def _one_tenant() -> int:
    opened = open_tenant_id()
    if isinstance(opened, AcrossTenants):
        raise NoTenantOpen("a quick look-up reads one tenant")
    return opened


def _stored(field: Any, value: Any) -> Any:
    return field.get_db_prep_value(value, connection, prepared=False)


def _read(model: type[models.Model], row: tuple[Any, ...]) -> list[Any]:
    """A row's values as the ORM reads them."""
    values = list(row)
    for position, column, changes in _changes(model):
        for change in changes:
            values[position] = change(values[position], column, connection)
    return values


@lru_cache(maxsize=64)
def _changes(model: type[models.Model]) -> list[tuple[int, Any, list[Callable[..., Any]]]]:
    """What is done to a value of the database, for the columns where anything is."""
    columns = [field.get_col(model._meta.db_table) for field in model._meta.concrete_fields]
    found = [
        (number, column, [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)])
        for number, column in enumerate(columns)
    ]
    return [one for one in found if one[2]]


@lru_cache(maxsize=64)
def _select(model: type[models.Model], wanted: tuple[str, ...], equal: tuple[str, ...], lock: bool) -> str:
    quote, meta = connection.ops.quote_name, model._meta
    columns = ", ".join(quote(_column(meta, name)) for name in wanted)
    tests = " AND ".join(f"{quote(_column(meta, name))} = %s" for name in equal)
    return f"SELECT {columns} FROM {quote(meta.db_table)} WHERE {tests}{' FOR UPDATE' if lock else ''}"  # noqa: S608


def _column(meta: Any, name: str) -> str:
    return str(meta.get_field(name).column)


@lru_cache(maxsize=64)
def _update(model: type[TenantRecord], names: tuple[str, ...]) -> str:
    quote, meta = connection.ops.quote_name, model._meta
    marks = ", ".join(f"{quote(_column(meta, name))} = %s" for name in names)
    key = quote(_column(meta, "tenant")), quote(_column(meta, "id"))
    return f"UPDATE {quote(meta.db_table)} SET {marks} WHERE {key[0]} = %s AND {key[1]} = %s"  # noqa: S608 - own names


@lru_cache(maxsize=64)
def _insert(model: type[models.Model]) -> tuple[str, tuple[Any, ...]]:
    quote, meta = connection.ops.quote_name, model._meta
    fields = tuple(field for field in meta.concrete_fields if not field.primary_key)
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join("%s" for _field in fields)
    assert meta.pk is not None
    into, key = quote(meta.db_table), quote(str(meta.pk.column))
    return f"INSERT INTO {into} ({names}) VALUES ({marks}) RETURNING {key}", fields  # noqa: S608 - own names
