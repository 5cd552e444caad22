"""The county's first page: one sentence, all places in a table, who has told nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.county.queries import County, Table
from samplats.county.rules import Order, Owner, Shown
from samplats.county.sentences.places import owner_rows, rows
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.ui.components import Column, Link
from samplats.foundation.ui.numbers import number
from samplats.process.rules.quiet import QUIET_WEEKS
from samplats.process.sentences import dates


def county_context(tenant: Tenant, found: County, table: Table, today: date) -> dict[str, Any]:
    """What the page shows."""
    return {
        "leading": leading(found),
        "columns": columns(table, with_municipality=True),
        "rows": rows(table.places, today=today, tenant=tenant.slug),
        "n_rows": len(table.places),
        "choices": choices(found, table),
        "silent": [one.name for one in found.owners if one.as_of is None],
        "old": [(one, dates.day(one.as_of, today)) for one in found.owners if one.as_of and one.is_old(today)],
        "sharing": owner_rows(found.owners, today=today, tenant=tenant.slug),
        "quiet_told": quiet_told(),
    }


def leading(found: County) -> str:
    """How many have told, how many places walk, what is late and what has gone quiet. Stars mark what matters."""
    told = [one for one in found.owners if one.as_of is not None]
    if not told:
        return _("*Ingen kommun har delat något än.* Kommunens samordnare delar under Administration, Dela med länet.")
    walking = [one for one in found.places if one.path is not None]
    late = sum(1 for one in walking if one.late)
    quiet = sum(1 for one in walking if one.is_quiet)
    words = [_municipalities(told, found.owners), _walking(len(walking))]
    words += [_late(late)] if walking else []
    words += [_quiet(quiet)] if quiet else []
    return " ".join(words)


def _municipalities(told: Sequence[Owner], owners: Sequence[Owner]) -> str:
    if len(told) == len(owners):
        words = ngettext(
            "Den enda kommunen har delat var platserna står.",
            "Alla %(n)s kommuner har delat var platserna står.",
            len(told),
        )
        return words % {"n": number(len(told))}
    facts = {"n": number(len(told)), "all": number(len(owners))}
    return _("%(n)s av %(all)s kommuner har delat var platserna står.") % facts


def _walking(n: int) -> str:
    return ngettext("%(n)s plats går stegen.", "%(n)s platser går stegen.", n) % {"n": number(n)}


def _late(n: int) -> str:
    if not n:
        return _("*Ingen är försenad.*")
    return ngettext("*%(n)s har något försenat.*", "*%(n)s har något försenat.*", n) % {"n": number(n)}


def _quiet(n: int) -> str:
    return ngettext("*%(n)s har tystnat.*", "*%(n)s har tystnat.*", n) % {"n": number(n)}


def quiet_told() -> str:
    """How it is counted that a place has gone quiet."""
    return _(
        "En plats har tystnat när inget har hänt på %(weeks)s veckor: stegen har inte startats, ingen aktivitet har "
        "bockats av, öppnats, delats ut eller flyttats och ingen lägesbild för platsen har fastställts. Räknat till "
        "den dag som kommunens uppgifter gäller. Det säger inte att inget görs, bara att inget är antecknat."
    ) % {"weeks": number(QUIET_WEEKS)}


def columns(table: Table | None = None, *, with_municipality: bool = False) -> list[Column]:
    """The heads of the table of places; where a table is given they sort it."""
    heads = [
        (_("Plats och kommun") if with_municipality else _("Plats"), Order.MUNICIPALITY),
        (_("Klart"), None),
        (_("Nu"), Order.STEP),
        (_("Härnäst"), None),
        (_("Försenat"), Order.LATE),
        (_("Senast något hände"), Order.QUIET),
    ]
    if table is None:
        return [Column(text) for text, _order in heads]
    return [_column(text, order, table) for text, order in heads]


def _column(text: str, order: Order | None, table: Table) -> Column:
    if order is None:
        return Column(text)
    direction = "descending" if order is Order.LATE else "ascending"
    return Column(text, sort_url=_url(table.shown, order), sorted=direction if order is table.order else "")


def choices(found: County, table: Table) -> list[Link]:
    """Which places to show, with how many they are."""
    places = found.places
    counts = {
        Shown.ALL: (_("Alla"), len(places)),
        Shown.LATE: (_("Försenade"), sum(1 for one in places if one.late)),
        Shown.QUIET: (_("Har tystnat"), sum(1 for one in places if one.is_quiet)),
        Shown.WAITING: (_("Inte börjat"), sum(1 for one in places if one.path is None)),
    }
    return [
        Link(f"{words} ({number(n)})", _url(shown, table.order), shown is table.shown)
        for shown, (words, n) in counts.items()
    ]


def _url(shown: Shown, order: Order) -> str:
    query = {name: value for name, value in (("visa", shown.value), ("ordning", order.value)) if value}
    return f"?{urlencode(query)}"
