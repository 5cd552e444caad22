"""Who reads the weekly sheets, who prepares them and who closes them."""

from django.db.models import QuerySet

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import permission, visibility, visible
from samplats.foundation.accounts.roles import Role
from samplats.meetings.policy import AT_THE_TABLE
from samplats.places.models import Place
from samplats.places.policy import follows_named_places
from samplats.weekly.models import Passage, Sheet

SEE_SHEETS = permission("weekly.see_sheets", AT_THE_TABLE)
PREPARE = permission("weekly.prepare", {Role.COORDINATOR, Role.ANALYST})
CLOSE = permission("weekly.close", {Role.COORDINATOR})


@visibility(Sheet)
def seen_sheets(actor: Actor, sheets: QuerySet[Sheet]) -> QuerySet[Sheet]:
    """Who prepares them sees all; the others see what is closed, a coach that of the named places."""
    if PREPARE.held_by(actor):
        return sheets
    closed = sheets.filter(closed_at__isnull=False) if SEE_SHEETS.held_by(actor) else sheets.none()
    return closed.filter(place__in=visible(actor, Place.objects.all())) if follows_named_places(actor) else closed


@visibility(Passage)
def seen_passages(actor: Actor, passages: QuerySet[Passage]) -> QuerySet[Passage]:
    """Texts in work are for who prepares; others read the closed sheet."""
    return passages if PREPARE.held_by(actor) else passages.none()
