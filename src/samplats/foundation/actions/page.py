"""`page()`: one address = one declared permission. Strangers get 404, members without the right 403."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from samplats.foundation.access.actors import Actor, actor_for, public_actor
from samplats.foundation.access.permissions import NotAllowed, NotVisible, Permission, require
from samplats.foundation.accounts.models import User
from samplats.foundation.tenancy.current import open_tenant
from samplats.foundation.tenancy.models import Tenant
from samplats.foundation.tenancy.quick import shared

P = ParamSpec("P")


class ActorRequest(HttpRequest):
    """A request after `page()`: somebody acts in an open tenant."""

    actor: Actor
    tenant: Tenant


View = Callable[Concatenate[ActorRequest, P], HttpResponseBase]
Address = Callable[..., HttpResponseBase]


def page(needed: Permission) -> Callable[[View[P]], Address]:
    """Serve a tenant's page (address argument `tenant` = slug) to those who hold the permission."""

    def decorate(view: View[P]) -> Address:
        @functools.wraps(view)
        def serve(request: HttpRequest, *args: Any, tenant: str, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return _to_sign_in(request)
            actor = _actor_in(request.user, tenant)
            return _serve(request, actor, needed, lambda asked: view(asked, *args, **kwargs))

        serve.permission = needed  # type: ignore[attr-defined]
        return serve

    return decorate


def public_page(view: View[P]) -> Address:
    """Serve a tenant's public page to anyone, without an account."""

    @functools.wraps(view)
    def serve(request: HttpRequest, *args: Any, tenant: str, **kwargs: Any) -> HttpResponseBase:
        found = Tenant.objects.filter(slug=tenant).first()
        if found is None:
            raise Http404
        return _serve(request, public_actor(found), None, lambda asked: view(asked, *args, **kwargs))

    serve.permission = "public"  # type: ignore[attr-defined]
    return serve


def open_page(view: Callable[..., HttpResponseBase]) -> Address:
    """Serve an address that belongs to no tenant and shows nobody's records: sign-in, health, components."""
    view.permission = "open"  # type: ignore[attr-defined]
    return view


def personal_page(view: Callable[..., HttpResponseBase]) -> Address:
    """Serve an address that shows a signed-in person only what is the person's own."""

    @functools.wraps(view)
    def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return _to_sign_in(request)
        return view(request, *args, **kwargs)

    serve.permission = "personal"  # type: ignore[attr-defined]
    return serve


def _actor_in(user: User, slug: str) -> Actor:
    found = shared(Tenant, slug=slug)
    actor = actor_for(user, found) if found else None
    if actor is None:
        raise Http404
    return actor


def _serve(
    request: HttpRequest,
    actor: Actor,
    needed: Permission | None,
    view: Callable[[Any], HttpResponseBase],
) -> HttpResponseBase:
    request.actor = actor  # type: ignore[attr-defined]
    request.tenant = actor.tenant  # type: ignore[attr-defined]
    with open_tenant(actor.tenant_id):
        try:
            if needed is not None:
                require(actor, needed, None)
            return view(request)
        except NotVisible as hidden:
            raise Http404 from hidden
        except NotAllowed as refused:
            raise PermissionDenied from refused


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """The way to the sign-in; but nobody is led away from what was just written: the page says what happened."""
    shown = redirect_to_login(_page_to_come_back_to(request), str(settings.LOGIN_URL))
    if not request.headers.get("HX-Request"):
        return shown
    answer = HttpResponse(status=401)
    if request.method == "GET":
        answer["HX-Redirect"] = shown.url
    return answer


def _page_to_come_back_to(request: HttpRequest) -> str:
    """The page that was asked for; for a button or a part of a page, the page on which it stands."""
    if request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return request.get_full_path()
    told = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(told, allowed_hosts={request.get_host()}):
        return str(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(told)
    return f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
