"""Who may bring incidents in and see them."""

from django.db import models

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.partitions import PermittedUse
from samplats.foundation.access.permissions import permission, visibility
from samplats.foundation.access.scopes import SEE_CELLS, SEE_POINTS, SEE_WHAT_IS_PUBLIC

from .models import Incident
from .rules.states import ImportState

MAY_IMPORT = permission("incidents.import", SEE_POINTS)
MAY_SEE_POINTS = permission("incidents.see_points", SEE_POINTS)
MAY_SEE_CELLS = permission("incidents.see_cells", SEE_POINTS | SEE_CELLS)
MAY_SEE_SOURCES = permission("incidents.see_sources", SEE_POINTS | SEE_CELLS | SEE_WHAT_IS_PUBLIC)


@visibility(Incident)
def shown_rows(actor: Actor, rows: models.QuerySet[Incident]) -> models.QuerySet[Incident]:
    """Rows of finished imports: in the open to those who may see points, in a closed room to its members.

    Rows that the source lends for statistics alone are nobody's to see one by one.
    """
    rows = rows.filter(batch__state=ImportState.LIVE.value).exclude(source__permitted_use=PermittedUse.STATISTICS)
    return rows if MAY_SEE_POINTS.held_by(actor) else rows.filter(compartment__isnull=False)
