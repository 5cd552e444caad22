"""Who reads decisions, and who writes them down."""

from django.db.models import QuerySet

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import permission, visibility, visible
from samplats.foundation.accounts.roles import Role
from samplats.meetings.models import Decision, Meeting
from samplats.places.models import Place
from samplats.places.policy import follows_named_places

AT_THE_TABLE = frozenset({Role.COORDINATOR, Role.ANALYST, Role.MEMBER, Role.LEADERSHIP, Role.COACH})

DECIDE = permission("meetings.decide", {Role.COORDINATOR, Role.ANALYST})


@visibility(Meeting)
def seen_meetings(actor: Actor, meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those who sit at the table see its meetings; a coach those of the named places."""
    seen = meetings if actor.is_system or actor.roles & AT_THE_TABLE else meetings.none()
    return seen.filter(place__in=_places(actor)) if follows_named_places(actor) else seen


@visibility(Decision)
def seen_decisions(actor: Actor, decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """As the meetings at which they were made."""
    seen = decisions if actor.is_system or actor.roles & AT_THE_TABLE else decisions.none()
    return seen.filter(meeting__place__in=_places(actor)) if follows_named_places(actor) else seen


def _places(actor: Actor) -> QuerySet[Place]:
    return visible(actor, Place.objects.all())
