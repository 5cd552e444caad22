"""Publish, and read what was published: page and PDF, internal and public."""

from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.page import ActorRequest, page, public_page
from samplats.foundation.files.store import open_file
from samplats.foundation.ui.components.frame import Link
from samplats.foundation.ui.languages import keeping
from samplats.situation import actions, forms, policy, queries, registry
from samplats.situation.queries import Edition, StoredFile, Version
from samplats.situation.sentences.drafting import finding_words
from samplats.situation.views.addresses import address, first_crumb, stamp_of, subject_from
from samplats.situation.views.drafts import draft_page

PDFS = {
    Edition.Audience.INTERNAL: gettext_lazy("PDF, intern"),
    Edition.Audience.PUBLIC: gettext_lazy("PDF, offentlig"),
}
WORDS = {
    Edition.Audience.INTERNAL: gettext_lazy("Word, intern"),
    Edition.Audience.PUBLIC: gettext_lazy("Word, offentlig"),
}


@page(policy.PUBLISH)
def publish(request: ActorRequest, slug: str = "") -> HttpResponse:
    """Order the draft's publication; the documents are made by a job."""
    picture = queries.open_draft(request.actor, subject_from(request.actor, slug).place)
    if picture is None or request.method != "POST":
        return redirect(address(request, "situation:draft", slug))
    form = forms.Publish(request.POST)
    try:
        if form.is_valid():
            job = actions.order_publication(request.actor, picture, **form.cleaned_data)
            return redirect(address(request, "situation:progress", slug, public_id=job.public_id))
    except actions.SectionsMissing as empty:
        form.add_error(None, _("Fyll i först: %(sections)s.") % {"sections": ", ".join(empty.titles)})
    except actions.PersonalDetails as details:
        form.add_error("decided_by", finding_words(details.findings))
    return draft_page(request, slug, form)


@page(policy.SEE_PUBLISHED)
def versions(request: ActorRequest, slug: str = "") -> HttpResponse:
    """Every published version."""
    subject = subject_from(request.actor, slug)
    in_word = queries.written_in_word(request.actor, subject.place)
    rows = [
        {
            "version": found,
            "url": _edition_url(request, slug, found, readable[0]),
            "documents": _documents(request, slug, found, readable, in_word),
        }
        for found in queries.versions(request.actor, subject.place)
        for readable in [queries.editions_of(request.actor, found)]
    ]
    way_back = [first_crumb(request, subject), Link(_("Versioner"), "", current=True)]
    context = {"subject": subject, "rows": rows, "way_back": way_back, "waits": False, "public_url": ""}
    if rows and (not subject.place or registry.is_shown(request.actor, slug)):
        context["public_url"] = address(request, "situation:public", slug)
    elif rows:
        context["waits"] = True
    elif policy.DRAFT.held_by(request.actor):
        context["draft_url"] = address(request, "situation:draft", slug)
    return render(request, "situation/versions.html", context)


@page(policy.SEE_PUBLISHED)
def version(request: ActorRequest, number: int, audience: str, slug: str = "") -> HttpResponse:
    """One edition as a page."""
    subject = subject_from(request.actor, slug)
    found = queries.version(request.actor, subject.place, number)
    edition = queries.edition(request.actor, found, audience)
    context = _edition_context(found, edition, _pdf_url(request, slug, found, audience))
    if edition.word:
        context["word_url"] = address(request, "situation:word", slug, number=number, audience=audience)
    context["way_back"] = [
        first_crumb(request, subject),
        Link(_("Versioner"), address(request, "situation:versions", slug)),
        Link(_("Version %(number)s") % {"number": number}, "", current=True),
    ]
    return render(request, "situation/version.html", context)


@page(policy.SEE_PUBLISHED)
def document(request: ActorRequest, number: int, audience: str, slug: str = "") -> HttpResponseBase:
    """One edition as PDF."""
    found = queries.version(request.actor, subject_from(request.actor, slug).place, number)
    return _file(queries.edition(request.actor, found, audience).document)


@page(policy.SEE_PUBLISHED)
def word(request: ActorRequest, number: int, audience: str, slug: str = "") -> HttpResponseBase:
    """One edition as a Word document, to go on writing in."""
    found = queries.version(request.actor, subject_from(request.actor, slug).place, number)
    return _file(queries.edition(request.actor, found, audience).word)


@public_page
def public(request: ActorRequest, slug: str = "") -> HttpResponse:
    """The latest public edition, for anyone."""
    found = queries.latest_public(request.actor, slug)
    edition = queries.edition(request.actor, found, Edition.Audience.PUBLIC)
    url = address(request, "situation:public_document", slug, number=found.number)
    context = {**_edition_context(found, edition, url), "way_back": _public_crumbs(request, found)}
    if edition.word:
        context["word_url"] = address(request, "situation:public_word", slug, number=found.number)
    return render(request, "situation/public.html", context)


@public_page
def public_document(request: ActorRequest, number: int, slug: str = "") -> HttpResponseBase:
    """A public edition as PDF, for anyone."""
    found = queries.public_version(request.actor, slug, number)
    return _file(queries.edition(request.actor, found, Edition.Audience.PUBLIC).document)


@public_page
def public_word(request: ActorRequest, number: int, slug: str = "") -> HttpResponseBase:
    """A public edition as a Word document, for anyone."""
    found = queries.public_version(request.actor, slug, number)
    return _file(queries.edition(request.actor, found, Edition.Audience.PUBLIC).word)


def _documents(
    request: ActorRequest,
    slug: str,
    found: Version,
    readable: list[Edition.Audience],
    in_word: set[tuple[int, str]],
) -> list[tuple[object, str]]:
    """The version's files, each with its name."""
    files: list[tuple[object, str]] = []
    for audience in readable:
        files.append((PDFS[audience], _pdf_url(request, slug, found, audience)))
        if (found.pk, audience.value) in in_word:
            given = {"number": found.number, "audience": audience.value}
            files.append((WORDS[audience], address(request, "situation:word", slug, **given)))
    return files


def _public_crumbs(request: ActorRequest, found: Version) -> list[Link]:
    """The way back to the municipality's front, and to the place's page."""
    tenant = request.tenant
    way = [Link(tenant.name, keeping(request, reverse(settings.PUBLIC_FRONT, args=[tenant.slug])))]
    if found.place:
        url = reverse(settings.PUBLIC_PLACE, args=[tenant.slug, found.place.slug])
        way.append(Link(found.place.name, keeping(request, url)))
    return way


def _edition_context(found: Version, edition: Edition, pdf_url: str) -> dict[str, object]:
    return {"version": found, "content": edition.content, "mark": stamp_of(found), "pdf_url": pdf_url}


def _file(stored: StoredFile | None) -> FileResponse:
    """The file; an edition of before has no Word document."""
    if stored is None:
        raise NotVisible("document")
    is_read = stored.content_type == "application/pdf"
    return FileResponse(
        open_file(stored),
        as_attachment=not is_read,
        filename=stored.name,
        content_type=stored.content_type,
        headers={"Content-Length": str(stored.size)},
    )


def _edition_url(request: ActorRequest, slug: str, found: Version, audience: str) -> str:
    return address(request, "situation:version", slug, number=found.number, audience=str(audience))


def _pdf_url(request: ActorRequest, slug: str, found: Version, audience: str) -> str:
    return address(request, "situation:document", slug, number=found.number, audience=str(audience))
