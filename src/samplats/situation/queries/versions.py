"""Published situation pictures."""

from datetime import date, datetime

from django.db.models import QuerySet
from shapely import Point

from samplats.foundation.access.actors import Actor
from samplats.foundation.access.permissions import NotVisible, visible
from samplats.places.models import Place
from samplats.places.queries import geometry
from samplats.situation import policy, registry
from samplats.situation.models import Edition, Version

Audience = Edition.Audience
MOST_WITH = 50


def versions(actor: Actor, place: Place | None) -> QuerySet[Version]:
    """Every published version of the place (or the municipality), latest first."""
    return visible(actor, Version.objects.filter(place=place).select_related("place", "published_by"))


def latest(actor: Actor, place: Place | None) -> Version | None:
    """The version in force."""
    return versions(actor, place).first()


def version(actor: Actor, place: Place | None, number: int) -> Version:
    """One version by its number; raises `NotVisible`."""
    found = versions(actor, place).filter(number=number).first()
    if found is None:
        raise NotVisible("version")
    return found


def editions_of(actor: Actor, found: Version) -> list[Edition.Audience]:
    """Which editions the actor may read, the fullest first: both with the right, else the public one."""
    if policy.SEE_INTERNAL.held_by(actor, found):
        return [Audience.INTERNAL, Audience.PUBLIC]
    return [Audience.PUBLIC]


def written_in_word(actor: Actor, place: Place | None) -> set[tuple[int, str]]:
    """Which editions of the place (or the municipality) have a Word document: the version's key and the audience."""
    found = visible(actor, Edition.objects.filter(version__place=place, word__isnull=False))
    return set(found.values_list("version_id", "audience"))


def versions_with(actor: Actor, on: date, since: datetime, at: tuple[float, float] | None) -> list[Version]:
    """The versions that count an event: their period covers its day, their place its spot, and it was known by then."""
    seen = visible(actor, Version.objects.select_related("place"))
    seen = seen.filter(first_on__lte=on, last_on__gte=on, published_at__gte=since)
    return [one for one in seen.order_by("published_at")[:MOST_WITH] if one.place is None or _covers(one.place, at)]


def _covers(place: Place, at: tuple[float, float] | None) -> bool:
    return at is not None and bool(geometry(place).covers(Point(*at)))


def edition(actor: Actor, found: Version, audience: str) -> Edition:
    """One edition; raises `NotVisible` for an audience that is not the actor's."""
    if audience not in editions_of(actor, found):
        raise NotVisible("edition")
    editions = visible(actor, Edition.objects.filter(version=found).select_related("document", "word", "version"))
    one = editions.filter(audience=audience).first()
    if one is None:
        raise NotVisible("edition")
    return one


def latest_public(actor: Actor, place: str) -> Version:
    """The version in force whose public edition anyone may read; raises `NotVisible` when nothing is published."""
    found = public_versions(actor, place).first()
    if found is None:
        raise NotVisible("version")
    return found


def public_version(actor: Actor, place: str, number: int) -> Version:
    """One version that has a public edition; raises `NotVisible`."""
    found = public_versions(actor, place).filter(number=number).first()
    if found is None:
        raise NotVisible("version")
    return found


def public_versions(actor: Actor, place: str) -> QuerySet[Version]:
    """The versions that anyone may read, latest first; of a place only while the place is shown."""
    found = with_public_edition(actor, place)
    return found if not place or registry.is_shown(actor, place) else found.none()


def with_public_edition(actor: Actor, place: str) -> QuerySet[Version]:
    """The versions that anyone may read once the place is shown."""
    with_public = Edition.objects.filter(audience=Audience.PUBLIC).values("version_id")
    found = visible(actor, Version.objects.filter(pk__in=with_public).select_related("place"))
    return found.filter(place__slug=place) if place else found.filter(place=None)


def published(actor: Actor, place: Place) -> tuple[int, bool]:
    """The number of the place's latest version (0 for none), and whether it has a public edition."""
    last = latest(actor, place)
    return (last.number, with_public_edition(actor, place.slug).exists()) if last else (0, False)


def next_number(actor: Actor, place: Place | None) -> int:
    """The number that the next version gets."""
    last = versions(actor, place).first()
    return last.number + 1 if last else 1
