"""Plain look-ups and inserts in a tenant's tables whose order is written once, for what many people do at once.

Django writes the order anew for every query, which takes ten times as long as carrying it out. Confined to the open
tenant like everything else; closed rooms are the caller's, who asks for `compartment` or names the room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from samplats.foundation.tenancy.current import AcrossTenants, NoTenantOpen, open_tenant_id
from samplats.foundation.tenancy.records import TenantRecord

S = TypeVar("S", bound=models.Model)
Row = tuple[Any, ...]
Fields = tuple[tuple[Any, frozenset[type]], ...]
"""Fields, each with the types of value that the database takes as they are: asking the field would give them back."""
Order = tuple[str, Fields]

_NOTHING = type(None)
_AS_IS: dict[type[Any], frozenset[type]] = {
    **dict.fromkeys((models.CharField, models.SlugField, models.EmailField), frozenset({str, _NOTHING})),
    **dict.fromkeys((models.BigAutoField, models.ForeignKey), frozenset({int, _NOTHING})),
    **dict.fromkeys((models.BigIntegerField, models.PositiveBigIntegerField), frozenset({int, _NOTHING})),
    **dict.fromkeys((models.SmallIntegerField, models.PositiveSmallIntegerField), frozenset({int, _NOTHING})),
    **dict.fromkeys((models.IntegerField, models.PositiveIntegerField), frozenset({int, _NOTHING})),
    models.FloatField: frozenset({float, _NOTHING}),
    models.BooleanField: frozenset({bool, _NOTHING}),
    models.UUIDField: frozenset({_NOTHING}),
    models.DateTimeField: frozenset({_NOTHING}),
}


def look_up(model: type[TenantRecord], wanted: tuple[str, ...], *, lock: bool = False, **equal: Any) -> list[Row]:
    """The wanted columns of the open tenant's rows whose fields equal the given values, as the database holds them."""
    order, fields = _select(model, wanted, ("tenant", *equal), lock)
    return _rows(order, fields, [_one_tenant(), *equal.values()])


def look_up_shared(model: type[models.Model], wanted: tuple[str, ...], *, key: int) -> Row | None:
    """The wanted columns of one row of what belongs to no tenant, such as an organisation; or None."""
    if issubclass(model, TenantRecord):
        raise TypeError("a tenant's records are looked up in their tenant")
    order, fields = _select(model, wanted, ("id",), False)
    return next(iter(_rows(order, fields, [key])), None)


def put(model: type[TenantRecord], key: int, **values: Any) -> None:
    """Write fields of one record of the open tenant."""
    order, fields = _update(model, tuple(values))
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.execute(order, [*_stored(database, fields, [*values.values()]), _one_tenant(), key])


def shared(model: type[S], **equal: Any) -> S | None:
    """One whole record of what belongs to no tenant, such as a tenant itself, by the value of one field; or None."""
    if issubclass(model, TenantRecord):
        raise TypeError("a tenant's records are looked up in their tenant")
    [(name, value)] = equal.items()
    order, fields = _select(model, tuple(field.name for field in model._meta.concrete_fields), (name,), False)
    rows = _rows(order, fields, [value])
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(DEFAULT_DB_ALIAS, names, _read(model, rows[0])) if rows else None


def insert(record: models.Model) -> None:
    """Store a new record of the open tenant; sets its key. Fields get their values as by `save()`."""
    if isinstance(record, TenantRecord) and record.tenant_id != _one_tenant():
        raise NoTenantOpen("the record belongs to another tenant than the open one")
    order, fields = _insert(type(record))
    [[record.pk]] = _rows(order, fields, [field.pre_save(record, True) for field, _as_is in fields])
    record._state.adding, record._state.db = False, DEFAULT_DB_ALIAS


def _rows(order: str, fields: Fields, values: Sequence[Any]) -> list[Row]:
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.execute(order, _stored(database, fields, values))
        found: list[Row] = cursor.fetchall()
        return found


def _one_tenant() -> int:
    opened = open_tenant_id()
    if isinstance(opened, AcrossTenants):
        raise NoTenantOpen("a quick look-up reads one tenant")
    return opened


def _stored(database: BaseDatabaseWrapper, fields: Fields, values: Sequence[Any]) -> list[Any]:
    """The values as the database takes them."""
    return [
        value if type(value) in as_is else field.get_db_prep_save(value, database)
        for (field, as_is), value in zip(fields, values, strict=True)
    ]


def _read(model: type[models.Model], row: Row) -> list[Any]:
    """A row's values as the ORM reads them."""
    values, database = list(row), connections[DEFAULT_DB_ALIAS]
    for position, column, changes in _changes(model):
        for change in changes:
            values[position] = change(values[position], column, database)
    return values


@lru_cache(maxsize=64)
def _changes(model: type[models.Model]) -> list[tuple[int, Any, list[Callable[..., Any]]]]:
    """What is done to a value of the database, for the columns where anything is."""
    database = connections[DEFAULT_DB_ALIAS]
    columns = [field.get_col(model._meta.db_table) for field in model._meta.concrete_fields]
    found = [
        (number, column, [*database.ops.get_db_converters(column), *column.get_db_converters(database)])
        for number, column in enumerate(columns)
    ]
    return [one for one in found if one[2]]


@lru_cache(maxsize=64)
def _select(model: type[models.Model], wanted: tuple[str, ...], equal: tuple[str, ...], lock: bool) -> Order:
    quote, meta = connection.ops.quote_name, model._meta
    columns = ", ".join(quote(_column(meta, name)) for name in wanted)
    tests = " AND ".join(f"{quote(_column(meta, name))} = %s" for name in equal)
    held = " FOR UPDATE" if lock and connection.vendor != "sqlite" else ""
    order = f"SELECT {columns} FROM {quote(meta.db_table)} WHERE {tests}{held}"  # noqa: S608 - own names
    return order, _known(meta.get_field(name) for name in equal)


def _column(meta: Any, name: str) -> str:
    return str(meta.get_field(name).column)


def _known(fields: Iterable[Any]) -> Fields:
    return tuple((field, _AS_IS.get(type(field), frozenset())) for field in fields)


@lru_cache(maxsize=64)
def _update(model: type[TenantRecord], names: tuple[str, ...]) -> Order:
    quote, meta = connection.ops.quote_name, model._meta
    marks = ", ".join(f"{quote(_column(meta, name))} = %s" for name in names)
    key = quote(_column(meta, "tenant")), quote(_column(meta, "id"))
    order = f"UPDATE {quote(meta.db_table)} SET {marks} WHERE {key[0]} = %s AND {key[1]} = %s"  # noqa: S608 - own names
    return order, _known(meta.get_field(name) for name in names)


@lru_cache(maxsize=64)
def _insert(model: type[models.Model]) -> Order:
    quote, meta = connection.ops.quote_name, model._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join("%s" for _field in fields)
    assert meta.pk is not None
    into, key = quote(meta.db_table), quote(str(meta.pk.column))
    order = f"INSERT INTO {into} ({names}) VALUES ({marks}) RETURNING {key}"  # noqa: S608 - own names
    return order, _known(fields)
