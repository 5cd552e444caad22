"""The municipality's pages: what is handed over to whom, shown as the receiver reads it before the press."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from samplats.county import actions, forms, policy, queries
from samplats.county.sentences import sharing as sentences
from samplats.foundation.access.permissions import NotVisible
from samplats.foundation.actions.action import ChangedMeanwhile
from samplats.foundation.actions.page import ActorRequest, page
from samplats.foundation.releases.making import TooMuch
from samplats.foundation.ui.components import Link
from samplats.foundation.ui.toasts import toast


@page(policy.SHARE)
def index(request: ActorRequest) -> HttpResponse:
    """Every receiver with what it gets."""
    found = [sentences.offer_rows(request.tenant.slug, one) for one in queries.offers(request.actor)]
    return render(request, "county/sharing.html", {"offers": found, "way_back": _way_back(request)})


@page(policy.SHARE)
def one(request: ActorRequest, receiver: UUID, kind: str) -> HttpResponse:
    """One kind for one receiver: what would be handed over, and the press."""
    form = forms.Share(request.POST or None)
    changed = False
    if form.is_valid():
        to, which = queries.receiver(receiver), queries.kind_of(kind)
        given = {"seen": form.cleaned_data["seen"], "rhythm": form.cleaned_data["rhythm"]}
        try:
            actions.share(request.actor, request.tenant, receiver=to, kind=which, now=timezone.now(), **given)
        except (ChangedMeanwhile, TooMuch, actions.NothingToShare):
            changed = True
        else:
            toast(request, _("Delat med %(receiver)s.") % {"receiver": to.name})
            return redirect("county:share", request.tenant.slug, receiver, kind)
    return _shown(request, receiver, kind, form, changed=changed)


def _shown(request: ActorRequest, receiver: UUID, kind: str, form: forms.Share, *, changed: bool) -> HttpResponse:
    to, which, now = queries.receiver(receiver), queries.kind_of(kind), timezone.now()
    release = queries.release_in_force(request.actor, to, kind)
    standing = queries.standing_of(request.actor, to, kind)
    try:
        found, too_much = queries.content_now(request.actor, which, timezone.localdate(now)), False
    except TooMuch:
        found, too_much = None, True
    context = {
        "to": to,
        "kind": which,
        "release": release,
        "standing": standing,
        "state": sentences.state_words(release, standing),
        "is_same": bool(release and found and release.fingerprint == found[1]),
        "changed": changed,
        "too_much": too_much,
        "way_back": [
            *_way_back(request),
            Link(_("Dela med länet"), reverse("county:sharing", args=[request.tenant.slug])),
        ],
    }
    if found is not None:
        content, mark = found
        urls = sentences.own_urls(request.tenant.slug, kind, content.payload)
        context["shown"] = sentences.received_context(
            kind,
            content.payload,
            owner=request.tenant.name,
            as_of=now,
            urls=urls,
            groups=queries.group_names(request.actor),
        )
        rhythm = standing.rhythm if standing else forms.ONCE if release else forms.CHANGE
        context["form"] = forms.Share(initial={"seen": mark, "rhythm": rhythm})
    return render(request, "county/share.html", context, status=422 if changed or form.errors else 200)


@require_POST
@page(policy.SHARE)
def stop(request: ActorRequest, receiver: UUID, kind: str) -> HttpResponse:
    """Hand over nothing more by itself."""
    standing = queries.standing_of(request.actor, queries.receiver(receiver), kind)
    if standing is not None:
        with suppress(ChangedMeanwhile):  # somebody else was first: it has stopped
            actions.stop_sharing(request.actor, standing, now=timezone.now())
    toast(request, _("Ingenting mer delas av sig självt. Det som redan är delat ligger kvar."))
    return redirect("county:share", request.tenant.slug, receiver, kind)


@require_POST
@page(policy.SHARE)
def withdraw(request: ActorRequest, receiver: UUID, kind: str) -> HttpResponse:
    """Take back all of a kind from a receiver."""
    to = queries.receiver(receiver)
    release = queries.release_in_force(request.actor, to, kind)
    if release is None:
        raise NotVisible("release")
    actions.withdraw(request.actor, release, now=timezone.now())
    toast(request, _("Taget tillbaka. %(receiver)s ser det inte längre.") % {"receiver": to.name})
    return redirect("county:share", request.tenant.slug, receiver, kind)


def _way_back(request: ActorRequest) -> list[Link]:
    return [Link(_("Administration"), reverse("administration:index", args=[request.tenant.slug]))]
