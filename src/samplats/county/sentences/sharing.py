"""What a municipality hands over: to whom, since when, and exactly as the receiver reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from samplats.analyses.rules.shown import band_top
from samplats.county.queries import Offer, Shared
from samplats.county.rules import Standing, standings
from samplats.county.sentences.county import columns
from samplats.county.sentences.places import rows
from samplats.evidence.incidents.queries import COUNTS
from samplats.foundation.releases.models import Release, StandingRelease
from samplats.foundation.ui.components import Column, Row, Table
from samplats.foundation.ui.numbers import number
from samplats.process.queries import STATUS
from samplats.process.sentences import dates
from samplats.situation.queries import INTERNAL_PICTURES, PUBLIC_PICTURES

AUDIENCES = {PUBLIC_PICTURES: "public", INTERNAL_PICTURES: "internal"}
KIND_OF_AUDIENCE = {audience: kind for kind, audience in AUDIENCES.items()}


@dataclass(frozen=True)
class PictureLine:
    """A published picture in a list, and where it is read."""

    about: str
    words: str
    url: str


def received_context(
    kind: str,
    payload: Mapping[str, Any],
    *,
    owner: str,
    as_of: datetime,
    urls: Mapping[str, str],
    groups: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """One release as its receiver reads it.

    `urls`: where each picture is read, by its number in the list. `groups`: what the groups of categories are called.
    """
    today = localdate()
    told: dict[str, Any] = {"kind": kind, "as_of": dates.day(localtime(as_of).date(), today)}
    if kind == STATUS:
        found: list[Standing] = list(standings(owner, "", payload, localtime(as_of).date()))
        return told | {"columns": columns(), "rows": rows(found, today=today), "n_rows": len(found)}
    if kind == COUNTS:
        return told | {"counts": [_counts(one, groups or {}) for one in payload["sources"]]}
    lines = [_line(one, owner, today, urls.get(str(at), "")) for at, one in enumerate(payload["pictures"], start=1)]
    return told | {"pictures": lines}


def _line(one: Mapping[str, Any], owner: str, today: date, url: str) -> PictureLine:
    facts = {
        "number": one["number"],
        "day": dates.day(date.fromisoformat(one["published_on"]), today),
        "next": date_format(date.fromisoformat(one["next_by_on"]), "F Y"),
    }
    words = _("Version %(number)s, fastställd %(day)s. Nästa senast %(next)s.") % facts
    return PictureLine(one["place"] or owner, words, url)


def _counts(source: Mapping[str, Any], groups: Mapping[str, str]) -> Table:
    """One source's months as a table: groups down, months across, each count as its five."""
    months = [date.fromisoformat(f"{one}-01") for one in source["months"]]
    heads = [Column(_("Grupp")), *(Column(date_format(one, "M Y").lower(), numeric=True) for one in months)]
    rows = [Row([groups.get(group, group), *map(band_words, row)]) for group, row in source["groups"].items()]
    return Table(source["name"], heads, rows)


def band_words(edge: int) -> str:
    """A count in its five: 10–14, or fewer than five."""
    return f"{number(edge)}–{number(band_top(edge))}" if edge else _("under 5")


def own_urls(tenant: str, kind: str, payload: Mapping[str, Any]) -> dict[str, str]:
    """Where the owner reads the same editions."""
    found = {}
    for at, one in enumerate(payload.get("pictures", ()), start=1):
        name, slug = (
            ("situation:version", {"slug": one["slug"]}) if one["slug"] else ("situation:version_of_municipality", {})
        )
        arguments = {"tenant": tenant, "number": one["number"], "audience": AUDIENCES[kind], **slug}
        found[str(at)] = reverse(name, kwargs=arguments)
    return found


def their_urls(tenant: str, owner: str, kind: str, payload: Mapping[str, Any]) -> dict[str, str]:
    """Where the receiver reads them."""
    return {
        str(at): reverse("county:picture", args=[tenant, owner, AUDIENCES[kind], at])
        for at, _one in enumerate(payload.get("pictures", ()), start=1)
    }


@dataclass(frozen=True)
class KindRow:
    """A kind in the list of what can be handed over to one receiver."""

    title: str
    holds: str
    state: str
    is_shared: bool
    url: str


@dataclass(frozen=True)
class OfferRows:
    """A receiver with its kinds."""

    name: str
    rows: tuple[KindRow, ...]


def offer_rows(tenant: str, offer: Offer) -> OfferRows:
    """The kinds for one receiver, each with how it stands."""
    return OfferRows(offer.receiver.name, tuple(_kind_row(tenant, offer, one) for one in offer.kinds))


def _kind_row(tenant: str, offer: Offer, one: Shared) -> KindRow:
    url = reverse("county:share", args=[tenant, offer.receiver.public_id, one.kind.code])
    state = state_words(one.release, one.standing)
    return KindRow(str(one.kind.title), str(one.kind.holds), state, one.release is not None, url)


def state_words(release: Release | None, standing: StandingRelease | None) -> str:
    """How a kind stands with one receiver."""
    today = localdate()
    if release is None:
        return _("Delas inte") if standing is None else rhythm_words(standing)
    words = _("Delat, gäller %(day)s.") % {"day": dates.day(localtime(release.as_of).date(), today)}
    return words + " " + (rhythm_words(standing) if standing else _("Fortsätter inte av sig självt."))


def rhythm_words(standing: StandingRelease) -> str:
    """How something goes on."""
    if standing.rhythm == StandingRelease.Rhythm.MONTH:
        return _("Fortsätter en gång i månaden.")
    return _("Fortsätter varje dygn när något har ändrats.")
