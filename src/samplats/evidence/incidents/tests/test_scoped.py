"""What analyses are given: only what the reader's scope opens."""

from datetime import date

import numpy as np
import pytest
import shapely

from samplats.analyses.rules.scoped import Period
from samplats.evidence.incidents import queries
from samplats.evidence.incidents.models import Source
from samplats.evidence.incidents.tests.files import WITHOUT_IDS, csv_of, imported, row
from samplats.foundation.access.models import CompartmentMember
from samplats.foundation.access.scope import Grain
from samplats.foundation.access.scopes import members_scope, public_scope, scope
from samplats.places import actions as places
from samplats.places.reading.areas import NamedShape
from samplats.places.rules.kinds import Kind
from samplats.vocabulary.queries import category_names

pytestmark = pytest.mark.usefixtures("in_home")
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))


def given(cast, who, **more):
    return queries.scoped(cast.actor(who), source=Source.objects.get(), period=OCTOBER, **more)


def test_analyses_get_the_rows_of_the_period_in_local_time(cast):
    imported(cast, csv_of(row(1), row(2, kind="Klotter"), "x;2026-09-30 23:59;16.5;59.5;Bråk"))
    found = given(cast, "ada")
    assert found.n == 2
    assert found.start[0] == np.datetime64("2026-10-01T20:15:00")
    assert found.scope.grain is Grain.POINTS
    assert found.category is not None
    assert [found.category.words[code] for code in found.category.codes] == ["Bråk", "Klotter"]
    assert np.isnat(found.end).all()


def test_own_categories_filter_and_name(cast):
    mapping = {**WITHOUT_IDS, "categories": {"Klotter": "E1"}}
    imported(cast, csv_of(row(1), row(2, kind="Klotter")), mapping=mapping)
    found = given(cast, "ada", categories={"E1"})
    assert found.n == 1
    assert found.category is not None
    assert found.category.words[found.category.codes[0]] == category_names(cast.actor("ada"))["E1"].label


def test_who_sees_cells_gets_what_is_shared_with_members_only(cast):
    imported(cast, csv_of(row(1)), sharing_level="analysts", permitted_use="planning")
    assert given(cast, "ada").n == 1
    assert given(cast, "bo").n == 0


def test_the_public_gets_open_categories_of_public_sources_only(cast):
    mapping = {**WITHOUT_IDS, "categories": {"Klotter": "E1"}}
    content = csv_of(row(1), row(2, kind="Klotter"))
    imported(cast, content, mapping=mapping, sharing_level="public", permitted_use="open")
    ada = cast.actor("ada")
    assert given(cast, "ada", under=public_scope(ada)).n == 1  # what nobody has sorted stays inside
    assert given(cast, "ada", under=members_scope(ada)).n == 2


def test_a_wider_scope_than_one_s_own_is_refused(cast):
    imported(cast, csv_of(row(1)))
    with pytest.raises(PermissionError):
        given(cast, "bo", under=scope(cast.actor("ada")))


def test_leadership_sees_only_what_is_public_and_an_administrator_nothing(cast):
    assert scope(cast.actor("lena")).grain is Grain.PUBLIC
    assert scope(cast.actor("adam")).partitions == frozenset()


def test_restricted_kinds_go_to_the_closed_room_and_nowhere_else(cast):
    mapping = {**WITHOUT_IDS, "categories": {"Gäng": "A3"}}
    seat = CompartmentMember.objects.create(tenant=cast.home, compartment=cast.room, user=cast.users["ada"])
    imported(cast, csv_of(row(1), row(2, kind="Gäng")), mapping=mapping, room=cast.room)
    seat.delete()
    assert given(cast, "ada").n == 1
    assert given(cast, "dora").n == 2
    assert given(cast, "bo").n == 1


def test_without_a_room_restricted_kinds_are_left_out_with_the_reason(cast):
    mapping = {**WITHOUT_IDS, "categories": {"Gäng": "A3"}}
    batch = imported(cast, csv_of(row(1), row(2, kind="Gäng")), mapping=mapping)
    assert (batch.n_added, batch.n_rejected) == (1, 1)
    [left_out] = queries.rejected_rows(cast.actor("ada"), batch)
    assert (left_out.code, left_out.line, left_out.value) == ("restricted_without_room", 3, "Gäng")


def test_a_municipality_is_not_measured_against_its_forests(cast):
    """Its study area is the cells near any event, so no outline goes along; a place's own outline does."""
    imported(cast, csv_of(row(1), row(2)))
    ada = cast.actor("ada")
    places.import_boundary(
        ada, cast.home, shapes=[NamedShape("9901", "Exempelköping", shapely.box(16.0, 59.0, 17.0, 60.0))], source="test"
    )
    square = shapely.box(16.49, 59.49, 16.51, 59.51)
    made = places.draw_place(ada, cast.home, name="Torget", kind=Kind.CENTRE, area=square)
    assert given(cast, "ada").rings is None
    assert given(cast, "ada", place=made).rings is not None
