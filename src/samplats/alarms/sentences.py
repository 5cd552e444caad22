"""An alarm in plain words, what is watched, and the mail."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samplats.alarms.models import Alarm, Watch
from samplats.analyses.rules.watch import BURST, CALM_WEEKS
from samplats.foundation.notify.mail import full_address
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.ui.numbers import number
from samplats.situation.sentences.times import day


def headline(alarm: Alarm, category: str, municipality: str) -> str:
    """What and where."""
    where = alarm.place.name if alarm.place else municipality
    return _("%(what)s, %(where)s") % {"what": category or _("Alla kategorier"), "where": where}


def what_happened(alarm: Alarm) -> str:
    """The count against the usual, with when."""
    week = alarm.week.isocalendar().week
    facts = {"week": week, "usual": number(alarm.usual, 1), "since": day(alarm.since)}
    counted = ngettext("*%(n)s händelse*", "*%(n)s händelser*", alarm.count) % {"n": number(alarm.count)}
    if alarm.kind == BURST:
        said = _("%(counted)s i vecka %(week)s. Det vanliga är %(usual)s i veckan.")
    elif alarm.since < alarm.week:
        said = _("Fler än vanligt sedan %(since)s: %(counted)s i vecka %(week)s, mot %(usual)s en vanlig vecka.")
    else:
        said = _("Mer än vanligt sammantaget: %(counted)s i vecka %(week)s, mot %(usual)s en vanlig vecka.")
    return said % {**facts, "counted": counted}


def by_chance(alarm: Alarm) -> str:
    """How often this series would ring by chance."""
    years = alarm.run_length / 52
    if years < 1.5:
        return _("Slumpen ensam ger ett sådant larm i den här serien ungefär en gång på %(n)s veckor.") % {
            "n": number(round(alarm.run_length))
        }
    return _("Slumpen ensam ger ett sådant larm i den här serien ungefär en gång på %(n)s år.") % {
        "n": number(round(years))
    }


def watch_words(watch: Watch) -> str:
    """What the look covered, and what to expect of chance."""
    words = ngettext(
        "%(n)s serie bevakas: en källa, en plats eller hela kommunen, en kategori eller alla.",
        "%(n)s serier bevakas: en källa, en plats eller hela kommunen, en kategori eller alla.",
        watch.n_series,
    ) % {"n": number(watch.n_series)}
    chance = _("Gränserna är satta så att slumpen ensam ger ungefär ett larm per %(weeks)s veckor i hela kommunen.")
    return f"{words} {chance % {'weeks': CALM_WEEKS}}"


WHY = {
    "nothing_counted": lambda: _("Inga händelser att räkna."),
    "needs_history": lambda: _("Behöver minst 34 hela veckor."),
    "needs_day": lambda: _("Händelserna är bara kända per månad. En vecka går inte att bedöma."),
}


def reach_words(row: dict[str, Any]) -> str:
    """Up to when a source is watched, or why it is not."""
    if row["why"]:
        return WHY[row["why"]]()
    until = date.fromisoformat(row["until"])
    first = until - timedelta(days=27)
    return _("Bedömda veckor: %(first)s – %(last)s.") % {"first": day(first), "last": day(until)}


def mail_words(tenant: Tenant, n: int) -> tuple[str, str]:
    """Subject and text: that something waits and where to read it, nothing of what it is."""
    subject = ngettext("%(n)s larm att titta på i %(where)s", "%(n)s larm att titta på i %(where)s", n)
    lines = [
        _("Antalet händelser är ovanligt högt någonstans. Vad och var läser du när du har loggat in:"),
        full_address(reverse("alarms:index", args=[tenant.slug])),
        _("Du får det här högst en gång i veckan. På samma sida väljer du bort det."),
    ]
    return subject % {"n": n, "where": tenant.name}, "\n\n".join(lines) + "\n"
