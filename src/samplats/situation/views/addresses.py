"""The same pages stand under a place and under the municipality; this says which address and which subject."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samplats.foundation.access.actors import Actor
from samplats.foundation.actions.page import ActorRequest
from samplats.foundation.ui.components.claims import Stamp
from samplats.foundation.ui.components.frame import Link
from samplats.places import queries as places
from samplats.situation import policy, queries
from samplats.situation.queries import Edition, Subject, Version
from samplats.situation.sentences.times import day

EDITION = "utgava"
"""Names, in an address or a form, the edition that somebody is looking at."""


def edition_asked_for(given: Mapping[str, str]) -> str:
    """The edition that is named; the internal one when none is."""
    asked = given.get(EDITION, "")
    return asked if asked in Edition.Audience.values else Edition.Audience.INTERNAL.value


def subject_from(actor: Actor, slug: str) -> Subject:
    """The place with this slug, or the municipality for an empty one; raises `NotVisible`."""
    return queries.subject_about(actor, places.place(actor, slug) if slug else None)


def address(request: ActorRequest, name: str, slug: str, **more: object) -> str:
    """The address under the place, or its twin under the municipality."""
    given: dict[str, object] = {"tenant": request.tenant.slug, **more}
    if slug:
        return reverse(name, kwargs={**given, "slug": slug})
    return reverse(f"{name}_of_municipality", kwargs=given)


def first_crumb(request: ActorRequest, subject: Subject) -> Link:
    """The way back to the figures, or to the published versions for who only reads those."""
    slug = subject.place.slug if subject.place else ""
    name = "situation:page" if policy.SEE_SITUATION.held_by(request.actor) else "situation:versions"
    return Link(subject.name, address(request, name, slug))


def crumbs_of(request: ActorRequest, subject: Subject) -> list[Link]:
    """The way back to the situation page."""
    slug = subject.place.slug if subject.place else ""
    return [
        first_crumb(request, subject),
        Link(_("Utkast till lägesbild"), address(request, "situation:draft", slug), current=True),
    ]


def stamp_of(found: Version) -> Stamp:
    """The stamp that a published version wears."""
    return Stamp(
        f"v{found.number}",
        _("Fastställd %(day)s") % {"day": day(localtime(found.published_at).date())},
        ", ".join(part for part in (found.decided_by, found.reference) if part),
    )
