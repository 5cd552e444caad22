"""A report as tests hand it in."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import reverse

from samplats.evidence.incidents import actions
from samplats.evidence.incidents.models import Report
from samplats.evidence.incidents.queries import spot_of
from samplats.evidence.incidents.rules.precision import TimePrecision
from samplats.evidence.incidents.rules.reporting import Span
from samplats.foundation.access.actors import system_actor
from samplats.foundation.tests.cast import Cast
from samplats.vocabulary.queries import category_names

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
AT = datetime(2026, 11, 19, 20, 15)  # the wall clock in Sweden
HERE = (16.5, 59.5)


def handed_in(cast: Cast, who: str = "rut", **told: Any) -> Report:
    """One report through the action."""
    actor = cast.actor(who)
    category = category_names(actor)[told.pop("category", "E1")]
    spot = spot_of(actor, category, at=told.pop("at", HERE), words=told.pop("words", ""))
    told.setdefault("key", uuid4())
    told.setdefault("span", Span(AT, None, TimePrecision.MINUTE))
    told.setdefault("now", NOW)
    return actions.hand_in_report(actor, cast.home, category=category, spot=spot, **told)


def collected(cast: Cast, now: datetime = NOW) -> int:
    """What the job does."""
    return actions.collect_reports(system_actor(cast.home), cast.home, now=now)


def posted(cast: Cast, by: str = "rut", *, key: UUID | None = None, **fields: Any) -> HttpResponse:
    """One report through the page, as the island sends it."""
    given = {"key": str(key or uuid4()), "category": "E1", "when": "now", "band": "1", "lon": 16.5, "lat": 59.5}
    url = reverse("incidents:report", args=["exempelkoping"])
    return cast.client(by).post(url, {**given, **fields}, headers={"Accept": "application/json"})
