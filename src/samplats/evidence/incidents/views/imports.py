"""An import once it has started: progress, result, what was left out, undo; and the list of them all."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.geo.opening import Unreadable
from samplats.foundation.ui.components import Link, Progress
from samplats.foundation.ui.toasts import toast

from .. import actions, policy, queries
from ..rules.faults import RowFault
from ..rules.states import ImportState, StepNotAllowed
from ..sentences.imports import phase_words, result_words, state_words
from ..sentences.refusals import refusal_words
from ..sentences.rows import rejection_words
from .folders import arrivals_told
from .shown import way_back

SHOWN_REJECTED = 20
PER_PAGE = 30
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?[\d .,]+")


@page(policy.MAY_IMPORT)
def index(request: ActorRequest) -> HttpResponse:
    """Every import, newest first."""
    shown = Paginator(queries.imports(request.actor), PER_PAGE).get_page(request.GET.get("sida"))
    rows = [(batch, state_words(batch.state)) for batch in shown]
    context = {"page": shown, "rows": rows, "crumbs": way_back(request), **arrivals_told(request)}
    return render(request, "incidents/imports.html", context)


@page(policy.MAY_IMPORT)
def one(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """One import: on its way, or what became of it."""
    batch = queries.the_import(request.actor, public_id)
    if batch.of_reports:
        return redirect("incidents:incoming", request.tenant.slug)
    if batch.of_feed and batch.source and (feed := queries.feed_of(request.actor, batch.source)):
        return redirect("incidents:feed", request.tenant.slug, feed.public_id)
    if batch.state == ImportState.DRAFT:
        return redirect("incidents:review", request.tenant.slug, batch.public_id)
    context: dict[str, Any] = {"batch": batch, "crumbs": way_back(request, _imports_link(request))}
    if batch.state == ImportState.RUNNING:
        return render(request, "incidents/running.html", {**context, "work": _work(request, batch)})
    left_out = queries.rejected_rows(request.actor, batch)[:SHOWN_REJECTED]
    context |= {
        "state": state_words(batch.state),
        "sentences": result_words(batch),
        "rejected": [(row, *rejection_words(RowFault(row.code), row.facts)) for row in left_out],
        "refusal": refusal_words(batch.job.error, batch.job.facts) if batch.job and batch.job.error else "",
        "can_undo": batch.state == ImportState.LIVE,
        "of_source": f"?kalla={batch.source.public_id}" if batch.source else "",
    }
    return render(request, "incidents/result.html", context)


@page(policy.MAY_IMPORT)
def progress(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """How far the import has come, as a fragment that asks again by itself."""
    batch = queries.the_import(request.actor, public_id)
    if batch.state != ImportState.RUNNING:
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = reverse("incidents:import", args=[request.tenant.slug, batch.public_id])
        return answer
    return render(request, "incidents/_progress.html", {"work": _work(request, batch)})


@require_POST
@page(policy.MAY_IMPORT)
def undo(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Take an import back, whole."""
    batch = queries.the_import(request.actor, public_id)
    try:
        actions.undo_import(request.actor, batch, now=timezone.now())
        toast(request, _("Importen är ångrad. Inga av dess händelser visas längre."))
    except StepNotAllowed:
        toast(request, _("Importen är redan ångrad."), bad=True)
    except actions.OtherImportRunning:
        toast(request, _("En annan fil från samma källa läses in just nu. Ångra när den är klar."), bad=True)
    return redirect("incidents:import", request.tenant.slug, batch.public_id)


@page(policy.MAY_IMPORT)
def rejected(request: ActorRequest, public_id: UUID) -> StreamingHttpResponse:
    """Every row that was left out as it stands in the file, with reason and remedy: mend it and import it again."""
    batch = queries.the_import(request.actor, public_id)
    if not policy.may_read_file(request.actor, batch):
        raise NotVisible("file")
    try:
        names, rows = queries.rows_to_mend(request.actor, batch)
    except Unreadable as gone:
        raise NotVisible("file") from gone
    answer = StreamingHttpResponse(_csv(names, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="bortvalda-rader.csv"'
    return answer


class _Line:
    """What csv writes to when the text itself is wanted."""

    def write(self, text: str) -> str:
        return text


def _csv(names: list[str], rows: list[queries.ToMend]) -> Iterator[str]:
    writer = csv.writer(_Line(), delimiter=";")
    yield "\ufeff"
    ours = [f"{queries.OURS}{word}" for word in (_("rad"), _("orsak"), _("så rättar du"))]
    yield writer.writerow([*(_harmless(name) for name in names), *ours])
    for row in rows:
        told = [rejection_words(code, facts) for code, facts in row.reasons]
        cells = [_harmless(cell) for cell in row.cells[: len(names)]]
        cells += [""] * (len(names) - len(cells))
        yield writer.writerow([*cells, row.line, " ".join(a for a, _b in told), " ".join(b for _a, b in told)])


def _harmless(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) and not _NUMBER.fullmatch(text) else text


def _imports_link(request: ActorRequest) -> Link:
    return Link(_("Importer"), reverse("incidents:imports", args=[request.tenant.slug]))


def _work(request: ActorRequest, batch: Any) -> Progress:
    address = [request.tenant.slug, batch.public_id]
    job = batch.job
    return Progress(
        key="import",
        label=phase_words(job.phase if job else ""),
        done=job.progress_done if job else 0,
        total=job.progress_total if job else 0,
        unit=_("rader"),
        poll_url=reverse("incidents:progress", args=address),
        cancel_url=reverse("incidents:throw_away", args=address),
    )
