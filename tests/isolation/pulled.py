"""A pulled source and one pull of it, as samples for its addresses."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from samplats.evidence.incidents.actions import add_feed, add_source, take_saved
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tests.cast import Cast

FEED_PAGES = ("feed", "switch_feed", "pull_feed", "pull_progress", "saved_feed", "feed_words", "undo_pull")
EVENT = (
    b'[{"id": 1, "datetime": "2026-11-19 23:05:00 +01:00", "name": "19 november 21.30, Stopp, Exempelstad", '
    b'"type": "Stopp", "location": {"name": "Exempelstad", "gps": ""}}]'
)


def pulled_source(cast: Cast, *, name: str = "Polisens händelser") -> dict[str, Any]:
    """A source that has been pulled once."""
    ada = cast.actor("ada")
    with open_tenant(cast.home.pk):
        source = add_source(ada, cast.home, name=name, kind="feed", sharing_level="public")
        feed = add_feed(ada, source, reader="polisen", address="https://example.org/", area="Exempelstad")
        made = take_saved(ada, feed, body=EVENT, now=timezone.now())
    return {"public_id": feed.public_id, "pull": made.public_id}
