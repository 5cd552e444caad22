"""Sources that are pulled from another server: the list of them, adding one, and what its pulls brought."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.components import Link, Progress
from samplats.foundation.ui.toasts import toast

from .. import actions, forms, policy, queries
from ..reading.fetching import FetchFailed
from ..rules.pulling import Reader
from ..sentences.feeds import (
    not_asked_words,
    outcome_words,
    phase_words,
    pull_words,
    receipt_words,
    refused_words,
    status_words,
    stopped_words,
    trouble_words,
)
from .shown import way_back
from .wizard import described

KINDS = {Reader.POLISEN: "feed", Reader.OPEN311: "residents"}


@page(policy.MAY_IMPORT)
def index(request: ActorRequest) -> HttpResponse:
    """Every pulled source, and how its last pull went."""
    last = queries.last_pulls(request.actor)
    rows = [
        (one, pull_words(made) if (made := last.get(one.pk)) and not made.code else "", _hindrance(one))
        for one in queries.feeds(request.actor)
    ]
    return render(request, "incidents/feeds.html", {"rows": rows, "crumbs": way_back(request)})


@page(policy.MAY_IMPORT)
def add(request: ActorRequest) -> HttpResponse:
    """Add a source that is pulled, with its conditions. It begins paused."""
    reader = Reader.OPEN311 if request.GET.get("slag") == Reader.OPEN311 else Reader.POLISEN
    rooms = [(str(one.public_id), one.title) for one in queries.rooms(request.actor)]
    how = forms.HowPulled(request.POST or None, reader=reader, initial={"area": queries.area_guess(request.actor)})
    about = forms.DescribePulled(request.POST or None, rooms=rooms, initial=_suggested(reader))
    if request.method == "POST" and how.is_valid() and about.is_valid():
        if queries.sources(request.actor).filter(name=about.cleaned_data["name"]).exists():
            about.add_error("name", _("Det finns redan en källa med det namnet. Skriv ett annat."))
        else:
            feed = _added(request, reader, how, about)
            toast(request, _("Källan är tillagd. Inget hämtas förrän du säger till."))
            return redirect("incidents:feed", request.tenant.slug, feed.public_id)
    here = reverse("incidents:add_feed", args=[request.tenant.slug])
    kinds = [
        Link(_("Polisens händelser"), here, reader is Reader.POLISEN),
        Link(_("Felanmälningar, Open311"), f"{here}?slag={Reader.OPEN311}", reader is Reader.OPEN311),
    ]
    context = {"how": how, "about": about, "kinds": kinds, "reader": reader, "crumbs": _way_to_feeds(request)}
    return render(request, "incidents/add_feed.html", context, status=422 if how.errors or about.errors else 200)


@page(policy.MAY_IMPORT)
def one(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """One pulled source: how it stands, its last pulls, and how it is pulled, which can be changed here."""
    feed = queries.the_feed(request.actor, public_id)
    reader = queries.reader_of(feed)
    initial = {name: getattr(feed, name) for name in ("address", "area", "hours", "days_back")}
    how = forms.HowPulled(request.POST or None, reader=reader, initial=initial)
    if how.is_bound and how.is_valid():
        actions.change_feed(request.actor, feed, **how.cleaned_data)
        toast(request, _("Ändringen är sparad."))
        return redirect("incidents:feed", request.tenant.slug, feed.public_id)
    return _page(request, feed, how, forms.SavedAnswer(), status=422 if how.errors else 200)


@require_POST
@page(policy.MAY_IMPORT)
def switch(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Pull regularly as oneself, or no longer."""
    feed = queries.the_feed(request.actor, public_id)
    if request.POST.get("on") != "1":
        actions.switch_off(request.actor, feed)
        toast(request, _("Hämtningen är pausad."))
    elif _may(request, feed):
        actions.switch_on(request.actor, feed, now=timezone.now())
        toast(request, _("Hämtningen är på. Den första görs inom någon minut."))
    return redirect("incidents:feed", request.tenant.slug, feed.public_id)


@require_POST
@page(policy.MAY_IMPORT)
def pull_now(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Ask the server now."""
    feed = queries.the_feed(request.actor, public_id)
    if _may(request, feed):
        try:
            actions.ask_for_pull(request.actor, feed, now=timezone.now())
            toast(request, _("Hämtningen är på gång. Vad den gav syns här när den är klar."))
        except actions.TooSoon:
            toast(request, _("Servern har nyss tillfrågats. Vänta fem minuter mellan gångerna."), bad=True)
    return redirect("incidents:feed", request.tenant.slug, feed.public_id)


@page(policy.MAY_IMPORT)
def progress(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """How far a pull has come, as a fragment that asks again by itself; when it is over, the page with what it gave."""
    feed = queries.the_feed(request.actor, public_id)
    job = queries.latest_pull_job(request.actor, feed)
    if job and not job.is_over:
        return render(request, "incidents/_progress.html", {"work": _work(request, feed, job)})
    if job and not _not_asked(feed, job):
        made = queries.made_last(feed, queries.pulls(request.actor, feed))
        toast(request, receipt_words(made), bad=bool(made and made.code))
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = _address(request, feed)
    return answer


@require_POST
@page(policy.MAY_IMPORT)
def take_saved(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Take in an answer that somebody has saved as a file."""
    feed = queries.the_feed(request.actor, public_id)
    form = forms.SavedAnswer(request.POST, request.FILES)
    if form.is_valid() and _may(request, feed):
        try:
            made = actions.take_saved(request.actor, feed, body=form.cleaned_data["file"].read(), now=timezone.now())
            toast(request, _("Filen är läst: %(told)s.") % {"told": pull_words(made)})
            return redirect("incidents:feed", request.tenant.slug, feed.public_id)
        except FetchFailed as refused:
            form.add_error("file", trouble_words(refused.code, refused.facts))
    return _page(request, feed, _form_of(feed), form, status=422)


@require_POST
@page(policy.MAY_IMPORT)
def undo(request: ActorRequest, public_id: UUID, pull: UUID) -> HttpResponse:
    """Take the last pull back, whole."""
    feed = queries.the_feed(request.actor, public_id)
    made = queries.the_pull(request.actor, feed, pull)
    if _may(request, feed):
        try:
            actions.undo_pull(request.actor, made, now=timezone.now())
            toast(request, _("Hämtningen är ångrad, och inget hämtas av sig självt."))
        except NotVisible:
            toast(request, _("Bara den senaste hämtningen som ändrade något kan ångras."), bad=True)
    return redirect("incidents:feed", request.tenant.slug, feed.public_id)


@page(policy.MAY_IMPORT)
def words(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """What the source's words mean here."""
    feed = queries.the_feed(request.actor, public_id)
    choices = queries.category_choices(request.actor)
    form = forms.Words(request.POST or None, words=queries.words_heard(request.actor, feed), choices=choices)
    if request.method == "POST" and form.is_valid() and _may(request, feed):
        actions.sort_words(request.actor, feed, words=form.chosen())
        toast(request, _("Orden är sorterade. Det gäller det som hämtas från nu."))
        return redirect("incidents:feed", request.tenant.slug, feed.public_id)
    crumbs = _way_to_feeds(request, Link(feed.source.name, _address(request, feed)))
    context = {"feed": feed, "form": form, "crumbs": crumbs}
    return render(request, "incidents/feed_words.html", context, status=422 if form.errors else 200)


def _page(
    request: ActorRequest, feed: Any, how: forms.HowPulled, saved: forms.SavedAnswer, *, status: int
) -> HttpResponse:
    actor = request.actor
    undoable, made_so_far = queries.undoable(actor, feed, timezone.now()), queries.pulls(actor, feed)
    pulls = [
        (made, pull_words(made), refused_words(made.refused), trouble_words(made.code, made.facts), made == undoable)
        for made in made_so_far
    ]
    job = queries.latest_pull_job(actor, feed)
    new_words = [one for one in queries.words_heard(actor, feed) if not one.is_answered]
    context = {
        "feed": feed,
        "is_polisen": queries.reader_of(feed) is Reader.POLISEN,
        "how": how,
        "saved": saved,
        "pulls": pulls,
        "outcome": outcome_words(queries.made_last(feed, made_so_far)) if feed.pulled_at else "",
        "hindrance": _hindrance(feed) or _not_asked(feed, job),
        "work": _work(request, feed, job) if job and not job.is_over and status == HTTPStatus.OK else None,
        "can_pull": not policy.why_not_taken_in(actor, feed.source),
        "new_words": new_words,
        "statuses": status_words(queries.by_status(actor, feed)),
        "crumbs": _way_to_feeds(request),
    }
    return render(request, "incidents/feed.html", context, status=status)


def _form_of(feed: Any) -> forms.HowPulled:
    initial = {name: getattr(feed, name) for name in ("address", "area", "hours", "days_back")}
    return forms.HowPulled(reader=queries.reader_of(feed), initial=initial)


def _hindrance(feed: Any) -> str:
    return trouble_words(feed.trouble, feed.facts) or stopped_words(feed.stopped)


def _not_asked(feed: Any, job: Any) -> str:
    if job is None or not job.is_over or job.error not in {"", "no_longer_a_member"}:
        return ""
    return "" if feed.pulled_at and feed.pulled_at >= job.started_at else not_asked_words()


def _work(request: ActorRequest, feed: Any, job: Any) -> Progress:
    return Progress(
        key="pull",
        label=phase_words(job.phase),
        done=job.progress_done,
        total=job.progress_total,
        unit=_("steg"),
        poll_url=reverse("incidents:pull_progress", args=[request.tenant.slug, feed.public_id]),
    )


def _may(request: ActorRequest, feed: Any) -> bool:
    why = policy.why_not_taken_in(request.actor, feed.source)
    if why:
        told = _("Källan är stängd.") if why == "source_closed" else _("Källan hör till ett rum som du inte är med i.")
        toast(request, told, bad=True)
    return not why


def _added(request: ActorRequest, reader: Reader, how: forms.HowPulled, about: forms.DescribePulled) -> Any:
    source = actions.add_source(request.actor, request.tenant, kind=KINDS[reader], **described(request, about))
    return actions.add_feed(request.actor, source, reader=reader.value, **how.cleaned_data)


def _suggested(reader: Reader) -> dict[str, str]:
    if reader is Reader.OPEN311:
        return {}
    return {"name": "Polisen.se", "origin": "Polismyndigheten, polisen.se/api/events"}


def _address(request: ActorRequest, feed: Any) -> str:
    return reverse("incidents:feed", args=[request.tenant.slug, feed.public_id])


def _way_to_feeds(request: ActorRequest, *more: Link) -> list[Link]:
    here = Link(_("Källor som hämtas"), reverse("incidents:feeds", args=[request.tenant.slug]))
    return way_back(request, here, *more)
