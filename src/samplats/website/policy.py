"""Who sees the start page."""

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import permission
from samplats.foundation.accounts.roles import EVERYONE
from samplats.places.policy import MAY_DRAW_PLACES
from samplats.situation.policy import SEE_SITUATION

SEE_START = permission("website.see_start", EVERYONE)


def may_draw(actor: Actor) -> bool:
    """Whether the page offers to draw a place."""
    return MAY_DRAW_PLACES.held_by(actor)


def may_see_situation(actor: Actor) -> bool:
    """Whether the page leads to the figures."""
    return SEE_SITUATION.held_by(actor)
