"""What the front page shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeGuard

from django.utils import timezone

from samplats.administration.sentences import ROLE_RIGHTS, role_name
from samplats.alarms import queries as alarms
from samplats.alarms.policy import SEE_ALARMS
from samplats.evidence.incidents import queries as incidents
from samplats.evidence.incidents.models import Import
from samplats.evidence.incidents.policy import MAY_IMPORT
from samplats.foundation.access.actors import Actor
from samplats.foundation.accounts.models import Membership, User
from samplats.foundation.accounts.roles import Role
from samplats.foundation.tenancy.current import across_tenants
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.ui.maps import MapView
from samplats.places import queries as places
from samplats.places.models import Place
from samplats.process import queries as process
from samplats.process.models import PlaceNote
from samplats.process.policy import MANAGE_STEPS, SEE_NOTES, SEE_STEPS
from samplats.process.rules.walk import Part
from samplats.process.rules.walk import Standing as InWork
from samplats.situation import queries as situation
from samplats.situation.models import Picture, Version
from samplats.situation.policy import DRAFT, SEE_PUBLISHED, SEE_SITUATION
from samplats.situation.rules.states import Standing, State, standing_of
from samplats.website.rules import Line
from samplats.weekly import queries as weekly
from samplats.weekly.models import Sheet
from samplats.weekly.policy import SEE_SHEETS

MOST_IMPORTS = 3
NOTED_LATELY = timedelta(weeks=2)
MOST_DUE = 4
SHOWN = (InWork.LATE, InWork.NOW)
ORDER = {Standing.WORSE: 0, Standing.BETTER: 1, Standing.UNCHANGED: 2, Standing.UNMEASURED: 3}
DEMO_DOMAIN = ".example"  # a reserved name: no real person can have such an address


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as with one click, in the demo only."""

    user: User
    tenant: str
    role: str
    may: str


def demo_people() -> list[DemoPerson]:
    """The demo's people in the order of the roles."""
    order = list(Role)
    with across_tenants("the demo's front page offers every invented person"):
        held = Membership.objects.filter(user__email__endswith=DEMO_DOMAIN).select_related("user", "tenant")
        rows = sorted(held, key=lambda one: (one.tenant_id, order.index(Role(one.role)), one.user.name))
    tenants: dict[int, list[str]] = {}
    for one in rows:
        tenants.setdefault(one.user_id, []).append(one.tenant.name)
    first = {one.user_id: one for one in reversed(rows)}
    return [
        DemoPerson(one.user, ", ".join(tenants[pk]), role_name(one.role), str(ROLE_RIGHTS[Role(one.role)]))
        for pk in tenants
        for one in [first[pk]]
    ]


@dataclass(frozen=True)
class Due:
    """An activity of a place's steps that is late or under way."""

    place: Place
    part: Part
    leader: str
    is_first: bool

    @property
    def order(self) -> tuple[bool, int, date, str]:
        """The reader's own first, late before under way, the oldest date first."""
        return not self.is_first, SHOWN.index(self.part.standing), self.part.due_on, self.place.name


@dataclass(frozen=True)
class Week:
    """What the start page tells: the week, each place's line, what is in work and what the law asks for."""

    today: date
    lines: list[Line]
    drafts: list[Picture]
    latest: Version | None
    imports: list[Import]
    municipality_draft: Picture | None
    due: list[Due]
    notes: list[PlaceNote]
    sheet: Sheet | None
    n_alarms: int | None
    """How many wait; None for who does not look at alarms."""

    @property
    def worst(self) -> Line | None:
        """The place that stands out most, if any does."""
        worse = [line for line in self.lines if line.standing is Standing.WORSE and line.state]
        return max(worse, key=lambda line: line.state.strength if line.state else 0.0) if worse else None


def week(actor: Actor, today: date) -> Week:
    """The start page's figures in a fixed number of questions, whatever the number of places and incidents."""
    period = situation.usual_period(actor)
    states = situation.states(actor, period) if SEE_SITUATION.held_by(actor) else {}
    lines = [_line(place, states.get(str(place.public_id), [])) for place in places.places(actor)]
    drafts = list(situation.open_drafts(actor)) if DRAFT.held_by(actor) else []
    return Week(
        today=today,
        lines=sorted(lines, key=lambda line: (ORDER[line.standing], line.name)),
        drafts=drafts,
        latest=situation.latest(actor, None) if SEE_PUBLISHED.held_by(actor) else None,
        imports=list(incidents.imports(actor)[:MOST_IMPORTS]) if MAY_IMPORT.held_by(actor) else [],
        sheet=weekly.latest(actor) if SEE_SHEETS.held_by(actor) else None,
        due=_due(actor) if SEE_STEPS.held_by(actor) else [],
        notes=process.recent_notes(actor, timezone.now() - NOTED_LATELY) if SEE_NOTES.held_by(actor) else [],
        n_alarms=alarms.n_waiting(actor, today) if SEE_ALARMS.held_by(actor) else None,
        municipality_draft=next((one for one in drafts if one.place is None), None),
    )


def _due(actor: Actor) -> list[Due]:
    """What the places have to do in their steps: what is late, the longest overdue first, then what is due next.

    Who does not co-ordinate sees the own activities before those of others.
    """
    all_alike = MANAGE_STEPS.held_by(actor)
    walked = ((found.place, found.walk) for found in process.walks(actor) if found.walk)
    parts = [
        Due(place, part, walk.leader, all_alike or part.mark.responsible_id == actor.user_id)
        for place, walk in walked
        for part in walk.to_do()
    ]
    return sorted((one for one in parts if one.part.standing in SHOWN), key=lambda one: one.order)[:MOST_DUE]


def _line(place: Place, states: list[State]) -> Line:
    return Line(place.name, place.slug, place.kind, standing_of(states))


def start_map(actor: Actor, lines: Sequence[Line], *, label: str, figures: bool) -> MapView | None:
    """The municipality with its places, numbered as in the table, each with its standing where figures are shown."""
    known = {place.slug: place for place in places.places(actor)}
    view = places.map_of_places(actor, [known[line.slug] for line in lines], label=label)
    if view is None:
        return None
    pins = [replace(pin, status=line.standing if figures else "") for pin, line in zip(view.pins, lines, strict=True)]
    return replace(view, pins=pins, table="places-table")


def coaches(user: User) -> bool:
    """Whether the person is a coach somewhere."""
    with across_tenants("a person's own memberships, to lead a coach to the coached places"):
        return Membership.objects.filter(user=user, role=Role.COACH).exists()


def is_above_municipalities(tenant: Tenant) -> bool:
    """Whether the room is a county's or a co-operation's, which has no places of its own."""
    return tenant.kind != Tenant.Kind.MUNICIPALITY


def is_signed_in(user: object) -> TypeGuard[User]:
    """Whether the request comes from a person with an account."""
    return isinstance(user, User)
