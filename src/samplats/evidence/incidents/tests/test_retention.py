"""Rows whose time is up become counts and are erased; what is older still goes straight there."""

from datetime import UTC, date, datetime

import pytest

from samplats.evidence.incidents import actions, queries
from samplats.evidence.incidents.models import Import, Incident, IncidentStatistic, Source
from samplats.evidence.incidents.tests.files import csv_of, imported, row
from samplats.foundation.access.actors import system_actor
from samplats.foundation.jobs import worker
from samplats.foundation.retention.models import RetentionEntry

pytestmark = pytest.mark.usefixtures("in_home")
LATER = datetime(2027, 12, 5, 12, tzinfo=UTC)
SEPTEMBER = [
    "x;2026-09-10 12:00;16.5;59.5;Bråk",
    "x;2026-09-11 12:00;16.5;59.5;Bråk",
    "x;2026-09-12 12:00;16.6;59.5;Klotter",
]
OLD = ["x;2020-03-01 12:00;16.5;59.5;Bråk", "x;2020-03-02 12:00;16.5;59.5;Bråk"]


def retired(cast, now=LATER):
    return actions.carry_out_retention(system_actor(cast.home), now)


def test_rows_past_their_time_become_counts_and_the_rest_stays(cast):
    batch = imported(cast, csv_of(*SEPTEMBER, row(20), row(21)), retention_months=14)
    assert queries.n_due(cast.home, LATER) == 1
    assert retired(cast) == 3
    assert Incident.objects.count() == 2
    found = IncidentStatistic.objects.order_by("category").values_list("month", "category", "column", "row", "count")
    assert [one[:2] + one[4:] for one in found] == [(date(2026, 9, 1), "Bråk", 2), (date(2026, 9, 1), "Klotter", 1)]
    assert found[0][2:4] == (584921 // 250, 6596687 // 250)
    source = Source.objects.get()
    span = queries.Period(date(2026, 1, 1), date(2026, 12, 31))
    found = queries.scoped(cast.actor("ada"), source=source, period=span)
    assert (found.n, found.period.first) == (2, date(2026, 10, 1))  # an erased month is no month without incidents
    assert (found.older.starts, found.older.counts) == ((date(2026, 9, 1),), (3,))
    [entry] = RetentionEntry.objects.all()
    assert (entry.erased, entry.kept_as_statistics, entry.older_than) == (3, 2, date(2026, 10, 1))
    batch.refresh_from_db()
    assert batch.state == "live"


def test_done_twice_it_counts_nothing_twice(cast):
    imported(cast, csv_of(*SEPTEMBER), retention_months=14)
    retired(cast)
    assert retired(cast) == 0
    assert sum(IncidentStatistic.objects.values_list("count", flat=True)) == 3
    assert Import.objects.get().state == "expired"


def test_what_is_older_than_its_time_goes_straight_to_counts(cast):
    batch = imported(cast, csv_of(*OLD, row(1)), retention_months=24)
    assert (batch.n_added, batch.n_aggregated, Incident.objects.count()) == (1, 2, 1)
    [kept] = IncidentStatistic.objects.all()
    assert (kept.month, kept.count) == (date(2020, 3, 1), 2)
    again = imported(cast, csv_of(*OLD))
    assert (again.n_aggregated, IncidentStatistic.objects.count()) == (0, 1)


def test_undoing_takes_the_counts_along(cast):
    batch = imported(cast, csv_of(*OLD, row(1)), retention_months=24)
    actions.undo_import(cast.actor("ada"), batch, now=LATER)
    worker.run_all()
    assert not IncidentStatistic.objects.exists()
