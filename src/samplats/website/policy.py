"""Who sees the start page."""

from samplats.administration.policy import SEE_ADMINISTRATION
from samplats.county.policy import SEE_RELEASED
from samplats.evidence.incidents.policy import MAY_IMPORT, MAY_REPORT
from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import permission
from samplats.foundation.accounts.roles import EVERYONE
from samplats.places.policy import MAY_DRAW_PLACES, MAY_SEE_PLACES
from samplats.situation.policy import SEE_PUBLISHED, SEE_SITUATION
from samplats.weekly.policy import PREPARE, SEE_SHEETS

SEE_START = permission("website.see_start", EVERYONE)


def may_draw(actor: Actor) -> bool:
    """Whether the page offers to draw a place."""
    return MAY_DRAW_PLACES.held_by(actor)


def may_see_situation(actor: Actor) -> bool:
    """Whether the page leads to the figures."""
    return SEE_SITUATION.held_by(actor)


def may_administer(actor: Actor) -> bool:
    """Whether the page leads to the administration."""
    return SEE_ADMINISTRATION.held_by(actor)


def mostly_reports(actor: Actor) -> bool:
    """Whether handing in reports is the actor's own work: who takes in files has the whole week to read."""
    return MAY_REPORT.held_by(actor) and not MAY_IMPORT.held_by(actor)


def may_see_released(actor: Actor) -> bool:
    """Whether the actor reads what municipalities have handed over."""
    return SEE_RELEASED.held_by(actor)


def may_see_published(actor: Actor) -> bool:
    """Whether the page leads to the published pictures."""
    return SEE_PUBLISHED.held_by(actor)


def may_see_sheets(actor: Actor) -> bool:
    """Whether the page tells of the weekly sheets."""
    return SEE_SHEETS.held_by(actor)


def may_prepare_sheets(actor: Actor) -> bool:
    """Whether the page offers to prepare the next sheet."""
    return PREPARE.held_by(actor)


def page_of_place(actor: Actor) -> str:
    """The first page of a place that the actor may open, as an address's name; empty when there is none."""
    ways = {"situation:page": SEE_SITUATION, "places:overview": MAY_SEE_PLACES}
    return next((name for name, needed in ways.items() if needed.held_by(actor)), "")
