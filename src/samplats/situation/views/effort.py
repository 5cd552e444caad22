"""How many report, beside a series of partner reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samplats.evidence.incidents import queries as incidents
from samplats.evidence.incidents.queries import Effort, Source
from samplats.evidence.incidents.rules.reporting import monday_of
from samplats.foundation.access.actors import Actor
from samplats.foundation.ui.charts import Figure, trend_figure
from samplats.foundation.ui.numbers import number
from samplats.situation.sentences import times
from samplats.situation.views.kept import kept

FEWEST_WEEKS = 2


def effort_block(actor: Actor, source: Source, period: tuple[date, date]) -> dict[str, Any] | None:
    """Active reporters per week as a figure with its sentence; None for other sources and where nobody reports."""
    if source.kind != source.Kind.PARTNERS:
        return None
    weeks = incidents.effort(actor, *period)
    if len(weeks) < FEWEST_WEEKS:
        return None
    under_way = weeks[-1].week >= monday_of(timezone.localdate())
    over = weeks[:-1] if under_way else weeks
    figure = kept((weeks, len(over)), lambda: SafeString(_drawn(weeks, len(over))))
    return {"figure": figure, "said": _said(over[-1]), "changed": incidents.effort_has_changed(over)}


def _drawn(weeks: list[Effort], n_over: int) -> Figure:
    return trend_figure(
        _("Aktiva rapportörer per vecka"),
        labels=[_("vecka %(number)s, %(year)s") % _week(one) for one in weeks],
        counts=[float(one.active) for one in weeks],
        ticks=[(at, times.short_month(weeks[at].week)) for at in _few(len(weeks))],
        subtitle=_("Personer som har rapporterat något, eller sagt att veckan var lugn."),
        provisional_from=n_over,
        names=(_("Vecka"), _("Aktiva rapportörer"), ""),
    )


def _said(last: Effort) -> str:
    words = _(
        "I vecka %(week)s rapporterade *%(active)s av %(members)s* rapportörer; %(calm)s av dem att det var lugnt."
    )
    return words % {
        "week": last.week.isocalendar().week,
        "active": number(last.active),
        "members": number(last.members),
        "calm": number(last.calm),
    }


def _week(one: Effort) -> dict[str, int]:
    found = one.week.isocalendar()
    return {"number": found.week, "year": found.year}


def _few(n: int) -> list[int]:
    step = max(1, n // 6)
    return list(range(0, n, step))
