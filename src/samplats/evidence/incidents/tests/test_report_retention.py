"""Reports go when their incidents go; how many reported stays."""

from datetime import UTC, datetime, timedelta

import pytest

from samplats.evidence.incidents import actions, queries
from samplats.evidence.incidents.actions.retiring_reports import carry_out_report_retention
from samplats.evidence.incidents.models import Incident, Report, ReportingWeek
from samplats.evidence.incidents.tests.reporting import NOW, collected, handed_in
from samplats.foundation.access.actors import system_actor
from samplats.foundation.retention.models import RetentionEntry

pytestmark = pytest.mark.usefixtures("in_home")
LATER = datetime(2028, 12, 2, 12, tzinfo=UTC)


def test_reports_and_their_incidents_go_together_and_the_effort_stays(cast):
    handed_in(cast, text="Trasig ruta")
    collected(cast)
    system = system_actor(cast.home)
    actions.close_reporting_weeks(system, cast.home, today=NOW.date() + timedelta(weeks=1))
    assert queries.n_reports_due(cast.home, NOW) == 0
    assert carry_out_report_retention(system, NOW) == 0
    assert queries.n_reports_due(cast.home, LATER) == 1
    assert carry_out_report_retention(system, LATER) == 1
    assert actions.carry_out_retention(system, LATER) == 1
    assert not Report.objects.exists()
    assert not Incident.objects.exists()
    assert ReportingWeek.objects.get().reports == 1
    assert RetentionEntry.objects.filter(kind="reports").exists()
