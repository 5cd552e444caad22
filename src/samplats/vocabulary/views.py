"""The page where a municipality makes the categories its own."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.ui.toasts import toast
from samplats.vocabulary import actions, forms, policy, queries, sentences


@page(policy.MAY_READ_CATEGORIES)
def categories(request: ActorRequest) -> HttpResponse:
    """Every category by group, with what the municipality has changed."""
    return _shown(request, None)


def _shown(request: ActorRequest, adding: forms.AddCategory | None, **more: Any) -> HttpResponse:
    actor = request.actor
    everything = sorted(queries.categories(actor, with_hidden=True), key=lambda one: one.group.code)
    version, _sha = queries.taxonomy_in_use(actor)
    words = {name: queries.words(actor, name) for name in forms.LISTS.values()}
    rows: list[dict[str, Any]] = [
        {
            "one": one,
            "sensitivity": words["sensitivity_levels"][one.sensitivity],
            "reporters": words["reporter_scopes"][one.reporters],
            "place_rule": words["place_rules"][one.place_rule],
            "watch": sentences.watch_words(one),
        }
        for one in everything
    ]
    context = {
        "groups": [(group, list(members)) for group, members in groupby(rows, key=lambda row: row["one"].group)],
        "own_ids": queries.own_category_ids(actor),
        "version": version,
        "form": adding or forms.AddCategory(groups=queries.groups(actor), words=words),
        "can_edit": policy.MAY_EDIT_CATEGORIES.held_by(actor),
        "disturbances": queries.words(actor, "main_disturbances"),
    }
    return render(request, "vocabulary/categories.html", context | more, status=422 if adding or more else 200)


@require_POST
@page(policy.MAY_EDIT_CATEGORIES)
def edit(request: ActorRequest, code: str) -> HttpResponse:
    """Give a reference category another label, or take it out of use."""
    form = forms.EditCategory(request.POST)
    if not form.is_valid():
        return _shown(request, None, fault=(code, str(next(iter(form.errors.values()))[0])))
    label, hidden = form.cleaned_data["label"], not form.cleaned_data["used"]
    try:
        actions.edit_category(request.actor, request.tenant, code=code, label=label, hidden=hidden)
    except actions.UnknownCategory:
        raise Http404 from None
    except actions.LabelTaken as taken:
        return _shown(request, None, fault=(code, sentences.label_taken(str(taken))))
    return _done(request, _("Kategorin är ändrad."))


@require_POST
@page(policy.MAY_EDIT_CATEGORIES)
def add(request: ActorRequest) -> HttpResponse:
    """Add an own category."""
    words = {name: queries.words(request.actor, name) for name in forms.LISTS.values()}
    form = forms.AddCategory(request.POST, groups=queries.groups(request.actor), words=words)
    if form.is_valid():
        try:
            actions.add_category(request.actor, request.tenant, **form.cleaned_data)
        except actions.LabelTaken as taken:
            form.add_error("label", sentences.label_taken(str(taken)))
        else:
            return _done(request, _("Kategorin är tillagd."))
    return _shown(request, form)


@require_POST
@page(policy.MAY_EDIT_CATEGORIES)
def retire(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Stop using an own category; what was sorted under it keeps its name."""
    found = get_object_or_404(queries.own_categories(request.actor), public_id=public_id)
    actions.retire_category(request.actor, found)
    return _done(request, _("Kategorin används inte längre."))


@require_POST
@page(policy.MAY_EDIT_CATEGORIES)
def resume(request: ActorRequest, public_id: UUID) -> HttpResponse:
    """Use an own category again."""
    found = get_object_or_404(queries.own_categories(request.actor), public_id=public_id)
    actions.retire_category(request.actor, found, retired=False)
    return _done(request, _("Kategorin används igen."))


def _done(request: ActorRequest, words: str) -> HttpResponse:
    toast(request, words)
    return redirect("vocabulary:categories", request.tenant.slug)
