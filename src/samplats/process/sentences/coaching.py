"""A coach's places in words: where each stands, and which has gone quiet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.ui.components.paths import PathStep
from samplats.foundation.ui.numbers import number
from samplats.places.models import Place
from samplats.process.models import PlaceNote
from samplats.process.queries import CoachedWalk
from samplats.process.rules.quiet import QUIET_WEEKS
from samplats.process.sentences import dates
from samplats.process.sentences.shown import PlaceStanding, path_steps, place_standing


@dataclass(frozen=True)
class CoachedRow:
    """One place that a coach follows."""

    name: str
    municipality: str
    url: str
    notes_url: str
    steps: tuple[PathStep, ...]
    standing: PlaceStanding | None
    last: str
    quiet: str
    note: str
    noted: str


def leading(found: Sequence[CoachedWalk]) -> str:
    """How many places in how many municipalities, and how many have gone quiet. Stars mark what matters."""
    if not found:
        return _("Du är inte utsedd för någon plats än.")
    tenants = len({one.tenant.pk for one in found})
    places = ngettext("%(n)s plats", "%(n)s platser", len(found)) % {"n": number(len(found))}
    words = ngettext("%(places)s i %(n)s kommun.", "%(places)s i %(n)s kommuner.", tenants)
    words = words % {"places": places, "n": number(tenants)}
    quiet = sum(one.is_quiet for one in found)
    if not quiet:
        return words + " " + _("*Ingen har tystnat.*")
    return words + " " + ngettext("*%(n)s har tystnat.*", "*%(n)s har tystnat.*", quiet) % {"n": number(quiet)}


def quiet_told() -> str:
    """How it is counted that a place has gone quiet."""
    return _(
        "En plats har tystnat när inget har hänt på %(weeks)s veckor: stegen har inte startats, ingen aktivitet har "
        "bockats av, öppnats, delats ut eller flyttats och ingen lägesbild för platsen har fastställts. Anteckningar "
        "räknas inte. Det säger inte att inget görs, bara att inget är antecknat."
    ) % {"weeks": number(QUIET_WEEKS)}


def coached_row(one: CoachedWalk, today: date) -> CoachedRow:
    """One place as a row."""
    place, walk, tenant = one.found.place, one.found.walk, one.tenant
    return CoachedRow(
        name=place.name,
        municipality=tenant.name,
        url=overview_url(tenant, place),
        notes_url=reverse("process:notes", args=[tenant.slug, place.slug]),
        steps=tuple(path_steps(tenant.slug, place.slug, walk)) if walk else (),
        standing=place_standing(walk) if walk else None,
        last=dates.day(one.last_on, today) if one.last_on else "",
        quiet=quiet_words(one.weeks) if one.is_quiet and one.weeks is not None else "",
        note=one.note.text if one.note else "",
        noted=_noted(one.note, today) if one.note else "",
    )


def quiet_words(weeks: int) -> str:
    """Quiet for nine weeks."""
    return ngettext("Tyst i %(n)s vecka", "Tyst i %(n)s veckor", weeks) % {"n": number(weeks)}


def overview_url(tenant: Tenant, place: Place) -> str:
    """A place's first page."""
    return reverse("places:overview", args=[tenant.slug, place.slug])


def _noted(note: PlaceNote, today: date) -> str:
    who = note.by.name if note.by else ""
    return " · ".join(words for words in (dates.day(localtime(note.at).date(), today), who) if words)
