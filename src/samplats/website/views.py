"""Pages that belong to no single app: the front, the week's start page, the living component page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.county import queries as county
from samplats.county.sentences.county import county_context
from samplats.foundation.access.actors import tenants_of
from samplats.foundation.accounts.backend import SIGN_IN_BACKEND
from samplats.foundation.actions.page import ActorRequest, open_page, page
from samplats.foundation.jobs import gauges
from samplats.foundation.ui.component_page import component_page_context
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.components.claims import Source
from samplats.foundation.ui.components.glyphs import status
from samplats.foundation.ui.components.lists import Column, Row, Table
from samplats.foundation.ui.hosts import allow_hosts
from samplats.foundation.ui.languages import keeping
from samplats.places import queries as places
from samplats.process.sentences.shown import next_row
from samplats.process.sentences.walk import date_words, who
from samplats.public import queries as public
from samplats.public.sentences import reports_words
from samplats.website import policy, queries, sentences
from samplats.website.rules import Line

LONGEST_DETAIL = 90


@open_page
def alive(request: HttpRequest) -> HttpResponse:
    """Answers when the site answers."""
    return HttpResponse("ok", content_type="text/plain")


@open_page
def health(request: HttpRequest) -> HttpResponse:
    """Whether database, job worker and disk are well: 200, or 503 with the part that is not."""
    found = gauges.health(timezone.now())
    return JsonResponse(found, status=200 if all(found.values()) else 503)


@open_page
def metrics(request: HttpRequest) -> HttpResponse:
    """Gauges for the monitoring system that knows SAMPLATS_METRICS_TOKEN; nothing is here for anyone else."""
    given = request.headers.get("Authorization", "")
    token = settings.METRICS_TOKEN
    if not token or not constant_time_compare(given, f"Bearer {token}"):
        raise Http404
    text = gauges.exposition(gauges.gauges(timezone.now()))
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


@open_page
def front(request: HttpRequest) -> HttpResponse:
    """The first page: into the own room when signed in, else to the municipality's front, or to a choice of them."""
    if queries.is_signed_in(request.user):
        rooms = tenants_of(request.user)
        if len(rooms) == 1:
            return redirect("website:start", rooms[0].slug)
        return render(request, "website/rooms.html", {"rooms": rooms, "coaches": queries.coaches(request.user)})
    known = public.municipalities()
    if len(known) == 1 and not settings.DEMO:
        return redirect(keeping(request, reverse("public:front", args=[known[0].slug])))
    people = queries.demo_people() if settings.DEMO else []
    return render(request, "website/front.html", {"demo_people": people, "municipalities": known})


@require_POST
@open_page
def demo_sign_in(request: HttpRequest, email: str) -> HttpResponse:
    """One click into the demo; does not exist in any other mode."""
    known = {person.user.email: person.user for person in queries.demo_people()} if settings.DEMO else {}
    if email not in known:
        raise Http404
    login(request, known[email], backend=SIGN_IN_BACKEND)
    return redirect("website:front")


@page(policy.SEE_START)
def start(request: ActorRequest) -> HttpResponse:
    """The week at a glance: one sentence, the places on the map and in a table, what is in work."""
    if queries.is_above_municipalities(request.tenant):
        return _above(request)
    week = queries.week(request.actor, timezone.localdate())
    figures, content = policy.may_see_situation(request.actor), bool(policy.page_of_place(request.actor))
    label = _("Karta över kommunen med platserna")
    context = {
        "week": week,
        "figures": figures,
        "content": content,
        "leading": _leading(request, week),
        "leading_source": _source(week),
        "map": queries.start_map(request.actor, week.lines, label=label, figures=figures) if content else None,
        "places": _table(request, week.lines) if figures else _names(request, week.lines),
        "draw_url": reverse("places:new", args=[request.tenant.slug]) if policy.may_draw(request.actor) else "",
        "work": _work(request, week),
        "law": _law(request, week),
        "meeting": _meeting(request, week),
        "alarms": "" if week.n_alarms is None else sentences.alarm_words(week.n_alarms),
        **_main(request, week),
    }
    answer = render(request, "website/start.html", context)
    return allow_hosts(answer, places.base_map_hosts(request.actor))


def _leading(request: ActorRequest, week: queries.Week) -> str:
    """The week's sentence; who does not see the figures is not told that there are none."""
    if policy.may_see_situation(request.actor):
        return sentences.leading(week.lines)
    if policy.page_of_place(request.actor):
        return sentences.without_figures(len(week.lines))
    return sentences.without_content()


def _above(request: ActorRequest) -> HttpResponse:
    """The first page of a county or a co-operation: what municipalities have handed to it."""
    if not policy.may_see_released(request.actor):
        return render(request, "website/closed.html")
    found = county.county(request.actor, timezone.now())
    table = county.table_of(found, request.GET.get("visa", ""), request.GET.get("ordning", ""))
    return render(request, "county/page.html", county_context(request.tenant, found, table, timezone.localdate()))


@open_page
def components(request: HttpRequest) -> HttpResponse:
    """Every building block in every state."""
    return render(request, "ui/component_page.html", component_page_context())


def _place_url(request: ActorRequest, line: Line) -> str:
    name = policy.page_of_place(request.actor)
    return reverse(name, args=[request.tenant.slug, line.slug]) if name else ""


def _place_name(request: ActorRequest, line: Line) -> str:
    url = _place_url(request, line)
    return format_html('<a href="{}">{}</a>', url, line.name) if url else line.name


def _source(week: queries.Week) -> Source | None:
    compared = [line for line in week.lines if line.state]
    if not compared:
        return None
    rows = [(line.name, sentences.compared(line.state)) for line in compared if line.state]
    method = (
        _("Metod"),
        _("De senaste 28 dagarna mot platsens egna tidigare perioder. Spannet rymmer 19 av 20 när inget ändras."),
    )
    return Source(_("De senaste fyra veckorna"), [*rows, method])


def _table(request: ActorRequest, lines: list[Line]) -> Table:
    columns = [Column("", hidden_label=True), Column(_("Plats")), Column(_("Läge"))]
    rows = [
        Row(
            [
                str(at),
                format_html(
                    '{}<br><span class="small muted">{}</span>',
                    _place_name(request, line),
                    sentences.change_line(line.state) if line.state else _("Kan inte jämföras än"),
                ),
                status(line.standing),
            ],
            key=line.slug,
        )
        for at, line in enumerate(lines, start=1)
    ]
    return Table(_("Platserna, de som förändras först"), columns, rows, head=1, caption_hidden=True)


def _names(request: ActorRequest, lines: list[Line]) -> Table:
    rows = [Row([str(at), _place_name(request, line)], key=line.slug) for at, line in enumerate(lines, start=1)]
    columns = [Column("", hidden_label=True), Column(_("Plats"))]
    return Table(_("Platserna"), columns, rows, head=1, caption_hidden=True)


def _main(request: ActorRequest, week: queries.Week) -> dict[str, Any]:
    if policy.mostly_reports(request.actor):
        own = Link(_("Rapportera"), reverse("incidents:report", args=[request.tenant.slug]))
        return {"main_action": own, "main_hint": ""}
    worst = week.worst
    if worst is not None and _place_url(request, worst):
        link = Link(_("Läs läget på %(place)s") % {"place": worst.name}, _place_url(request, worst))
        return {"main_action": link, "main_hint": sentences.compared(worst.state) if worst.state else ""}
    if policy.may_see_situation(request.actor):
        return {"main_action": Link(_("Läs läget i kommunen"), _municipality_url(request)), "main_hint": ""}
    if policy.may_see_published(request.actor):
        read = Link(_("Läs fastställda lägesbilder"), _municipality_url(request, "versions"))
        return {"main_action": read, "main_hint": ""}
    if policy.may_administer(request.actor):
        link = Link(_("Till administrationen"), reverse("administration:index", args=[request.tenant.slug]))
        return {"main_action": link, "main_hint": ""}
    return {"main_action": None, "main_hint": ""}


def _municipality_url(request: ActorRequest, name: str = "page") -> str:
    return reverse(f"situation:{name}_of_municipality", args=[request.tenant.slug])


def _work(request: ActorRequest, week: queries.Week) -> list[dict[str, str]]:
    rows = [_due(request, one, week.today) for one in week.due]
    rows += [
        {
            "when": sentences.short_day(note.at),
            "title": _("Anteckning om %(place)s") % {"place": note.place.name},
            "url": reverse("process:notes", args=[request.tenant.slug, note.place.slug]),
            "detail": note.text[:LONGEST_DETAIL],
        }
        for note in week.notes
    ]
    rows += [
        {
            "when": sentences.short_day(draft.begun_at),
            "title": _("Utkast till lägesbild, %(name)s") % {"name": draft.place or request.tenant.name},
            "url": reverse("situation:draft", args=[request.tenant.slug, draft.place.slug])
            if draft.place
            else _municipality_url(request, "draft"),
            "detail": _("Påbörjat av %(who)s") % {"who": draft.begun_by},
        }
        for draft in week.drafts
    ]
    rows += [
        {
            "when": sentences.short_day(one.made_at),
            "title": one.file_name,
            "url": reverse("incidents:import", args=[request.tenant.slug, one.public_id]),
            "detail": sentences.import_line(one.state, one.n_added, one.n_rejected),
        }
        for one in week.imports
    ]
    return rows + _barriers(request)


def _barriers(request: ActorRequest) -> list[dict[str, str]]:
    """What visitors could not use on the public pages, while it waits."""
    waiting = public.waiting_since(request.actor)
    if not waiting:
        return []
    row = {
        "when": sentences.short_day(waiting[0]),
        "title": _("Rapporter om tillgänglighet"),
        "url": reverse("public:barriers", args=[request.tenant.slug]),
        "detail": reports_words(len(waiting)),
    }
    return [row]


def _due(request: ActorRequest, one: queries.Due, today: date) -> dict[str, str]:
    row = next_row(request.tenant.slug, one.place.slug, one.part)
    late = " late" if row.is_late else ""
    words = " · ".join((one.place.name, date_words(one.part, today), who(one.part, one.leader)))
    return {"when": row.when, "title": row.title, "url": row.url, "detail": words, "late": late}


def _meeting(request: ActorRequest, week: queries.Week) -> dict[str, Any] | None:
    """The card of the weekly meeting: the newest sheet, and what prepares the next one; None for who sees neither."""
    if not policy.may_see_sheets(request.actor):
        return None
    sheet, may_prepare = week.sheet, policy.may_prepare_sheets(request.actor)
    if sheet is None and not may_prepare:
        return None
    tenant = request.tenant.slug
    is_open = sheet is not None and sheet.closed_at is None
    is_next = is_open and sheet is not None and sheet.place_id is None
    return {
        "words": sentences.sheet_words(sheet, request.tenant.name) if sheet else "",
        "url": reverse("weekly:sheet", args=[tenant, sheet.public_id]) if sheet else "",
        "is_open": is_open,
        "all_url": reverse("weekly:index", args=[tenant]),
        "prepare_url": reverse("weekly:prepare", args=[tenant]) if may_prepare and not is_next else "",
    }


def _law(request: ActorRequest, week: queries.Week) -> dict[str, Any]:
    words, is_late = sentences.law_words(
        week.latest.published_at if week.latest else None,
        week.latest.next_by_on if week.latest else None,
        week.today,
    )
    url = _municipality_url(request, "versions") if policy.may_see_published(request.actor) else ""
    return {"words": words, "is_late": is_late, "url": url}
