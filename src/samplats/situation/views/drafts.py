"""Begin, write, renew and put away a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.screening.screen import hide, screen
from samplats.situation import actions, forms, policy, queries, registry
from samplats.situation.queries import Section
from samplats.situation.rules.publishing import PUBLIC_BY_DEFAULT
from samplats.situation.rules.sections import in_language, section_kinds
from samplats.situation.sentences.drafting import finding_words, suggested_texts
from samplats.situation.views.addresses import address, crumbs_of, subject_from


@page(policy.DRAFT)
def draft(request: ActorRequest, slug: str = "") -> HttpResponse:
    """The draft, section by section; without one, what a draft is and a button."""
    return draft_page(request, slug, forms.Publish())


def draft_page(request: ActorRequest, slug: str, publish_form: forms.Publish) -> HttpResponse:
    """The page, with what was filled in to publish and why it could not be."""
    subject = subject_from(request.actor, slug)
    picture = queries.open_draft(request.actor, subject.place)
    rows = [_row(one) for one in queries.sections(request.actor, picture)] if picture else []
    context = {
        "subject": subject,
        "picture": picture,
        "rows": rows,
        "publish_form": publish_form,
        "is_shown": not slug or registry.is_shown(request.actor, slug),
        "can_publish": policy.PUBLISH.held_by(request.actor),
        "slug": slug,
        "way_back": crumbs_of(request, subject),
        "addresses": {
            "preview": address(request, "situation:preview", slug, audience="internal"),
            **{name: address(request, f"situation:{name}", slug) for name in ("begin", "renew", "discard")},
        },
        "publish_url": address(request, "situation:publish", slug),
    }
    return render(request, "situation/draft.html", context, status=422 if publish_form.errors else 200)


@require_POST
@page(policy.DRAFT)
def begin(request: ActorRequest, slug: str = "") -> HttpResponse:
    """Begin a draft, filled with what the system can say."""
    subject = subject_from(request.actor, slug)
    period = queries.counted_period(request.actor, subject)
    texts = suggested_texts(queries.stored_suites(request.actor, subject, period), period, timezone.localdate())
    actions.begin_picture(
        request.actor,
        request.tenant,
        place=subject.place,
        first_on=period[0],
        last_on=period[1],
        suggested=texts,
        now=timezone.now(),
    )
    return redirect(address(request, "situation:draft", slug))


@require_POST
@page(policy.DRAFT)
def renew(request: ActorRequest, slug: str = "") -> HttpResponse:
    """Let the system write its sections again; what people have written stays."""
    subject = subject_from(request.actor, slug)
    picture = queries.open_draft(request.actor, subject.place)
    if picture is not None:
        period = (picture.first_on, picture.last_on)
        texts = suggested_texts(queries.stored_suites(request.actor, subject, period), period, timezone.localdate())
        actions.suggest_again(request.actor, picture, suggested=texts)
        messages.success(request, _("Förslagen är nya. Det ni har skrivit själva står kvar."))
    return redirect(address(request, "situation:draft", slug))


@require_POST
@page(policy.DRAFT)
def discard(request: ActorRequest, slug: str = "") -> HttpResponse:
    """Put the draft away."""
    picture = queries.open_draft(request.actor, subject_from(request.actor, slug).place)
    if picture is not None:
        actions.discard_picture(request.actor, picture, now=timezone.now())
        messages.success(request, _("Utkastet är undanlagt."))
    return redirect(address(request, "situation:draft", slug))


@require_POST
@page(policy.DRAFT)
def write(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Save one section; a fragment for the autosave, the whole page without JavaScript."""
    found = queries.section(request.actor, public_id)
    form = forms.WriteSection(request.POST)
    if not form.is_valid():
        return _answer(request, found, form, 422)
    given = form.cleaned_data
    if request.POST.get("mend") == "text":
        given["text"] = hide(given["text"], screen(given["text"]))
    try:
        actions.write_section(request.actor, found, now=timezone.now(), **given)
    except actions.PersonalDetails as details:
        form.add_error("text", finding_words(details.findings))
        return _answer(request, found, form, 422)
    except ChangedMeanwhile:
        return _conflict(request, queries.section(request.actor, public_id), form)
    return _answer(request, found, None, 200)


def _row(found: Section, form: forms.WriteSection | None = None) -> dict[str, object]:
    kind = next(one for one in section_kinds() if one.id == found.section)
    language = get_language() or "sv"
    initial = {"text": found.text, "is_public": found.is_public, "revision": found.revision}
    return {
        "section": found,
        "title": in_language(kind.title, language),
        "guidance": in_language(kind.guidance, language),
        "form": form or forms.WriteSection(initial=initial, auto_id=f"s{found.position}_%s"),
        "by_system": bool(found.suggested) and found.text == found.suggested,
        "public_by_default": found.section in PUBLIC_BY_DEFAULT,
        "newer_suggestion": found.suggested if found.suggested and found.text != found.suggested else "",
    }


def _answer(request: ActorRequest, found: Section, form: forms.WriteSection | None, status: int) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "situation/_saved.html", {"row": _row(found, form)}, status=status)
    if form is None:
        messages.success(request, _("Sparat."))
        return redirect(address(request, "situation:draft", _place_of(found)) + f"#{found.section}")
    return render(request, "situation/section.html", {"row": _row(found, form)}, status=status)


def _conflict(request: ActorRequest, newer: Section, form: forms.WriteSection) -> HttpResponse:
    """Show both texts: the newer stored one, and what this person typed, which is not lost."""
    context = {"row": _row(newer), "typed": form.cleaned_data["text"], "by": newer.edited_by}
    if request.headers.get("HX-Request"):
        return render(request, "situation/_conflict.html", context, status=409)
    return render(request, "situation/conflict.html", context, status=409)


def _place_of(found: Section) -> str:
    return found.picture.place.slug if found.picture.place else ""
