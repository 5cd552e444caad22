"""Where a municipality's places stand, as rows of a table: done, now, next, late, and when something last happened.

A county may have a thousand rows, so each cell's words are made once for the same facts and language and kept; what
municipalities have written themselves, the names, is escaped row by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from html import escape

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samplats.county.rules import Owner, Standing
from samplats.foundation.ui.components.glyphs import status
from samplats.foundation.ui.components.paths import PathStep, path_dots
from samplats.foundation.ui.numbers import number
from samplats.places.rules.kinds import Kind
from samplats.places.sentences.words import KIND_NAMES
from samplats.process.sentences import dates
from samplats.process.sentences.walk import late_words
from samplats.vocabulary.rules import language_of_content

ROW = (
    '<tr><th scope="row">{}</th><td class="wide-only">{}</td><td>{}</td><td class="wide-only">{}</td>'
    "<td>{}</td><td>{}</td></tr>"
)
NAMED = '{}<br><a class="small" href="{}">{}</a>'
UNDER = '{}<br><span class="small muted">{}</span>'
OWNER = '<li class="row row--apart"><a href="{}"><b>{}</b></a><span class="small muted">{}</span></li>'
NOTHING = "–"
KEPT = 8192


def rows(found: Iterable[Standing], *, today: date, tenant: str = "") -> SafeString:
    """The rows of the table; with a tenant each names its municipality and leads to it."""
    address, language = _address(tenant), get_language() or "sv"
    made = (ROW.format(*_cells(one, today, address, language)) for one in found)
    return mark_safe("".join(made))  # noqa: S308 - every cell is escaped where it is made


def owner_rows(owners: Iterable[Owner], *, today: date, tenant: str) -> SafeString:
    """The municipalities that have told, each with how many places and from which day, and a way to all it shares."""
    address, language = _address(tenant), get_language() or "sv"
    made = (
        OWNER.format(
            address.replace("MARK", one.slug), escape(one.name), _told(len(one.places), one.as_of, today, language)
        )
        for one in owners
        if one.as_of is not None
    )
    return mark_safe("".join(made))  # noqa: S308 - every part is escaped where it is made


def _address(tenant: str) -> str:
    """The address of a municipality's page with a mark where its name goes: made once for all rows."""
    return reverse("county:municipality", args=[tenant, "MARK"]) if tenant else ""


def _cells(one: Standing, today: date, address: str, language: str) -> Sequence[str]:
    """The cells of a row as markup."""
    name = _name(one, address, language)
    if one.path is None or one.starts_on is None:
        return name, _waiting(language), NOTHING, NOTHING, NOTHING, _last(one.last_on, 0, False, today, language)
    months = dates.month_number(one.starts_on, one.as_of), dates.months_of(one.path.weeks)
    step = one.path.steps[one.at - 1][language_of_content(language)] if one.at else ""
    return (
        name,
        _done(one.done_steps, one.is_walked, language),
        _now(one.steps, one.late_steps, one.at, step, one.n_done, one.n_all, months, language),
        _next(one.next_step, one.next_on, today, language),
        _late(one.late, one.late_steps, language),
        _last(one.last_on, one.still_weeks or 0, one.is_quiet, today, language),
    )


def _name(one: Standing, address: str, language: str) -> str:
    if not address:
        return UNDER.format(escape(one.name), _kind(one.kind, language))
    return NAMED.format(escape(one.name), address.replace("MARK", one.slug), escape(one.municipality))


@lru_cache(maxsize=64)
def _kind(kind: str, _language: str) -> str:
    return escape(str(KIND_NAMES[Kind(kind)]))


@lru_cache(maxsize=8)
def _waiting(_language: str) -> str:
    return escape(_("Inte börjat"))


@lru_cache(maxsize=KEPT)
def _told(places: int, as_of: date, today: date, _language: str) -> str:
    words = ngettext("%(n)s plats", "%(n)s platser", places) % {"n": number(places)}
    return escape(words + " · " + _("gäller %(day)s") % {"day": dates.day(as_of, today)})


@lru_cache(maxsize=KEPT)
def _done(done: tuple[int, ...], is_walked: bool, _language: str) -> str:
    if is_walked:
        return escape(_("Alla steg"))
    return escape(_("Steg %(numbers)s") % {"numbers": spans(done)} if done else _("Inget steg än"))


@lru_cache(maxsize=KEPT)
def _now(
    steps: tuple[str, ...],
    late: tuple[int, ...],
    at: int | None,
    name: str,
    n_done: int,
    n_all: int,
    months: tuple[int, int],
    _language: str,
) -> str:
    if at is None:
        return NOTHING
    facts = {"at": number(at), "all": number(len(steps)), "name": name}
    done = _("%(done)s av %(all)s aktiviteter klara") % {"done": number(n_done), "all": number(n_all)}
    dots = path_dots([PathStep("", "", state, is_late=n in late) for n, state in enumerate(steps, start=1)])
    return format_html(
        '<span class="dots" aria-hidden="true">{}</span><br>{}<br><span class="small muted">{}</span>',
        dots,
        _("Steg %(at)s av %(all)s, %(name)s") % facts,
        f"{done} · {_month(*months)}",
    )


def _month(now: int, length: int) -> str:
    facts = {"now": number(now), "all": number(length)}
    return (_("månad %(now)s av %(all)s") if now <= length else _("månad %(now)s, planen var %(all)s")) % facts


@lru_cache(maxsize=KEPT)
def _next(step: int | None, on: date | None, today: date, _language: str) -> str:
    if step is None or on is None:
        return NOTHING
    return escape(_("Steg %(step)s, från %(month)s") % {"step": number(step), "month": dates.month(on, today)})


@lru_cache(maxsize=KEPT)
def _late(late: int, steps: tuple[int, ...], _language: str) -> str:
    if not late:
        return escape(_("Inget"))
    return format_html(UNDER, status("late", late_words(late)), _("i steg %(numbers)s") % {"numbers": spans(steps)})


@lru_cache(maxsize=KEPT)
def _last(on: date | None, weeks: int, is_quiet: bool, today: date, _language: str) -> str:
    if on is None:
        return NOTHING
    if is_quiet:
        words = ngettext("Tyst i %(n)s vecka", "Tyst i %(n)s veckor", weeks) % {"n": number(weeks)}
        return format_html('{}<br><b class="late small">{}</b>', dates.day(on, today), words)
    words = ngettext("för %(n)s vecka sedan", "för %(n)s veckor sedan", weeks) % {"n": number(weeks)}
    return format_html(UNDER, dates.day(on, today), words if weeks else _("senaste veckan"))


def spans(steps: tuple[int, ...]) -> str:
    """1, 2 and 4 as 1–2, 4."""
    found: list[list[int]] = []
    for one in steps:
        if found and found[-1][1] == one - 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in found)
