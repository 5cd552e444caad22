"""What is shown to anyone, what is in work, and what strangers have told."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, Q, QuerySet, When

from samplats.foundation.access.actors import Actor, public_actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.foundation.tenancy.current import across_tenants, open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.places.models import Place
from samplats.public.models import BarrierReport, PlacePage, PublicTexts
from samplats.public.policy import SEE_BARRIERS
from samplats.public.rules import KEPT_FOR

__all__ = ["BarrierReport", "PlacePage", "PublicTexts", "Tenant"]


def page_of(actor: Actor, place: Place) -> PlacePage | None:
    """A place's page with its texts in work, or None before anybody has begun it."""
    return visible(actor, PlacePage.objects.filter(place=place).select_related("shown_by")).first()


def shown_pages(actor: Actor) -> QuerySet[PlacePage]:
    """What anyone may read of places, by the place's name."""
    shown = PlacePage.objects.filter(shown_at__isnull=False)
    return visible(actor, shown.select_related("place").order_by("place__name", "pk"))


def shown_page(actor: Actor, slug: str) -> PlacePage:
    """The shown page of one place; raises `NotVisible` when nobody has shown it."""
    found = shown_pages(actor).filter(place__slug=slug).first()
    if found is None:
        raise NotVisible("place page")
    return found


def is_shown(actor: Actor, slug: str) -> bool:
    """Whether anyone may read of the place."""
    return shown_pages(actor).filter(place__slug=slug).exists()


def texts(actor: Actor) -> PublicTexts:
    """The municipality's own texts; empty ones before anything has been written."""
    return visible(actor, PublicTexts.objects.all()).first() or PublicTexts(tenant=actor.tenant, revision=0)


def barrier_reports(actor: Actor) -> QuerySet[BarrierReport]:
    """What has been told of barriers: what waits, then what has been ended, each with the latest first."""
    is_ended = Case(When(ended_at=None, then=0), default=1)
    return visible(actor, BarrierReport.objects.select_related("ended_by").order_by(is_ended, "-told_at", "-pk"))


def waiting_since(actor: Actor) -> list[datetime]:
    """When each report came that nobody has ended, the oldest first; none for who does not look after them."""
    if not SEE_BARRIERS.held_by(actor):
        return []
    return list(barrier_reports(actor).filter(ended_at=None).order_by("told_at").values_list("told_at", flat=True))


def n_old_reports(tenant: Tenant, now: datetime) -> int:
    """How many reports have been kept long enough."""
    with open_tenant(tenant.pk):
        return old_reports(now).count()


def old_reports(now: datetime) -> QuerySet[BarrierReport]:
    """What was ended long enough ago, and what nobody has ended in twice that time."""
    return BarrierReport.objects.filter(Q(ended_at__lt=now - KEPT_FOR) | Q(told_at__lt=now - 2 * KEPT_FOR))


def municipalities() -> list[Tenant]:
    """Every municipality of the installation, by name; their names are public."""
    return list(Tenant.objects.filter(kind=Tenant.Kind.MUNICIPALITY).order_by("name", "pk"))


def shown_under(slug: str) -> list[Tenant]:
    """The tenants that show a place with this short address."""
    with across_tenants("a short address names no municipality; only what is shown to anyone is looked for"):
        rows = PlacePage.objects.filter(place__slug=slug, shown_at__isnull=False).select_related("tenant")
        return [one.tenant for one in rows]


def as_anyone(actor: Actor) -> Actor:
    """Anyone at all, to see a page as strangers do."""
    return public_actor(actor.tenant)
