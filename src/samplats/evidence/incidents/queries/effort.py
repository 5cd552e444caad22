"""Reporting effort: who reports, per week and organisation, and who has not been heard from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import visible
from samplats.foundation.accounts.models import Membership, User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.models import Organisation

from ..models import CalmWeek, Report, ReportingWeek, Rhythm
from ..rules.effort import Effort, has_changed, per_week
from ..rules.reporting import ReportState, monday_of, period_of

WEEK = timedelta(weeks=1)
SEEN_BACK = timedelta(weeks=26)


@dataclass(frozen=True)
class Heard:
    """One organisation's reporters in its present period."""

    organisation: Organisation | None
    rhythm: int
    first_on: date
    people: list[User]
    silent: list[User]
    last_on: date | None

    @property
    def n_heard(self) -> int:
        """How many have reported, or said that it was calm."""
        return len(self.people) - len(self.silent)


def effort(actor: Actor, first: date, last: date) -> list[Effort]:
    """All organisations together, week by week; the weeks that are over as they were written down then."""
    weeks = visible(actor, ReportingWeek.objects.filter(week__range=(monday_of(first), last)))
    kept = [Effort(*one) for one in weeks.values_list("week", "members", "active", "calm", "reports")]
    open_from = max((one.week + WEEK for one in kept), default=monday_of(first))
    live = [one for _body, one in live_effort(actor, open_from, last)]
    return per_week([*kept, *live])


def effort_has_changed(weeks: Sequence[Effort]) -> bool:
    """Whether so many more or fewer report than before that the number of reports may follow from it."""
    return has_changed([one.active for one in weeks])


def live_effort(actor: Actor, first: date, last: date) -> list[tuple[int | None, Effort]]:
    """Organisation and effort of each week, counted from what has been reported; whole weeks from a Monday on."""
    active: dict[tuple[int | None, date], set[int | None]] = defaultdict(set)
    reports: dict[tuple[int | None, date], int] = defaultdict(int)
    told = Report.objects.filter(tenant_id=actor.tenant_id, made_at__gte=_midnight(actor, first))
    zone = ZoneInfo(actor.tenant.time_zone)
    for body, person, at, state in told.order_by().values_list("organisation_id", "reporter_id", "made_at", "state"):
        at_week = (body, monday_of(at.astimezone(zone).date()))
        active[at_week].add(person)
        reports[at_week] += state == ReportState.RECEIVED.value
    calm: dict[tuple[int | None, date], set[int | None]] = defaultdict(set)
    quiet = visible(actor, CalmWeek.objects.filter(week__range=(first, last)))
    for body, person, week in quiet.values_list("organisation_id", "reporter_id", "week"):
        calm[body, week].add(person)
    members = _members(actor)

    def of(body: int | None, week: date) -> Effort:
        told_here, calm_here = active[body, week], calm[body, week]
        both = len(told_here | calm_here)
        return Effort(week, members.get(body, 0), both, len(calm_here - told_here), reports[body, week])

    keys = sorted({*active, *calm}, key=lambda key: (key[1], key[0] or 0))
    return [(body, of(body, week)) for body, week in keys if week <= last]


def last_closed_week(actor: Actor) -> date | None:
    """The latest week that has been written down."""
    closed = visible(actor, ReportingWeek.objects.order_by("-week"))
    return closed.values_list("week", flat=True).first()


def first_reported_week(actor: Actor) -> date | None:
    """The week of the first report or calm week there is."""
    zone = ZoneInfo(actor.tenant.time_zone)
    at = Report.objects.filter(tenant_id=actor.tenant_id).order_by("made_at").values_list("made_at", flat=True).first()
    week = CalmWeek.objects.filter(tenant_id=actor.tenant_id).order_by("week").values_list("week", flat=True).first()
    found = [one for one in (at and monday_of(at.astimezone(zone).date()), week) if one]
    return min(found, default=None)


def heard(actor: Actor, today: date) -> list[Heard]:
    """Every organisation with reporters: its rhythm, and who has not been heard from in its present period."""
    rhythms = dict(visible(actor, Rhythm.objects.all()).values_list("organisation_id", "weeks"))
    people: dict[int | None, list[User]] = defaultdict(list)
    bodies: dict[int | None, Organisation | None] = {}
    held = visible(actor, Membership.objects.filter(role=Role.REPORTER).select_related("user__organisation"))
    for one in held.filter(user__is_active=True).order_by("user__name"):
        people[one.user.organisation_id].append(one.user)
        bodies[one.user.organisation_id] = one.user.organisation
    last = _last_heard(actor, today)
    found = []
    for body in sorted(bodies, key=lambda key: (key is None, str(bodies[key]))):
        rhythm = rhythms.get(body or 0, 1)
        first_on, _last_week = period_of(monday_of(today), rhythm)
        silent = [user for user in people[body] if last.get(user.pk, date.min) < first_on]
        days = [last[user.pk] for user in people[body] if user.pk in last]
        found.append(Heard(bodies[body], rhythm, first_on, people[body], silent, max(days, default=None)))
    return found


def _last_heard(actor: Actor, today: date) -> dict[int | None, date]:
    """The last day on which each person was heard from, half a year back."""
    since = monday_of(today - SEEN_BACK)
    zone = ZoneInfo(actor.tenant.time_zone)
    last: dict[int | None, date] = {}
    told = Report.objects.filter(tenant_id=actor.tenant_id, made_at__gte=_midnight(actor, since))
    for person, at in told.order_by("made_at").values_list("reporter_id", "made_at"):
        last[person] = at.astimezone(zone).date()
    quiet = visible(actor, CalmWeek.objects.filter(week__gte=since)).values_list("reporter_id", "made_at")
    for person, at in quiet:
        last[person] = max(last.get(person, date.min), at.astimezone(zone).date())
    return last


def _members(actor: Actor) -> dict[int | None, int]:
    held = visible(actor, Membership.objects.filter(role=Role.REPORTER, user__is_active=True))
    found: dict[int | None, int] = defaultdict(int)
    for body in held.values_list("user__organisation_id", flat=True):
        found[body] += 1
    return found


def _midnight(actor: Actor, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(actor.tenant.time_zone))
