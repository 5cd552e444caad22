"""Save a text of an open sheet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.screening.screen import PersonalDetails
from samplats.situation.sentences.drafting import finding_words
from samplats.weekly import actions, forms, policy, queries
from samplats.weekly.queries import Passage, Sheet
from samplats.weekly.views.shown import crumbs_of, text_row, url


@require_POST
@page(policy.PREPARE)
def write(request: ActorRequest, public_id: UUID, section: str) -> HttpResponse:
    """Save one text; a fragment for the autosave, the whole page without JavaScript."""
    sheet = queries.sheet(request.actor, public_id)
    found = queries.passage(request.actor, sheet, section)
    form = forms.WritePassage(request.POST, auto_id=f"{section}_%s")
    if not form.is_valid():
        return _answer(request, sheet, found, form, 422)
    try:
        actions.write_passage(request.actor, found, now=timezone.now(), **form.cleaned_data)
    except PersonalDetails as details:
        form.add_error("text", finding_words(details.findings))
        return _answer(request, sheet, found, form, 422)
    except ChangedMeanwhile:
        newer = queries.passage(request.actor, queries.sheet(request.actor, public_id), section)
        return _conflict(request, sheet, newer, form)
    return _answer(request, sheet, found, None, 200)


def _answer(
    request: ActorRequest, sheet: Sheet, found: Passage, form: forms.WritePassage | None, status: int
) -> HttpResponse:
    row = text_row(request, sheet, found, form)
    if request.headers.get("HX-Request"):
        return render(request, "weekly/_saved.html", {"row": row}, status=status)
    if form is None:
        messages.success(request, _("Sparat."))
        return redirect(url(request, "sheet", sheet) + f"#{found.section}")
    return render(request, "weekly/text.html", {"row": row, "way_back": crumbs_of(request, sheet)}, status=status)


def _conflict(request: ActorRequest, sheet: Sheet, newer: Passage, form: forms.WritePassage) -> HttpResponse:
    """Show both texts: the newer stored one, and what this person typed, which is not lost."""
    context = {
        "row": text_row(request, sheet, newer),
        "typed": form.cleaned_data["text"],
        "by": newer.edited_by.name if newer.edited_by else _("Någon annan"),
        "is_closed": sheet.closed_at is not None,
        "way_back": crumbs_of(request, sheet),
    }
    name = "_conflict" if request.headers.get("HX-Request") else "conflict"
    return render(request, f"weekly/{name}.html", context, status=409)
