"""The situation page: what the figures say, each with map or chart, table, sentence, download and source."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.administration.queries import Job
from samplats.administration.queries import jobs as visible_jobs
from samplats.analyses.rules.exports import cells_geojson, patterns_for_excel
from samplats.analyses.rules.shown import in_bands
from samplats.analyses.rules.suite import Suite
from samplats.analyses.rules.surface import density_geojson
from samplats.evidence.incidents import queries as incidents
from samplats.evidence.incidents.queries import Source
from samplats.foundation.access.scopes import scope as scope_of
from samplats.foundation.actions.page import ActorRequest
from samplats.foundation.actions.page import page as of_tenant
from samplats.foundation.ui.components.frame import Link
from samplats.foundation.ui.components.lists import Progress
from samplats.places.registry import Room
from samplats.places.sentences.head import place_context
from samplats.situation import actions, policy, queries
from samplats.situation.actions.counting import COUNT_JOB
from samplats.situation.actions.publishing import PREVIEW_JOB, PUBLISH_JOB
from samplats.situation.queries import Figures, Subject
from samplats.situation.rules.states import state_of
from samplats.situation.sentences.drafting import job_error_words
from samplats.situation.sentences.editions import in_fives
from samplats.situation.sentences.standing import standing_words
from samplats.situation.views.addresses import EDITION, address, edition_asked_for, stamp_of, subject_from
from samplats.situation.views.effort import effort_block
from samplats.situation.views.told import told


@of_tenant(policy.SEE_SITUATION)
def page(request: ActorRequest, slug: str = "") -> HttpResponse:
    """Everything that can be said of one source; the others stand beside it, never added."""
    subject = subject_from(request.actor, slug)
    period = queries.usual_period(request.actor)
    sources = queries.sources_of(request.actor)
    source = _chosen(request, sources)
    found = _stored(request, subject, source, period) if source else None
    category = request.GET.get("kategori", "")
    context = {
        **_frame(request, subject, slug),
        "period": period,
        "in_fives": in_fives() if in_bands(scope_of(request.actor)) else "",
        "sources": _source_links(request, sources, source),
        "source": source,
        "category": category,
        "category_choices": incidents.category_choices(request.actor),
        "order_url": address(request, "situation:order", slug),
        "told": told(request, subject, found, slug, source) if found and source else None,
        "effort": effort_block(request.actor, source, period) if source else None,
        "standing": _standing(found) if found else "",
        "counted_at": found.counted_at if found else None,
        "is_old": found is not None and source is not None and _is_old(request, subject, found, source),
    }
    return render(request, "situation/page.html", context)


@require_POST
@of_tenant(policy.COUNT_FIGURES)
def order(request: ActorRequest, slug: str = "") -> HttpResponse:
    """Have the figures counted; answers with the progress of it."""
    subject = subject_from(request.actor, slug)
    source = _chosen(request, queries.sources_of(request.actor))
    if source is None:
        raise Http404
    first_on, last_on = queries.usual_period(request.actor)
    job = actions.order_figures(
        request.actor,
        request.tenant,
        subject=subject.key,
        source=source,
        category=request.POST.get("kategori", "")[:20],
        first_on=first_on,
        last_on=last_on,
    )
    url = address(request, "situation:progress", slug, public_id=job.public_id)
    if request.headers.get("HX-Request"):
        return _progress(request, job, slug)
    return redirect(url)


@of_tenant(policy.COUNT_FIGURES)
def progress(request: ActorRequest, public_id: UUID, slug: str = "") -> HttpResponse:
    """How far the counting, of figures or for a preview, or the publication has come."""
    ours = visible_jobs(request.actor).filter(name__in=(COUNT_JOB, PREVIEW_JOB, PUBLISH_JOB))
    job = get_object_or_404(ours, public_id=public_id)
    return _progress(request, job, slug)


@of_tenant(policy.SEE_SITUATION)
def cells(request: ActorRequest, slug: str = "") -> HttpResponse:
    """The cells that may be shown, for a map of one's own."""
    suite = _suite_or_404(request, slug)
    return _download(cells_geojson(suite), "application/geo+json", "rutor.geojson")


@of_tenant(policy.SEE_SITUATION)
def density(request: ActorRequest, slug: str = "") -> HttpResponse:
    """The density surface in bands, for the page's map and for one's own."""
    return _download(density_geojson(_suite_or_404(request, slug)), "application/geo+json", "tathet.geojson")


@of_tenant(policy.SEE_SITUATION)
def csv(request: ActorRequest, table: str, slug: str = "") -> HttpResponse:
    """Every number on the page, as a file for Excel."""
    if table != "siffror":
        raise Http404
    return _download(patterns_for_excel(_suite_or_404(request, slug)), "text/csv; charset=utf-8", "siffror.csv")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _suite_or_404(request: ActorRequest, slug: str) -> Suite:
    source = _chosen(request, queries.sources_of(request.actor))
    period = queries.usual_period(request.actor)
    found = _stored(request, subject_from(request.actor, slug), source, period) if source else None
    if found is None:
        raise Http404
    return queries.suite_of(found)


def _stored(request: ActorRequest, subject: Subject, source: Source, period: tuple[date, date]) -> Figures | None:
    return queries.stored_figures(
        request.actor,
        scope_of(request.actor),
        subject,
        source,
        category=request.GET.get("kategori", ""),
        period=period,
    )


def _standing(found: Figures) -> str:
    """How the place stands by the source, all categories together: what the start page says of it."""
    state = state_of(found.subject, found.source.name, str(found.source.public_id), found.summary, found.last_on)
    return standing_words(state) if state and not found.category else ""


def _is_old(request: ActorRequest, subject: Subject, found: Figures, source: Source) -> bool:
    state = queries.figures_states(request.actor, scope_of(request.actor), subject, [source])
    return found.data_version != state[source.pk]


def _chosen(request: ActorRequest, sources: list[Source]) -> Source | None:
    wanted = request.POST.get("kalla", "") or request.GET.get("kalla", "")
    if not wanted:
        return sources[0] if sources else None
    found = next((one for one in sources if str(one.public_id) == wanted), None)
    if found is None:
        raise Http404
    return found


def _source_links(request: ActorRequest, sources: list[Source], chosen: Source | None) -> list[Link]:
    return [Link(one.name, f"?kalla={one.public_id}", one == chosen) for one in sources]


def _frame(request: ActorRequest, subject: Subject, slug: str) -> dict[str, object]:
    latest = queries.latest(request.actor, subject.place) if policy.SEE_PUBLISHED.held_by(request.actor) else None
    head = place_context(request.actor, subject.place, Room.SITUATION) if subject.place else {}
    return {
        **head,
        "subject": subject,
        "slug": slug,
        "latest": latest,
        "latest_stamp": latest and stamp_of(latest),
        "latest_url": latest and address(request, "situation:version", slug, number=latest.number, audience="internal"),
        "versions_url": address(request, "situation:versions", slug),
        "draft_url": address(request, "situation:draft", slug) if policy.DRAFT.held_by(request.actor) else "",
    }


def _progress(request: ActorRequest, job: Job, slug: str) -> HttpResponse:
    state = {Job.State.WAITING: "running", Job.State.RUNNING: "running"}.get(Job.State(job.state), job.state)
    result = _result(request, job, slug)
    work = Progress(
        key=f"job-{job.public_id}",
        label=_("Gör lägesbildens dokument") if job.name == PUBLISH_JOB else _("Räknar"),
        done=job.progress_done,
        total=job.progress_total,
        unit=_("delar"),
        state=state,
        poll_url=_where_to_ask(request, job, slug),
        result=result,
        message=job_error_words(job.error) if job.error else "",
    )
    if request.headers.get("HX-Request"):
        answer = render(request, "situation/_progress.html", {"work": work})
        if job.state == Job.State.DONE:
            answer["HX-Redirect"] = result.url
        return answer
    return render(request, "situation/progress.html", {"work": work})


def _where_to_ask(request: ActorRequest, job: Job, slug: str) -> str:
    """The address of the progress, with the edition to show at its end."""
    url = address(request, "situation:progress", slug, public_id=job.public_id)
    return f"{url}?{EDITION}={edition_asked_for(request.GET)}" if job.name == PREVIEW_JOB else url


def _result(request: ActorRequest, job: Job, slug: str) -> Link:
    if job.name == PUBLISH_JOB:
        return Link(_("Läs lägesbilden"), address(request, "situation:versions", slug))
    if job.name == PREVIEW_JOB:
        seen = address(request, "situation:preview", slug, audience=edition_asked_for(request.GET))
        return Link(_("Visa utgåvorna"), seen)
    query = f"?kalla={job.arguments['source']}&kategori={job.arguments['category']}"
    return Link(_("Visa siffrorna"), address(request, "situation:page", slug) + query)
