"""Those who report in the demo: how many did each week, what they have told this week, and one who has stopped."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_DNS, uuid5

from django.db import transaction
from django.utils import timezone

from samplats.commands.demo.deliverers import DELIVERERS
from samplats.commands.demo.house import House
from samplats.demo import reporting
from samplats.demo.incidents import Incidents
from samplats.demo.people import REPORTED, REPORTERS
from samplats.demo.photos import broken_lamp
from samplats.demo.streams import ORGANISATIONS
from samplats.evidence.incidents import actions, queries
from samplats.evidence.incidents.queries import Effort
from samplats.evidence.incidents.rules.precision import TimePrecision
from samplats.evidence.incidents.rules.reporting import Span
from samplats.foundation.access.actors import Actor, actor_for, system_actor
from samplats.foundation.accounts.models import User
from samplats.foundation.files.photos import photo_jpeg
from samplats.foundation.tenancy.models import Organisation
from samplats.places import queries as places
from samplats.vocabulary.queries import category_names

WITH_PHOTO = 2  # a lamp that does not light


def load(house: House, rows: Incidents) -> None:
    """Let reports belong to the partners' source, write down who reported, and take in this week's reports."""
    ada, system = house.actor("ada"), system_actor(house.tenant)
    [source] = [one for one in queries.sources(ada) if one.name == DELIVERERS["partners"].name]
    actions.choose_report_source(ada, house.tenant, source=source)
    actions.keep_reporting_weeks(house.tenant, _weeks(rows))
    actions.set_photos(house.actor("hugo"), house.tenant, taken=True)
    for number, (who, code, minute) in enumerate(REPORTED):
        _hand_in(house, _actor(house, who), number, code, minute, rows)
    for one in REPORTERS:
        if one.is_calm:
            now = timezone.now()
            actions.say_calm(_actor(house, one.key), house.tenant, today=timezone.localdate(now), now=now)
    actions.collect_reports(system, house.tenant, now=timezone.now())


def _weeks(rows: Incidents) -> list[tuple[int | None, Effort]]:
    bodies = dict(Organisation.objects.values_list("name", "pk"))
    weeks = reporting.weeks(rows)
    names = [ORGANISATIONS[number].name for number in weeks.organisation.tolist()]
    numbers = zip(weeks.members, weeks.active, weeks.nothing_to_report, weeks.reports, strict=True)
    days = weeks.week.astype("datetime64[D]").astype(object)
    return [
        (bodies[name], Effort(day, *(int(n) for n in found)))
        for name, day, found in zip(names, days, numbers, strict=True)
        if name in bodies and any(found)
    ]


def _actor(house: House, key: str) -> Actor:
    person = next((one for one in REPORTERS if one.key == key), None)
    user = User.objects.get(email=person.email) if person else house.users[key]
    found = actor_for(user, house.tenant)
    if found is None:
        raise LookupError(key)
    return found


def _hand_in(house: House, actor: Actor, number: int, code: str, minute: int, rows: Incidents) -> None:
    """One report of the last weekend, at an address of the town."""
    hits = places.search_gazetteer(actor, "S", most=40)
    at = hits[(number * 7) % len(hits)]
    start = datetime.combine(rows.as_of, time()) - timedelta(minutes=minute)
    kind = category_names(actor)[code]
    spot = queries.spot_of(actor, kind, at=(at.longitude, at.latitude), words=at.name)
    try:
        with transaction.atomic():
            actions.hand_in_report(
                actor,
                house.tenant,
                key=uuid5(NAMESPACE_DNS, f"rapport-{number}.exempelkoping.example"),
                category=kind,
                span=Span(start.replace(second=0), None, TimePrecision.MINUTE),
                spot=spot,
                photo=photo_jpeg(broken_lamp()) if number == WITH_PHOTO else b"",
                now=timezone.now(),
            )
    except actions.AlreadyHandedIn:
        return
