"""What the situation pictures put into pages of lower apps."""

from __future__ import annotations

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samplats.evidence.incidents.registry import Counted, PictureLink
from samplats.foundation.access.actors import Actor
from samplats.situation import policy, queries
from samplats.situation.sentences.times import day


def pictures_of(actor: Actor, event: Counted) -> list[PictureLink]:
    """The published situation pictures that a reported event is counted in, for who may read published ones."""
    if not policy.SEE_PUBLISHED.held_by(actor):
        return []
    found = []
    for version in queries.versions_with(actor, event.on, event.since, event.at):
        slug = {"slug": version.place.slug} if version.place else {}
        twin = "" if version.place else "_of_municipality"
        words = _("Lägesbild för %(name)s, version %(number)s, fastställd %(day)s") % {
            "name": queries.subject_about(actor, version.place).name,
            "number": version.number,
            "day": day(localtime(version.published_at).date()),
        }
        url = reverse(f"situation:versions{twin}", kwargs={"tenant": actor.tenant.slug, **slug})
        found.append(PictureLink(words, url))
    return found
