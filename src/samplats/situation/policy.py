"""Who reads, drafts and publishes situation pictures."""

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import permission, visible
from samplats.foundation.accounts.roles import CONTENT, Role
from samplats.places.models import Place
from samplats.places.policy import follows_named_places
from samplats.situation.models import Version

SEE_SITUATION = permission("situation.see", CONTENT - {Role.LEADERSHIP, Role.COUNTY, Role.COACH})
SEE_PUBLISHED = permission("situation.see_published", CONTENT - {Role.COUNTY})


def _of_own_work(actor: Actor, version: Version) -> bool:
    """Whether the version speaks of what the actor works with: for a coach the named places, else all."""
    if not follows_named_places(actor):
        return True
    return version.place is not None and visible(actor, Place.objects.filter(pk=version.place.pk)).exists()


SEE_INTERNAL = permission("situation.see_internal", CONTENT - {Role.COUNTY}, condition=_of_own_work)
DRAFT = permission("situation.draft", {Role.COORDINATOR, Role.ANALYST})
PUBLISH = permission("situation.publish", {Role.COORDINATOR})
COUNT_FIGURES = permission("situation.count_figures", CONTENT - {Role.LEADERSHIP, Role.COUNTY, Role.COACH})
