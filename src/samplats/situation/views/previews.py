"""A draft as it will be read, before it is published."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.components.frame import Link
from samplats.situation import actions, policy, queries, registry
from samplats.situation.queries import Edition
from samplats.situation.sentences.drafted import drafted_edition, missing_titles
from samplats.situation.views.addresses import EDITION, address, edition_asked_for, first_crumb, subject_from

NAMES = {Edition.Audience.INTERNAL: gettext_lazy("Intern"), Edition.Audience.PUBLIC: gettext_lazy("Offentlig")}


@page(policy.DRAFT)
def preview(request: ActorRequest, audience: str, slug: str = "") -> HttpResponse:
    """One edition of the open draft, as its readers will see it."""
    if audience not in Edition.Audience.values:
        raise Http404
    subject = subject_from(request.actor, slug)
    picture = queries.open_draft(request.actor, subject.place)
    draft_url = address(request, "situation:draft", slug)
    if picture is None:
        return redirect(draft_url)
    shown = Edition.Audience(audience)
    suites = queries.edition_suites(request.actor, shown, subject, queries.edition_period(picture))
    with translation.override("sv"):  # the language of the document, which is chosen where it is published
        content = drafted_edition(request.actor, picture, shown, suites or [], day=timezone.localdate())
    context = {
        "subject": subject,
        "content": content,
        "audience": shown.value,
        "public": shown is Edition.Audience.PUBLIC,
        "is_shown": not slug or registry.is_shown(request.actor, slug),
        "is_counted": suites is not None,
        "missing": ", ".join(missing_titles(request.actor, picture)),
        "editions": [
            Link(str(NAMES[one]), address(request, "situation:preview", slug, audience=one.value), one is shown)
            for one in Edition.Audience
        ],
        "draft_url": draft_url,
        "order_url": address(request, "situation:order_preview", slug),
        "way_back": [
            first_crumb(request, subject),
            Link(_("Utkast till lägesbild"), draft_url),
            Link(_("Förhandsgranskning"), "", current=True),
        ],
    }
    return render(request, "situation/preview.html", context)


@require_POST
@page(policy.DRAFT)
def order(request: ActorRequest, slug: str = "") -> HttpResponse:
    """Have the editions' figures counted; answers with the progress of it."""
    picture = queries.open_draft(request.actor, subject_from(request.actor, slug).place)
    if picture is None:
        return redirect(address(request, "situation:draft", slug))
    job = actions.order_preview(request.actor, picture)
    progress = address(request, "situation:progress", slug, public_id=job.public_id)
    return redirect(f"{progress}?{urlencode({EDITION: edition_asked_for(request.POST)})}")
