"""What has happened to an activity, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from samplats.process.models import ActivityEvent
from samplats.process.sentences.dates import day

Kind = ActivityEvent.Kind


@dataclass(frozen=True)
class EventWords:
    """One line of the history: when, what, the note, and the file."""

    when: str
    what: str
    note: str
    file_name: str
    file_url: str
    is_blanked: bool
    blank_url: str


def event_words(event: ActivityEvent, tenant: str, slug: str) -> EventWords:
    """A stored event in words."""
    url = reverse("process:file", args=[tenant, slug, event.public_id]) if event.file else ""
    return EventWords(
        when=day(localtime(event.at).date(), localdate()),
        what=_what(event),
        note=event.note,
        file_name=event.file.name if event.file else "",
        file_url=url,
        is_blanked=event.blanked_at is not None,
        blank_url=reverse("process:blank", args=[tenant, slug, event.public_id]) if event.note or event.file else "",
    )


def _what(event: ActivityEvent) -> str:
    today = localdate()
    facts = {"who": event.by.name if event.by else "Samplats"}
    if event.kind == Kind.TICKED:
        return _("%(who)s bockade av") % facts
    if event.kind == Kind.UNTICKED:
        return _("%(who)s öppnade aktiviteten igen") % facts
    if event.kind == Kind.ASSIGNED:
        if event.person is None:
            return _("%(who)s lät ingen vara ansvarig") % facts
        return _("%(who)s gjorde %(person)s ansvarig") % {**facts, "person": event.person.name}
    facts |= {
        "before": day(event.due_before, today) if event.due_before else "",
        "now": day(event.due_on, today) if event.due_on else "",
    }
    return _("%(who)s flyttade datumet från %(before)s till %(now)s") % facts
