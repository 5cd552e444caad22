"""The list of sheets; prepare, read, recount, close and put away one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.administration.queries import look_of
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.documents import render_pdf
from samplats.foundation.ui.components.frame import Link
from samplats.foundation.ui.components.lists import Progress
from samplats.meetings.actions import HasDecisions
from samplats.places.queries import Place
from samplats.situation.sentences.drafting import job_error_words
from samplats.weekly import actions, forms, policy, queries
from samplats.weekly.queries import Sheet
from samplats.weekly.rules.periods import Span, since_last, sundays
from samplats.weekly.sentences import words
from samplats.weekly.sentences.paper import paper
from samplats.weekly.views.shown import (
    carried_context,
    crumbs_of,
    decisions_context,
    name_of,
    open_context,
    url,
)

MOST_LISTED = 60
TEMPLATE = "weekly/templates/weekly/sheet.typ"


@page(policy.SEE_SHEETS)
def index(request: ActorRequest) -> HttpResponse:
    """Every sheet, the newest first; and what prepares the next one."""
    listed = list(queries.sheets(request.actor).defer("figures", "content")[:MOST_LISTED])
    may_prepare = policy.PREPARE.held_by(request.actor)
    context = {
        "rows": [_listed(request, one) for one in listed],
        "places": queries.to_prepare(request.actor) if may_prepare else [],
        "may_prepare": may_prepare,
        "prepare_url": url(request, "prepare"),
    }
    return render(request, "weekly/index.html", context)


def _listed(request: ActorRequest, one: Sheet) -> dict[str, object]:
    span = Span(one.weeks, one.last_on)
    return {
        "sheet": one,
        "name": name_of(request, one),
        "weeks": words.weeks_words(span.first_on, span.last_on),
        "url": url(request, "sheet", one),
    }


@require_POST
@page(policy.PREPARE)
def prepare(request: ActorRequest) -> HttpResponse:
    """Begin the sheet since the last one; leads to it, also when it was begun before."""
    place = _place(request)
    today = timezone.localdate()
    earlier = queries.before(request.actor, place)
    found = actions.begin_sheet(
        request.actor,
        request.tenant,
        place=place,
        span=since_last(today, earlier.last_on if earlier else None),
        held_on=today,
        now=timezone.now(),
    )
    return redirect(url(request, "sheet", found))


def _place(request: ActorRequest) -> Place | None:
    wanted = request.POST.get("place", "")
    if not wanted:
        return None
    found = next((one for one in queries.to_prepare(request.actor) if str(one.public_id) == wanted), None)
    if found is None:
        raise Http404
    return found


@page(policy.SEE_SHEETS)
def sheet(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """An open sheet to write in, or a closed one as it was."""
    found = queries.sheet(request.actor, public_id)
    if found.closed_at is not None:
        context = {
            "sheet": found,
            "paper": found.content,
            "document_url": url(request, "document", found),
            "way_back": crumbs_of(request, found),
        }
        return render(request, "weekly/closed.html", context)
    context = open_context(request, found)
    if found.figures is None:
        context["work"], context["may_retry"] = _work(request, found)
    else:
        context |= decisions_context(request, found)
        context["carried"] = carried_context(request, found)
        context["may_close"] = policy.CLOSE.held_by(request.actor)
    return render(request, "weekly/open.html", context)


@page(policy.SEE_SHEETS)
def document(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """The sheet on paper: a closed one as it was, an open one as it is now."""
    found = queries.sheet(request.actor, public_id)
    if found.figures is None:
        raise Http404
    content = found.content or paper(request.actor, found, timezone.localdate())
    look = look_of(request.tenant).as_content()
    pdf = render_pdf(TEMPLATE, {**content, "look": look}, stamped=found.closed_at or timezone.now())
    name = f"veckans-lage-{found.meeting.held_on.isoformat()}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@page(policy.PREPARE)
def progress(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """How far the counting has come; leads to the sheet when it is done."""
    found = queries.sheet(request.actor, public_id)
    if not request.headers.get("HX-Request"):
        return redirect(url(request, "sheet", found))
    work, _may_retry = _work(request, found)
    answer = render(request, "weekly/_progress.html", {"work": work})
    if found.figures is not None:
        answer["HX-Redirect"] = url(request, "sheet", found)
    return answer


def _work(request: ActorRequest, found: Sheet) -> tuple[Progress, bool]:
    """How far the counting has come, and whether it can be ordered again: it has stopped, or nobody knows of it."""
    job = queries.count_job(request.actor, found)
    failed = job is not None and job.state in {"failed", "cancelled"}
    work = Progress(
        key="sheet-work",
        label=_("Förbereder veckans läge"),
        done=job.progress_done if job else 0,
        total=job.progress_total if job else 0,
        unit=_("källor"),
        state="failed" if failed else "done" if found.figures is not None else "running",
        poll_url=url(request, "progress", found),
        result=Link(_("Visa bladet"), url(request, "sheet", found)),
        message=job_error_words(job.error) if job is not None and job.error else "",
    )
    return work, failed or job is None


@require_POST
@page(policy.PREPARE)
def weeks(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Let the sheet speak of other weeks."""
    found = queries.sheet(request.actor, public_id)
    form = forms.Weeks(request.POST, days=sorted({*sundays(timezone.localdate()), found.last_on}, reverse=True))
    if not form.is_valid():
        context = {**open_context(request, found), "weeks_form": form}
        return render(request, "weekly/weeks.html", context, status=422)
    try:
        given = {name: form.cleaned_data[name] for name in ("held_on", "revision")}
        actions.choose_weeks(request.actor, found, span=form.span, **given)
    except ChangedMeanwhile:
        _too_late(request)
    return redirect(url(request, "sheet", found))


@require_POST
@page(policy.PREPARE)
def count_again(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Count on what has come in since; texts that people have changed stay."""
    found = queries.sheet(request.actor, public_id)
    form = forms.Revision(request.POST)
    if form.is_valid():
        try:
            actions.count_again(request.actor, found, **form.cleaned_data)
        except ChangedMeanwhile:
            _too_late(request)
    return redirect(url(request, "sheet", found))


@require_POST
@page(policy.CLOSE)
def close(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Close the sheet: it stays as it was."""
    found = queries.sheet(request.actor, public_id)
    form = forms.Revision(request.POST)
    if form.is_valid():
        try:
            actions.close_sheet(request.actor, found, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Bladet är stängt. Det som inte är klart följer med till nästa."))
        except actions.NoFigures:
            messages.error(request, _("Siffrorna räknas fortfarande. Vänta tills de är framme."))
        except ChangedMeanwhile:
            _too_late(request)
    return redirect(url(request, "sheet", found))


@require_POST
@page(policy.PREPARE)
def discard(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Put an open sheet away, while nothing has been decided."""
    found = queries.sheet(request.actor, public_id)
    try:
        actions.discard_sheet(request.actor, found)
    except HasDecisions:
        messages.error(
            request, _("Bladet har beslut och kan inte läggas undan. Ta bort besluten först, eller stäng det.")
        )
        return redirect(url(request, "sheet", found))
    except ChangedMeanwhile:
        _too_late(request)
        return redirect(url(request, "sheet", found))
    messages.success(request, _("Bladet är undanlagt."))
    return redirect(url(request, "index"))


def _too_late(request: ActorRequest) -> None:
    messages.error(request, _("Någon annan hann före. Här är bladet som det är nu."))
