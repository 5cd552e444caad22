"""Who may bring incidents in and see them."""

from django.db import models

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.partitions import PermittedUse
from samplats.foundation.access.permissions import permission, visibility
from samplats.foundation.access.scopes import SEE_CELLS, SEE_POINTS, SEE_WHAT_IS_PUBLIC
from samplats.foundation.accounts.roles import Role

from .models import Feed, Import, Incident, Pull, PulledRecord, RejectedRow, Report, Source
from .rules.reporting import ASSOCIATION, PUBLIC
from .rules.states import ImportState

MAY_IMPORT = permission("incidents.import", SEE_POINTS)
MAY_SEE_POINTS = permission("incidents.see_points", SEE_POINTS)
MAY_SEE_CELLS = permission("incidents.see_cells", SEE_POINTS | SEE_CELLS)
MAY_SEE_SOURCES = permission("incidents.see_sources", SEE_POINTS | SEE_CELLS | SEE_WHAT_IS_PUBLIC)

MAY_REPORT = permission("incidents.report", SEE_POINTS | {Role.REPORTER})
MAY_SEE_INCOMING = permission("incidents.see_incoming_reports", SEE_POINTS)
MAY_SORT_REPORTS = permission("incidents.sort_reports", {Role.COORDINATOR})
MAY_FOLLOW_REPORTERS = permission("incidents.follow_reporters", {Role.COORDINATOR})
MAY_SET_REPORTING = permission("incidents.set_reporting", {Role.ADMINISTRATOR}, tenants=frozenset({"municipality"}))


def _own_or_sorted(actor: Actor, report: Report) -> bool:
    return report.reporter_id == actor.user_id or MAY_SORT_REPORTS.held_by(actor)


MAY_CHANGE_REPORT = permission("incidents.change_report", SEE_POINTS | {Role.REPORTER}, condition=_own_or_sorted)


@visibility(Report)
def shown_reports(actor: Actor, reports: models.QuerySet[Report]) -> models.QuerySet[Report]:
    """All to those who may see points; else one's own, and in public bodies and associations one's colleagues'."""
    if actor.is_system or MAY_SEE_POINTS.held_by(actor):
        return reports
    own = models.Q(reporter=actor.user_id)
    if actor.organisation_id is not None:
        own |= models.Q(organisation=actor.organisation_id, organisation__kind__in=[PUBLIC, ASSOCIATION])
    return reports.filter(own)


@visibility(Import)
def shown_imports(actor: Actor, imports: models.QuerySet[Import]) -> models.QuerySet[Import]:
    """Until it has been started an import is its maker's alone: nobody has said yet how far its rows may be shown."""
    if actor.is_system:
        return imports
    return imports.filter(~models.Q(state=ImportState.DRAFT.value) | models.Q(made_by=actor.user_id))


@visibility(RejectedRow)
def shown_rejections(actor: Actor, rows: models.QuerySet[RejectedRow]) -> models.QuerySet[RejectedRow]:
    """Rows that were left out have no category that says how far they may be shown.

    They are for the one who handed the file in, and for the members of its closed room.
    """
    in_room = models.Q(batch__compartment__in=actor.compartments)
    return rows.filter(in_room | models.Q(batch__compartment=None, batch__made_by=actor.user_id))


@visibility(Feed)
def shown_feeds(actor: Actor, feeds: models.QuerySet[Feed]) -> models.QuerySet[Feed]:
    """A pulled source of a closed room, with how many came of what, exists for its members."""
    return feeds if actor.is_system else feeds.filter(_room_of_source("source", actor))


@visibility(Pull)
def shown_pulls(actor: Actor, pulls: models.QuerySet[Pull]) -> models.QuerySet[Pull]:
    """The same for what each pull brought."""
    return pulls if actor.is_system else pulls.filter(_room_of_source("feed__source", actor))


@visibility(PulledRecord)
def shown_pulled(actor: Actor, records: models.QuerySet[PulledRecord]) -> models.QuerySet[PulledRecord]:
    """The same for each record."""
    return records if actor.is_system else records.filter(_room_of_source("feed__source", actor))


def _room_of_source(source: str, actor: Actor) -> models.Q:
    return models.Q(**{f"{source}__room": None}) | models.Q(**{f"{source}__room__in": actor.compartments})


def may_read_file(actor: Actor, batch: Import) -> bool:
    """Whether the actor may read the file itself: the rule of `shown_rejections`, for one import."""
    if batch.compartment_id is not None:
        return batch.compartment_id in actor.compartments
    return actor.is_system or batch.made_by_id == actor.user_id


def may_deliver(actor: Actor, source: Source) -> bool:
    """Whether the actor may bring rows of the source in: what goes into a closed room comes from its members."""
    return source.room_id is None or source.room_id in actor.compartments


def _in_all_its_rooms(actor: Actor, source: Source) -> bool:
    """Whether the actor is in the source's closed room, and in those in which rows of it lie from before."""
    lie_in = Import.objects.filter(source=source, compartment__isnull=False)
    return may_deliver(actor, source) and not lie_in.exclude(compartment__in=actor.compartments).exists()


MAY_CHANGE_SOURCE = permission("incidents.change_source", SEE_POINTS, condition=_in_all_its_rooms)
"""How long the rows of a closed room are kept is for its members to say: who shortens it erases them."""


def why_not_taken_in(actor: Actor | None, source: Source) -> str:
    """Why the files of a source's folder may not come in by this person now, as a code; empty when they may."""
    if actor is None or not MAY_IMPORT.held_by(actor):
        return "right_lost"
    if not may_deliver(actor, source):
        return "room_lost"
    return "source_closed" if source.closed_at else ""


@visibility(Incident)
def shown_rows(actor: Actor, rows: models.QuerySet[Incident]) -> models.QuerySet[Incident]:
    """Rows of finished imports: in the open to those who may see points, in a closed room to its members.

    Rows that the source lends for statistics alone are nobody's to see one by one.
    """
    rows = rows.filter(batch__state=ImportState.LIVE.value).exclude(source__permitted_use=PermittedUse.STATISTICS)
    return rows if MAY_SEE_POINTS.held_by(actor) else rows.filter(compartment__isnull=False)
