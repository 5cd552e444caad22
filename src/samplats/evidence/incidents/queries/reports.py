"""Reports as their reporters and their readers may see them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import IO
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from django.db.models import Count, QuerySet

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.accounts.models import Membership
from samplats.foundation.accounts.roles import Role
from samplats.foundation.files.store import open_file
from samplats.foundation.geo.crs import to_metric
from samplats.foundation.jobs.models import Job
from samplats.foundation.tenancy.models import Organisation
from samplats.foundation.tenancy.quick import look_up, look_up_shared
from samplats.vocabulary.queries import categories, category_names
from samplats.vocabulary.rules import Category

from ..models import Report, ReportSettings, Source
from ..policy import MAY_CHANGE_REPORT
from ..registry import Counted, PictureLink, pictures_with
from ..rules.reporting import NEAR_METRES, NEAR_TIME, ReportState, Teller, may_tell, order_of, takes_photos
from .batches import open_sources

USED_FOR = timedelta(days=180)
LONGITUDE_ROOM, LATITUDE_ROOM = 0.006, 0.0015  # degrees that hold 150 m anywhere in Sweden, for a first look


def report_source(actor: Actor) -> Source | None:
    """The source that the municipality's own reports belong to; None before the first one has been counted."""
    found = visible(actor, ReportSettings.objects.select_related("source__room")).first()
    return found.source if found else None


def report_sources(actor: Actor) -> list[Source]:
    """The partners' sources that the reports may belong to."""
    return [one for one in open_sources(actor) if one.kind == Source.Kind.PARTNERS]


def report_room(actor: Actor) -> int | None:
    """The closed room of the source that reports belong to, when the actor sits in it."""
    settings = look_up(ReportSettings, ("source",))
    source = settings[0][0] if settings else None
    rooms = look_up(Source, ("room",), id=source) if source is not None else []
    room = rooms[0][0] if rooms else None
    return room if room in actor.compartments else None


def teller(actor: Actor) -> Teller:
    """The actor as the rules of reporting see it."""
    return Teller(_kind_of(actor.organisation_id), report_room(actor) is not None)


def photos_are_taken(actor: Actor) -> bool:
    """Whether the municipality takes photos in reports."""
    settings = look_up(ReportSettings, ("takes_photos",))
    return bool(settings and settings[0][0])


def without_photos(offered: list[Category]) -> list[str]:
    """Codes of the categories whose reports hold no photo."""
    return [one.code for one in offered if not takes_photos(one)]


def photo_of(actor: Actor, public_id: UUID) -> IO[bytes]:
    """The photo of a report; raises `NotVisible` when the report is not the actor's to see, or has none."""
    found = the_report(actor, public_id)
    if found.photo is None:
        raise NotVisible("photo")
    return open_file(found.photo)


def offered(actor: Actor, now: datetime) -> list[Category]:
    """The categories that the actor may report, those that are reported most here first."""
    who = teller(actor)
    since = Report.objects.filter(tenant_id=actor.tenant_id, compartment=None, made_at__gte=now - USED_FOR)
    used = dict(since.order_by().values_list("category").annotate(n=Count("pk")))
    return order_of([one for one in categories(actor) if may_tell(one, who)], used)


def reports(actor: Actor) -> QuerySet[Report]:
    """The reports that the actor may see, newest first."""
    return visible(actor, Report.objects.select_related("organisation", "place", "merged_into", "batch__source"))


def own_reports(actor: Actor) -> QuerySet[Report]:
    """What the actor has reported."""
    return reports(actor).filter(reporter=actor.user_id)


def arrived(actor: Actor, *, since: datetime) -> tuple[int, int]:
    """How many reports have been handed in since then, and by how many organisations."""
    here = visible(actor, Report.objects.filter(made_at__gte=since)).order_by()
    found = here.aggregate(n=Count("pk"), bodies=Count("organisation", distinct=True))
    return found["n"], found["bodies"]


def report_categories(actor: Actor) -> dict[str, str]:
    """What every category is called, by code."""
    return {code: one.label for code, one in category_names(actor).items()}


def the_report(actor: Actor, public_id: UUID) -> Report:
    """One report; raises `NotVisible`."""
    found = reports(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("report")
    return found


def report_to_change(actor: Actor, public_id: UUID) -> Report:
    """One report that is the actor's to change; raises `NotVisible`, since it tells nobody else anything."""
    found = the_report(actor, public_id)
    if not MAY_CHANGE_REPORT.held_by(actor, found):
        raise NotVisible("report")
    return found


def report_with_key(actor: Actor, key: UUID) -> Report | None:
    """What the actor has handed in under a key that the own device made."""
    return own_reports(actor).filter(key=key).first()


def has_waiting(actor: Actor) -> bool:
    """Whether any report of the tenant has yet to be carried over to the incidents."""
    return Report.objects.filter(tenant_id=actor.tenant_id, waiting=True).exists()


def reporting_body(actor: Actor, public_id: UUID) -> Organisation:
    """One organisation whose people report here; raises `NotVisible`."""
    held = visible(actor, Membership.objects.filter(role=Role.REPORTER))
    found = Organisation.objects.filter(public_id=public_id, pk__in=held.values("user__organisation")).first()
    if found is None:
        raise NotVisible("organisation")
    return found


def is_collecting(actor: Actor) -> bool:
    """Whether a job that carries reports over is waiting already."""
    return Job.objects.filter(tenant_id=actor.tenant_id, name="incidents.collect_reports", state="waiting").exists()


def reports_near(
    actor: Actor, category: str, lon: float, lat: float, at: datetime, *, besides: UUID | None = None
) -> list[Report]:
    """Reports of the same category within 150 m and a day, as far as the actor may see them; the nearest first."""
    same = reports(actor).filter(
        state=ReportState.RECEIVED.value,
        category=category,
        starts_at__range=(at - NEAR_TIME, at + NEAR_TIME),
        lon__range=(lon - LONGITUDE_ROOM, lon + LONGITUDE_ROOM),
        lat__range=(lat - LATITUDE_ROOM, lat + LATITUDE_ROOM),
    )
    others = same.exclude(public_id=besides) if besides else same
    found = [one for one in others[:50] if one.lon is not None and one.lat is not None]
    if not found:
        return []
    x, y = to_metric([lon, *(one.lon for one in found)], [lat, *(one.lat for one in found)], actor.tenant.epsg)  # type: ignore[arg-type]
    metres = np.hypot(x[1:] - x[0], y[1:] - y[0])
    return [found[number] for number in np.argsort(metres, kind="stable") if metres[number] <= NEAR_METRES]


def near_report(actor: Actor, report: Report) -> list[Report]:
    """Other reports that may be of the same event."""
    if report.lon is None or report.lat is None or report.state != ReportState.RECEIVED.value:
        return []
    return reports_near(actor, report.category, report.lon, report.lat, report.starts_at, besides=report.public_id)


def counted_instead(actor: Actor, report: Report) -> Report | None:
    """The report that a merged one counts as, if the actor may see it."""
    return reports(actor).filter(pk=report.merged_into_id).first() if report.merged_into_id else None


def pictures_of(actor: Actor, report: Report) -> list[PictureLink]:
    """The published pictures that count the report."""
    if report.state != ReportState.RECEIVED.value or report.counted_at is None:
        return []
    on = report.starts_at.astimezone(ZoneInfo(actor.tenant.time_zone)).date()
    at = None if report.lon is None or report.lat is None else (report.lon, report.lat)
    return pictures_with(actor, Counted(on, report.counted_at, at))


def _kind_of(organisation: int | None) -> str:
    found = look_up_shared(Organisation, ("kind",), key=organisation) if organisation else None
    return str(found[0]) if found else ""
