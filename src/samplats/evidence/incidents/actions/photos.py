"""The photo of a report: kept with it, taken away for good, and whether the municipality takes any."""

from __future__ import annotations

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.action import action, keep_facts
from samplats.foundation.files.store import erase_file, keep_file
from samplats.foundation.tenancy.models import Tenant
from samplats.vocabulary.rules import Category

from .. import policy
from ..models import Report, ReportSettings
from ..queries.reports import photos_are_taken
from ..rules.reporting import takes_photos

PHOTO_NAME = "foto.jpg"


class NoPhotoHere(ValueError):
    """The municipality takes no photos, or none of this category."""


@action(policy.MAY_CHANGE_REPORT)
def remove_photo(actor: Actor, report: Report) -> Report:
    """Take the photo away for good; the report stays."""
    keep_facts(photo=report.photo_id is not None)
    erase_photo(report)
    return report


@action(policy.MAY_SET_REPORTING)
def set_photos(actor: Actor, tenant: Tenant, *, taken: bool) -> ReportSettings:
    """Take photos in reports from now on, or none; those that are there stay."""
    settings, _made = ReportSettings.objects.get_or_create(tenant=tenant)
    settings.takes_photos = taken
    settings.save(update_fields=["takes_photos"])
    keep_facts(taken=taken)
    return settings


def keep_photo(report: Report, photo: bytes, *, by: Actor, category: Category) -> None:
    """Store what was sent with a new report, inside the action; raises `NoPhotoHere`."""
    if not (photos_are_taken(by) and takes_photos(category)):
        raise NoPhotoHere
    report.photo = keep_file(by.tenant, [photo], name=PHOTO_NAME, content_type="image/jpeg")
    report.save(update_fields=["photo"])
    keep_facts(photo=True)


def erase_photo(report: Report) -> None:
    """Erase the photo of a report, bytes and all, inside an action."""
    kept = report.photo
    if kept is not None:
        Report.objects.filter(pk=report.pk).update(photo=None)
        report.photo = None
        erase_file(kept)
