"""Orders read in SQLite as Django writes them."""

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from samplats.foundation.tenancy.sqlite import base
from samplats.foundation.tenancy.sqlite.base import LONGEST

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="is about SQLite alone"),
]


@pytest.mark.parametrize(
    ("order", "values", "answer"),
    [
        ("SELECT %s, '%%s', '100 %%'", [1], (1, "%s", "100 %")),
        ("SELECT %s, '%%s', '100 %%'", ["å%s?"], ("å%s?", "%s", "100 %")),
        ("SELECT %(a)s, %(b)s, %(a)s", {"a": 1, "b": None}, (1, None, 1)),
        (f"SELECT %s, '{'x' * LONGEST}'", [2], (2, "x" * LONGEST)),
        ("SELECT '%s'", None, ("%s",)),
    ],
)
def test_marks_become_sqlites_own(order, values, answer):
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute(order, values)
            assert cursor.fetchone() == answer


def test_the_cursor_is_djangos_own_with_a_memory():
    with connection.cursor() as cursor:
        assert isinstance(cursor.cursor, SQLiteCursorWrapper)
        assert type(cursor.cursor) is not SQLiteCursorWrapper
        cursor.execute("SELECT %s AS once", [1])
        before = base._converted.cache_info().hits
        cursor.execute("SELECT %s AS once", [2])
        assert base._converted.cache_info().hits == before + 1
