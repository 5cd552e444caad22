"""Where a municipality's places stand, as rows of a table: done, now, next, late, and when something last happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samplats.county.rules import Standing
from samplats.foundation.ui.components.glyphs import status
from samplats.foundation.ui.components.paths import PathStep, path_dots
from samplats.foundation.ui.numbers import number
from samplats.places.rules.kinds import Kind
from samplats.places.sentences.words import KIND_NAMES
from samplats.process.sentences import dates
from samplats.process.sentences.walk import late_words
from samplats.vocabulary.rules import language_of_content

ROW = '<tr><th scope="row">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>'
UNDER = '{}<br><span class="small muted">{}</span>'


def rows(found: Iterable[Standing], *, today: date, tenant: str = "") -> SafeString:
    """The rows of the table; with a tenant each names its municipality and leads to it."""
    address = _address(tenant)
    return format_html_join("", ROW, (_cells(one, today, address) for one in found))


def _address(tenant: str) -> str:
    """The address of a municipality's page with a mark where its name goes: made once for all rows."""
    return reverse("county:municipality", args=[tenant, "MARK"]) if tenant else ""


def _cells(one: Standing, today: date, address: str) -> Sequence[SafeString | str]:
    return _name(one, address), done_words(one), _now(one), next_words(one, today), _late(one), _last(one, today)


def _name(one: Standing, address: str) -> SafeString:
    if not address:
        return format_html(UNDER, one.name, _kind(one.kind, _language()))
    url = address.replace("MARK", one.slug)
    return format_html('{}<br><a class="small" href="{}">{}</a>', one.name, url, one.municipality)


def done_words(one: Standing) -> str:
    """Which steps are done."""
    if one.path is None:
        return _("Inte börjat")
    if one.is_walked:
        return _("Alla steg")
    done = _numbers(one.done_steps)
    return _("Steg %(numbers)s") % {"numbers": done} if done else _("Inget steg än")


def now_words(one: Standing) -> str:
    """Which step the place stands at."""
    if one.path is None or one.at is None:
        return "–"
    facts = {"at": number(one.at), "all": number(len(one.steps)), "name": _told(one.path.steps[one.at - 1])}
    return _("Steg %(at)s av %(all)s, %(name)s") % facts


def _now(one: Standing) -> SafeString | str:
    if one.path is None or one.at is None or one.starts_on is None:
        return "–"
    facts = {"done": number(one.n_done), "all": number(one.n_all)}
    under = (
        _("%(done)s av %(all)s aktiviteter klara") % facts + " · " + _month(one.path.weeks, one.starts_on, one.as_of)
    )
    return format_html(
        '<span class="dots" aria-hidden="true">{}</span><br>{}<br><span class="small muted">{}</span>',
        _dots(one.steps, one.late_steps),
        now_words(one),
        under,
    )


def next_words(one: Standing, today: date) -> str:
    """Which step comes after the one where the place stands, and from when."""
    if one.next_step is None or one.next_on is None:
        return "–"
    facts = {"step": number(one.next_step), "month": _month_name(one.next_on, today, _language())}
    return _("Steg %(step)s, från %(month)s") % facts


def _late(one: Standing) -> SafeString | str:
    if one.path is None:
        return "–"
    if not one.late:
        return _("Inget")
    return format_html(UNDER, _late_mark(one.late, _language()), _in_steps(one.late_steps))


def _last(one: Standing, today: date) -> SafeString | str:
    weeks = one.still_weeks
    if weeks is None or one.last_on is None:
        return "–"
    day = _day(one.last_on, today, _language())
    words = ngettext("för %(n)s vecka sedan", "för %(n)s veckor sedan", weeks) % {"n": number(weeks)}
    if one.is_quiet:
        words = ngettext("Tyst i %(n)s vecka", "Tyst i %(n)s veckor", weeks) % {"n": number(weeks)}
        return format_html('{}<br><b class="late small">{}</b>', day, words)
    return format_html(UNDER, day, words if weeks else _("den här veckan"))


def _in_steps(steps: Sequence[int]) -> str:
    return _("i steg %(numbers)s") % {"numbers": _numbers(tuple(steps))}


@lru_cache(maxsize=256)
def _numbers(steps: tuple[int, ...]) -> str:
    """1, 2 and 4 as 1–2, 4."""
    spans: list[list[int]] = []
    for one in steps:
        if spans and spans[-1][1] == one - 1:
            spans[-1][1] = one
        else:
            spans.append([one, one])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in spans)


@lru_cache(maxsize=512)
def _dots(steps: tuple[str, ...], late: tuple[int, ...]) -> SafeString:
    return path_dots([PathStep("", "", state, is_late=at in late) for at, state in enumerate(steps, start=1)])


def _month(weeks: int, starts_on: date, as_of: date) -> str:
    now, length = dates.month_number(starts_on, as_of), dates.months_of(weeks)
    facts = {"now": number(now), "all": number(length)}
    return (_("månad %(now)s av %(all)s") if now <= length else _("månad %(now)s, planen var %(all)s")) % facts


def _told(text: Mapping[str, str]) -> str:
    return text[language_of_content(get_language())]


def _language() -> str:
    return get_language() or "sv"


@lru_cache(maxsize=4096)
def _day(value: date, today: date, _language: str) -> str:
    return dates.day(value, today)


@lru_cache(maxsize=1024)
def _month_name(value: date, today: date, _language: str) -> str:
    return dates.month(value, today)


@lru_cache(maxsize=64)
def _kind(kind: str, _language: str) -> str:
    return str(KIND_NAMES[Kind(kind)])


@lru_cache(maxsize=256)
def _late_mark(late: int, _language: str) -> SafeString:
    return status("late", late_words(late))
