"""Reports that have been handed in: one's own with what became of them, and all of them for who sees points."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.toasts import toast

from .. import actions, policy, queries
from ..sentences.reports import arrived_words, day_words, fate_words, not_yet_words, told_words, when_words
from .report_changes import way_to

PER_PAGE = 30
ONE_WEEK = timedelta(days=7)


@page(policy.MAY_REPORT)
def mine(request: ActorRequest) -> HttpResponse:
    """What I have reported, and what became of it."""
    shown = Paginator(queries.own_reports(request.actor), PER_PAGE).get_page(request.GET.get("sida"))
    context = {"page": shown, "rows": _rows(request, shown), "wants_reminders": queries.wants_reminders(request.actor)}
    return render(request, "incidents/my_reports.html", context)


@require_POST
@page(policy.MAY_REPORT)
def reminders(request: ActorRequest) -> HttpResponse:
    """Be reminded by e-mail, or not."""
    wanted = request.POST.get("vill") == "ja"
    actions.choose_reminders(request.actor, request.tenant, wanted=wanted)
    toast(request, _("Du får påminnelser igen.") if wanted else _("Du får inga påminnelser."))
    return redirect("incidents:my_reports", request.tenant.slug)


@page(policy.MAY_SEE_INCOMING)
def incoming(request: ActorRequest) -> HttpResponse:
    """Everything that has been reported, for those who see points."""
    shown = Paginator(queries.reports(request.actor), PER_PAGE).get_page(request.GET.get("sida"))
    now = timezone.now()
    by_day = groupby(_rows(request, shown, plain=True), lambda row: timezone.localdate(row[0].made_at))
    context = {
        "page": shown,
        "days": [(day_words(day, timezone.localdate(now)), list(rows)) for day, rows in by_day],
        "week": arrived_words(*queries.arrived(request.actor, since=now - ONE_WEEK)),
        "may_follow": policy.MAY_FOLLOW_REPORTERS.held_by(request.actor),
    }
    return render(request, "incidents/incoming_reports.html", context)


@page(policy.MAY_REPORT)
def one(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """One report and what became of it."""
    found = queries.the_report(request.actor, public_id)
    names = queries.report_categories(request.actor)
    fate = fate_words(found)
    context = {
        "report": found,
        "title": names.get(found.category, found.category),
        "fate": fate,
        "told": told_words(found),
        "pictures": queries.pictures_of(request.actor, found),
        "nothing_yet": not_yet_words(found),
        "near": queries.near_report(request.actor, found),
        "instead": queries.counted_instead(request.actor, found),
        "may_change": policy.MAY_CHANGE_REPORT.held_by(request.actor, found),
        "may_merge": policy.MAY_SORT_REPORTS.held_by(request.actor, found),
        "crumbs": way_to(request, found)[:1],
    }
    return render(request, "incidents/report_of_mine.html", context)


@require_POST
@page(policy.MAY_CHANGE_REPORT)
def withdraw(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Take a report back, or let it count again."""
    found = queries.report_to_change(request.actor, public_id)
    deed = actions.bring_back_report if request.POST.get("back") else actions.withdraw_report
    try:
        deed(request.actor, found, now=timezone.now())
    except ChangedMeanwhile:
        toast(request, _("Rapporten har ändrats av någon annan. Läs den igen."), bad=True)
    return redirect("incidents:report_of_mine", request.tenant.slug, found.public_id)


def _rows(request: ActorRequest, shown: Any, *, plain: bool = False) -> list[tuple[Any, str, str, str]]:
    """Report, category, time and what became of it; plain: nothing where it is what becomes of nearly all."""
    names = queries.report_categories(request.actor)

    def fate(one: Any) -> str:
        return "" if plain and one.state == "received" and not one.waiting else fate_words(one)

    return [(one, names.get(one.category, one.category), when_words(one), fate(one)) for one in shown]
