"""What is out of the usual, and that somebody has looked at it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.alarms import actions, forms, policy, queries, sentences
from samplats.alarms.queries import Alarm
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.toasts import toast
from samplats.vocabulary.queries import category_names

SEEN_SHOWN = 20


@page(policy.SEE_ALARMS)
def index(request: ActorRequest) -> HttpResponse:
    """What waits, what rests, what has been looked at, and what is watched."""
    return _index(request, None, None)


@require_POST
@page(policy.LOOK_AT_ALARMS)
def answer(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Somebody has looked at an alarm."""
    alarm = get_object_or_404(queries.alarms(request.actor), public_id=public_id)
    form = forms.Answer(request.POST, prefix=alarm.public_id.hex)
    if not form.is_valid():
        return _index(request, alarm, form)
    try:
        actions.answer(request.actor, alarm, note=form.cleaned_data["note"], now=timezone.now())
    except ChangedMeanwhile:
        toast(request, _("Någon annan har redan tittat på larmet."))
    else:
        toast(request, _("Larmet är avklarat."))
    return redirect("alarms:index", request.tenant.slug)


@require_POST
@page(policy.CHOOSE_MAIL)
def choose_mail(request: ActorRequest) -> HttpResponse:
    """Get mail of new alarms, or none."""
    wanted = request.POST.get("vill") == "ja"
    actions.choose_mail(request.actor, request.tenant, wanted=wanted)
    toast(request, _("Du får e-post när larm väntar.") if wanted else _("Du får ingen e-post om larm."))
    return redirect("alarms:index", request.tenant.slug)


def _index(request: ActorRequest, refused: Alarm | None, form: forms.Answer | None) -> HttpResponse:
    today = timezone.localdate()
    found = list(queries.waiting(request.actor, today))
    seen = Paginator(queries.alarms(request.actor).filter(seen_at__isnull=False).order_by("-seen_at"), SEEN_SHOWN)
    names = {code: one.label for code, one in category_names(request.actor).items()}
    watch = queries.latest_watch(request.actor)

    def row(alarm: Alarm) -> dict[str, Any]:
        shown = form if alarm == refused else forms.Answer(prefix=alarm.public_id.hex)
        return _row(request, alarm, names.get(alarm.category, alarm.category), shown)

    context = {
        "rows": [row(one) for one in found if not one.is_resting],
        "resting": [row(one) for one in found if one.is_resting],
        "seen": [row(one) for one in seen.page(1)],
        "watch": watch,
        "watched": sentences.watch_words(watch) if watch else "",
        "reach": [(one["source"], sentences.reach_words(one)) for one in watch.reach] if watch else [],
        "wants_mail": queries.wants_mail(request.actor),
    }
    return render(request, "alarms/index.html", context, status=422 if refused else 200)


def _row(request: ActorRequest, alarm: Alarm, category: str, form: forms.Answer | None) -> dict[str, Any]:
    return {
        "alarm": alarm,
        "headline": sentences.headline(alarm, category, request.tenant.name),
        "said": sentences.what_happened(alarm),
        "chance": sentences.by_chance(alarm),
        "url": _situation_url(request, alarm),
        "answer_url": reverse("alarms:answer", args=[request.tenant.slug, alarm.public_id]),
        "form": form,
    }


def _situation_url(request: ActorRequest, alarm: Alarm) -> str:
    """The situation page of the same place, source and category."""
    asked = urlencode({"kalla": str(alarm.source.public_id), "kategori": alarm.category})
    if alarm.place:
        return f"{reverse('situation:page', args=[request.tenant.slug, alarm.place.slug])}?{asked}"
    return f"{reverse('situation:page_of_municipality', args=[request.tenant.slug])}?{asked}"
