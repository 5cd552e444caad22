"""Who sees the places, and who draws them."""

from django.db.models import QuerySet

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import permission, visibility
from samplats.foundation.accounts.roles import CONTENT, Role
from samplats.places.models import CoachedPlace, Place

INSIDE = CONTENT - {Role.COUNTY}
"""A county sees what is released to it, never a municipality's own pages."""

MAY_SEE_PLACES = permission("places.see_places", INSIDE)
MAY_DRAW_PLACES = permission("places.draw_places", {Role.COORDINATOR})
MAY_SET_UP = permission("places.set_up_municipality", {Role.COORDINATOR})
MAY_SEE_SETTINGS = permission("places.see_settings", {Role.COORDINATOR, Role.ANALYST})


@visibility(Place)
def seen_places(actor: Actor, places: QuerySet[Place]) -> QuerySet[Place]:
    """A coach sees the places that the coach has been named for; everybody else inside sees all."""
    if not follows_named_places(actor):
        return places
    named = CoachedPlace.objects.filter(tenant_id=actor.tenant_id, user_id=actor.user_id or 0)
    return places.filter(pk__in=named.values("place_id"))


def follows_named_places(actor: Actor) -> bool:
    """Whether the actor is a coach from outside and nothing more: reads named places, not the municipality."""
    return bool(actor.roles) and actor.roles <= {Role.COACH, Role.COUNTY}
